"""Who knows whom, as sorted rows of neighbours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np

from durf.matching.fixed import Ints
from durf.matching.people import OPENNESS, Tie

CLOSED, ASK, OPEN = range(len(OPENNESS))
STRONGEST = 255
_RANK = {word: rank for rank, word in enumerate(OPENNESS)}


@dataclass(frozen=True, slots=True)
class Network:
    """Ties of n people in compressed rows; a tie stands in the rows of both its ends.

    Attributes:
        starts: int64 (n + 1,), row of slot s is starts[s]:starts[s + 1].
        others: int64 (2·ties,), slot at the other end, rising within a row.
        strengths: int64 (2·ties,), how well the row's own person says they know the other, 0..255.
        openness: int64 (2·ties,), the stricter word of both ends: 0 closed, 1 ask me first, 2 open.
    """

    starts: Ints
    others: Ints
    strengths: Ints
    openness: Ints

    @classmethod
    def build(cls, slots: Mapping[str, int], ties: Iterable[Tie]) -> Self:
        """Lay out the ties whose ends are both known. O(ties · log ties)."""
        rows = [
            row
            for tie in ties
            if tie.a in slots and tie.b in slots
            for row in _both_rows(slots[tie.a], slots[tie.b], tie)
        ]
        table = np.array(rows, dtype=np.int64).reshape(-1, 4)
        owners, others, strengths, openness = table[np.lexsort((table[:, 1], table[:, 0]))].T.copy()
        starts = np.searchsorted(owners, np.arange(len(slots) + 1)).astype(np.int64)
        return cls(starts, others, strengths, openness)

    def row(self, slot: int) -> slice:
        """Return where the ties of a person stand."""
        return slice(int(self.starts[slot]), int(self.starts[slot + 1]))


def tie_key(a: str, b: str) -> tuple[str, str]:
    """Return the two ids in order, so that a doubled tie is one."""
    return (a, b) if a < b else (b, a)


def _both_rows(a: int, b: int, tie: Tie) -> list[tuple[int, int, int, int]]:
    openness = min(_RANK[tie.open_a], _RANK[tie.open_b])
    near_a, near_b = (round(strength * STRONGEST) for strength in (tie.strength_a, tie.strength_b))
    return [(a, b, near_a, openness), (b, a, near_b, openness)]
