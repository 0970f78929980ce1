"""Who knows whom: heavy-tailed degrees inside communities inside regions, calibrated on real graphs.

The curve of degrees is that of SNAP's ego-Facebook (4,039 people, 88,234 friendships), scaled to a mean of 50, with a
power tail beyond its last quantile; `bench gen` prints the quantiles beside those of all four real graphs.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bench.community.chance import below, mixed, state_of

Words = NDArray[np.uint32]
Longs = NDArray[np.int64]
Bytes = NDArray[np.uint8]

TIES_WANTED = 50
CURVE = (
    (0.0, 0.01),
    (0.01, 0.02),
    (0.1, 0.11),
    (0.25, 0.25),
    (0.5, 0.57),
    (0.75, 1.30),
    (0.9, 2.57),
    (0.99, 4.57),
    (0.999, 7.9),
)
TAIL = 1.25  # degree beyond the last point of the curve: a Pareto with this exponent, cut at LARGEST times the mean
LARGEST = 60.0
INSIDE, NEARBY = 0.62, 0.20  # shares of a person's ties within the community, and within its region
LOST = 1.16  # pairs that met twice or met themselves
COMMUNITY_MEDIAN, COMMUNITY_SPREAD = 110.0, 0.8  # log-normal sizes
REGION = 48  # communities a region
CLOSED_SHARE, ASK_SHARE = 0.08, 0.37  # of each end's own word; the rest is open


@dataclass(frozen=True, slots=True)
class Rows:
    """Ties in rows: starts int64 (n + 1,), others uint32 (r,) rising, words uint8 (r,) as in `Ties`."""

    starts: Longs
    others: Words
    words: Bytes


def communities(people: int, seed: int) -> tuple[Words, Words]:
    """Return the people in an order in which communities stand together, and the community of each place in it."""
    rng = np.random.default_rng((seed, 2))
    sizes: list[int] = []
    while sum(sizes) < people:
        sizes.extend(
            np.maximum(rng.lognormal(np.log(COMMUNITY_MEDIAN), COMMUNITY_SPREAD, 1000), 12).astype(int).tolist()
        )
    community = np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)[:people]
    return rng.permutation(people).astype(np.uint32), community


def degrees(people: int, seed: int) -> Longs:
    """Return how many ties each person wants; mean 50."""
    rng = np.random.default_rng((seed, 3))
    share = rng.random(people)
    at, height = np.array(CURVE).T
    times = np.exp(np.interp(share, at, np.log(height)))
    rare = share > at[-1]
    times[rare] = np.minimum(height[-1] * ((1 - at[-1]) / np.maximum(1 - share[rare], 1e-12)) ** (1 / TAIL), LARGEST)
    return np.maximum(times * (TIES_WANTED * LOST / times.mean()), 1).astype(np.int64)


def network(order: Words, community: Words, seed: int) -> Rows:
    """Tie people to one another. O(ties)."""
    people = order.size
    wanted = degrees(people, seed)
    bounds = np.flatnonzero(np.diff(community, prepend=community[0] - 1 if community[0] else 2**31)).astype(np.int64)
    sizes = np.diff(np.append(bounds, people))
    inside = np.minimum((wanted * INSIDE).astype(np.int64), np.repeat(sizes * 7 // 10, sizes))
    nearby = (wanted * NEARBY).astype(np.int64)
    anywhere = np.maximum(wanted - inside - nearby, 0)
    regions = np.append(bounds[::REGION], people)
    ends: list[tuple[Words, Words]] = []
    for stream, (many, groups) in enumerate(
        ((inside, np.append(bounds, people)), (nearby, regions), (anywhere, np.array([0, people])))
    ):
        ends.append(_paired(order, many, groups, state_of(seed, 10 + stream)))
    starts, others = _rows(people, *ends[0], *ends[1], *ends[2])
    starts, others = _thinned(starts, others)
    return Rows(starts, others, _words(starts, others, seed))


@njit(cache=True)
def _paired(order: Words, many: Longs, groups: Longs, state: NDArray[np.uint64]) -> tuple[Words, Words]:
    """Pair stubs at random within each group (the configuration model, group by group)."""
    stubs = np.empty(many.sum(), np.uint32)
    a, b = np.empty(stubs.size // 2, np.uint32), np.empty(stubs.size // 2, np.uint32)
    pairs = 0
    for group in range(groups.size - 1):
        size = 0
        for place in range(groups[group], groups[group + 1]):
            for _ in range(many[place]):
                stubs[size] = order[place]
                size += 1
        for last in range(size - 1, 0, -1):
            other = below(state, last + 1)
            stubs[last], stubs[other] = stubs[other], stubs[last]
        for place in range(0, size - 1, 2):
            a[pairs], b[pairs] = stubs[place], stubs[place + 1]
            pairs += 1
    return a[:pairs].copy(), b[:pairs].copy()


@njit(cache=True)
def _rows(people: int, a1: Words, b1: Words, a2: Words, b2: Words, a3: Words, b3: Words) -> tuple[Longs, Words]:
    starts = np.zeros(people + 1, np.int64)
    for a, b in ((a1, b1), (a2, b2), (a3, b3)):
        for pair in range(a.size):
            starts[a[pair] + 1] += 1
            starts[b[pair] + 1] += 1
    for slot in range(people):
        starts[slot + 1] += starts[slot]
    place = starts[:-1].copy()
    others = np.empty(starts[-1], np.uint32)
    for a, b in ((a1, b1), (a2, b2), (a3, b3)):
        for pair in range(a.size):
            others[place[a[pair]]] = b[pair]
            place[a[pair]] += 1
            others[place[b[pair]]] = a[pair]
            place[b[pair]] += 1
    return starts, others


@njit(cache=True)
def _thinned(starts: Longs, others: Words) -> tuple[Longs, Words]:
    """Sort each row and drop doubles and selves, in place."""
    kept = 0
    fresh = np.zeros_like(starts)
    for slot in range(starts.size - 1):
        row = np.sort(others[starts[slot] : starts[slot + 1]])
        last = np.int64(-1)
        for number in range(row.size):
            other = np.int64(row[number])
            if other != last and other != slot:
                others[kept] = other
                kept += 1
            last = other
        fresh[slot + 1] = kept
    return fresh, others[:kept].copy()


@njit(cache=True)
def _end(slot: int, other: int, seed: int) -> tuple[int, int]:
    """Return strength (0..63, most ties weak) and openness rank of what one end says of a tie."""
    chance = mixed((np.uint64(slot) << np.uint64(32)) ^ np.uint64(other) ^ (np.uint64(seed) << np.uint64(17)))
    first = np.float64(chance & np.uint64(0xFFFF)) / 65536.0
    second = np.float64((chance >> np.uint64(16)) & np.uint64(0xFFFF)) / 65536.0
    return np.int64(64 * first**1.5), 0 if second < CLOSED_SHARE else 1 if second < CLOSED_SHARE + ASK_SHARE else 2


@njit(cache=True)
def _words(starts: Longs, others: Words, seed: int) -> Bytes:
    words = np.empty(others.size, np.uint8)
    for slot in range(starts.size - 1):
        for place in range(starts[slot], starts[slot + 1]):
            strength, mine = _end(slot, others[place], seed)
            _, theirs = _end(others[place], slot, seed)
            words[place] = (min(mine, theirs) << 6) | strength
    return words


@njit(cache=True)
def two_steps(slot: int, starts: Longs, others: Words, seen: Bytes) -> int:
    """Return how many people are exactly two steps away; `seen` is zero and handed back zero."""
    found = 0
    for wipe in (False, True):
        seen[slot] = not wipe
        for place in range(starts[slot], starts[slot + 1]):
            seen[others[place]] = not wipe
        for place in range(starts[slot], starts[slot + 1]):
            for at in range(starts[others[place]], starts[others[place] + 1]):
                found += (not wipe) and seen[others[at]] == 0
                seen[others[at]] = not wipe
    return found


@njit(cache=True)
def clustering(starts: Longs, others: Words, samples: int, state: NDArray[np.uint64]) -> float:
    """Return how often two acquaintances of a random person know each other; by samples."""
    closed = tried = 0
    while tried < samples:
        slot = below(state, starts.size - 1)
        size = starts[slot + 1] - starts[slot]
        if size < 2:
            continue
        one, two = below(state, size), below(state, size)
        if one == two:
            continue
        tried += 1
        a, b = others[starts[slot] + one], others[starts[slot] + two]
        row = others[starts[a] : starts[a + 1]]
        place = np.searchsorted(row, b)
        closed += place < row.size and row[place] == b
    return closed / tried
