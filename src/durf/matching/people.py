"""What the caller tells the index: people, the things they said or did, who knows whom; checked when made."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Audience = Literal["everyone", "members", "matching"]
Openness = Literal["closed", "ask", "open"]

AUDIENCES: tuple[str, ...] = get_args(Audience)
OPENNESS: tuple[str, ...] = get_args(Openness)
WEIGHT_MAX = 16.0  # a text may count sixteenfold at most, so that the sums of a search fit 64 bits


@dataclass(frozen=True, slots=True)
class Text:
    """One thing a person said or did.

    Attributes:
        body: the words, in any language.
        weight: how much it counts beside their other texts, 0..16; a text of weight 0 is not read.
        at: when it was said; None for what stands until it is taken back, such as a self-written strength.
        lang: "nl", "en" or None (then it is guessed).
        audience: who may know of it; "matching" is read in the scope "nudge" alone.
        key: the caller's own reference, handed back in `Why`.
    """

    body: str
    weight: float = 1.0
    at: datetime | None = None
    lang: str | None = None
    audience: Audience = "everyone"
    key: str = ""

    def __post_init__(self) -> None:
        _check_range("weight of a text", self.weight, WEIGHT_MAX)
        if self.audience not in AUDIENCES:
            raise ValueError(f"audience must be one of {', '.join(AUDIENCES)}, not {self.audience!r}")


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who may help, ask, or be the way to another.

    Attributes:
        id: the caller's id; ties between equal scores are broken by it.
        texts: what they said and did.
        availability: 0..1; multiplies the score. At 0 they are neither returned nor counted now.
        findable: False hides them wholly: not returned, not counted, not walked through, no via.
        place, langs: kept for the caller's filters; a query naming a place or language looks only there.
        newcomer: may take the newcomer's place on the slate.
    """

    id: str
    texts: tuple[Text, ...] = ()
    availability: float = 1.0
    findable: bool = True
    place: str | None = None
    langs: tuple[str, ...] = ()
    newcomer: bool = False

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("a person needs an id that is not empty")
        _check_range(f"availability of {self.id!r}", self.availability, 1.0)


@dataclass(frozen=True, slots=True)
class Tie:
    """Two people who know each other; each end has a word of its own, and the stricter openness holds.

    Attributes:
        a, b: ids of two different people. A tie naming someone unknown waits until that person is set.
        strength_a, strength_b: how well each end says it knows the other, 0..1.
        open_a, open_b: "closed", "ask" or "open", each end's own word.
    """

    a: str
    b: str
    strength_a: float = 0.5
    strength_b: float = 0.5
    open_a: Openness = "ask"
    open_b: Openness = "ask"

    def __post_init__(self) -> None:
        if self.a == self.b:
            raise ValueError(f"a tie needs two different people, not {self.a!r} twice")
        for strength in (self.strength_a, self.strength_b):
            _check_range(f"strength of the tie {self.a!r}–{self.b!r}", strength, 1.0)
        for openness in (self.open_a, self.open_b):
            if openness not in OPENNESS:
                raise ValueError(f"openness must be one of {', '.join(OPENNESS)}, not {openness!r}")


def check_people(people: Iterable[Person]) -> dict[str, Person]:
    """Return the people by id; raise ValueError when two of them share one."""
    by_id: dict[str, Person] = {}
    for person in people:
        if person.id in by_id:
            raise ValueError(f"two people have the id {person.id!r}; each person may be given once")
        by_id[person.id] = person
    return by_id


def _check_range(what: str, value: float, highest: float) -> None:
    if math.isnan(value) or not 0.0 <= value <= highest:
        raise ValueError(f"{what} must lie between 0 and {highest:g}, not {value}")
