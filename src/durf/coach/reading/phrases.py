"""Pieces of the wish that can be said again: its request, what it is about, the part that tells nothing private."""

import re

from durf.coach.reading.privacy import Private, named
from durf.coach.reading.wish import Reading

_LONGEST = 200  # characters of the asker's own words in an example
_OWN = frozenset({"mijn", "mn", "m'n", "onze", "ons", "my", "our"})
_DETERMINERS = _OWN | {"een", "de", "het", "deze", "dit", "a", "an", "the", "this"}
_JOINING = frozenset({"en", "and", "oh", "o", "ja", "also", "ook", "plus"})
_PARTICLES = frozenset({"de", "van", "der", "den", "ten", "ter"})
_SUBJECTLESS = frozenset({"needs", "wants", "zoekt"})
_CONTACT = re.compile(
    r"(?:\b(?:call|text|phone|ring|mail|email|e-mail|reach|message|app|whatsapp|bel|mail|tel|telefoon|stuur|sms|me|mij"
    r"|us|ons|even|at|on|op|naar|een|mailtje|bericht|appje|to|via|number|nummer|is|my|mijn|of|or)\b[ :.,]{0,2}){1,7}$",
    re.I,
)


def polished(text: str, closing: str = ".") -> str:
    """Begin with a capital and end with a full stop or question mark."""
    text = " ".join(text.split()).strip(" ,;:-–—/|•*&+(")
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".?!…" else text.rstrip(",;:-–— ") + closing


def closing(reading: Reading, first: int) -> str:
    """Tell whether a piece that starts at this word wants a question mark."""
    word = reading.words[first]
    if first in reading.covered("interrogative"):
        return "?"
    place = reading.sentences[word.sentence]
    return "?" if place.question and not reading.sentences_with("logistics") & {word.sentence} else "."


def _between(reading: Reading, first: int, last: int) -> str:
    end = reading.words[last].start if last < len(reading.words) else len(reading.text)
    return reading.text[reading.words[first].start : end].strip()


def whole(reading: Reading) -> str:
    """Give the wish again: all of it where short, else the sentence that asks."""
    text = " ".join(reading.text.split())
    if len(text) <= _LONGEST:
        return polished(text, closing(reading, reading.sentences[-1].first))
    return asking_sentence(reading)


def opening(reading: Reading) -> str:
    """Give the first sentences of the wish, as many as fit."""
    text = ""
    for place in reading.sentences:
        longer = f"{text} {polished(_between(reading, place.first, place.last), closing(reading, place.first))}".strip()
        if len(longer) > _LONGEST and text:
            break
        text = longer
    return text if len(text) <= _LONGEST else polished(text[:_LONGEST].rsplit(" ", 1)[0], "…")


def asking_sentence(reading: Reading) -> str:
    """Give the sentence in which something is asked, shortened where too long."""
    for tag in ("request", "problem", "ask", "soft"):
        for sentence in sorted(reading.sentences_with(tag)):
            place = reading.sentences[sentence]
            text = _between(reading, place.first, place.last)
            if len(text) > _LONGEST:
                text = text[:_LONGEST].rsplit(" ", 1)[0] + "…"
            return polished(text, closing(reading, place.first))
    return opening(reading)


def first_wish(reading: Reading) -> str:
    """Give only the first of several wishes."""
    starts = sorted({mark.first for tag in ("request", "problem", "opening") for mark in reading.marks(tag)})
    begin = starts[0] if starts and starts[0] <= 6 else 0
    if begin == 0 and ":" in reading.text[: reading.words[min(4, len(reading.words) - 1)].end]:
        begin = next(i for i, word in enumerate(reading.words) if ":" in reading.text[: word.start])
    ends = [reading.sentences[reading.words[begin].sentence].last]
    ends += [start - (reading.words[start - 1].low in _JOINING) for start in starts if start > begin + 1]
    ends += [mark.first for mark in reading.marks("more") if mark.first > begin + 1]
    ends += [i for i in range(begin + 2, len(reading.words)) if _starts_item(reading, i)]
    end = min(ends)
    return polished(reading.text[reading.words[begin].start : reading.words[end - 1].end], closing(reading, begin))


