"""The scan itself, one compiled pass: who is on which lists, who of them is reached, and the best.

Lists are walked together, 8,192 slots at a time, so that all that is looked up of a slot lies in the nearest cache
(blocked access: Lam, Rothberg and Wolf, "The cache performance and optimizations of blocked algorithms", 1991).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from durf.matching.addresses import words_at
from durf.matching.compiled import compiled, inlined
from durf.matching.index.members import NEWCOMER, ORDER_BITS
from durf.matching.index.shelves.impact import LOUDNESS
from durf.matching.search.closeness import RINGS, UNNAMED
from durf.matching.search.scan.heap import push
from durf.matching.search.scratch import WINDOW, WINDOW_BITS

Longs = NDArray[np.int64]
Words = NDArray[np.uint32]
Halves = NDArray[np.uint16]
Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]

COLUMNS = 6
ADDRESS, SIZE, BIT, WORTH, FRESH, FRESH_END = range(COLUMNS)  # of a row that describes a list
GROUPS = 5  # everybody, ring 1, 2, 3, newcomers: each has its own best
_SHIFT = np.uint32(8 + WINDOW_BITS)  # of a posting to its window
_LOCAL = np.uint32(WINDOW - 1)
_LISTS = (1 << 16) - 1  # the lists a slot is on; what its words weigh stands above
_PROBE_FROM = 24  # a stretch so many times longer than those reached there is probed, not read
_NOBODY = np.int64(1) << 62  # no window comes so late, no product is so high
_RING_OF = np.where(RINGS == UNNAMED, 2, RINGS).astype(np.uint8)


class People(NamedTuple):
    """Columns by slot; see `Members` and `Scratch`. `order` is of the slots from `settled` on."""

    near: Bytes
    availability: Bytes
    flags: Bytes
    places: Words
    languages: Words
    stale: Bytes
    order: Longs
    settled: int


class Asked(NamedTuple):
    """Who may be asked: the ring of each nearness code (0: not asked, 4: ring 2 where no connector may be named),

    a place (0: anywhere), which sets of languages (none: all), and what each nearness code is worth.
    """

    rings: Bytes
    place: int
    allowed: Flags
    closeness: Longs


class Best(NamedTuple):
    """The best so far of each group, worst on top: products, keys that rise with ids, slots, (GROUPS, most) each.

    `sizes` tells how many there are, `worst` below which product nobody enters; int64 (GROUPS,).
    """

    products: Longs
    keys: Longs
    slots: Words
    sizes: Longs
    worst: Longs


@compiled
def scan_windows(
    lists: Longs,
    marking: int,
    fresh: Words,
    enough: Flags,
    people: People,
    asked: Asked,
    rooms: Longs,
    sums: Longs,
    touched: Halves,
    everyone: Words,
    scores: Longs,
) -> tuple[Longs, Words, Longs]:
    """Walk lists of postings (slot << 8 | impact, slots rising) and return whom they reach.

    Args:
        lists: int64 (k, COLUMNS), a row each: address and size of its settled postings, the bit it sets in the set
            of lists a slot is on, what it is worth, and where its fresh postings begin and end.
        marking: how many of them reach people; those behind only add to the scores of whom the others reach.
        fresh: uint32, postings since the snapshot.
        enough: bool (2^16 at most), for each set of lists whether being on them all is enough.
        people, asked: see there.
        rooms: int64 (GROUPS,), how many best to keep of all, of each ring and of the newcomers.
        sums, touched: scratch of one window; `sums` is handed back as it came: zero.
        everyone, scores: room for everyone on a marking list, or of size 0.

    Returns:
        How many are reached by ring, int64 (5,); of the best of each group, some more than once, the slots and their
        products score × closeness × availability. Where there is room for everyone: all who are reached, and scores.

    O(postings), and hardly more where most are no match for the best.
    """
    places, fresh_places = np.zeros(lists.shape[0], np.int64), lists[:, FRESH].copy()
    counts, total = np.zeros(UNNAMED + 1, np.int64), 0
    most = rooms.max()
    shape = (GROUPS, most)
    worst = np.where(rooms > 0, -1, _NOBODY)
    best = Best(np.empty(shape, np.int64), np.empty(shape, np.int64), np.empty(shape, np.uint32), rooms * 0, worst)
    while True:
        window = _next_window(lists, marking, fresh, places, fresh_places)
        if window == _NOBODY:
            break
        found = _mark(lists, marking, fresh, places, fresh_places, window, people.stale, sums, touched)
        kept = touched[: _settle(touched, found, sums, enough, window, people, asked, counts)]
        if kept.size > 0 and (most > 0 or everyone.size > 0):
            for one in range(marking, lists.shape[0]):
                _add(lists[one], one, fresh, places, fresh_places, window, people.stale, sums, kept)
        if everyone.size > 0:
            for number in range(kept.size):
                everyone[total + number] = window * WINDOW + kept[number]
                scores[total + number] = (sums[kept[number]] >> 16) + 1
            total += kept.size
        elif most > 0:
            _choose(kept, sums, window, people, asked, rooms, best)
        for number in range(kept.size):
            sums[kept[number]] = 0
    if everyone.size > 0:
        return counts, everyone[:total], scores[:total]
    return _told(counts, best)


@inlined
def _choose(
    kept: Halves, sums: Longs, window: np.int64, people: People, asked: Asked, rooms: Longs, best: Best
) -> None:
    """Let those of one window who are good enough in among the best."""
    for number in range(kept.size):
        slot = np.uint32(window * WINDOW + kept[number])
        code = people.near[slot]
        product = ((sums[kept[number]] >> 16) + 1) * asked.closeness[code] * people.availability[slot]
        new = people.flags[slot] & NEWCOMER > 0
        ring = np.int64(_RING_OF[code])
        if product < best.worst[0] and product < best.worst[ring] and not new:
            continue
        key = np.int64(slot) << ORDER_BITS
        if slot >= people.settled:
            key = people.order[slot - people.settled]
        for group in (np.int64(0), ring, np.int64(4)):
            if product < best.worst[group] or (group == 4 and not new):
                continue
            columns = (best.products[group], best.keys[group], best.slots[group])
            best.sizes[group] = push(*columns, best.sizes[group], rooms[group], product, key, slot)
            if best.sizes[group] == rooms[group]:
                best.worst[group] = best.products[group, 0]


@compiled
def _told(counts: Longs, best: Best) -> tuple[Longs, Words, Longs]:
    """Put the groups behind one another."""
    slots, products = np.empty(best.sizes.sum(), np.uint32), np.empty(best.sizes.sum(), np.int64)
    total = 0
    for group in range(GROUPS):
        for number in range(best.sizes[group]):
            slots[total], products[total] = best.slots[group, number], best.products[group, number]
            total += 1
    return counts, slots, products


@inlined
def _next_window(lists: Longs, marking: int, fresh: Words, places: Longs, fresh_places: Longs) -> np.int64:
    """Return the first window in which a marking list has postings not yet read, or _NOBODY."""
    window = _NOBODY
    for one in range(marking):
        if places[one] < lists[one, SIZE]:
            postings = words_at(lists[one, ADDRESS], lists[one, SIZE])
            window = min(window, np.int64(postings[places[one]] >> _SHIFT))
        if fresh_places[one] < lists[one, FRESH_END]:
            window = min(window, np.int64(fresh[fresh_places[one]] >> _SHIFT))
    return window


@inlined
def _mark(
    lists: Longs,
    marking: int,
    fresh: Words,
    places: Longs,
    fresh_places: Longs,
    window: np.int64,
    stale: Bytes,
    sums: Longs,
    touched: Halves,
) -> np.int64:
    """Write down who is on which lists in one window, and what they weigh; return how many are touched."""
    found = np.int64(0)
    changed, mine = stale.size > 0, np.uint32(window)
    for one in range(marking):
        size, bit, worth = lists[one, SIZE], lists[one, BIT], lists[one, WORTH] << 16
        postings = words_at(lists[one, ADDRESS], size)
        place = places[one]
        while place < size and postings[place] >> _SHIFT == mine:
            posting = postings[place]
            place += 1
            if changed and stale[posting >> np.uint32(8)]:
                continue
            local = (posting >> np.uint32(8)) & _LOCAL
            before = sums[local]
            if before == 0:
                touched[found] = local
                found += 1
            sums[local] = (before | bit) + worth * LOUDNESS[posting & np.uint32(255)]
        places[one] = place
        place = fresh_places[one]
        while place < lists[one, FRESH_END] and fresh[place] >> _SHIFT == mine:
            local = (fresh[place] >> np.uint32(8)) & _LOCAL
            before = sums[local]
            if before == 0:
                touched[found] = local
                found += 1
            sums[local] = (before | bit) + worth * LOUDNESS[fresh[place] & np.uint32(255)]
            place += 1
        fresh_places[one] = place
    return found


@inlined
def _settle(
    touched: Halves,
    found: np.int64,
    sums: Longs,
    enough: Flags,
    window: np.int64,
    people: People,
    asked: Asked,
    counts: Longs,
) -> np.int64:
    """Keep those in one window who are on enough lists and may be asked; count them by ring. O(found)."""
    kept = np.int64(0)
    for number in range(found):
        local = touched[number]
        slot = window * WINDOW + local
        ring = asked.rings[people.near[slot]]
        asks = ring > 0 and enough[sums[local] & _LISTS] and people.availability[slot] > 0
        if asks and asked.place > 0:
            asks = people.places[slot] == 0 or people.places[slot] == asked.place
        if asks and asked.allowed.size > 0:
            asks = asked.allowed[people.languages[slot]]
        if not asks:
            sums[local] = 0
            continue
        counts[ring] += 1
        touched[kept] = local
        kept += 1
    return kept


@inlined
def _add(
    row: Longs,
    one: int,
    fresh: Words,
    places: Longs,
    fresh_places: Longs,
    window: np.int64,
    stale: Bytes,
    sums: Longs,
    kept: Halves,
) -> None:
    """Add what a list is worth to those kept in one window. O(min(list there, kept · log list))."""
    postings = words_at(row[ADDRESS], row[SIZE])
    worth, changed = row[WORTH] << 16, stale.size > 0
    begin = _place(postings, places[one], window * WINDOW)
    end = _place(postings, begin, (window + 1) * WINDOW)
    places[one] = end
    if end - begin > _PROBE_FROM * kept.size:
        for number in range(kept.size):
            slot = window * WINDOW + kept[number]
            place = begin + _place(postings[begin:end], np.int64(0), slot)
            there = place < end and np.int64(postings[place] >> np.uint32(8)) == slot
            if there and not (changed and slot < stale.size and stale[slot]):
                sums[kept[number]] += worth * LOUDNESS[postings[place] & np.uint32(255)]
    else:
        for posting in postings[begin:end]:
            local = (posting >> np.uint32(8)) & _LOCAL
            if sums[local] != 0 and not (changed and stale[posting >> np.uint32(8)]):
                sums[local] += worth * LOUDNESS[posting & np.uint32(255)]
    while fresh_places[one] < row[FRESH_END] and fresh[fresh_places[one]] >> _SHIFT <= np.uint32(window):
        posting = fresh[fresh_places[one]]
        local = (posting >> np.uint32(8)) & _LOCAL
        if posting >> _SHIFT == np.uint32(window) and sums[local] != 0:
            sums[local] += worth * LOUDNESS[posting & np.uint32(255)]
        fresh_places[one] += 1


@compiled
def _place(postings: Words, first: np.int64, slot: np.int64) -> np.int64:
    """Return the place of the first posting from `first` on that is not before a slot. O(log of the distance)."""
    step, last = np.int64(1), np.int64(first)
    while last < postings.size and np.int64(postings[last] >> np.uint32(8)) < slot:
        first = last + 1
        last += step
        step *= 2
    last = min(last, np.int64(postings.size))
    while first < last:
        middle = (first + last) // 2
        if np.int64(postings[middle] >> np.uint32(8)) < slot:
            first = middle + 1
        else:
            last = middle
    return first
