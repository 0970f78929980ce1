"""Numbers as shown: exact where the viewer may know, buckets where ask-me-first ties are involved."""

from typing import Any

import pytest

from durf.matching import Reach
from durf.reach.picture import Picture, picture_draw


def draw(ring1: int = 0, ring2: int = 0, beyond: int = 0, *, asked: int = 0, **where: Any) -> Picture:
    reach = Reach(ring1=ring1, ring2=ring2, beyond=beyond, asked_first2=asked)
    return picture_draw(reach, **{"viewer": "7", "query": "imker", "members": 300, **where})


def test_numbers_are_exact_where_no_ask_me_first_tie_is_involved() -> None:
    picture = draw(3, 12, 40)
    assert [picture.ring1.exact, picture.ring2.exact, picture.beyond.exact] == [3, 12, 40]


def test_an_ask_me_first_tie_hides_ring_two_and_its_complement_but_never_ones_own_ring() -> None:
    picture = draw(3, 12, 40, asked=1)
    assert picture.ring1.exact == 3
    assert picture.ring2.exact is None
    assert picture.beyond.exact is None


@pytest.mark.parametrize(("number", "text"), [(0, "nobody yet"), (1, "a few"), (3, "a few"), (80, "50+")])
def test_a_bucket_says_its_name(number: int, text: str) -> None:
    assert draw(0, number, asked=1).ring2.text == text


def test_asking_again_gives_the_same_edges_and_spelling_does_not_matter() -> None:
    assert draw(0, 9, asked=1, query="De imker") == draw(0, 9, asked=1, query=" de  IMKER ")


def test_the_edges_differ_from_viewer_to_viewer() -> None:
    texts = {draw(0, 10, asked=1, viewer=str(viewer)).ring2.text for viewer in range(40)}
    assert texts == {"5–9", "10–24"}


def test_dots_are_drawn_from_the_shown_number_only() -> None:
    shown = {draw(0, number, asked=1).ring2.dots for number in range(14, 18)}
    assert shown == {16}


def test_a_small_community_shows_no_numbers_unless_the_host_chose_exact_ones(settings: Any) -> None:
    assert not draw(1, 2, 3, asked=1, members=49).numbers
    assert draw(1, 2, 3, asked=1, members=49).empty
    settings.SMALL_NUMBERS = "exact"
    assert draw(1, 2, 3, asked=1, members=49).ring2.exact == 2
