"""The slate: twelve who could help, mixed on purpose."""

from collections.abc import Callable, Sequence
from itertools import islice

from durf.matching.answers import Hit, Place, SlateEntry

SLATE_SIZE = 12
PLACES: tuple[tuple[Place, int], ...] = (("own", 4), ("network", 4), ("far", 3), ("newcomer", 1))
_RINGS = {"own": 1, "network": 2, "far": 3}


def mixed_slate(ranked: Sequence[tuple[int, int, bool]], hit_of: Callable[[int], Hit]) -> tuple[SlateEntry, ...]:
    """Choose up to four of the own network, four of its network, three further and one newcomer.

    Args:
        ranked: slot, ring (1, 2; 3 also for an unknown asker) and newcomer, of all who are reached, best first.
        hit_of: makes the hit of a slot.

    Places left empty go to the best of the rest. Best first within each place; O(reached).
    """
    chosen: dict[int, Place] = {}
    for place, size in PLACES:
        fitting = (slot for slot, ring, newcomer in ranked if slot not in chosen and _fits(place, ring, newcomer))
        for slot in islice(fitting, size):
            chosen[slot] = place
    for slot, _, _ in ranked:
        if len(chosen) >= SLATE_SIZE:
            break
        chosen.setdefault(slot, "rest")
    return tuple(SlateEntry(hit_of(slot), place) for slot, place in chosen.items())


def _fits(place: Place, ring: int, newcomer: bool) -> bool:
    return newcomer if place == "newcomer" else ring == _RINGS[place]
