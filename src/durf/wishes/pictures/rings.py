"""The rings as a drawing: where each dot stands. The numbers they are drawn from are made in `reach`."""

import math
from typing import Final

from django.utils.safestring import SafeString

from durf.reach.picture import MOST_DOTS, Picture

CENTRE: Final = 200.0
GOLDEN_ANGLE: Final = math.pi * (3 - math.sqrt(5))  # no two dots ever share a direction, however many there are
GOLDEN_SHARE: Final = (math.sqrt(5) - 1) / 2
SETTLED: Final = 24  # from this dot on the whole band is used; the first ones stand close to their ring


class Ring:
    """One ring: its radius, how far dots may stray from it, and how large they are."""

    def __init__(self, number: int, *, radius: float, band: float, dot: float, turn: float) -> None:
        self.number = number
        self.radius = radius
        self._dots = tuple(self._draw(place, band, dot, turn) for place in range(MOST_DOTS))

    def dots(self, count: int) -> SafeString:
        """The first `count` dots: a larger number only adds dots, so that those drawn stay where they are."""
        return SafeString("".join(self._dots[:count]))

    def _draw(self, place: int, band: float, dot: float, turn: float) -> str:
        angle = turn + place * GOLDEN_ANGLE
        astray = 2 * (place * GOLDEN_SHARE % 1) - 1
        radius = self.radius + band * astray * min(1.0, (place + 4) / SETTLED)
        x, y = CENTRE + radius * math.cos(angle), CENTRE + radius * math.sin(angle)
        name = f"dot-{self.number}-{place}"
        return f'<circle class="dot ring-{self.number}" id="{name}" cx="{x:.1f}" cy="{y:.1f}" r="{dot}"/>'


RINGS: Final = (
    Ring(1, radius=56, band=20, dot=6, turn=-1.1),
    Ring(2, radius=112, band=20, dot=4.5, turn=0.4),
    Ring(3, radius=168, band=19, dot=3.5, turn=2.3),
)


def dots_draw(picture: Picture) -> SafeString:
    """Every dot of a picture, furthest ring first so that the nearest lies on top."""
    counts = (picture.ring1.dots, picture.ring2.dots, picture.beyond.dots)
    drawn = [ring.dots(count) for ring, count in zip(RINGS, counts, strict=True)]
    return SafeString("".join(reversed(drawn)))
