"""Which of the two languages a text is written in. Only nl and en: what the coach speaks."""

import re
from typing import Literal

Language = Literal["nl", "en"]

_WORD = re.compile(r"[a-zà-ÿ]+")
_READ_AT_MOST = 4000 # characters; a language shows itself long before that

_DUTCH = frozenset(
    """de het een en van ik wie wat waar hoe wij je jij jullie mijn m'n mn onze ons zijn er niet geen met voor
    naar bij op aan uit om te dat dit deze heeft heb hebben kan kunnen wil willen zou zoek zoeken gezocht iemand
    iets weet kent graag nog ook maar omdat als dan onder tegen wordt worden word mag moet moeten al
    weer wel even eens hulp nodig vandaag morgen maand jaar uur goed goede oude nieuwe kleine gratis tips leuk
    haar hun zij ze hij u uw zonder tot sinds tussen vanaf tijdens onder boven na toe eigenlijk gewoon hoi hallo
    beste buurt zoekt wens vraag vragen helpen helpt durf durftevragen euro maandag dinsdag woensdag donderdag
    vrijdag zaterdag zondag huis tuin fiets kind kinderen werk geld muziek boek advies lenen""".split()
)
_ENGLISH = frozenset(
    """the a an and i who what where how you your my our us are there not no with for to at on out from
    that this these those has have can could would will need looking look anyone someone somebody anybody
    something know knows please any some but because if then by about against be were may must
    should already again still just now today tomorrow month year hour good old new small free tips nice
    her him their they she he it its without until since between before after during im i'm don't does do did
    hi hello dear neighbours neighbors ask asking thanks thank monday tuesday wednesday thursday friday saturday
    sunday job tax lawyer house garden bike child kids school people work money music book advice borrow lend
    car spare neighbour neighbor wanted volunteers questions wondering money legal""".split()
)
# Spellings that hardly occur in the other language.
_DUTCH_LOOK = re.compile(r"ij|aa|uu|oe[a-z]|sch|eeuw|ieuw|[^aeiou]je\b|tje|lijk|heid\b|ë")
_ENGLISH_LOOK = re.compile(r"th|sh|wh|tion|ough|ck|'s\b|qu|ly\b")


def guess(text: str) -> Language:
    """Guess the language of a wish, so that hints come in the words of the asker."""
    low = text[:_READ_AT_MOST].lower().replace("’", "'")
    found = _WORD.findall(low)
    dutch = sum(3 for word in found if word in _DUTCH) + len(_DUTCH_LOOK.findall(low))
    english = sum(3 for word in found if word in _ENGLISH) + len(_ENGLISH_LOOK.findall(low))
    return "en" if english > dutch else "nl"
