"""My network as a picture: me, and a point for everyone I know, nearer the better I know them."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from durf.network.models.tie import HowWell

RINGS = {HowWell.CLOSE: (1, 55, 6.0), HowWell.KNOWN: (2, 110, 5.0), HowWell.BARELY: (3, 160, 4.0)}
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))  # spreads any number of points evenly (Vogel 1979)
MOST_DOTS = 60  # on one ring; beyond that points would touch
CENTRE = 200


@dataclass(frozen=True)
class Dot:
    """One person; numbers are strings, so that no language writes them with a comma."""

    ring: int
    x: str
    y: str
    radius: str


def dots_of(hows: Iterable[str]) -> list[Dot]:
    """Place a point for each of these ties on the ring of its closeness."""
    counts = Counter(hows)
    return [
        _dot(ring, distance, radius, place)
        for how, (ring, distance, radius) in RINGS.items()
        for place in range(min(counts[how], MOST_DOTS))
    ]


def _dot(ring: int, distance: int, radius: float, place: int) -> Dot:
    turn = place * GOLDEN_ANGLE + ring
    x, y = CENTRE + distance * math.cos(turn), CENTRE + distance * math.sin(turn)
    return Dot(ring=ring, x=f"{x:.1f}", y=f"{y:.1f}", radius=f"{radius:.1f}")
