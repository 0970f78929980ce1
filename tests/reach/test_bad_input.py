"""What somebody will type into the ask page: it is answered, whatever it is."""

from typing import Any

import pytest

from durf.members.services.blocks import block
from durf.reach.services import find_helpers, measure_reach
from tests.cast import make_member
from tests.matching.test_bad_input import ODD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _exact(settings: Any) -> None:
    settings.SMALL_NUMBERS = "exact"


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_an_odd_wish_reaches_whom_its_other_words_reach(text: str) -> None:
    alice = make_member("alice")
    make_member("charlie", strengths=["Timmert bijenkasten"])
    for asker in (alice, None):
        assert measure_reach(viewer=asker, text=text).beyond.exact == 0
        assert find_helpers(asker=asker, text=f"bijenkasten {text}").reach.beyond == 1


def test_odd_strengths_and_a_block_of_somebody_who_left_are_no_trouble() -> None:
    alice, dora = make_member("alice"), make_member("dora")
    make_member("charlie", strengths=[f"Bijenkasten {ODD['emoji']}", ODD["right to left"], "\u200b", "§ ++ #"])
    block(blocker=alice, blocked=dora)
    dora.delete()
    (hit,) = find_helpers(asker=alice, text="bijenkasten ").hits
    assert hit.why[0].text == f"Bijenkasten {ODD['emoji']}"
