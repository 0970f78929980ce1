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

_LOW = (1 << 30) - 1  # labels: steps from the start + 1 in the low 30 bits, steps from the goal + 1 in the next 30,
_GOAL = 30
_GOOD, _BAD = 1 << 60, 1 << 61  # and whether a shortest way from the start runs through here, once that is known


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
    members, labels = world.members, scratch.labels
    lines = (scratch.touched, scratch.reached)
    ties = world.ties.arrays
    labels[absent] = _BAD
    used, met, steps = meet(start, goal, labels, members.flags, *lines, *ties)
    way = trace(goal, steps, members.order, members.settled, labels, *ties).tolist() if met else []
    wipe(labels, scratch.touched[: used[0]], scratch.reached[: used[1]])
    labels[absent] = 0
    return way


@compiled
def meet(
    start: int,
    goal: int,
    labels: Longs,
    flags: Bytes,
    from_start: Words,
    from_goal: Words,
    starts: Words,
    sizes: Words,
    rows: Words,
    tail: Words,
) -> tuple[Longs, bool, Longs]:
    """Walk from both ends until they meet; return how many were labelled from each, whether they met, steps from each.

    Whoever is not there is labelled _BAD before. Labels and the lists of the labelled are left for `trace`.
    """
    from_start[0], from_goal[0] = start, goal
    labels[start], labels[goal] = 1, 1 << _GOAL
    used, begin, steps = np.ones(2, np.int64), np.zeros(2, np.int64), np.zeros(2, np.int64)
    met, base = False, np.int64(rows.size)
    while not met and begin[0] < used[0] and begin[1] < used[1]:
        side = 0 if used[0] - begin[0] <= used[1] - begin[1] else 1
        line = from_start if side == 0 else from_goal
        shift = 0 if side == 0 else _GOAL
        edge = held = used[side]
        steps[side] += 1
        mark = (steps[side] + 1) << shift
        for number in range(begin[side], edge):
            first = np.int64(starts[line[number]])
            row, first = (rows, first) if first < base else (tail, first - base)
            for place in range(first, first + np.int64(sizes[line[number]])):
                tie = np.int64(row[place])
                other = tie >> SLOT_SHIFT
                label = labels[other]
                if label & (_BAD | _LOW << shift) or (tie & 0xFF) >> STRENGTH_BITS == CLOSED:
                    continue
                if label == 0 and not flags[other] & FINDABLE:
                    continue
                labels[other] = label | mark
                line[held] = other
                held += 1
                met = met or label != 0
        begin[side], used[side] = edge, held
    return used, met, steps


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

    From the goal each step goes to the lowest id from which the walks' meeting can be reached, and from there to the
    lowest id one step nearer to the start.
    """
    way = np.empty(steps[0] + steps[1] + 1, np.int64)
    way[-1] = goal
    stack, places = np.empty(steps[1] + 1, np.int64), np.empty(steps[1] + 1, np.int64)
    for step in range(1, way.size):
        slot = way[way.size - step]
        best, best_key = np.int64(-1), np.int64(0)
        first = np.int64(starts[slot])
        for place in range(first, first + np.int64(sizes[slot])):
            tie = tie_at(place, rows, tail)
            other = tie >> SLOT_SHIFT
            key = (other << ORDER_BITS) if other < settled else order[other - settled]
            if (best >= 0 and key > best_key) or (tie & 0xFF) >> STRENGTH_BITS == CLOSED:
                continue
            if step > steps[1]:
                on_way = (labels[other] & _LOW) == way.size - step
            else:
                on_way = (labels[other] >> _GOAL) & _LOW == step + 1
                on_way = on_way and _leads(other, step, steps, labels, stack, places, starts, sizes, rows, tail)
            if on_way:
                best, best_key = other, key
        way[way.size - step - 1] = best
    return way


@compiled
def _leads(
    slot: np.int64,
    step: int,
    steps: Longs,
    labels: Longs,
    stack: Longs,
    places: Longs,
    starts: Words,
    sizes: Words,
    rows: Words,
    tail: Words,
) -> bool:
    """Tell whether the meeting of the walks can be reached from so many steps off the goal, each taking one more.

    Depth first; what is found out is kept in the labels. O(ties walked), each once.
    """
    depth = 0
    stack[0], places[0] = slot, 0
    while True:
        here = stack[depth]
        label = labels[here]
        if step + depth == steps[1] and not label & (_GOOD | _BAD):
            label |= _GOOD if (label & _LOW) == steps[0] + 1 else _BAD
            labels[here] = label
        if label & _GOOD:
            for number in range(depth):
                labels[stack[number]] |= _GOOD
            return True
        found = False
        while not label & _BAD and not found and places[depth] < sizes[here]:
            tie = tie_at(np.int64(starts[here]) + places[depth], rows, tail)
            places[depth] += 1
            other = tie >> SLOT_SHIFT
            following = (labels[other] >> _GOAL) & _LOW == step + depth + 2 and not labels[other] & _BAD
            if following and (tie & 0xFF) >> STRENGTH_BITS != CLOSED:
                depth += 1
                stack[depth], places[depth] = other, 0
                found = True
        if not found:
            labels[here] |= _BAD
            depth -= 1
            if depth < 0:
                return False


@compiled
def wipe(labels: Longs, from_start: Words, from_goal: Words) -> None:
    """Forget the labels of two walks."""
    for number in range(from_start.size):
        labels[from_start[number]] = 0
    for number in range(from_goal.size):
        labels[from_goal[number]] = 0
