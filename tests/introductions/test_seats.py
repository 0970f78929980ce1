"""What may be seen from each seat, and what a no, a block or a yes taken back must not change."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from durf.introductions.models import Introduction
from durf.introductions.seat import Seat, seat_of
from durf.introductions.services.coffees import coffee_answer, coffee_pick, coffee_propose
from durf.introductions.services.introducing import (
    introduction_accept,
    introduction_decline,
    introduction_withdraw,
)
from durf.introductions.services.meeting import introduction_meet
from durf.members.models import Member
from durf.members.services.blocks import block
from tests.introductions.stage import Stage

pytestmark = pytest.mark.django_db


def seat(row: Introduction, member: Member) -> Seat:
    """The seat as it is now."""
    found = seat_of(Introduction.objects.get(pk=row.pk), member)
    assert found is not None
    return found


def test_whom_a_connector_knows_is_named_to_the_asker_by_their_own_yes_alone() -> None:
    stage = Stage()
    row = stage.charlie_introduced()
    assert seat(row, stage.alice).other_name == "Someone Bob knows"
    introduction_accept(introduction=row, side="helper")
    assert seat(row, stage.alice).other_name == "Charlie"


def test_a_contacts_name_waits_for_both_yeses() -> None:
    stage = Stage()
    row = stage.erik_introduced()
    introduction_accept(introduction=row, side="helper", reach="06 12345678")
    assert seat(row, stage.alice).other_name == "Someone Bob knows"
    introduction_accept(introduction=row, side="asker")
    assert seat(row, stage.alice).other_name == "Erik Visser"
    assert seat(row, stage.alice).other_reach == "06 12345678"


@pytest.mark.parametrize("end", ["decline", "block"])
def test_a_no_and_a_block_leave_the_other_seats_as_they_were(end: str) -> None:
    stage = Stage()
    row = stage.charlie_introduced()
    before = [(seat(row, who).state, seat(row, who).other_name) for who in (stage.alice, stage.bob)]
    if end == "decline":
        introduction_decline(introduction=row, side="helper")
    else:
        block(blocker=stage.charlie, blocked=stage.alice)
    assert [(seat(row, who).state, seat(row, who).other_name) for who in (stage.alice, stage.bob)] == before
    assert seat(row, stage.charlie).state == "no"


def test_the_connector_sees_waiting_and_then_met_and_nothing_in_between() -> None:
    stage = Stage()
    row = stage.charlie_introduced()
    states = [seat(row, stage.bob).state]
    for side in ("helper", "asker"):
        introduction_accept(introduction=row, side=side)
        states.append(seat(row, stage.bob).state)
    introduction_meet(introduction=row)
    states.append(seat(row, stage.bob).state)
    assert states == ["waiting", "waiting", "waiting", "met"]


def test_a_yes_taken_back_after_both_is_no_news_to_the_connector() -> None:
    stage = Stage()
    row = stage.charlie_introduced()
    introduction_accept(introduction=row, side="helper")
    introduction_accept(introduction=row, side="asker")
    before = seat(row, stage.bob).state
    introduction_withdraw(introduction=row, side="helper")
    assert seat(row, stage.bob).state == before
    assert seat(row, stage.alice).other_reach == ""


@pytest.mark.parametrize("end", ["withdraw", "block"])
def test_what_ends_after_they_met_is_no_news_to_the_connector(end: str) -> None:
    stage = Stage()
    row = stage.charlie_introduced()
    introduction_accept(introduction=row, side="helper")
    row = introduction_accept(introduction=row, side="asker")
    start = timezone.now() + timedelta(days=2)
    coffee = coffee_propose(introduction=row, side="asker", manner="call", where="", times=[start])
    coffee = coffee_pick(coffee=coffee, side="helper", starts_at=start)
    with time_machine.travel(start + timedelta(hours=4)):
        coffee_answer(coffee=coffee, side="helper", met=True)
        if end == "withdraw":
            introduction_withdraw(introduction=row, side="helper")
        else:
            block(blocker=stage.alice, blocked=stage.charlie)
        assert seat(row, stage.bob).state == "met"
        assert seat(row, stage.alice).other_reach == ""
