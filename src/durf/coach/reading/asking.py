"""What is asked in a text: how many things, how clearly, how big, and how much story is around it."""

import re

from durf.coach.reading.wish import Reading

_BULLET = re.compile(r"(?:^|\n)[ \t]*(?:[-*•–]|\d{1,2}[.)])[ \t]+\S")
_SLASH = re.compile(r"\s/\s")
_ENDED = re.compile(r"[.!?…)\"”']\s*$")
_OPENING = 3  # words at the start of a clause that show whether it asks
_NEAR = 4  # words between a joiner ("and also") and the request it joins


def is_hardly_begun(reading: Reading) -> bool:
    """So little typed that silence is kinder."""
    return len(reading.words) < 3 and not reading.has("ask", "vague", "soft")


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
    if not reading.has("vague") or reading.has("small", "reason"):
        return False
    return content <= (1 if reading.has("when") else 3)


def is_undirected(reading: Reading) -> bool:
    """No reader is asked anything yet: a dream, a statement, or only "ideas?"."""
    if reading.has("problem", "kind"):
        return False
    if reading.covered("ask") - reading.covered("idea"):
        return False
    loose = reading.sentences_with("idea")
    questions = [i for i, sentence in enumerate(reading.sentences) if sentence.question]
    return all(i in loose for i in questions)


def is_told(reading: Reading) -> bool:
    """A clause that neither asks nor arranges tells the story around the wish."""
    asked, arranged = reading.covered("ask", "soft", "idea"), reading.covered("logistics")
    dated = reading.covered("when", "unhurried", "small")
    for clause in reading.clauses():
        asks = asked.intersection(clause[:_OPENING])
        if not asks and not arranged.intersection(clause) and len([i for i in clause if i not in dated]) >= 4:
            return True
    return False


def is_big(reading: Reading) -> bool:
    """Something very large stands in a sentence that asks."""
    asking = reading.sentences_with("ask", "soft", "problem")
    return bool(asking & reading.sentences_with("big"))


def wishes(reading: Reading) -> int:
    """Count the separate wishes, one or several (2)."""
    several = _is_list(reading) or _is_joined(reading) or _is_counted(reading) or _asks_again(reading)
    return 2 if several else 1


def _is_list(reading: Reading) -> bool:
    return len(_SLASH.findall(reading.text)) >= 2 or len(_BULLET.findall(reading.text)) >= 2


def _is_counted(reading: Reading) -> bool:
    """The asker says so: "two questions"."""
    return any(
        mark.last - mark.first == 2 and reading.words[mark.first].low in ("two", "three", "twee", "drie")
        for mark in reading.marks("more")
    )


def _is_joined(reading: Reading) -> bool:
    """A request, then "and also", then another request close by."""
    asked = sorted(mark.first for mark in reading.marks("ask"))
    for joiner in reading.marks("more"):
        before = any(first < joiner.first for first in asked)
        after = any(joiner.first <= first <= joiner.last + _NEAR for first in asked)
        if before and after:
            return True
    return False


def _asks_again(reading: Reading) -> bool:
    """Sentences that each ask something new, without pointing back."""
    asked = sorted({reading.words[mark.first].sentence for mark in reading.marks("request")})
    if len(asked) < 2:
        return False
    back = reading.sentences_with("back")
    content = reading.content()
    fresh = [s for s in asked[1:] if s not in back and sum(reading.words[i].sentence == s for i in content) >= 2]
    return bool(fresh)
