"""What is asked in a text: how many things, how clearly, how big, and how much story is around it."""

import re

from durf.coach.reading.wish import Reading

_BULLET = re.compile(r"(?:^|\n)[ \t]*(?:[-*•–]|\d{1,2}[.)])[ \t]+\S")
_SLASH = re.compile(r"\s/\s")
_INLINE = re.compile(
    r"(?<!\w)[1a][.)]\s.{1,200}(?<!\w)[2b][.)]\s|(?<![\w.,])1 [a-z].{1,60}(?<![\w.,])1 [a-z].{1,60}(?<![\w.,])1 [a-z]",
    re.I,
)
_SUM = re.compile(r"(?:€|£|\$)\s?\d{1,3}[.,]?\d{3}\b|\b\d{1,3}[.,]?\d{3},?-? ?(?:euro|euros|pounds|dollars|k)\b", re.I)
_ENDED = re.compile(r"[.!?…)\"”']\s*$")
_LOOSE_AT_MOST = 6  # words
_OPENING = 3  # words at the start of a clause that show whether it asks
_AND = frozenset({"en", "and", "plus"})
_ITEM = frozenset({"een", "iemand", "mijn", "mn", "onze", "ons", "a", "an", "some", "someone", "somebody", "my", "our"})
_NEAR = 4  # words between a joiner ("and also") and the request it joins


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
    if content == 0:
        return True
    if reading.has("hollow") and not reading.has("small", "when", "tried", "problem"):
        return True
    if not reading.has("vague") or reading.has("small", "reason"):
        return False
    if not reading.has("when", "unhurried", "tried", "problem") and _asks_for_nothing(reading):
        return True
    return content <= (1 if reading.has("when") else 3)


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
    return frozenset(
        i
        for i in reading.sentences_with("idea")
        if reading.sentences[i].last - reading.sentences[i].first <= _LOOSE_AT_MOST
    )


def is_mystery(reading: Reading) -> bool:
    """Wants to know what something is, or whom to turn to."""
    return reading.has("mystery") and not reading.has("problem")


def is_at_a_loss(reading: Reading) -> bool:
    """Ends a story in "what now?"."""
    return bool(_loose_questions(reading)) and is_undirected(reading)


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
    if asked & reading.sentences_with("big", "amount") or (asked and _SUM.search(reading.text)):
        return True
    return bool(asked & reading.sentences_with("heavy")) and reading.has("scope") and not reading.has("problem")


def wishes(reading: Reading) -> int:
    """Count the separate wishes, one or several (2)."""
    several = _is_list(reading) or _is_joined(reading) or _is_row(reading) or _is_counted(reading) or _asks_again(reading)
    return 2 if several else 1


def _is_list(reading: Reading) -> bool:
    return len(_SLASH.findall(reading.text)) >= 2 or len(_BULLET.findall(reading.text)) >= 2 or _INLINE.search(reading.text) is not None


def _is_counted(reading: Reading) -> bool:
    """The asker says so: "two questions"."""
    return any(
        mark.first <= 3 and reading.words[mark.first].low in ("two", "three", "twee", "drie")
        for mark in reading.marks("more")
    )


def _is_joined(reading: Reading) -> bool:
    """A request, then "and also", then another request close by."""
    requested = sorted(mark.first for mark in reading.marks("request"))
    asked = sorted({mark.first for mark in reading.marks("ask")} - set(_fillers(reading)))
    for joiner in reading.marks("more"):
        before = any(first < joiner.first for first in requested)
        after = any(joiner.first <= first <= joiner.last + _NEAR for first in asked)
        if before and after:
            return True
    opened = [*requested, *(mark.first for mark in reading.marks("opening"))]
    return any(i > min(requested, default=i) and reading.words[i - 1].low in _AND for i in opened) or _opens_thrice(
        reading
    )


def _opens_thrice(reading: Reading) -> bool:
    """Three clauses that each open with a question or request."""
    opened = {mark.first for tag in ("request", "problem", "opening") for mark in reading.marks(tag)}
    return sum(bool(opened.intersection(clause[:2])) for clause in reading.clauses()) >= 3


def _asks_again(reading: Reading) -> bool:
    """Sentences that each ask something new, without pointing back."""
    asked = sorted({reading.words[mark.first].sentence for mark in reading.marks("request")})
    if len(asked) < 2:
        return False
    taken = reading.covered("request", "ask")
    back = {reading.words[mark.first].sentence for mark in reading.marks("back") if mark.first not in taken}
    content = reading.content()
    fresh = [s for s in asked[1:] if s not in back and _new_words(reading, content, s) >= 2]
    return len(fresh) >= 2 or (bool(fresh) and not is_told(reading))


def _new_words(reading: Reading, content: list[int], sentence: int) -> int:
    """Count the words of meaning that this sentence says first."""
    before = {word.low for word in reading.words[: reading.sentences[sentence].first]}
    return sum(reading.words[i].sentence == sentence and reading.words[i].low not in before for i in content)


def _fillers(reading: Reading) -> list[int]:
    return [mark.first for mark in reading.marks("idea")]


def _is_row(reading: Reading) -> bool:
    """A request followed by a row: "a plumber, a babysitter and someone who …"."""
    for mark in reading.marks("request"):
        sentence = reading.words[mark.first].sentence
        items = 0
        for i in range(mark.last, reading.sentences[sentence].last):
            joined = i <= mark.last + 2 and not items or reading.words[i].comma_before or reading.words[i - 1].low in _AND
            items += joined and reading.words[i].low in _ITEM
        if items >= 3:
            return True
    return False
