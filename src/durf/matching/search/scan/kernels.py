"""The loops of a scan, compiled. A posting is slot << 8 | impact; scratch is handed back as it came: zero."""

import numpy as np
from numpy.typing import NDArray

from durf.matching.compiled import compiled

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


@compiled
def mark(postings: Words, bit: int, stale: Bytes, on: Halves, touched: Words, found: int) -> int:
    """Write down that everyone on a list is on it; return how many are touched by now. O(list)."""
    settled = stale.size > 0
    for place in range(postings.size):
        slot = postings[place] >> np.uint32(8)
        if settled and stale[slot]:
            continue
        if on[slot] == 0:
            touched[found] = slot
            found += 1
        on[slot] |= bit
    return found


@compiled
def settle(
    touched: Words,
    on: Halves,
    enough: Flags,
    near: Bytes,
    rings: Bytes,
    availability: Bytes,
    places: Words,
    place: int,
    languages: Words,
    allowed: Flags,
    counts: Longs,
    reached: Words,
) -> int:
    """Keep those who are on enough lists and may be asked; count them by ring. O(touched).

    `enough` tells for each set of lists whether being on them all is enough; `rings` the ring of each nearness code,
    4 for ring 2 where no connector may be named, 0 for who is not asked. Wipes `on`.
    """
    kept = 0
    for number in range(touched.size):
        slot = touched[number]
        lists = on[slot]
        on[slot] = 0
        ring = rings[near[slot]]
        if ring == 0 or not enough[lists] or availability[slot] == 0:
            continue
        if place > 0 and places[slot] != 0 and places[slot] != place:
            continue
        if allowed.size > 0 and not allowed[languages[slot]]:
            continue
        counts[ring] += 1
        reached[kept] = slot
        kept += 1
    return kept


@compiled
def add_scores(postings: Words, worth: int, loudness: Ints, stale: Bytes, scores: Ints) -> None:
    """Add what a word is worth to everyone on its list whose score is not 0. O(list)."""
    settled = stale.size > 0
    for place in range(postings.size):
        slot = postings[place] >> np.uint32(8)
        if scores[slot] != 0 and not (settled and stale[slot]):
            scores[slot] += worth * loudness[postings[place] & np.uint32(255)]


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
def probe_scores(slots: Words, postings: Words, worth: int, loudness: Ints, stale: Bytes, scores: Ints) -> None:
    """The same as `add_scores` for few people and a long list. O(slots · log list)."""
    for number in range(slots.size):
        slot = np.int64(slots[number])
        if slot < stale.size and stale[slot]:
            continue
        place = find(postings, slot)
        if place >= 0:
            scores[slot] += worth * loudness[postings[place] & np.uint32(255)]


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
            shift = 0
            while (value >> shift) >= 32:
                shift += 1
            postings[place] = slot << 8 | ((value >> shift) + 16 * shift)
            mass += (value >> shift) << shift
            place += 1
    return postings, mass


@compiled
def lay(near: Bytes, slots: Words, codes: Bytes) -> None:
    """Write nearness codes where they belong."""
    for number in range(slots.size):
        near[slots[number]] = codes[number]


@compiled
def lift(array: Bytes, slots: Words) -> None:
    """Wipe what was written at these slots."""
    for number in range(slots.size):
        array[slots[number]] = 0


@compiled
def start_scores(slots: Words, scores: Ints) -> None:
    """Give each of these slots the score 1 to start from."""
    for number in range(slots.size):
        scores[slots[number]] = 1


@compiled
def take_scores(slots: Words, scores: Ints) -> Ints:
    """Return the scores of these slots, in their order, and wipe them."""
    found = np.empty(slots.size, np.int32)
    for number in range(slots.size):
        found[number] = scores[slots[number]]
        scores[slots[number]] = 0
    return found
