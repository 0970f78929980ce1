"""Pieces of the wish that can be said again: its first request, what it is about, its clean clauses."""

from durf.coach.reading.wish import Reading

_DETERMINERS = frozenset("een mijn mn m'n onze ons de het deze dit a an my our the this".split())
_LONGEST = 140  # characters of the asker's own words in an example


def polished(text: str, closing: str = ".") -> str:
    """Begin with a capital and end with a full stop or question mark."""
    text = " ".join(text.split()).strip(" ,;:-–—/|•*&+")
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".?!…" else text.rstrip(",;:-–— ") + closing


def said(reading: Reading, first: int, last: int) -> str:
    """Give the text from word `first` up to word `last`, with what closes it."""
    start = reading.words[first].start
    end = reading.words[last].start if last < len(reading.words) else len(reading.text)
    return reading.text[start:end].strip()


def closing(reading: Reading, sentence: int) -> str:
    """Tell whether a sentence without a closing mark wants a question mark."""
    first = reading.words[reading.sentences[sentence].first]
    asks = any(reading.words[mark.first].sentence == sentence for mark in reading.marks("request"))
    return "?" if reading.sentences[sentence].question or (asks and first.low in _QUESTION_WORDS) else "."


_QUESTION_WORDS = frozenset(
    "wie heeft weet kent kan wil zou is hoe wat waar welke mag hebben kunnen who does has can could would is are do"
    " how what where which may anyone anybody".split()
)


def whole(reading: Reading) -> str:
    """Give the wish again: all of it where short, else the sentence that asks."""
    text = " ".join(reading.text.split())
    last = len(reading.sentences) - 1
    if len(text) <= _LONGEST:
        return polished(text, closing(reading, last))
    return asking_sentence(reading)


def asking_sentence(reading: Reading) -> str:
    """Give the sentence in which something is asked, shortened at a comma where too long."""
    for tag in ("request", "problem", "ask", "soft"):
        asked = sorted(reading.sentences_with(tag))
        if asked:
            return _shortened(reading, asked[0])
    return _shortened(reading, 0)


def _shortened(reading: Reading, sentence: int) -> str:
    place = reading.sentences[sentence]
    text = said(reading, place.first, place.last)
    if len(text) <= _LONGEST:
        return polished(text, closing(reading, sentence))
    for clause in reading.clauses():
        part = said(reading, clause[0], clause[-1] + 1)
        if place.first <= clause[0] < place.last and reading.covered("ask").intersection(clause):
            return polished(part[:_LONGEST].rsplit(" ", 1)[0] if len(part) > _LONGEST else part, closing(reading, sentence))
    return polished(text[:_LONGEST].rsplit(" ", 1)[0], "…")


def first_wish(reading: Reading) -> str:
    """Give only the first of several wishes."""
    starts = sorted({mark.first for tag in ("request", "problem", "opening") for mark in reading.marks(tag)})
    joiners = [mark.first for mark in reading.marks("more") if mark.last - mark.first > 1 or mark.first > 4]
    begin = starts[0] if starts and starts[0] <= 6 else 0
    ends = [reading.sentences[reading.words[begin].sentence].last]
    for start in starts:
        if start > begin + 2:
            ends.append(start - 1 if reading.words[start - 1].low in _JOINING else start)
    ends += [joiner for joiner in joiners if joiner > begin + 2]
    ends += [i for i, word in enumerate(reading.words) if i > begin + 2 and _starts_item(reading, i) and word]
    end = min(ends)
    text = reading.text[reading.words[begin].start : reading.words[end - 1].end]
    return polished(text, closing(reading, reading.words[begin].sentence))


_JOINING = frozenset({"en", "and", "oh", "o", "ja", "also", "ook", "plus"})


def _starts_item(reading: Reading, i: int) -> bool:
    """Tell whether a new item of a row starts at this word."""
    gap = reading.text[reading.words[i - 1].end : reading.words[i].start]
    return any(mark in gap for mark in ("/", ",", "\n", "•", ")")) or reading.words[i].sentence != reading.words[
        i - 1
    ].sentence


def topic(reading: Reading, *, bare: bool = False) -> str:
    """Name what the wish is about in its own words, or give an empty string."""
    stop = reading.covered("plain", "ask", "heavy", "vague", "when", "pitch", "problem", "logistics", "open", "small")
    begins = [mark.last for tag in ("category", "big", "request", "vague", "ask") for mark in reading.marks(tag)]
    for begin in [*begins, 0]:
        found = _noun_phrase(reading, begin, stop, bare=bare)
        if found:
            return found
    return ""


def _noun_phrase(reading: Reading, begin: int, stop: frozenset[int], *, bare: bool) -> str:
    words = reading.words
    sentence = words[begin].sentence if begin < len(words) else -1
    i = begin
    while i < len(words) and words[i].sentence == sentence and i in stop:
        i += 1
    first = i
    while i < len(words) and words[i].sentence == sentence and i not in stop and i < first + 3:
        if i > first and words[i].comma_before:
            break
        i += 1
    if i == first:
        return ""
    if not bare and first and words[first - 1].low in _DETERMINERS and words[first - 1].sentence == sentence:
        first -= 1
    text = reading.text[words[first].start : words[i - 1].end]
    keep = any(word.capital for word in words[first + 1 : i]) or words[first].start > 0
    return text if keep else text[0].lower() + text[1:]
