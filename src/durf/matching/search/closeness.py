"""How near people are to an asker, and how much nearness is worth for a kind of wish.

Where somebody stands is one byte, the nearness code:
0 further than two steps · 1–160 ring 2: five steps of mutual ties × sixteen of the best chain × named or not ·
161–208 ring 1: eight steps of the asker's own word × none to five mutual ties · 255 as if not there.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from durf.matching.compiled import compiled
from durf.matching.index.members import FINDABLE
from durf.matching.index.ties import CLOSED, OPEN, SLOT_SHIFT, STRENGTH_BITS, STRONGEST
from durf.matching.index.world import World
from durf.matching.questions import Kind
from durf.matching.search.scratch import Scratch, Standing

Longs = NDArray[np.int64]
Words = NDArray[np.uint32]
Halves = NDArray[np.uint16]
Bytes = NDArray[np.uint8]

CLOSENESS_ONE = 256
CLOSENESS_FLOOR = 160  # at the far ends of the curve; docs/matching.md, "Closeness"
WIDTH = 110  # distance from the peak at which half of what closeness can give is left
PEAKS: Mapping[Kind | None, int] = MappingProxyType(
    {"advice": 200, "hand": 200, "company": 190, None: 150, "thing": 140, "lead": 100}
)
MUTUAL_MAX = 5  # more mutual ties than this say nothing more
CHAINS = 16  # steps in which the best chain of two strengths is told apart
OWN_STEPS = 8  # steps in which the asker's own word is told apart
RING2_CODES = MUTUAL_MAX * CHAINS * 2
RING1_FIRST = RING2_CODES + 1
STRANGER = 16  # nearness of ring 3
EXCLUDED = 255  # the asker, and those who are as if they were not there
UNNAMED = 4  # in RINGS: ring 2, and no connector may be named
_MASK = (1 << STRENGTH_BITS) - 1
_SHIFT, _OPENNESS = np.uint32(SLOT_SHIFT), np.uint32(STRENGTH_BITS)  # of what stands in a row of ties
_STRENGTH, _THREE = np.uint32(_MASK), np.uint32(3)


def _nearness(code: int) -> int:
    """Ring 1: 160..255 by the asker's own word; ring 2: 68..140 by mutual ties and the best chain; else 16."""
    if code >= RING1_FIRST:
        own, mutual = divmod(code - RING1_FIRST, MUTUAL_MAX + 1)
        return 160 + 80 * own // (OWN_STEPS - 1) + 3 * mutual
    if code:
        mutual, chain = divmod((code - 1) // 2, CHAINS)
        return 60 + 8 * (mutual + 1) + 40 * chain // (CHAINS - 1)
    return STRANGER


def _ring(code: int) -> int:
    if code == EXCLUDED:
        return 0
    if code >= RING1_FIRST:
        return 1
    return (2 if (code - 1) % 2 else UNNAMED) if code else 3


RINGS: Bytes = np.array([_ring(code) for code in range(256)], dtype=np.uint8)


@cache
def rings_within(ring: int) -> Bytes:
    """Return the ring of each nearness code as `kernels.settle` reads it, 0 beyond the furthest that is asked."""
    return np.where((ring >= RINGS) | ((RINGS == UNNAMED) & (ring >= 2)), RINGS, 0).astype(np.uint8)


@cache
def closeness_table(kind: Kind | None) -> Longs:
    """Return what each nearness code is worth, 160..256 in 1/256: an inverted U whose peak depends on the kind of wish.

    Close ties answer questions slightly better (Panovich et al., CSCW 2012); moderately weak ones bring jobs
    (Rajkumar et al., Science 2022, doi:10.1126/science.abl4476): so advice peaks near, a lead further off.
    """
    distance = np.array([_nearness(code) for code in range(256)], dtype=np.int64) - PEAKS[kind]
    return CLOSENESS_FLOOR + (CLOSENESS_ONE - CLOSENESS_FLOOR) * WIDTH**2 // (WIDTH**2 + distance * distance)


NO_CLOSENESS: Longs = np.full(256, CLOSENESS_ONE, dtype=np.int64)  # a visitor is near to nobody


def standing(asker: int | None, absent: Words, world: World, scratch: Scratch) -> Standing:
    """Walk two steps from the asker: the first over any tie, the second over ties not closed.

    Hidden people and the `absent` are neither reached nor walked through. O(ties walked).
    """
    if asker is None:
        return Standing(absent, np.full(absent.size, EXCLUDED, dtype=np.uint8))
    slots, codes = walk(asker, absent, world.members.flags, *world.ties.arrays, scratch.counts, scratch.touched)
    return Standing(slots, codes)


@compiled
def walk(
    asker: int,
    absent: Words,
    flags: Bytes,
    starts: Words,
    sizes: Words,
    rows: Words,
    tail: Words,
    counts: Halves,
    found: Words,
) -> tuple[Words, Bytes]:
    """Return everyone within two steps with their nearness code, and those not there with 255.

    While walking, `counts` holds per slot: bits 0–2 mutual ties (5 at most), 3 named, 4–9 best chain, 10–14 own word,
    15 not there.
    """
    absent_bit, named_bit = np.int64(1 << 15), np.int64(8)
    begin, size, base = np.int64(starts[asker]), np.int64(sizes[asker]), np.int64(rows.size)
    mine, begin = (rows, begin) if begin < base else (tail, begin - base)
    found[: absent.size] = absent
    found[absent.size] = asker
    many = np.int64(absent.size) + (asker not in absent)
    for number in range(many):
        counts[found[number]] = absent_bit
    for place in range(begin, begin + size):
        friend = mine[place] >> _SHIFT
        known = np.int64(counts[friend])
        if known & absent_bit or not flags[friend] & FINDABLE:
            continue
        found[many] = friend
        many += 1
        counts[friend] = (np.int64(mine[place] & _STRENGTH) // OWN_STEPS + 1) << 10
    for place in range(begin, begin + size):
        friend, own = mine[place] >> _SHIFT, np.int64(mine[place] & _STRENGTH)
        if counts[friend] & absent_bit or not flags[friend] & FINDABLE:
            continue
        start = np.int64(starts[friend])
        theirs, start = (rows, start) if start < base else (tail, start - base)
        for step in range(start, start + np.int64(sizes[friend])):
            other, openness = theirs[step] >> _SHIFT, (theirs[step] >> _OPENNESS) & _THREE
            known = np.int64(counts[other])
            if openness == CLOSED or known & absent_bit:
                continue
            if known == 0:
                found[many] = other
                many += 1
            chain = max((known >> 4) & _MASK, own * np.int64(theirs[step] & _STRENGTH) // STRONGEST)
            named = named_bit if openness == OPEN else known & named_bit
            mutual = min((known & 7) + 1, np.int64(MUTUAL_MAX))
            counts[other] = (known & (31 << 10)) | (chain << 4) | named | mutual
    return _told(found[:many], flags, counts)


@compiled
def _told(found: Words, flags: Bytes, counts: Halves) -> tuple[Words, Bytes]:
    """Turn what was counted into nearness codes, without the hidden, and wipe the counts."""
    slots, codes = np.empty(found.size, np.uint32), np.empty(found.size, np.uint8)
    kept = 0
    for number in range(found.size):
        known = np.int64(counts[found[number]])
        counts[found[number]] = 0
        if known & (1 << 15) or flags[found[number]] & FINDABLE:
            slots[kept], codes[kept] = found[number], _code(known)
            kept += 1
    return slots[:kept], codes[:kept]


@compiled
def _code(known: np.int64) -> np.int64:
    mutual = known & 7
    if known & (1 << 15):
        return np.int64(EXCLUDED)
    if known >> 10:
        return RING1_FIRST + ((known >> 10) - 1) * (MUTUAL_MAX + 1) + mutual
    chain = ((known >> 4) & _MASK) * CHAINS >> STRENGTH_BITS
    return 1 + ((mutual - 1) * CHAINS + chain) * 2 + ((known >> 3) & 1)
