"""Arrays over all slots that a search writes into and wipes again; each search has a set to itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from threading import Lock

import numpy as np
from numpy.typing import NDArray


class Scratch:
    """All zero between searches.

    Attributes:
        near: uint8 (n,), nearness codes.
        counts: uint16 (n,), see `closeness.walk`.
        on: uint16 (n,), see `kernels.mark`.
        scores: int32 (n,).
        labels: int64 (n,), see `paths.meet`; made when a path is asked for.
        touched, reached: uint32 (n,), lists of slots; what they hold does not matter.
        bits: uint64 (n / 64,).
        lookups: by audience, uint32 (tokens,), see `close.texts.read_items`.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.near = np.zeros(size, dtype=np.uint8)
        self.counts = np.zeros(size, dtype=np.uint16)
        self.on = np.zeros(size, dtype=np.uint16)
        self.scores = np.zeros(size, dtype=np.int32)
        self.touched = np.empty(size, dtype=np.uint32)
        self.reached = np.empty(size, dtype=np.uint32)
        self.bits = np.zeros(size // 64 + 1, dtype=np.uint64)
        self._lookups: dict[int, NDArray[np.uint32]] = {}

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
    def lent(self, size: int) -> Iterator[Scratch]:
        """Lend arrays of at least this size."""
        with self._lock:
            scratch = self._free.pop() if self._free else None
        if scratch is None or scratch.size < size:
            scratch = Scratch(size + size // 8 + 64)
        yield scratch
        with self._lock:
            self._free.append(scratch)


pool = ScratchPool()
