"""The shortest way of introductions from one person to another."""

from collections.abc import Set

from durf.matching.index.network import CLOSED
from durf.matching.index.world import World


def shortest_path(a: str, b: str, world: World, blocked: Set[str]) -> tuple[str, ...]:
    """Return the ids from a to b, both included; () when there is no way, (a,) when they are the same.

    Breadth first from a; no step over a closed tie, through a hidden person or one in `blocked`. Of several
    shortest ways the one whose ids come first, read from b back to a. O(ties).
    """
    start, goal = world.slot(a), world.slot(b)
    if start is None or goal is None or not _present(world, goal, blocked):
        return ()
    before: dict[int, int] = {start: start}
    edge = [start]
    while edge and goal not in before:
        following = []
        for slot in sorted(edge):
            row = world.network.row(slot)
            for other, openness in zip(
                world.network.others[row].tolist(), world.network.openness[row].tolist(), strict=True
            ):
                if openness != CLOSED and other not in before and _present(world, other, blocked):
                    before[other] = slot
                    following.append(other)
        edge = following
    return _traced(before, start, goal, world) if goal in before else ()


def _present(world: World, slot: int, blocked: Set[str]) -> bool:
    person = world.people[slot]
    return person.findable and person.id not in blocked


def _traced(before: dict[int, int], start: int, goal: int, world: World) -> tuple[str, ...]:
    way = [goal]
    while way[-1] != start:
        way.append(before[way[-1]])
    return tuple(world.people[slot].id for slot in reversed(way))
