"""Who knows whom: rows of neighbours that can be changed while others read the rest."""

from collections.abc import Iterable
from typing import Self

import numpy as np
from numpy.typing import NDArray

from durf.matching.compiled import compiled
from durf.matching.people import OPENNESS, Tie

Longs = NDArray[np.int64]
Words = NDArray[np.uint32]

CLOSED, ASK, OPEN = range(len(OPENNESS))
STRONGEST = 63  # strengths are kept in six bits, openness in the other two of a byte
STRENGTH_BITS = 6
SLOT_SHIFT = 8  # a slot and a word, or a slot and an impact, share 32 bits
RANK = {word: rank for rank, word in enumerate(OPENNESS)}
_TAIL_FIRST = 1024


class Ties:
    """Ties in compressed rows; a tie stands in the rows of both its ends, other slots rising.

    Attributes:
        starts: uint32 (n,), sizes: uint32 (n,): the row of slot s is starts[s] : starts[s] + sizes[s].
        rows: uint32 (r,), the slot at the other end << 8 | word. The word of a tie is how well the row's own
            person says they know the other (0..63) and, above it, the stricter openness of both ends (0 closed,
            1 ask me first, 2 open).
        tail: uint32, rows written since; a start ≥ r points into it.
    """

    def __init__(self, starts: Words, sizes: Words, rows: Words) -> None:
        self.starts, self.sizes, self.rows = starts, sizes, rows
        self.tail = np.empty(_TAIL_FIRST, dtype=np.uint32)
        self._tail_used = 0

    @classmethod
    def build(cls, people: int, ends: Words, rows: Words) -> Self:
        """Lay out rows given twice, once for each end. O(ties · log ties)."""
        order = np.lexsort((rows, ends))
        return cls.laid_out(people, ends[order], rows[order])

    @classmethod
    def laid_out(cls, people: int, ends: Words | Longs, rows: Words) -> Self:
        """Lay out rows that are in order already: by end, then by the other. O(ties)."""
        sizes = np.bincount(ends, minlength=people).astype(np.uint32)
        starts = np.zeros(people, dtype=np.uint32)
        np.cumsum(sizes[:-1], out=starts[1:])
        return cls(starts, sizes, rows)

    @property
    def arrays(self) -> tuple[Words, Words, Words, Words]:
        """All that a walk needs, in the order the kernels take them."""
        return (self.starts, self.sizes, self.rows, self.tail)

    def row(self, slot: int) -> Words:
        """Return a copy of one row. O(row)."""
        start, size, base = int(self.starts[slot]), int(self.sizes[slot]), self.rows.size
        if start < base:
            return self.rows[start : start + size].copy()
        return self.tail[start - base : start - base + size].copy()

    def grow(self, people: int) -> None:
        """Make room for more slots, with empty rows."""
        more = people - self.starts.size
        if more > 0:
            self.starts = np.concatenate((self.starts, np.zeros(more, dtype=np.uint32)))
            self.sizes = np.concatenate((self.sizes, np.zeros(more, dtype=np.uint32)))

    def set(self, a: int, b: int, word_a: int, word_b: int) -> None:
        """Let two people know each other, or say something else of it now. O(both rows)."""
        self._put(a, b, word_a)
        self._put(b, a, word_b)

    def remove(self, a: int, b: int) -> None:
        """End a tie; one that is not there changes nothing. O(both rows)."""
        for end, other in ((a, b), (b, a)):
            row = self.row(end)
            place = int(np.searchsorted(row, other << SLOT_SHIFT))
            if place < row.size and row[place] >> SLOT_SHIFT == other:
                self._write(end, np.delete(row, place))

    def clear(self, slot: int) -> None:
        """End all ties of a person. O(their rows)."""
        for other in (self.row(slot) >> SLOT_SHIFT).tolist():
            self.remove(slot, other)

    def _put(self, end: int, other: int, word: int) -> None:
        row = self.row(end)
        packed = other << SLOT_SHIFT
        place = int(np.searchsorted(row, packed))
        if place < row.size and row[place] >> SLOT_SHIFT == other:
            row[place] = packed | word
        else:
            row = np.insert(row, place, packed | word)
        self._write(end, row)

    def _write(self, slot: int, row: Words) -> None:
        """Put a row at the end of the tail and point to it."""
        begin, end = self._tail_used, self._tail_used + row.size
        while end > self.tail.size:
            self.tail = np.concatenate((self.tail, np.empty_like(self.tail)))
        self.tail[begin:end] = row
        self._tail_used = end
        self.starts[slot], self.sizes[slot] = self.rows.size + begin, row.size

    def copied(self) -> "Ties":
        """Return the same rows, which later changes leave alone. O(people + changed rows)."""
        copy = Ties(self.starts.copy(), self.sizes.copy(), self.rows)
        copy.tail, copy._tail_used = self.tail[: self._tail_used].copy(), self._tail_used
        return copy

    @property
    def rewritten(self) -> int:
        """How many ends of ties stand in rows written since."""
        return self._tail_used

    def core_bytes(self) -> int:
        """Return the size of all rows."""
        return self.starts.nbytes + self.sizes.nbytes + self.rows.nbytes


def tie_key(a: str, b: str) -> tuple[str, str]:
    """Return the two ids in order, so that a doubled tie is one."""
    return (a, b) if a < b else (b, a)


def tie_words(tie: Tie) -> tuple[int, int]:
    """Return what stands in the rows of a and of b."""
    openness = min(RANK[tie.open_a], RANK[tie.open_b]) << STRENGTH_BITS
    return openness | round(tie.strength_a * STRONGEST), openness | round(tie.strength_b * STRONGEST)


def tie_rows(slots: dict[str, int], ties: Iterable[Tie]) -> tuple[Words, Words]:
    """Return ends and rows of ties whose ends are both known, each tie twice."""
    rows = [
        row
        for tie in ties
        for words in [tie_words(tie)]
        for row in ((slots[tie.a], slots[tie.b], words[0]), (slots[tie.b], slots[tie.a], words[1]))
    ]
    table = np.array(rows, dtype=np.uint32).reshape(-1, 3)
    packed: Words = (table[:, 1] << SLOT_SHIFT | table[:, 2]).astype(np.uint32)
    return table[:, 0].copy(), packed


@compiled
def tie_at(place: int | np.int64, rows: Words, tail: Words) -> np.int64:
    """Return what stands at a place of a row: other slot << 8 | word."""
    return np.int64(rows[place]) if place < rows.size else np.int64(tail[place - rows.size])


@compiled
def gathered(starts: Words, sizes: Words, rows: Words, tail: Words) -> Words:
    """Return all rows, in the order of slots. O(ties)."""
    total = np.int64(0)
    for slot in range(sizes.size):
        total += sizes[slot]
    found = np.empty(total, np.uint32)
    place = 0
    for slot in range(sizes.size):
        start = np.int64(starts[slot])
        for at in range(start, start + sizes[slot]):
            found[place] = tie_at(at, rows, tail)
            place += 1
    return found
