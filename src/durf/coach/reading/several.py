"""Whether a text holds one wish or several."""

import re

from durf.coach.reading.asking import is_told
from durf.coach.reading.wish import Reading

_BULLET = re.compile(r"(?:^|\n)[ \t]*(?:[-*•–]|\d{1,2}[.)])[ \t]+\S")
_SLASH = re.compile(r"\s/\s")
_FIRST, _SECOND = re.compile(r"(?<!\w)[1a][.)]\s", re.I), re.compile(r"(?<!\w)[2b][.)]\s", re.I)
_ONE_OF_EACH = re.compile(r"(?<![\w.,])1 [a-z]", re.I)
_AND = frozenset({"en", "and", "plus"})
_COUNTS = frozenset({"two", "three", "twee", "drie"})
_NEAR = 4  # words between a joiner ("and also") and the request it joins


def is_several(reading: Reading) -> bool:
    """Tell whether more than one wish is asked at once."""
    return (
        _is_list(reading.text)
        or _is_counted(reading)
        or _is_joined(reading)
        or _opens_thrice(reading)
        or _is_row(reading)
        or _asks_again(reading)
    )


def _is_list(text: str) -> bool:
    if len(_SLASH.findall(text)) >= 2 or len(_BULLET.findall(text)) >= 2 or len(_ONE_OF_EACH.findall(text)) >= 3:
        return True
    first = _FIRST.search(text)
    return first is not None and _SECOND.search(text, first.end()) is not None


def _is_counted(reading: Reading) -> bool:
    """The asker says so at once: "two questions"."""
    return any(mark.first <= 3 and reading.words[mark.first].low in _COUNTS for mark in reading.marks("more"))


def _is_joined(reading: Reading) -> bool:
    """A request, then "and also" or "and who", then another request close by."""
    requested = sorted(mark.first for mark in reading.marks("request"))
    if not requested:
        return False
    asked = {mark.first for mark in reading.marks("ask")} - {mark.first for mark in reading.marks("idea")}
    for joiner in reading.marks("more"):
        near = range(joiner.first, joiner.last + _NEAR + 1)
        if requested[0] < joiner.first and asked.intersection(near):
            return True
    opened = [*requested, *(mark.first for mark in reading.marks("opening"))]
    return any(i > requested[0] and reading.words[i - 1].low in _AND for i in opened)


def _opens_thrice(reading: Reading) -> bool:
    """Three clauses that each open with a question or request."""
    opened = {mark.first for tag in ("request", "problem", "opening") for mark in reading.marks(tag)}
    return sum(bool(opened.intersection(clause[:2])) for clause in reading.clauses()) >= 3


def _asks_again(reading: Reading) -> bool:
    """Sentences that each ask something new, without pointing back."""
    asked = sorted(reading.sentences_with("request"))
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


def _is_row(reading: Reading) -> bool:
    """A request followed by a row: "a plumber, a babysitter and someone who …"."""
    roles = reading.covered("role")
    for mark in reading.marks("request"):
        items = _items(reading, mark.last)
        of_people = sum(bool(roles.intersection(range(item, item + 3))) for item in items)
        if len(items) >= 3 or (len(items) == 2 and of_people and not is_told(reading)):
            return True
        if not is_told(reading) and _is_mixed(reading, mark.last):
            return True
    return False


def _is_mixed(reading: Reading, begin: int) -> bool:
    """A row of things that do not go together: "moving boxes, a cat sitter and tips for Lisbon"."""
    roles, sorts = reading.covered("role"), reading.covered("sort")
    kinds: list[str] = []
    for i in range(begin, reading.sentences[reading.words[begin - 1].sentence].last):
        if i == begin or reading.words[i].comma_before or reading.words[i].low in _AND:
            kinds.append("thing")
        if i in roles:
            kinds[-1] = "role"
        elif i in sorts:
            kinds[-1] = reading.words[i].low
    return len(kinds) >= 3 and len(set(kinds)) >= 2


def _items(reading: Reading, begin: int) -> list[int]:
    """Give the words at which the items of a row begin, in the sentence of the word before `begin`."""
    small, begins = reading.covered("small", "when", "logistics"), reading.covered("item")
    found: list[int] = []
    for i in range(begin, reading.sentences[reading.words[begin - 1].sentence].last):
        if i + 1 in small:
            continue
        leads = not found and i <= begin + 2
        if i in begins and (leads or reading.words[i].comma_before or reading.words[i - 1].low in _AND):
            found.append(i)
    return found
