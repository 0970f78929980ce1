"""The best few of many: a binary heap with the worst on top (Williams, "Algorithm 232: Heapsort", 1964)."""

import numpy as np
from numpy.typing import NDArray

from durf.matching.compiled import compiled

Longs = NDArray[np.int64]
Words = NDArray[np.uint32]


@compiled
def push(
    totals: Longs,
    keys: Longs,
    slots: Words,
    size: np.int64,
    most: np.int64,
    total: np.int64,
    key: np.int64,
    slot: np.uint32,
) -> np.int64:
    """Keep the best `most`, of equals those with the lower key; return how many there are now. O(log most)."""
    if size == most:
        if total < totals[0] or (total == totals[0] and key > keys[0]):
            return size
        hole = 0
        while True:
            child = 2 * hole + 1
            if child >= size:
                break
            if child + 1 < size and (
                totals[child + 1] < totals[child]
                or (totals[child + 1] == totals[child] and keys[child + 1] > keys[child])
            ):
                child += 1
            if total < totals[child] or (total == totals[child] and key > keys[child]):
                break
            totals[hole], keys[hole], slots[hole] = totals[child], keys[child], slots[child]
            hole = child
    else:
        hole = int(size)
        size += 1
        while hole > 0:
            parent = (hole - 1) // 2
            if totals[parent] < total or (totals[parent] == total and keys[parent] > key):
                break
            totals[hole], keys[hole], slots[hole] = totals[parent], keys[parent], slots[parent]
            hole = parent
    totals[hole], keys[hole], slots[hole] = total, key, slot
    return size
