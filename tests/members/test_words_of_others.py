"""A newcomer is reminded of their strengths by words several others use, and by nothing anybody keeps to themselves."""

import pytest
from django.test import Client

from durf.members.models import Strength
from durf.members.services.accounts import member_update
from durf.members.services.blocks import block
from durf.members.services.traits import words_of_others
from tests.cast import make_member, sign_in

pytestmark = pytest.mark.django_db


def bakers(many: int, audience: str = "everyone", first: int = 0) -> None:
    for number in range(first, first + many):
        make_member(
            f"baker{number}",
            language="en",
            trade="bread baker" if number == 0 else "",
            strengths=[(f"I bake bread number {number}", audience)],
        )


@pytest.fixture(autouse=True)
def _others() -> None:
    for number in range(10):
        make_member(
            f"other{number}", language="en", trade="clockmaker", strengths=[f"Clocks{number} and watches{number}"]
        )


def test_a_word_of_three_people_is_suggested_and_of_two_it_is_not() -> None:
    nina = make_member("nina", language="en")
    bakers(2)
    assert words_of_others(nina) == []
    bakers(1, first=2)
    assert "bread" in words_of_others(nina)
    assert words_of_others(make_member("noor", language="nl")) == [], "in the reader's own language"


@pytest.mark.parametrize("why", ["private", "hidden", "blocked"])
def test_what_is_kept_from_the_newcomer_changes_nothing(why: str) -> None:
    nina = make_member("nina", language="en")
    bakers(2)
    before = words_of_others(nina)
    third = make_member(
        "third", language="en", strengths=[("I bake bread", "matching" if why == "private" else "everyone")]
    )
    if why == "hidden":
        member_update(member=third, findable="hidden")
    if why == "blocked":
        block(blocker=third, blocked=nina)
    assert words_of_others(nina) == before == []


def test_a_word_of_no_trade_reminds_of_nothing() -> None:
    bakers(3)
    assert "number" not in words_of_others(make_member("nina", language="en"))


def test_ones_own_words_are_not_suggested() -> None:
    bakers(3)
    assert "bread" not in words_of_others(make_member("nina", language="en", strengths=["Bread, of course"]))


def test_a_press_puts_the_word_in_an_empty_line_and_keeps_what_was_typed() -> None:
    bakers(3)
    client = sign_in(Client(), make_member("nina", language="en"))
    page = client.get("/welcome/").content.decode()
    assert 'name="add" value="bread"' in page
    rows = {"strengths-TOTAL_FORMS": "1", "strengths-INITIAL_FORMS": "0", "strengths-0-text": "I sing"}
    limits = {"limits-TOTAL_FORMS": "1", "limits-INITIAL_FORMS": "0", "limits-0-text": "Heights"}
    page = client.post("/welcome/", {**rows, **limits, "add": "bread"}).content.decode()
    assert all(f">\n{text}</textarea>" in page for text in ("I sing", "bread", "Heights"))
    assert not Strength.objects.filter(member__handle="nina").exists()  # nothing is saved before they say so
