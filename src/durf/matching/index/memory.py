"""What searches keep for one another: bounded, the longest unused forgotten first."""

from collections import OrderedDict
from threading import Lock
from typing import TypeVar, cast

Kept = TypeVar("Kept")

BYTES_KEPT = 64 << 20
ENTRIES_KEPT = 1 << 14


class Memory:
    """Values by key, each with its size in bytes."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, tuple[object, int]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def recall(self, key: object, kind: type[Kept]) -> Kept | None:
        """Return what was kept under a key; keys of different kinds of values differ."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return cast(Kept, found[0])

    def keep(self, key: object, value: Kept, size: int) -> Kept:
        """Keep a value, and return it."""
        with self._lock:
            self._bytes += size - self._kept.get(key, (None, 0))[1]
            self._kept[key] = (value, size)
            self._kept.move_to_end(key)
            while len(self._kept) > ENTRIES_KEPT or (self._bytes > BYTES_KEPT and len(self._kept) > 1):
                _, (_, dropped) = self._kept.popitem(last=False)
                self._bytes -= dropped
        return value
