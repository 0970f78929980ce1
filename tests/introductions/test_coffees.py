"""Coffee: up to three times, one picked by the other side, moved, called off, and asked about afterwards."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from durf.introductions.models import Coffee, Introduction
from durf.introductions.services.coffees import (
    coffee_answer,
    coffee_cancel,
    coffee_move,
    coffee_pick,
    coffee_propose,
    coffees_sweep,
)
from durf.introductions.services.introducing import introduction_accept, introduction_withdraw
from durf.introductions.services.refusals import IntroductionClosedError, TimesError
from durf.notices.models import Notice
from tests.introductions.stage import Stage, told

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)


def agreed(stage: Stage) -> Introduction:
    """Charlie offered coffee and alice said yes."""
    return introduction_accept(introduction=stage.coffee_offered(), side="asker")


def propose(row: Introduction, *days: int) -> Coffee:
    """Alice proposes times in so many days."""
    times = [timezone.now() + timedelta(days=day) for day in days or (2, 3, 4)]
    return coffee_propose(introduction=row, side="asker", manner="place", where="Café De Sluis", times=times)


def picked(row: Introduction) -> Coffee:
    """Charlie picks the first."""
    coffee = propose(row)
    return coffee_pick(coffee=coffee, side="helper", starts_at=coffee.times.all()[0].starts_at)


def sequences(kind: str) -> list[int]:
    """The SEQUENCE of each calendar mail, in order."""
    rows = Notice.objects.filter(kind=f"introductions.{kind}").order_by("pk")
    return [data["sequence"] for data in rows.values_list("data", flat=True)]


def test_the_other_side_picks_one_and_both_get_an_invite() -> None:
    stage = Stage()
    coffee = picked(agreed(stage))
    assert (coffee.state, coffee.invited, coffee.sequence) == ("agreed", True, 0)
    assert told(stage.charlie)[-2:] == ["coffee_proposed", "coffee_invite"]
    assert told(stage.alice)[-1] == "coffee_invite"


def test_no_coffee_before_both_said_yes() -> None:
    with pytest.raises(IntroductionClosedError):
        propose(Stage().coffee_offered())


def test_who_proposed_does_not_pick() -> None:
    coffee = propose(agreed(Stage()))
    with pytest.raises(IntroductionClosedError):
        coffee_pick(coffee=coffee, side="asker", starts_at=coffee.times.all()[0].starts_at)


def test_only_a_proposed_time_that_lies_ahead_can_be_picked() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        coffee = propose(agreed(Stage()), 1)
        start = coffee.times.get().starts_at
        with pytest.raises(IntroductionClosedError):
            coffee_pick(coffee=coffee, side="helper", starts_at=start + timedelta(minutes=1))
        clock.shift(timedelta(days=1))
        with pytest.raises(IntroductionClosedError):
            coffee_pick(coffee=coffee, side="helper", starts_at=start)


@pytest.mark.parametrize(
    ("days", "reason"), [((), "count"), ((1, 2, 3, 4), "count"), ((-1,), "past"), ((2, 2), "twice"), ((400,), "far")]
)
def test_times_that_cannot_be_are_refused_with_the_reason(days: tuple[int, ...], reason: str) -> None:
    with time_machine.travel(NOON, tick=False):
        row = agreed(Stage())
        times = [timezone.now() + timedelta(days=day) for day in days]
        with pytest.raises(TimesError) as refused:
            coffee_propose(introduction=row, side="asker", manner="call", where="", times=times)
        assert refused.value.reason == reason
        assert not Coffee.objects.exists()


def test_other_times_may_be_proposed_back() -> None:
    stage = Stage()
    row = agreed(stage)
    propose(row)
    times = [timezone.now() + timedelta(days=9)]
    coffee = coffee_propose(introduction=row, side="helper", manner="call", where="", times=times)
    assert (coffee.proposer, coffee.manner, coffee.times.count()) == ("helper", "call", 1)
    assert told(stage.alice)[-1] == "coffee_proposed"


def test_moving_sends_an_update_of_the_same_invite() -> None:
    coffee = picked(agreed(Stage()))
    uid = coffee.public_id
    times = [timezone.now() + timedelta(days=8)]
    coffee = coffee_move(coffee=coffee, side="helper", manner="place", where="Elsewhere", times=times)
    coffee = coffee_pick(coffee=coffee, side="asker", starts_at=times[0])
    assert (coffee.public_id, coffee.sequence) == (uid, 1)
    assert sequences("coffee_invite") == [0, 0, 1, 1]


def test_calling_off_ends_the_invite_of_both() -> None:
    stage = Stage()
    coffee = coffee_cancel(coffee=picked(agreed(stage)))
    assert coffee.state == "cancelled"
    assert sequences("coffee_cancelled") == [1, 1]
    assert told(stage.alice)[-1] == told(stage.charlie)[-1] == "coffee_cancelled"


def test_a_coffee_nobody_was_invited_to_is_called_off_without_a_mail() -> None:
    coffee_cancel(coffee=propose(agreed(Stage())))
    assert sequences("coffee_cancelled") == []


def test_after_calling_off_a_new_coffee_continues_the_same_invite() -> None:
    row = agreed(Stage())
    coffee_cancel(coffee=picked(row))
    coffee = picked(row)
    assert coffee.sequence == 2


def test_taking_a_yes_back_calls_the_coffee_off() -> None:
    row = agreed(Stage())
    coffee = picked(row)
    introduction_withdraw(introduction=row, side="helper")
    coffee.refresh_from_db()
    assert coffee.state == "cancelled"
    assert sequences("coffee_cancelled") == [1, 1]


def test_two_hours_after_the_end_both_are_asked_once() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        stage = Stage()
        coffee = picked(agreed(stage))
        assert coffee.starts_at is not None
        clock.move_to(coffee.starts_at + timedelta(minutes=45, hours=2) - timedelta(seconds=1))
        assert coffees_sweep() == 0
        clock.shift(timedelta(seconds=1))
        assert (coffees_sweep(), coffees_sweep()) == (1, 0)
        assert told(stage.alice)[-1] == told(stage.charlie)[-1] == "coffee_after"


def test_one_we_met_is_enough_and_the_connector_hears_of_it_once() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        stage = Stage()
        row = stage.charlie_introduced()
        introduction_accept(introduction=row, side="helper")
        coffee = picked(introduction_accept(introduction=row, side="asker"))
        clock.shift(timedelta(days=3))
        coffee_answer(coffee=coffee, side="helper", met=True, helped=True)
        coffee_answer(coffee=coffee, side="asker", met=True, helped=False)
        row.refresh_from_db()
        assert row.state == "met"
        assert told(stage.bob) == ["outcome"]


def test_not_met_leaves_the_way_open_for_another_coffee() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        row = agreed(Stage())
        coffee = picked(row)
        clock.shift(timedelta(days=3))
        answer = coffee_answer(coffee=coffee, side="asker", met=False, helped=True)
        row.refresh_from_db()
        assert (answer.helped, row.state) == (None, "both_yes")
        coffees_sweep()
        assert propose(row).state == "proposed"


def test_nobody_says_they_met_before_it_began() -> None:
    coffee = picked(agreed(Stage()))
    with pytest.raises(IntroductionClosedError):
        coffee_answer(coffee=coffee, side="asker", met=True)
