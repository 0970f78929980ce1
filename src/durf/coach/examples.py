"""One example a hint: the asker's own wish, said again with what the hint asks for."""

from collections.abc import Callable

from durf.coach.reading import asking, phrases
from durf.coach.reading.privacy import private
from durf.coach.reading.wish import Reading
from durf.coach.rules import missing

Maker = Callable[[Reading], list[str]]

_LONGEST = 360  # characters; an example is read at a glance
Both = tuple[str, str]  # the same in Dutch and in English

_ADDED: dict[str, Both] = {
    "when:thing": ("Uiterlijk vrijdag, ik haal het zelf op.", "By Friday at the latest, I'll pick it up."),
    "when:small": (
        "Zaterdagochtend zou mooi zijn, een andere dag kan ook.",
        "Saturday morning would be lovely, another day works too.",
    ),
    "when": ("Liefst voor het eind van de maand.", "Ideally before the end of the month."),
    "why:borrow": (
        "Kopen is zonde, want ik heb het maar één keer nodig.",
        "Buying seems a waste, because I only need it once.",
    ),
    "why:company": (
        "Alleen durf ik het niet, en samen is het veel leuker.",
        "I don't dare to do it on my own, and together it's far more fun.",
    ),
    "why:thing": (
        "Ik wil er iemand mee verrassen die altijd voor mij klaarstaat.",
        "I want to surprise somebody with it who is always there for me.",
    ),
    "why": (
        "Alleen krijg ik het niet voor elkaar, en het betekent veel voor me.",
        "I can't manage it on my own, and it means a lot to me.",
    ),
    "tried": (
        "Ik heb het al opgezocht en bij de buren nagevraagd, zonder succes.",
        "I've already looked it up and asked around, without success.",
    ),
    "who": (
        "Ik zoek iemand die dit voor zijn werk doet of zelf heeft meegemaakt, voor een kwartiertje meedenken.",
        "I'm looking for someone who does this for a living or has been through it, for a fifteen minute chat.",
    ),
    "one": ("De rest vraag ik een andere keer.", "I'll keep the rest for another day."),
    "enough": (
        "Een uurtje meedenken over de eerste stap zou al helpen.",
        "An hour to find the first step would already help.",
    ),
    "what": (
        "Wie wil daar een halfuur met me over praten, zodat ik weet waar ik begin?",
        "Would someone talk it over with me for half an hour, so that I know where to begin?",
    ),
    "safe": ("De rest vertel ik je liever zelf.", "The rest I'd rather tell you myself."),
    "safe:number": (
        "Reageer hier, dan spreken we samen verder af.",
        "Just answer here and we'll arrange the rest together.",
    ),
}
_ABOUT: dict[str, Both] = {
    "what": (
        "Wie wil een halfuur met me praten over {}, zodat ik weet waar ik begin?",
        "Would someone talk with me about {} for half an hour, so that I know where to begin?",
    ),
    "pitch": (
        "Wie wil een halfuur meekijken naar {} en eerlijk zeggen wat beter kan? Zo leer ik het snelst.",
        "Would someone look at {} for half an hour and tell me honestly what could be better? That's how I learn.",
    ),
    "enough": (
        "Wie wil een uurtje met me meedenken over {}? De eerste stap vinden zou al helpen.",
        "Would someone think along about {} for an hour? Finding the first step would already help.",
    ),
    "safe": (
        "Wie wil een halfuurtje met me meedenken over {}? De rest vertel ik je liever zelf.",
        "Would someone think along with me about {} for half an hour? The rest I'd rather tell you myself.",
    ),
}
_LAST_RESORT: dict[str, Both] = {
    "what": (
        "Wie helpt me zaterdag een uurtje een kast naar boven tillen? Alleen krijg ik hem de trap niet op.",
        "Could someone help me carry a cupboard upstairs on Saturday, for an hour? I can't manage it on my own.",
    ),
    "enough": (
        "Wie wil een uurtje met me meedenken? De eerste stap vinden zou al helpen.",
        "Would someone think along with me for an hour? Finding the first step would already help.",
    ),
    "safe": (
        "Wie wil een halfuurtje met me meedenken over iets persoonlijks? De rest vertel ik je liever zelf.",
        "Would someone think along with me about something personal for half an hour? The rest I'd tell you myself.",
    ),
    "one": ("Wie helpt me met de eerste van deze wensen?", "Who can help me with the first of these wishes?"),
}
# What a wish for work, customers, company … could look like, by the word that was too general.
_FITTING: dict[str, str] = {
    "baan": "Ik zoek een baan in een bakkerij. Wie werkt daar en wil me een halfuurtje vertellen hoe dat is?",
    "werk": "Ik zoek werk in een bakkerij. Wie doet dat al en wil me een halfuurtje vertellen hoe het is?",
    "stage": "Ik zoek een stage bij een krant, vanaf september. Wie werkt daar en wil een halfuurtje praten?",
    "klanten": "Welke winkelier kijkt een halfuurtje naar mijn etalage, zodat er meer klanten binnenkomen?",
    "vrijwilligers": "Wie wil zaterdag twee uur als vrijwilliger achter de bar staan? Dan kan het buurtfeest doorgaan.",
    "coach": "Wie gaf zelf les en wil een halfuurtje mijn coach zijn voor mijn eerste les, volgende week?",
    "mentor": "Wie begon zelf een winkel en wil een keer koffie drinken? Ik open in mei en zoek zo'n mentor.",
    "job": "I'm looking for a job in a bakery. Would someone who has one tell me in half an hour what it's like?",
    "work": "I'm looking for work in a bakery. Would someone who does that tell me in half an hour what it's like?",
    "internship": "I'd like an internship at a newspaper in May. Would someone there talk to me for half an hour?",
    "clients": "Would a shopkeeper look at my shop window for half an hour, so that more clients walk in?",
    "customers": "Would a shopkeeper look at my shop window for half an hour, so that more customers walk in?",
    "volunteers": "Who'd volunteer for two hours behind the bar on Saturday? Volunteers keep our street party going.",
    "mentor:en": "Would someone who opened a shop have coffee with me once? I open mine in May and could use a mentor.",
}
# How a half-typed wish could go on, by the word it stops at.
_GOING_ON: dict[str, str] = {
    "naar": "de markt, zaterdagochtend een uurtje? Alleen vind ik er niets aan.",
    "een": "ladder lenen, alleen zaterdagmiddag? Dan hoef ik er geen te kopen.",
    "keer": "een uurtje meekijken bij een imker. Wie neemt me mee?",
    "graag": "een uurtje meekijken bij een imker. Wie neemt me mee?",
    "to": "spend an hour with a beekeeper. Who could take me along?",
    "a": "ladder to borrow, just for Saturday afternoon, so that I needn't buy one.",
}


