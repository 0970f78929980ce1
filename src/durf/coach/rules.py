"""When a wish deserves which hint. Each rule answers yes or no; their order is what helps most first.

The sources of the rules are in docs/coach.md.
"""

import re
from collections.abc import Callable

from durf.coach.reading import asking, several
from durf.coach.reading.privacy import private
from durf.coach.reading.wish import Reading

Rule = Callable[[Reading], bool]


def is_private(reading: Reading, audience: str) -> bool:
    """Too private for the people who will read it."""
    return bool(private(reading, audience))


def is_several(reading: Reading) -> bool:
    """More than one wish in one text."""
    return several.is_several(reading)


def is_unclear(reading: Reading) -> bool:
    """A field, a sales talk, a dream or half a sentence instead of a request."""
    return (
        asking.is_half_typed(reading)
        or asking.is_pitch(reading)
        or asking.is_category(reading)
        or asking.is_vague(reading)
        or (asking.is_undirected(reading) and not asking.is_complaint(reading) and not _is_known_who_for(reading))
    )


def lacks_kind_of_person(reading: Reading) -> bool:
    """The whole story is there, but nobody in particular feels asked."""
    if reading.has("kind", "small") or not reading.has("when", "tried"):
        return asking.is_undirected(reading) and reading.has("when", "tried") and _is_known_who_for(reading)
    return asking.is_told(reading) and (asking.is_undirected(reading) or asking.is_mystery(reading))


def _is_known_who_for(reading: Reading) -> bool:
    """Enough story, and a date or an attempt, to see that only the right person is missing."""
    if not asking.is_told(reading):
        return False
    return reading.has("tried") or asking.is_at_a_loss(reading) or (reading.has("when") and reading.has("soft", "ask"))


def is_too_big(reading: Reading) -> bool:
    """More than a stranger can say yes to, and no first step."""
    return asking.is_big(reading) and not reading.has("small")


def lacks_attempts(reading: Reading) -> bool:
    """A problem, without what was tried."""
    troubled = reading.has("problem") or asking.is_at_a_loss(reading) or asking.is_complaint(reading)
    return troubled and not asking.has_attempts(reading)


def lacks_reason(reading: Reading) -> bool:
    """Nothing tells why it matters."""
    return not asking.is_told(reading) and not reading.has("reason", "purpose", "problem")


def lacks_date(reading: Reading) -> bool:
    """A hand, a thing or company, and no word on when."""
    if reading.has("when", "unhurried") or reading.has("problem"):
        return False
    if reading.has("tried"):
        return reading.has("borrow", "company")
    return not (reading.has("advice") and asking.has_attempts(reading))


RULES: tuple[tuple[str, Rule], ...] = (
    ("one", is_several),
    ("what", is_unclear),
    ("enough", is_too_big),
    ("who", lacks_kind_of_person),
    ("tried", lacks_attempts),
    ("why", lacks_reason),
    ("when", lacks_date),
)
# After these the asker has enough to do: what follows depends on the new text.
_ALONE = {"safe", "one", "what"}
_AT_MOST = 2


def missing(reading: Reading, audience: str) -> list[str]:
    """Name the hints this wish deserves, the most useful first."""
    if not re.search(r"\w", reading.text) or not reading.words:
        return []
    if is_private(reading, audience):
        return ["safe"]
    if asking.is_hardly_begun(reading):
        return []
    found: list[str] = []
    for hint, applies in RULES:
        if applies(reading):
            found.append(hint)
            if hint in _ALONE:
                break
    return found[:_AT_MOST]
