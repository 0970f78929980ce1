"""The shortest way of introductions from one person to another."""

from collections.abc import Set

import numpy as np
from numpy.typing import NDArray

from durf.matching.compiled import compiled
from durf.matching.index.members import FINDABLE, ORDER_BITS
from durf.matching.index.ties import CLOSED, SLOT_SHIFT, STRENGTH_BITS, tie_at
from durf.matching.index.world import World, slots_present
from durf.matching.search.scratch import Scratch, pool

Longs = NDArray[np.int64]
Words = NDArray[np.uint32]
Bytes = NDArray[np.uint8]

_LOW = (1 << 31) - 1  # labels: steps from the start + 1 in the low 31 bits, steps from the goal + 1 in the next 31,
_GOOD = 1 << 62  # and whether a shortest way from the start runs through here


def shortest_path(a: str, b: str, world: World, blocked: Set[str]) -> tuple[str, ...]:
    """Return the ids from a to b, both included; () when there is no way, (a,) when they are the same.

    From both ends at once, the smaller edge first; no step over a closed tie, through a hidden person or one in
    `blocked`. Of several shortest ways the one whose ids come first, read from b back to a. O(ties walked).
    """
    members = world.members
    start, goal = members.slot(a), members.slot(b)
    if start is None or goal is None or not members.flags[goal] & FINDABLE or b in blocked:
        return ()
    if start == goal:
        return (a,)
    with pool.lent(len(members)) as scratch:
        way = _walked(start, goal, slots_present(members, blocked), world, scratch)
    return tuple(members.id(slot) for slot in way)


def _walked(start: int, goal: int, absent: Words, world: World, scratch: Scratch) -> list[int]:
    members, near = world.members, scratch.near
    near[absent] = 1
    near[start] = 0
    ties = world.ties.arrays
    used, levels = meet(start, goal, scratch.labels, near, members.flags, scratch.touched, scratch.reached, *ties)
    way: list[int] = []
    if levels[0]:
        mark_good(int(used[0]), levels[1:], scratch.labels, scratch.touched, *ties)
        way = trace(goal, levels[1:], members.order, members.settled, scratch.labels, *ties).tolist()
    scratch.labels[scratch.touched[: used[0]]] = 0
    scratch.labels[scratch.reached[: used[1]]] = 0
    near[absent] = 0
    return way


@compiled
def meet(
    start: int,
    goal: int,
    labels: Longs,
    absent: Bytes,
    flags: Bytes,
    from_start: Words,
    from_goal: Words,
    starts: Words,
    sizes: Words,
    rows: Words,
    tail: Words,
) -> tuple[Longs, Longs]:
    """Walk from both ends until they meet; return how many were labelled from each, and (met, steps from each).

    Labels and the lists of the labelled are left for `trace`.
    """
    from_start[0], from_goal[0] = start, goal
    labels[start], labels[goal] = 1, 1 << 31
    used, begin, steps = np.ones(2, np.int64), np.zeros(2, np.int64), np.zeros(2, np.int64)
    met = 0
    while met == 0 and begin[0] < used[0] and begin[1] < used[1]:
        side = 0 if used[0] - begin[0] <= used[1] - begin[1] else 1
        line = from_start if side == 0 else from_goal
        shift, other_shift = (0, 31) if side == 0 else (31, 0)
        edge = used[side]
        steps[side] += 1
        for number in range(begin[side], edge):
            slot = line[number]
            first = np.int64(starts[slot])
            for place in range(first, first + sizes[slot]):
                tie = tie_at(place, rows, tail)
                other = tie >> SLOT_SHIFT
                label = labels[other]
                if (label >> shift) & _LOW or (tie & 0xFF) >> STRENGTH_BITS == CLOSED:
                    continue
                if other != start and (absent[other] or not flags[other] & FINDABLE):
                    continue
                labels[other] = label | ((steps[side] + 1) << shift)
                line[used[side]] = other
                used[side] += 1
                if (label >> other_shift) & _LOW:
                    met = 1
        begin[side] = edge
    return used, np.array([met, steps[0], steps[1]])


@compiled
def mark_good(
    used: int,
    steps: Longs,
    labels: Longs,
    from_start: Words,
    starts: Words,
    sizes: Words,
    rows: Words,
    tail: Words,
) -> None:
    """Mark whoever stands where the two walks met, or between there and the goal on a shortest way. O(ties walked)."""
    line = np.empty(used, np.uint32)
    size = 0
    for number in range(used):
        slot = from_start[number]
        label = labels[slot]
        if (label & _LOW) == steps[0] + 1 and (label >> 31) & _LOW == steps[1] + 1:
            labels[slot] |= _GOOD
            line[size] = slot
            size += 1
    for left in range(steps[1], 0, -1):
        following, count = np.empty(np.int64(64), np.uint32), 0
        for number in range(size):
            first = np.int64(starts[line[number]])
            for place in range(first, first + sizes[line[number]]):
                tie = tie_at(place, rows, tail)
                other = tie >> SLOT_SHIFT
                label = labels[other]
                if label & _GOOD or (label >> 31) & _LOW != left:
                    continue
                if (tie & 0xFF) >> STRENGTH_BITS == CLOSED:
                    continue
                labels[other] = label | _GOOD
                if count == following.size:
                    following = np.concatenate((following, np.empty_like(following)))
                following[count] = other
                count += 1
        line, size = following, count


@compiled
def trace(
    goal: int,
    steps: Longs,
    order: Longs,
    settled: int,
    labels: Longs,
    starts: Words,
    sizes: Words,
    rows: Words,
    tail: Words,
) -> Longs:
    """Return the slots of the shortest way whose ids come first, read from the goal back.

    From the goal each step goes to the lowest id that is marked good, and from the meeting on to the lowest id one step
    nearer to the start.
    """
    way = np.empty(steps[0] + steps[1] + 1, np.int64)
    way[-1] = goal
    for step in range(1, way.size):
        slot = way[way.size - step]
        best, best_key = np.int64(-1), np.int64(0)
        first = np.int64(starts[slot])
        for place in range(first, first + sizes[slot]):
            tie = tie_at(place, rows, tail)
            other = tie >> SLOT_SHIFT
            label = labels[other]
            if step <= steps[1]:
                on_way = label & _GOOD and (label >> 31) & _LOW == step + 1
            else:
                on_way = (label & _LOW) == way.size - step
            if not on_way or (tie & 0xFF) >> STRENGTH_BITS == CLOSED:
                continue
            key = (other << ORDER_BITS) if other < settled else order[other - settled]
            if best < 0 or key < best_key:
                best, best_key = other, key
        way[way.size - step - 1] = best
    return way
