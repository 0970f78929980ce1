"""What a search gives back: helpers with why and via whom, how far the text reaches, and the slate."""

from dataclasses import dataclass
from typing import Literal

Ring = Literal[1, 2, 3]
Place = Literal["own", "network", "far", "newcomer", "rest"]


@dataclass(frozen=True, slots=True)
class Why:
    """One text of the helper that fits.

    Attributes:
        words: the words of that text that meet the wish, lower case, in the order of the text.
        key: the caller's reference of the text.
        text: the text itself, always one the asker may see in the scope asked for.
    """

    words: tuple[str, ...]
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Via:
    """A connector between asker and helper.

    Attributes:
        person: id of the connector, one of the asker's own ties.
        named: True only when the tie between connector and helper is open at both ends; otherwise the
            caller says "someone you know" until the connector agrees for this wish.
    """

    person: str
    named: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """Someone who can help.

    Attributes:
        person: their id.
        score: text fit × closeness × availability, an integer ≥ 0; equal on every machine.
        ring: 1 own network, 2 network's network, 3 further; None when the asker is unknown or a visitor.
        mutual: number of people through whom asker and helper are joined by ties that may be walked.
        why: their best fitting texts, best first, at most three.
        via: connectors, named ones first, then the strongest, at most three; empty for rings 1 and 3.
    """

    person: str
    score: int
    ring: Ring | None
    mutual: int
    why: tuple[Why, ...]
    via: tuple[Via, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people the text reaches, exact; what is shown of it is the caller's matter.

    Attributes:
        ring1, ring2, beyond: people per ring; a visitor has everyone in `beyond`.
        asked_first2: how many of ring 2 are reached through ask-me-first ties alone.
    """

    ring1: int = 0
    ring2: int = 0
    beyond: int = 0
    asked_first2: int = 0


@dataclass(frozen=True, slots=True)
class SlateEntry:
    """One place of the slate and whose it is: own (ring 1), network (ring 2), far, newcomer or rest."""

    hit: Hit
    place: Place


@dataclass(frozen=True, slots=True)
class Answer:
    """All a search gives back.

    Attributes:
        hits: the best `top` of those counted in `reach`, best first.
        reach: how many there are.
        slate: at most twelve of them, mixed on purpose.
        words: the words of the wish that decided who is reached, as typed, lower case.
    """

    hits: tuple[Hit, ...] = ()
    reach: Reach = Reach()
    slate: tuple[SlateEntry, ...] = ()
    words: tuple[str, ...] = ()