def _pick(phrase: Both, reading: Reading) -> str:
    return phrase[0] if reading.lang == "nl" else phrase[1]


def _extra(hint: str, reading: Reading) -> str:
    """Choose the sentence to add by what sort of thing is asked."""
    for kind in ("borrow", "company", "thing", "small"):
        if kind == "thing" and reading.has("kind", "role", "sort"):
            continue  # people and lifts are not picked up or given away
        if f"{hint}:{kind}" in _ADDED and reading.has(kind):
            return _pick(_ADDED[f"{hint}:{kind}"], reading)
    return _pick(_ADDED[hint], reading)


def _about(reading: Reading, sort: str, *, own: bool = False) -> list[str]:
    topic = phrases.topic(reading, own=own)
    return [_pick(_ABOUT[sort], reading).format(topic)] if topic else []


def _added(hint: str) -> Maker:
    """Say the wish again and add the sentence that this hint asks for."""

    def make(reading: Reading) -> list[str]:
        extra = _extra(hint, reading)
        said = (phrases.whole(reading), phrases.asking_sentence(reading), phrases.opening(reading))
        return [f"{text} {extra}" for text in said]

    return make


def _with_a_person(reading: Reading) -> list[str]:
    return [f"{phrases.opening(reading)} {_pick(_ADDED['who'], reading)}"]


def _clear(reading: Reading) -> list[str]:
    last = reading.words[-1].low
    made: list[str] = []
    if last in _GOING_ON and len(reading.words) <= 10:
        made.append(phrases.polished(f"{reading.text.strip()} {_GOING_ON[last]}"))
    if asking.is_pitch(reading):
        offer = _pick(_ABOUT["pitch"], reading).format(_pick(_OFFER, reading))
        return [*made, *_about(reading, "pitch", own=True), offer]
    general = [reading.words[mark.first].low for mark in reading.marks("vague")]
    fitting = [_FITTING[key] for word in general for key in (f"{word}:{reading.lang}", word) if key in _FITTING]
    dream = [f"{phrases.whole(reading)} {_pick(_ADDED['what'], reading)}"]
    if len(reading.content()) > 1 and not reading.has("request", "category"):
        return made + dream + fitting + _about(reading, "what")
    return made + fitting + _about(reading, "what") + (dream if reading.content() else [])


def _single(reading: Reading) -> list[str]:
    wish = phrases.first_wish(reading)
    if wish.rstrip(".?!")[-1:].isdigit():
        return []
    return [f"{wish} {_pick(_ADDED['one'], reading)}", wish]


def _small(reading: Reading) -> list[str]:
    return _about(reading, "enough", own=True) + _added("enough")(reading) + _about(reading, "enough")


def _discreet(reading: Reading) -> list[str]:
    found = private(reading, "everyone")
    no_facts = all(item.sort != "fact" for item in found)
    extra = _pick(_ADDED["safe:number" if no_facts else "safe"], reading)
    made = [f"{text} {extra}" for text in phrases.discreet(reading, found)]
    if no_facts:
        made.append(f"{phrases.without_numbers(reading, found)} {extra}")
    told_of = {reading.words[i].low for i in reading.covered("person", "firstname")}
    topic = phrases.topic(reading)
    return made if told_of & set(topic.lower().split()) else made + _about(reading, "safe")


_OFFER: Both = ("mijn aanbod", "what I offer")
_MAKERS: dict[str, Maker] = {
    "when": _added("when"),
    "why": _added("why"),
    "tried": _added("tried"),
    "who": _with_a_person,
    "what": _clear,
    "one": _single,
    "enough": _small,
    "safe": _discreet,
}


def example(hint: str, reading: Reading, audience: str) -> str:
    """Rewrite the wish so that this hint would not be given again."""
    for made in _MAKERS[hint](reading):
        again = Reading(made, reading.lang)
        if len(made) > _LONGEST:
            continue
        if made.casefold() != reading.text.strip().casefold() and not {hint, "safe"} & set(missing(again, audience)):
            return made
    return _pick(_LAST_RESORT.get(hint, _ADDED[hint]), reading)