def _starts_item(reading: Reading, i: int) -> bool:
    gap = reading.text[reading.words[i - 1].end : reading.words[i].start]
    return reading.words[i].low not in _JOINING and any(mark in gap for mark in ("/", ",", "\n", "•", ")"))


def topic(reading: Reading, *, own: bool = False) -> str:
    """Name what the wish is about in its own words, or give an empty string; `own`: only "my …"."""
    after = [mark.last for tag in ("category", "vague", "request") for mark in reading.marks(tag)]
    if not own:
        for begin in after:
            if begin < len(reading.words) and (found := _noun_phrase(reading, begin)):
                return found
    chosen = _OWN if own else _DETERMINERS
    for i, word in enumerate(reading.words[:-1]):
        if word.low in chosen and (found := _noun_phrase(reading, i)):
            return found
    return ""


def _noun_phrase(reading: Reading, begin: int) -> str:
    """Read a determiner and up to three words of meaning; empty where something else stands here."""
    words = reading.words
    stop = reading.covered(
        "plain", "ask", "heavy", "vague", "when", "pitch", "problem", "logistics", "open", "small", "condition"
    )
    first = begin + (words[begin].low in _DETERMINERS)
    last = first
    while last < len(words) and last < first + 3 and words[last].sentence == words[begin].sentence:
        word = words[last]
        if last in stop or word.low[0].isdigit() or (last > begin and word.comma_before) or len(word.low) < 2:
            break
        last += 1
    if last == first or words[first].low in _DETERMINERS:
        return ""
    text = reading.text[words[begin].start : words[last - 1].end]
    return text[0].lower() + text[1:] if begin == 0 or words[begin].low in _DETERMINERS else text


def discreet(reading: Reading, found: list[Private]) -> list[str]:
    """Give the pieces of the wish that ask and tell nothing private: whole clauses first, then parts of them."""
    hidden = {i for i, word in enumerate(reading.words) for it in found if word.start < it.end and it.start < word.end}
    asked = reading.covered("request", "ask", "problem")
    clauses = [clause[0] for clause in reading.clauses()]
    turns = [i for i in reading.covered("turning") if i and i - 1 not in asked]
    made: list[str] = []
    for cuts in (clauses, sorted({*clauses, *turns})):
        pieces: list[tuple[int, str]] = []
        for first, last in zip(cuts, [*cuts[1:], len(reading.words)], strict=True):
            place = range(first + (reading.words[first].low in _JOINING), last)
            if len(place) >= 3 and not hidden.intersection(place) and asked.intersection(place):
                pieces.append((-len(place), _unnamed(reading, place[0], last)))
        made += [text for _, text in sorted(pieces)]
    return made


def _unnamed(reading: Reading, first: int, last: int) -> str:
    """Say a piece without the names in it."""
    text, place = "", reading.words[first].start
    for i in named(reading):
        if first <= i < last and reading.words[i].start >= place:
            text += reading.text[place : reading.words[i].start].rstrip()
            if not reading.covered("person").intersection((i - 1, i - 2)):
                text += " iemand" if reading.lang == "nl" else " somebody"
            place = reading.words[_end_of_name(reading, i)].end
    text += reading.text[place : reading.words[last - 1].end]
    if reading.words[first].low in _SUBJECTLESS:
        text = ("Iemand die ik ken " if reading.lang == "nl" else "Someone I know ") + text
    return polished(text, closing(reading, first))


def _end_of_name(reading: Reading, i: int) -> int:
    """Give the last word of a name that begins here: "Annie de Boer"."""
    last, ahead = i, i + 1
    while ahead < len(reading.words) and (reading.words[ahead].capital or reading.words[ahead].low in _PARTICLES):
        if reading.words[ahead].sentence != reading.words[i].sentence:
            break
        last = ahead if reading.words[ahead].capital else last
        ahead += 1
    return last


def without_numbers(reading: Reading, found: list[Private]) -> str:
    """Say the wish without the numbers and addresses in it, and without "call me on"."""
    text, place = "", 0
    for item in found:
        text += _CONTACT.sub("", reading.text[place : item.start][-_LONGEST:]).rstrip(" +(,")
        place = max(place, item.end)
    return polished(text + reading.text[place:])
