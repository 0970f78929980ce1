"""Where everybody stands in the rings with names: by hand for a few, by trying for many."""

import math
from itertools import combinations

import pytest

from durf.wishes.pictures.circle.places import (
    EXTENT,
    RADII,
    TOUCH,
    Box,
    Dot,
    Kind,
    Place,
    holds_find,
    places_find,
    rings_widen,
)

NAMES = ("Jo", "Hanna", "Marijke", "Alexandra")


def people(ring: int, number: int, *, through: str = "", kind: Kind = "helper", name: str = "") -> list[Dot]:
    """Some people on one ring; a star in `through` is their number."""
    return [
        Dot(
            f"{kind}-{ring}-{i}",
            ring,
            name or NAMES[i % len(NAMES)],
            kind=kind,
            through=through.replace("*", str(i)),
        )
        for i in range(number)
    ]


def degrees(place: Place) -> int:
    return round(math.degrees(math.atan2(place.y, place.x)))


def apart(one: Box, other: Box) -> bool:
    beside = one.right <= other.left or other.right <= one.left
    return beside or one.bottom <= other.top or other.bottom <= one.top


def assert_sound(dots: list[Dot]) -> dict[str, Place]:
    """Everybody has a place within the drawing, and no dot or label lies upon another."""
    places = places_find(dots)
    boxes = [place.box for place in places.values()]
    assert len(places) == len(dots)
    assert all(apart(one, other) for one, other in combinations(boxes, 2))
    assert all(max(-box.left, -box.top, box.right, box.bottom) <= EXTENT for box in boxes)
    return places


@pytest.mark.parametrize(("number", "everyone"), [(3, True), (9, True), (15, False)])
def test_a_finger_has_room_and_never_touches_two(number: int, everyone: bool) -> None:
    places = assert_sound([*people(1, number // 3), *people(2, number // 3), *people(3, number - 2 * (number // 3))])
    holds = holds_find(places)
    assert all(apart(one, other) for one, other in combinations(holds.values(), 2))
    for key, place in places.items():
        hold = holds[key]
        assert hold.left <= place.box.left and hold.right >= place.box.right
        assert hold.top <= place.box.top and hold.bottom >= place.box.bottom
    large = [min(hold.right - hold.left, hold.bottom - hold.top) >= TOUCH for hold in holds.values()]
    assert all(large) or not everyone


def test_two_who_stand_close_share_what_lies_between_them() -> None:
    here, there = (Place(x, 0, "", Box(x - 21, -21, x + 21, 21)) for x in (0.0, 50.0))
    holds = holds_find({"here": here, "there": there})
    assert holds["here"].right == holds["there"].left == 25
    assert holds["here"].bottom == TOUCH / 2


def test_one_person_stands_on_their_ring() -> None:
    for ring in (1, 2, 3):
        (place,) = places_find([Dot("hanna", ring, "Hanna")]).values()
        assert math.isclose(math.hypot(place.x, place.y), RADII[ring])
        assert place.label == "Hanna"


def test_the_one_behind_a_connector_stands_in_line_with_them() -> None:
    places = places_find([Dot("bob", 1, "Bob", kind="connector"), Dot("hanna", 2, "Hanna", through="bob")])
    assert degrees(places["bob"]) == degrees(places["hanna"]) == 120  # the whole round is theirs, from -60 on


def test_two_share_the_first_ring_by_how_many_stand_behind_them() -> None:
    dots = [Dot("bob", 1, "Bob", kind="connector"), Dot("jo", 1, "Jo"), *people(2, 3, through="bob")]
    places = places_find(dots)
    assert (degrees(places["bob"]), degrees(places["jo"])) == (75, -105)  # three quarters and one of the round


def test_whoever_has_no_line_begins_where_there_is_most_room() -> None:
    places = places_find([Dot("bob", 1, "Bob"), Dot("dora", 3, "Dora")])
    assert abs(degrees(places["bob"]) - degrees(places["dora"])) == 180


def test_a_ring_grows_only_when_there_are_too_many_on_it() -> None:
    assert rings_widen([*people(1, 3), *people(2, 4), *people(3, 4)]) == RADII
    assert RADII[1] < rings_widen(people(1, 12))[1] < rings_widen(people(1, 12))[2] < RADII[3]


def test_the_same_people_always_stand_in_the_same_places() -> None:
    dots = [*people(1, 4), *people(2, 4, through="helper-1-*"), *people(3, 4)]
    assert places_find(dots) == places_find(list(dots))


def test_a_slate_as_it_is_meant_keeps_every_name() -> None:
    connectors = people(1, 4, kind="connector")
    dots = [*people(1, 4), *connectors, *people(2, 4, through="connector-1-*"), *people(3, 4)]
    places = assert_sound(dots)
    assert [places[dot.key].label for dot in dots] == [dot.label for dot in dots]


@pytest.mark.parametrize("name", ["Hanna", "Alexandra…"])
@pytest.mark.parametrize("first", range(0, 16, 3))
def test_fifteen_people_never_overlap_however_they_stand(first: int, name: str) -> None:
    for second in range(0, 16 - first, 3):
        rest = people(3, 15 - first - second, name=name)
        for kind in ("connector", "unnamed"):
            between = people(1, second, kind=kind, name=name if kind == "connector" else "")
            behind = people(2, second, through=f"{kind}-1-*", name=name)
            assert_sound([*people(1, first, name=name), *between, *behind, *rest])


def test_nobody_is_lost_beyond_fifteen() -> None:
    assert len(places_find(people(1, 40))) == 40
