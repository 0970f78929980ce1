"""The drawn signs: what they show, and what they must not give away."""

from dataclasses import dataclass
from xml.etree import ElementTree

import pytest

from durf.web.templatetags.durf import avatar, initials, ring_mark, sign


@dataclass
class Person:
    handle: str
    name: str


def test_two_people_get_two_drawings_and_one_person_always_the_same() -> None:
    alice, bob = Person("alice", "Alice de Wit"), Person("bob", "Alice de Wit")
    assert avatar(alice) == avatar(Person("alice", "Alice de Wit"))
    assert avatar(alice) != avatar(bob)


def test_everyone_unnamed_gets_one_and_the_same_drawing_without_letters() -> None:
    assert avatar(None) == avatar(None)
    assert "<text" not in avatar(None)


def test_a_name_full_of_markup_stays_text() -> None:
    drawing = avatar(Person("eve", "<b> &c"))
    assert ElementTree.fromstring(drawing).findtext("text") == "<&"


@pytest.mark.parametrize(
    ("name", "letters"), [("Alice de Wit", "AW"), ("Hanna", "H"), ("yusuf özdemir", "YÖ"), ("", "")]
)
def test_initials_come_from_the_first_and_the_last_word(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize("ring", [1, 2, 3])
def test_a_ring_mark_stresses_exactly_one_ring_and_puts_someone_on_it(ring: int) -> None:
    mark = ElementTree.fromstring(ring_mark(ring))
    classes = [circle.get("class") for circle in mark.iter("circle")]
    assert classes.index("here") == ring - 1
    assert classes.count("here") == classes.count("you") == 1


@pytest.mark.parametrize("ring", [None, "", "4", "nonsense"])
def test_no_known_way_shows_nobody_on_a_ring(ring: str | None) -> None:
    assert 'class="you"' not in ring_mark(ring)


def test_the_words_of_a_ring_are_always_there_for_the_ear() -> None:
    assert "visually-hidden" in ring_mark(2)
    assert "visually-hidden" not in ring_mark(2, words=True)
    assert "network’s network" in ring_mark(2)


@pytest.mark.parametrize("drawing", [sign(), avatar(None), avatar(Person("alice", "Alice")), ring_mark(3)])
def test_no_drawing_needs_an_inline_style(drawing: str) -> None:
    assert "style=" not in drawing
