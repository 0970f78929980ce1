"""Where everybody stands in the rings with names: geometry alone, which knows of no person and asks no database."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal, NamedTuple

Kind = Literal["helper", "connector", "unnamed"]

EXTENT: Final = 248.0  # half the side of the drawing; nothing stands further out
RADII: Final[Mapping[int, float]] = {1: 80.0, 2: 142.0, 3: 204.0}
SIZES: Final[Mapping[Kind, float]] = {"helper": 18.0, "connector": 9.0, "unnamed": 7.0}
ME: Final = 12.0
LETTER_WIDTH: Final = 8.6  # of the largest type a label is set in, a little wide on average
LABEL_HEIGHT: Final = 17.0
AIR: Final = 3.0
STEP: Final = 5  # degrees between two points that are tried
TURNS: Final = tuple(
    (math.cos(math.radians(side * turn)), math.sin(math.radians(side * turn)))
    for turn in range(0, 180, STEP)
    for side in (1, -1)[: 2 if turn else 1]
)
ASTRAY: Final = (0.0, 13.0, -13.0, 24.0, -24.0, 36.0, -36.0)  # how far off a ring dots may stand where it is full
TURNED: Final = (0, 11, 26, 47)  # degrees
FAR_ASTRAY: Final = (*ASTRAY, 48.0, -48.0, 60.0, -60.0)
SHORT: Final = 5  # letters that are left of a label where the whole one finds no room
CROWDED: Final[Mapping[int, float]] = {1: 150.0, 2: 180.0, 3: 204.0}  # no ring grows further than this
TOUCH: Final = 66.0  # 44 px where the drawing is 330 px wide, as on a small phone
NO_LABEL: Final = 10  # how much worse than a shortened label none at all is
START: Final = math.radians(-60)


@dataclass(frozen=True)
class Dot:
    """Somebody to place. `through` is the key of the one on ring 1 their line runs through; "": there is none."""

    key: str
    ring: int
    label: str = ""
    kind: Kind = "helper"
    through: str = ""


class Box(NamedTuple):
    """The room a dot and the label below it take."""

    left: float
    top: float
    right: float
    bottom: float

    def moved(self, x: float, y: float) -> "Box":
        """The same room with its dot elsewhere."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)


@dataclass(frozen=True)
class Place:
    """The middle of a dot, seen from the middle of the drawing, and its label as far as there is room for it."""

    x: float
    y: float
    label: str
    box: Box
    free: bool = True


def places_find(dots: Sequence[Dot]) -> dict[str, Place]:
    """Place every dot on its ring, by key: those a line runs through first, the others behind them.

    The same dots always stand in the same places. Nothing overlaps while there are at most fifteen helpers. Where
    there is no room for a finger at each they stand nearer together. Where it is crowded a few ways to turn the
    rings are tried, and the one that shortens the fewest labels is taken.
    """
    places, lost = _best(dots, TOUCH)
    return places if lost < NO_LABEL else _best(dots, 0.0)[0]


def _best(dots: Sequence[Dot], least: float) -> tuple[dict[str, Place], float]:
    """The attempt in which the fewest labels are lost, and how bad it is; `least`: the room of each helper."""
    best: dict[str, Place] = {}
    fewest = math.inf
    for turned in TURNED:
        places = _attempt(dots, math.radians(turned), least)
        lost = sum(_lost(dot, places[dot.key]) for dot in dots)
        if lost < fewest:
            best, fewest = places, lost
        if not lost:
            break
    return best, fewest


def holds_find(places: Mapping[str, Place]) -> dict[str, Box]:
    """What a finger may touch of each: large enough for one, and ending halfway to whoever stands too near."""
    holds = {key: _grown(place.box, TOUCH) for key, place in places.items()}
    for one, other in combinations(places, 2):
        if _overlap(holds[one], holds[other]):
            holds[one], holds[other] = _apart(places[one].box, places[other].box, holds[one], holds[other])
    return holds


def _grown(box: Box, least: float) -> Box:
    more_x = max(0.0, least - (box.right - box.left)) / 2
    more_y = max(0.0, least - (box.bottom - box.top)) / 2
    return Box(box.left - more_x, box.top - more_y, box.right + more_x, box.bottom + more_y)


def _apart(one: Box, other: Box, hold: Box, hold_other: Box) -> tuple[Box, Box]:
    """Let both end halfway between two boxes, on the side where more lies between them."""
    gaps = (other.left - one.right, one.left - other.right, other.top - one.bottom, one.top - other.bottom)
    side = gaps.index(max(gaps))
    if side == 0:
        middle = (one.right + other.left) / 2
        return hold._replace(right=min(hold.right, middle)), hold_other._replace(left=max(hold_other.left, middle))
    if side == 2:
        middle = (one.bottom + other.top) / 2
        return hold._replace(bottom=min(hold.bottom, middle)), hold_other._replace(top=max(hold_other.top, middle))
    later, earlier = _apart(other, one, hold_other, hold)
    return earlier, later


