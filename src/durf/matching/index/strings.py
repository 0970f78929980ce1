"""Sorted strings as one block of bytes, found by bisection, so that a mapped file needs no dictionary in memory."""

from collections.abc import Iterable, Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray

from durf.matching.compiled import compiled

Bytes = NDArray[np.uint8]
Offsets = NDArray[np.int64] | NDArray[np.uint32]
_AFTER = b"\xff"  # no UTF-8 byte: sorts behind every continuation of a prefix


def encoded(text: str) -> bytes:
    """Return UTF-8, whose byte order is the order of code points; lone surrogates pass."""
    return text.encode("utf-8", "surrogatepass")


class Strings(Sequence[bytes]):
    """A block of strings.

    Attributes:
        blob: uint8 (bytes,), the strings one after another.
        offsets: uint32 (int64 beyond 4 GB) (n + 1,), string i is blob[offsets[i]:offsets[i + 1]].
    """

    def __init__(self, blob: Bytes, offsets: Offsets) -> None:
        self.blob = blob
        self.offsets = offsets
        self._view = blob.data

    @classmethod
    def build(cls, texts: Iterable[str]) -> Self:
        """Lay strings out in the order given."""
        parts = [encoded(text) for text in texts]
        sizes = np.array([len(part) for part in parts], dtype=np.int64)
        return cls.laid_out(np.frombuffer(b"".join(parts), dtype=np.uint8), sizes)

    @classmethod
    def laid_out(cls, blob: Bytes, sizes: NDArray[np.int64]) -> Self:
        """Cut a block into strings of these sizes in bytes."""
        offsets: Offsets = (
            np.zeros(sizes.size + 1, np.uint32) if blob.size < 1 << 32 else np.zeros(sizes.size + 1, np.int64)
        )
        np.cumsum(sizes, out=offsets[1:])
        return cls(blob, offsets)

    def __len__(self) -> int:
        return int(self.offsets.size) - 1

    def __getitem__(self, number: int) -> bytes:  # type: ignore[override]  # no slices
        if not 0 <= number < len(self):
            raise IndexError(number)
        return bytes(self._view[int(self.offsets[number]) : int(self.offsets[number + 1])])

    def text(self, number: int) -> str:
        """Return one string."""
        begin, end = self.offsets[number : number + 2].tolist()
        return str(self._view[begin:end], "utf-8", "surrogatepass")

    def find(self, text: str) -> int:
        """Return the number of a string in a sorted table, -1 where it is not there. O(log n)."""
        key = encoded(text)
        place = self._place(key)
        return place if place < len(self) and self[place] == key else -1

    def place(self, text: str) -> int:
        """Return how many strings of a sorted table come before this one. O(log n)."""
        return self._place(encoded(text))

    def beginning_with(self, prefix: str) -> range:
        """Return the numbers of the strings of a sorted table that begin so. O(log n)."""
        key = encoded(prefix)
        return range(self._place(key), self._place(key + _AFTER))

    def _place(self, key: bytes) -> int:
        return int(place_of(self.blob, self.offsets, np.frombuffer(key, dtype=np.uint8)))


@compiled
def place_of(blob: Bytes, offsets: Offsets, key: Bytes) -> np.int64:
    """Return how many of the sorted strings come before a key. O(length of the key · log n)."""
    first, last = np.int64(0), np.int64(offsets.size - 1)
    while first < last:
        middle = (first + last) // 2
        begin, end = np.int64(offsets[middle]), np.int64(offsets[middle + 1])
        shorter = min(end - begin, np.int64(key.size))
        same = np.int64(0)
        while same < shorter and blob[begin + same] == key[same]:
            same += 1
        if blob[begin + same] < key[same] if same < shorter else end - begin < key.size:
            first = middle + 1
        else:
            last = middle
    return first
