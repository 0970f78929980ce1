"""The loops of a scan, compiled. A posting is slot << 8 | impact; scratch is handed back as it came: zero."""

import numpy as np
from numpy.typing import NDArray

from durf.matching.compiled import compiled
from durf.matching.index.shelves.impact import VALUES, coded

Longs = NDArray[np.int64]
Ints = NDArray[np.int32]
Unsigned = NDArray[np.uint64]
Words = NDArray[np.uint32]
Halves = NDArray[np.uint16]
Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]

# The place of a lone bit by one product and one look-up: Leiserson, Prokop and Randall, "Using de Bruijn sequences to
# index a 1 in a computer word", 1998.
DE_BRUIJN = np.uint64(0x03F79D71B4CB0A89)
PLACE_OF_BIT: Bytes = np.zeros(64, dtype=np.uint8)
for _place in range(64):
    PLACE_OF_BIT[((1 << _place) * int(DE_BRUIJN) & (1 << 64) - 1) >> 58] = _place
CODES: Bytes = coded(np.arange(1 << 12))  # of values from 4,096 on, those of a 128th, 16 codes a doubling higher


@compiled
def find(postings: Words, slot: np.int64) -> int:
    """Return the place of a slot on a list, -1 where it is not there. O(log list)."""
    first, last = 0, postings.size
    while first < last:
        middle = (first + last) // 2
        if np.int64(postings[middle] >> np.uint32(8)) < slot:
            first = middle + 1
        else:
            last = middle
    if first < postings.size and np.int64(postings[first] >> np.uint32(8)) == slot:
        return first
    return -1


@compiled
def count_on(postings: Words, values: Longs, slots: Words) -> tuple[int, np.int64]:
    """Return how many of the slots are on a list, and their values together. O(slots · log list)."""
    found, value = 0, np.int64(0)
    for number in range(slots.size):
        place = find(postings, np.int64(slots[number]))
        if place >= 0:
            found += 1
            value += values[postings[place] & np.uint32(255)]
    return found, value


@compiled
def scatter(postings: Words, values: Longs, most: int, sums: Ints, bits: Unsigned) -> int:
    """Add a list to the sums (up to `most`), setting the bit of everyone on it; return how many are new. O(list)."""
    new = 0
    for place in range(postings.size):
        slot = postings[place] >> np.uint32(8)
        new += sums[slot] == 0
        sums[slot] = min(sums[slot] + values[postings[place] & np.uint32(255)], most)
        bits[slot >> np.uint32(6)] |= np.uint64(1) << np.uint64(slot & np.uint32(63))
    return new


@compiled
def sweep(size: int, sums: Ints, bits: Unsigned) -> tuple[Words, np.int64]:
    """Take a list of so many out of the sums, slots rising, and wipe sums and bits; return also its mass.

    O(n / 64 + list).
    """
    postings = np.empty(size, np.uint32)
    place, mass = 0, np.int64(0)
    for number in range(bits.size):
        left = bits[number]
        if left == 0:
            continue
        bits[number] = 0
        while left != 0:
            lowest = left & (~left + np.uint64(1))
            left ^= lowest
            slot = number * 64 + np.int64(PLACE_OF_BIT[(lowest * DE_BRUIJN) >> np.uint64(58)])
            value = np.int64(sums[slot])
            sums[slot] = 0
            code = np.int64(CODES[value]) if value < CODES.size else np.int64(CODES[value >> 7]) + 16 * 7
            postings[place] = slot << 8 | code
            mass += VALUES[code]
            place += 1
    return postings, mass