def _overlap(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def _attempt(dots: Sequence[Dot], turned: float, least: float) -> dict[str, Place]:
    taken = [_box(ME, "me")]
    places: dict[str, Place] = {}
    radii = rings_widen(dots)
    wanted = _angles(dots, radii[2], turned)
    for ring in (1, 2, 3):
        for dot in (dot for dot in dots if dot.ring == ring):
            places[dot.key] = _place(dot, radii[ring], wanted[dot.key], taken, least if dot.kind == "helper" else 0.0)
            taken.append(places[dot.key].box)
    return places


def _lost(dot: Dot, place: Place) -> int:
    """How bad it is: a shortened label, none at all, or a dot that lies upon another."""
    if not place.free:
        return 100 * NO_LABEL
    return 0 if place.label == dot.label else 1 if place.label else NO_LABEL


def rings_widen(dots: Sequence[Dot]) -> dict[int, float]:
    """The radius of each ring: as ever, or wider where more people stand on it than it has room for."""
    radii = dict(RADII)
    for ring, most in CROWDED.items():
        around = sum(_room(dot) for dot in dots if dot.ring == ring)
        radii[ring] = min(max(radii[ring], around / (2 * math.pi)), most)
    radii[2] = max(radii[2], (radii[1] + radii[3]) / 2)
    return radii


def _angles(dots: Sequence[Dot], radius: float, turned: float) -> dict[str, float]:
    """Share the first ring out by how many stand behind each, on a ring of this radius, and fan those out there."""
    behind = {dot.key: [other for other in dots if other.through == dot.key] for dot in dots if dot.ring == 1}
    angles: dict[str, float] = {}
    at = START + turned
    whole = sum(max(1, len(others)) for others in behind.values())
    for key, others in behind.items():
        share = 2 * math.pi * max(1, len(others)) / whole
        angles[key] = at + share / 2
        spread = min(share, 1.1 * sum(_room(other) for other in others) / radius)
        for number, other in enumerate(others):
            angles[other.key] = angles[key] + spread * ((number + 0.5) / len(others) - 0.5)
        at += share
    loose = [dot.key for dot in dots if dot.key not in angles]
    begin = _widest_gap(angles.values())
    for number, key in enumerate(loose):
        angles[key] = begin + turned + 2 * math.pi * number / len(loose)
    return angles


def _widest_gap(angles: Iterable[float]) -> float:
    """The middle of the widest stretch without anybody, where those without a line begin."""
    around = sorted(round(angle % (2 * math.pi), 6) for angle in angles)
    if not around:
        return START
    gaps = [(after - at, at) for at, after in zip(around, [*around[1:], around[0] + 2 * math.pi], strict=True)]
    widest, at = max(gaps, key=lambda gap: (round(gap[0], 6), -gap[1]))
    return at + widest / 2


def _room(dot: Dot) -> float:
    """How much of a ring a box takes on average: side by side above and below, one over the other beside."""
    box = _box(SIZES[dot.kind], dot.label)
    wide, high = box.right - box.left, box.bottom - box.top
    return math.pi / 2 * wide * high / math.hypot(wide, high)


def _place(dot: Dot, radius: float, wanted: float, taken: Sequence[Box], least: float) -> Place:
    short = dot.label if len(dot.label) <= SHORT else dot.label[:SHORT] + "…"
    for label, astray in ((dot.label, ASTRAY), (short, ASTRAY), ("", FAR_ASTRAY)):
        box = _grown(_box(SIZES[dot.kind], label), least)
        for x, y in _points(radius, wanted, astray):
            if _is_free(box, x, y, taken):
                return Place(x, y, label, box.moved(x, y))
    x, y = radius * math.cos(wanted), radius * math.sin(wanted)
    return Place(x, y, "", _box(SIZES[dot.kind], "").moved(x, y), free=False)


def _points(radius: float, wanted: float, astray: Iterable[float]) -> Iterator[tuple[float, float]]:
    """Points on the ring, then beside it, those nearest to where the dot would rather stand first."""
    cos, sin = math.cos(wanted), math.sin(wanted)
    for off in astray:
        for x, y in TURNS:
            yield (radius + off) * (x * cos - y * sin), (radius + off) * (x * sin + y * cos)


def _is_free(box: Box, x: float, y: float, taken: Iterable[Box]) -> bool:
    """Whether a box lies within the drawing and upon no other with its dot here."""
    left, top, right, bottom = box.left + x, box.top + y, box.right + x, box.bottom + y
    if left < -EXTENT or top < -EXTENT or right > EXTENT or bottom > EXTENT:
        return False
    return not any(left < x2 and x1 < right and top < y2 and y1 < bottom for x1, y1, x2, y2 in taken)


def _box(size: float, label: str) -> Box:
    """The room around a dot that stands in the middle."""
    half = max(size, len(label) * LETTER_WIDTH / 2) + AIR
    return Box(-half, -size - AIR, half, size + AIR + (LABEL_HEIGHT if label else 0))
