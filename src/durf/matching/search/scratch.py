"""Arrays over all slots that a search writes into and wipes again; each search has a set to itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from durf.matching.compiled import compiled

WINDOW_BITS = 16  # slots that a scan takes at a time; quicker than 12 to 15, and their sums fill a fourth of a cache
WINDOW = 1 << WINDOW_BITS


Words = NDArray[np.uint32]
Bytes = NDArray[np.uint8]


class Standing(NamedTuple):
    """Where people stand as seen by one asker: those within two steps, and those as if not there.

    Attributes:
        slots, codes: uint32, uint8 (k,), each slot once.
    """

    slots: Words
    codes: Bytes


NOWHERE = Standing(np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.uint8))


class Scratch:
    """All zero between searches, but for `near`.

    Attributes:
        near: uint8 (n,), the nearness codes of `standing`, which holds for `whose`: kept while the same person types.
        counts: uint16 (n,), see `closeness.walk`.
        scores: int32 (n,), see `kernels.scatter`.
        sums, window: int64, uint16 (WINDOW,), see `windows.scan_windows`.
        labels: int64 (n,), see `paths.meet`; made when a path is asked for.
        touched, reached: uint32 (n,), lists of slots; what they hold does not matter.
        bits: uint64 (n / 64,).
        lookups: by audience, uint32 (tokens,), see `close.texts.read_items`.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.near = np.zeros(size, dtype=np.uint8)
        self.whose: object = None
        self.standing = NOWHERE
        self.counts = np.zeros(size, dtype=np.uint16)
        self.scores = np.zeros(size, dtype=np.int32)
        self.sums = np.zeros(WINDOW, dtype=np.int64)
        self.window = np.zeros(WINDOW, dtype=np.uint16)
        self.touched = np.empty(size, dtype=np.uint32)
        self.reached = np.empty(size, dtype=np.uint32)
        self.bits = np.zeros(size // 64 + 1, dtype=np.uint64)
        self._lookups: dict[int, NDArray[np.uint32]] = {}

    def stand(self, whose: object, standing: Standing) -> None:
        """Lay out where people stand, in place of what was laid out before."""
        lift(self.near, self.standing.slots)
        lay(self.near, standing.slots, standing.codes)
        self.whose, self.standing = whose, standing

    @cached_property
    def labels(self) -> NDArray[np.int64]:
        """See the class."""
        return np.zeros(self.size, dtype=np.int64)

    def lookup(self, audience: int, tokens: int) -> NDArray[np.uint32]:
        """Return zeros for so many tokens of an audience."""
        kept = self._lookups.get(audience)
        if kept is None or kept.size < tokens:
            kept = self._lookups[audience] = np.zeros(tokens + tokens // 8, dtype=np.uint32)
        return kept


class ScratchPool:
    """Lends scratch; what a search that failed left behind is thrown away."""

    def __init__(self) -> None:
        self._free: list[Scratch] = []
        self._lock = Lock()

    @contextmanager
    def lent(self, size: int, whose: object = None) -> Iterator[Scratch]:
        """Lend arrays of at least this size, if possible those that hold where people stand for somebody already."""
        with self._lock:
            scratch = self._taken(whose)
        if scratch is None or scratch.size < size:
            scratch = Scratch(size + size // 8 + 64)
        yield scratch
        with self._lock:
            self._free.append(scratch)

    def _taken(self, whose: object) -> Scratch | None:
        for place, scratch in enumerate(self._free):
            if scratch.whose == whose:
                return self._free.pop(place)
        return self._free.pop(0) if self._free else None


@compiled
def lay(near: Bytes, slots: Words, codes: Bytes) -> None:
    """Write nearness codes where they belong."""
    for number in range(slots.size):
        near[slots[number]] = codes[number]


@compiled
def lift(near: Bytes, slots: Words) -> None:
    """Wipe what was written at these slots."""
    for number in range(slots.size):
        near[slots[number]] = 0


pool = ScratchPool()
