"""One example a hint: the asker's own wish, said again with what the hint asks for."""

from collections.abc import Callable

from durf.coach.language import Language
from durf.coach.reading import phrases
from durf.coach.reading.privacy import private
from durf.coach.reading.wish import Reading
from durf.coach.rules import missing

Maker = Callable[[Reading], list[str]]

_NL_EN = {
    "when:thing": ("Liefst voor eind volgende week, ik haal het zelf op.", "Ideally before the end of next week, I'll pick it up."),
    "when": ("Zaterdagochtend zou mooi zijn, een andere dag kan ook.", "Saturday morning would be lovely, another day works too."),
    "why:thing": ("Nieuw kopen vind ik zonde, want ik heb het maar kort nodig.", "Buying new feels like a waste, because I only need it briefly."),
    "why:company": ("Alleen durf ik het niet, en samen is het veel leuker.", "I don't dare to go on my own, and together it's far more fun."),
    "why": ("Ik doe dit voor het eerst, want ik wil het al jaren.", "It's my first time, because I've been wanting to do this for years."),
    "tried": ("Ik heb het al opgezocht en bij de buren nagevraagd, zonder succes.", "I've already looked it up and asked around, without success."),
    "who": (
        "Ik zoek iemand die dit voor zijn werk doet of zelf heeft meegemaakt, voor een kwartiertje meedenken.",
        "I'm looking for someone who does this for a living or has been through it, for a fifteen minute chat.",
    ),
    "one": ("De rest vraag ik een andere keer.", "I'll keep the rest for another day."),
    "talk": (
        "Wie wil daar een halfuur met me over praten, zodat ik weet waar ik begin?",
        "Would someone talk it over with me for half an hour, so that I know where to begin?",
    ),
    "safe": ("De rest vertel ik je liever zelf.", "The rest I'd rather tell you myself."),
    "safe:number": ("Reageer hier, dan spreken we samen verder af.", "Just answer here and we'll arrange the rest together."),
}
_ABOUT = {
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
_PLAIN = {
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
        "Would someone think along with me for half an hour about something personal? The rest I'd rather tell you myself.",
    ),
    "one": ("Wie helpt me met de eerste van deze wensen?", "Who can help me with the first of these wishes?"),
}
# How a half-typed wish could go on, by the word it stops at.
_GOING_ON: dict[str, str] = {
    "naar": "de markt, zaterdagochtend een uurtje? Alleen vind ik er niets aan.",
    "een": "ladder lenen, alleen zaterdagmiddag? Dan hoef ik er geen te kopen.",
    "keer": "een uurtje meekijken bij een imker, want ik wil het zelf gaan doen.",
    "graag": "een uurtje meekijken bij een imker, want ik wil het zelf gaan doen.",
    "to": "spend an hour with a beekeeper, because I want to start a hive myself.",
    "a": "ladder to borrow, just for Saturday afternoon, so that I needn't buy one.",
}


def _pick(phrase: tuple[str, str], lang: Language) -> str:
    return phrase[0] if lang == "nl" else phrase[1]


def _kind(reading: Reading, hint: str) -> str:
    for kind in ("thing", "company"):
        key = f"{hint}:{kind}"
        if key in _NL_EN and reading.has(kind):
            return key
    return hint


def _about(reading: Reading, sort: str, *, bare: bool = False) -> list[str]:
    topic = phrases.topic(reading, bare=bare)
    return [_pick(_ABOUT[sort], reading.lang).format(topic)] if topic else []


def _added(hint: str) -> Maker:
    """Say the wish again and add the sentence that this hint asks for."""

    def make(reading: Reading) -> list[str]:
        extra = _pick(_NL_EN[_kind(reading, hint)], reading.lang)
        return [f"{phrases.whole(reading)} {extra}", f"{phrases.asking_sentence(reading)} {extra}"]

    return make


def _clear(reading: Reading) -> list[str]:
    made: list[str] = []
    last = reading.words[-1].low
    if last in _GOING_ON and len(reading.words) <= 10:
        made.append(phrases.polished(f"{reading.text.strip()} {_GOING_ON[last]}"))
    if reading.has("pitch"):
        made += _about(reading, "pitch")
    if reading.has("soft") and len(reading.words) > 4 and not reading.has("request"):
        made.append(f"{phrases.whole(reading)} {_pick(_NL_EN['talk'], reading.lang)}")
    return made + _about(reading, "what")


def _single(reading: Reading) -> list[str]:
    wish = phrases.first_wish(reading)
    return [f"{wish} {_pick(_NL_EN['one'], reading.lang)}", wish]


def _discreet(reading: Reading) -> list[str]:
    """Keep the clauses that tell nothing private."""
    found = private(reading, "everyone")
    after = "safe:number" if all(item.sort != "fact" for item in found) else "safe"
    extra = _pick(_NL_EN[after], reading.lang)
    spans = [(item.start, item.end) for item in found]
    asked = reading.covered("request", "ask", "problem")
    made: list[str] = []
    for clause in reading.clauses():
        start, end = reading.words[clause[0]].start, reading.words[clause[-1]].end
        clean = not any(start < b and a < end for a, b in spans)
        if clean and len(clause) >= 4 and asked.intersection(clause):
            sentence = reading.words[clause[0]].sentence
            text = phrases.polished(reading.text[start:end], phrases.closing(reading, sentence))
            made.append(f"{text} {extra}")
    return made + _about(reading, "safe")


_MAKERS: dict[str, Maker] = {
    "when": _added("when"),
    "why": _added("why"),
    "tried": _added("tried"),
    "who": _added("who"),
    "what": _clear,
    "one": _single,
    "enough": lambda reading: _about(reading, "enough"),
    "safe": _discreet,
}


def example(hint: str, reading: Reading, audience: str) -> str:
    """Rewrite the wish so that this hint would not be given again."""
    for made in _MAKERS[hint](reading):
        again = Reading(made, reading.lang)
        if made.casefold() != reading.text.strip().casefold() and not {hint, "safe"} & set(missing(again, audience)):
            return made
    return _pick(_PLAIN.get(hint, _NL_EN[hint] if hint in _NL_EN else _PLAIN["what"]), reading.lang)
