"""How near people are to an asker, and how much nearness is worth for a kind of wish.

Where somebody stands is one byte, the nearness code:
0 further than two steps · 1–160 ring 2: five steps of mutual ties × sixteen of the best chain × named or not ·
161–208 ring 1: eight steps of the asker's own word × none to five mutual ties · 255 as if not there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from durf.matching.compiled import compiled
from durf.matching.index.members import FINDABLE
from durf.matching.index.ties import CLOSED, OPEN, SLOT_SHIFT, STRENGTH_BITS, STRONGEST, tie_at
from durf.matching.index.world import World
from durf.matching.questions import Kind

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


@dataclass(frozen=True, slots=True)
class Standing:
    """Where people stand as seen by one asker: those within two steps, and those as if not there.

    Attributes:
        slots, codes: uint32, uint8 (k,), each slot once.
    """

    slots: Words
    codes: Bytes


def standing(asker: int | None, absent: Words, world: World, counts: Halves) -> Standing:
    """Walk two steps from the asker: the first over any tie, the second over ties not closed.

    Hidden people and the `absent` are neither reached nor walked through. `counts` is scratch: uint16 (n,), zero,
    handed back zero. O(ties walked).
    """
    if asker is None:
        return Standing(absent, np.full(absent.size, EXCLUDED, dtype=np.uint8))
    slots, codes = walk(asker, absent, world.members.flags, *world.ties.arrays, counts)
    return Standing(slots, codes)


@compiled
def walk(
    asker: int, absent: Words, flags: Bytes, starts: Words, sizes: Words, rows: Words, tail: Words, counts: Halves
) -> tuple[Words, Bytes]:
    """Return everyone within two steps with their nearness code, and those not there with 255.

    While walking, `counts` holds per slot: bits 0–2 mutual ties (5 at most), 3 named, 4–9 best chain, 10–14 own word,
    15 not there.
    """
    absent_bit, named_bit = 1 << 15, 8
    first, last = np.int64(starts[asker]), np.int64(starts[asker]) + sizes[asker]
    room = np.int64(absent.size) + 1
    for at in range(first, last):
        room += 1 + np.int64(sizes[tie_at(at, rows, tail) >> SLOT_SHIFT])
    slots = np.empty(room, np.uint32)
    slots[: absent.size] = absent
    slots[absent.size] = asker
    found = absent.size + (asker not in absent)
    for number in range(found):
        counts[slots[number]] = absent_bit
    for at in range(first, last):
        tie = tie_at(at, rows, tail)
        friend, own = tie >> SLOT_SHIFT, tie & _MASK
        if counts[friend] & absent_bit or not flags[friend] & FINDABLE:
            continue
        if counts[friend] == 0:
            slots[found] = friend
            found += 1
        counts[friend] |= (own // OWN_STEPS + 1) << 10
        begin = np.int64(starts[friend])
        for place in range(begin, begin + sizes[friend]):
            tie = tie_at(place, rows, tail)
            other, openness = tie >> SLOT_SHIFT, (tie & 0xFF) >> STRENGTH_BITS
            known = np.int64(counts[other])
            if openness == CLOSED or known & absent_bit or not flags[other] & FINDABLE:
                continue
            if known == 0:
                slots[found] = other
                found += 1
            chain: np.int64 = max((known >> 4) & _MASK, own * (tie & _MASK) // STRONGEST)
            mutual = min((known & 7) + 1, np.int64(MUTUAL_MAX))
            named = named_bit if openness == OPEN else known & named_bit
            counts[other] = (known & (31 << 10)) | (chain << 4) | named | mutual
    codes = np.empty(found, np.uint8)
    for number in range(found):
        known = np.int64(counts[slots[number]])
        counts[slots[number]] = 0
        codes[number] = _code(known)
    return slots[:found].copy(), codes


@compiled
def _code(known: np.int64) -> np.int64:
    mutual = known & 7
    if known & (1 << 15):
        return np.int64(EXCLUDED)
    if known >> 10:
        return RING1_FIRST + ((known >> 10) - 1) * (MUTUAL_MAX + 1) + mutual
    chain = ((known >> 4) & _MASK) * CHAINS >> STRENGTH_BITS
    return 1 + ((mutual - 1) * CHAINS + chain) * 2 + ((known >> 3) & 1)
