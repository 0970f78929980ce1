"""Which of those reached are read closely: the best of all, and the best of each ring and of the newcomers."""

import numpy as np
from numpy.typing import NDArray

from durf.matching.compiled import compiled
from durf.matching.index.members import NEWCOMER, ORDER_BITS, Members
from durf.matching.search.closeness import CLOSENESS_ONE, RINGS, UNNAMED

Longs = NDArray[np.int64]
Ints = NDArray[np.int32]
Words = NDArray[np.uint32]
Bytes = NDArray[np.uint8]

BEST, BEST_OF_RING, BEST_NEW = 256, 32, 8  # docs/matching.md, "Score"
_GROUPS = 5  # everybody, ring 1, 2, 3, newcomers
_RING_OF = np.where(RINGS == UNNAMED, 2, RINGS).astype(np.uint8)


def select(slots: Words, scores: Ints, near: Bytes, closeness: Longs, members: Members, most: int) -> Words:
    """Return the slots of the best by score × closeness × availability; of equals the lower id. O(slots · log most)."""
    columns = (members.availability, members.flags, members.order, members.settled)
    kept, _ = select_best(slots, scores, near, closeness, *columns, most, BEST_OF_RING, BEST_NEW)
    return np.unique(kept)


def best_by_scan(
    slots: Words, scores: Ints, near: Bytes, closeness: Longs, members: Members, most: int
) -> list[tuple[int, int]]:
    """Return slot and score × closeness × availability of the best, best first; of equals the lower id."""
    columns = (members.availability, members.flags, members.order, members.settled)
    kept, products = select_best(slots, scores, near, closeness, *columns, most, 0, 0)
    order = np.lexsort((members.order_of(kept), -products))
    return list(zip(kept[order].tolist(), _floored(products[order]).tolist(), strict=True))


def totals(scores: Longs | Ints, slots: Words, near: Bytes, closeness: Longs, members: Members) -> Longs:
    """Return score × closeness × availability, at least 1; int64, in the order of the slots."""
    return _floored(scores * closeness[near[slots]] * members.availability[slots])


def _floored(products: Longs) -> Longs:
    floored: Longs = np.maximum(products // (CLOSENESS_ONE * 16), 1)
    return floored


@compiled
def _push(
    totals: Longs,
    keys: Longs,
    slots: Words,
    size: np.int64,
    most: np.int64,
    total: np.int64,
    key: np.int64,
    slot: np.uint32,
) -> np.int64:
    """Keep the best `most` in a heap with the worst on top; return its size. O(log most)."""
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


@compiled
def select_best(
    slots: Words,
    scores: Ints,
    near: Bytes,
    closeness: Longs,
    availability: Bytes,
    flags: Bytes,
    order: Longs,
    settled: int,
    most: int,
    most_of_ring: int,
    most_new: int,
) -> tuple[Words, Longs]:
    """Return slots and products of the best of all, of each ring and of the newcomers, some more than once.

    O(slots · log most), and hardly more than O(slots) where most are no match for the best.
    """
    rooms = np.array([most, most_of_ring, most_of_ring, most_of_ring, most_new])
    sizes, worst = np.zeros(_GROUPS, np.int64), np.full(_GROUPS, -1)
    tops, keys = np.empty((_GROUPS, rooms.max()), np.int64), np.empty((_GROUPS, rooms.max()), np.int64)
    kept = np.empty((_GROUPS, rooms.max()), np.uint32)
    for number in range(slots.size):
        slot = slots[number]
        code = near[slot]
        total = scores[number] * closeness[code] * availability[slot]
        key = (np.int64(slot) << ORDER_BITS) if slot < settled else order[slot - settled]
        groups = (np.int64(0), np.int64(_RING_OF[code]), np.int64(4))
        for one in groups:
            group = int(one)
            if group == 4 and not flags[slot] & NEWCOMER:
                continue
            if rooms[group] == 0 or total < worst[group]:
                continue
            sizes[group] = _push(tops[group], keys[group], kept[group], sizes[group], rooms[group], total, key, slot)
            if sizes[group] == rooms[group]:
                worst[group] = tops[group, 0]
    found, products = np.empty(sizes.sum(), np.uint32), np.empty(sizes.sum(), np.int64)
    place = 0
    for group in range(_GROUPS):
        for number in range(sizes[group]):
            found[place], products[place] = kept[group, number], tops[group, number]
            place += 1
    return found, products
