"""How clearly something is asked in a text, how big it is, and how much story is around it."""

import re

from durf.coach.reading.wish import Reading

_SUM = re.compile(r"(?:€|£|\$)\s?\d{1,3}[.,]?\d{3}\b|\b\d{1,3}[.,]?\d{3},?-? ?(?:euro|euros|pounds|dollars|k)\b", re.I)
_HEAP = re.compile(r"(?<![\d.,:])[1-9]\d{0,2}[.,]\d{3}(?![\d.,:])")
_ENDED = re.compile(r"[.!?…)\"”']\s*$")
_DONE = {
    "nl": re.compile(r"\w{0,5}ge\w{2,20}(?:d|t|en)|(?:ver|be)\w{3,20}(?:d|t)"),
    "en": re.compile(r"\w{2,20}ed"),
}
_ATTEMPT = re.compile(
    r"\b(?:i|we|i've|we've|i have|we have) (?:already |even |also |just |both )?"
    r"(\w{2,20}ed|put|took|cut|used|built|gave|spoke|wrote|sent|went|did|hung|laid|made|rang)\b"
    r"|\b(?:heb|hebben|had|hadden) (?:[\w'-]{1,20} ){0,6}?(\w{0,6}ge\w{2,20}(?:d|t|en)|ver\w{3,20}(?:d|t|en))\b",
    re.I,
)
_TELEGRAM = 5  # words in a clause that only names what was done
_LOOSE_AT_MOST = 9  # words
_OPENING = 3  # words at the start of a clause that show whether it asks


def is_hardly_begun(reading: Reading) -> bool:
    """So little typed that silence is kinder."""
    return len(reading.words) < 3 and not reading.content() and not reading.has("ask", "vague", "soft")


def is_half_typed(reading: Reading) -> bool:
    """A short text that stops in the middle of a sentence."""
    last = len(reading.words) - 1
    return (
        len(reading.words) <= 10
        and not _ENDED.search(reading.text)
        and any(mark.first == last for mark in reading.marks("open"))
    )


def is_pitch(reading: Reading) -> bool:
    """Sells instead of asks."""
    if reading.has("request") and reading.has("small"):
        return False
    sold = len({reading.words[mark.first].low for mark in reading.marks("pitch")})
    return sold >= 2 or (sold == 1 and not reading.has("ask", "problem"))


def is_category(reading: Reading) -> bool:
    """Names a field ("who knows about tax?") and nothing in it."""
    if not reading.has("category") or reading.has("small", "reason"):
        return False
    return not is_told(reading) and len(reading.content()) <= 4


def is_vague(reading: Reading) -> bool:
    """Wants help, contact or work, without saying which."""
    content = len(reading.content())
    if content == 0 or (len(reading.words) <= 2 and not reading.has("ask")):
        return True
    specific = (
        reading.has("small", "when", "tried")
        or (reading.has("problem") and is_told(reading))
        or (is_big(reading) and content > 2)
        or _asks_something_plain(reading)
    )
    if reading.has("hollow") and not specific:
        return True
    if not reading.has("vague") or reading.has("small", "reason"):
        return False
    if not reading.has("when", "unhurried", "tried", "problem") and _asks_for_nothing(reading):
        return True
    return content <= (1 if reading.has("when") else 3)


def _asks_something_plain(reading: Reading) -> bool:
    """Beside the general words stands a sentence that requests something of its own."""
    content = [reading.words[i].sentence for i in reading.content()]
    plain = reading.sentences_with("request") - reading.sentences_with("hollow", "vague")
    return any(content.count(sentence) >= 2 for sentence in plain)


def _asks_for_nothing(reading: Reading) -> bool:
    """Every clause that asks only says "help" or "contact", whatever is told around it."""
    content, asked, vague = reading.content(), reading.covered("ask", "request"), reading.covered("vague")
    asking = [clause for clause in reading.clauses() if asked.intersection(clause)]
    return bool(asking) and all(
        vague.intersection(clause) and len(set(content).intersection(clause)) <= 1 for clause in asking
    )


def is_undirected(reading: Reading) -> bool:
    """No reader is asked anything yet: a dream, a statement, or only "ideas?"."""
    if reading.has("problem", "kind"):
        return False
    loose = _loose_questions(reading)
    if not loose and reading.has("small") and reading.has("when", "unhurried") and is_told(reading):
        return False  # a small thing with its story and its date: every reader sees what is meant
    if any(reading.words[i].sentence not in loose for i in reading.covered("ask")):
        return False
    return all(i in loose for i, sentence in enumerate(reading.sentences) if sentence.question)


def _loose_questions(reading: Reading) -> frozenset[int]:
    """Give the short sentences that ask anything of anybody: "Ideas?"."""
    content = [reading.words[i].sentence for i in reading.content()]
    return frozenset(
        i
        for i in reading.sentences_with("idea")
        if reading.sentences[i].last - reading.sentences[i].first <= _LOOSE_AT_MOST and content.count(i) <= 1
    )


def is_mystery(reading: Reading) -> bool:
    """Wants to know what something is, or whom to turn to."""
    return reading.has("mystery") and not reading.has("problem")


def is_at_a_loss(reading: Reading) -> bool:
    """Ends a story in "what now?"."""
    return bool(_loose_questions(reading)) and is_undirected(reading)


def has_attempts(reading: Reading) -> bool:
    """Says what was tried, if only in telegram style: "Plugs replaced, new battery"."""
    if reading.has("tried") or _did_something(reading):
        return True
    asked = reading.covered("ask")
    short = [clause for clause in reading.clauses() if len(clause) <= _TELEGRAM and not asked.intersection(clause)]
    done = [clause for clause in short if any(_DONE[reading.lang].fullmatch(reading.words[i].low) for i in clause)]
    return bool(done) and len(reading.clauses()) > 2


def _did_something(reading: Reading) -> bool:
    """The asker tells in passing what they did: "we moved it twice"."""
    happened = {reading.words[i].low for i in reading.covered("noattempt")}
    return any((hit.group(1) or hit.group(2)).lower() not in happened for hit in _ATTEMPT.finditer(reading.text))


def is_complaint(reading: Reading) -> bool:
    """Tells what is wrong and asks nothing yet."""
    return reading.has("fault") and is_undirected(reading)


def is_told(reading: Reading) -> bool:
    """A clause that neither asks nor arranges tells the story around the wish."""
    asked, arranged = reading.covered("ask", "idea"), reading.covered("logistics")
    if not reading.has("request") and not any(sentence.question for sentence in reading.sentences):
        asked |= reading.covered("soft")
    dated = reading.covered("when", "unhurried", "small")
    for clause in reading.clauses():
        opening = clause[:_OPENING]
        if not (asked | arranged).intersection(opening) and len([i for i in clause if i not in dated]) >= 4:
            return True
    return False


def is_big(reading: Reading) -> bool:
    """Something very large stands in a sentence that asks."""
    asked = reading.sentences_with("ask", "soft", "problem")
    if not asked:
        return False
    if asked & reading.sentences_with("big", "amount") or _SUM.search(reading.text):
        return True
    if reading.has("problem") or not asked & reading.sentences_with("heavy"):
        return False
    return reading.has("scope") or _HEAP.search(reading.text) is not None
