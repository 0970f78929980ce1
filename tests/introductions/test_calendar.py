"""What lands in two calendars: asked for, moved, called off; the same appointment all the way."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from durf.introductions.models import Coffee, Introduction
from durf.introductions.services.coffees import coffee_cancel, coffee_pick, coffee_propose
from durf.introductions.services.introducing import introduction_accept, introduction_withdraw
from durf.introductions.services.silence import LAST_LETTER, introductions_sweep
from durf.notices.services.outbox import deliveries_send
from tests.introductions.stage import Stage
from tests.journeys.post import Event, event_read

pytestmark = pytest.mark.django_db

NOON = datetime(2027, 3, 22, 11, tzinfo=UTC)  # a week before the clock goes forward
ZONE = ZoneInfo("Europe/Amsterdam")
WINTER, SUMMER = datetime(2027, 3, 26, 10, 0, tzinfo=ZONE), datetime(2027, 3, 30, 10, 0, tzinfo=ZONE)


@pytest.fixture
def row() -> Any:
    """Alice and charlie both said yes."""
    with time_machine.travel(NOON, tick=False):
        stage = Stage()
        yield introduction_accept(introduction=stage.coffee_offered(), side="asker")


def propose(row: Introduction, start: datetime) -> Coffee:
    return coffee_propose(introduction=row, side="asker", manner="place", where="Café De Sluis", times=[start])


def plan(row: Introduction, start: datetime) -> Coffee:
    """Alice proposes, charlie picks."""
    return coffee_pick(coffee=propose(row, start), side="helper", starts_at=start)


def arrived(memory_channel: Any) -> list[Event]:
    """The invites of the two letters that leave now."""
    before = len(memory_channel.sent)
    deliveries_send()
    made = [event_read(message.calendar) for message in memory_channel.sent[before:] if message.calendar]
    assert len(made) in (0, 2)
    assert len({(event.method, event.value("UID"), event.value("SEQUENCE")) for event in made}) <= 1
    return made


def test_a_moved_coffee_updates_the_same_event_on_both_sides_of_the_change_of_clock(
    row: Introduction, memory_channel: Any
) -> None:
    plan(row, WINTER)
    first = arrived(memory_channel)[0]
    plan(row, SUMMER)
    moved = arrived(memory_channel)[0]
    assert (first.method, moved.method) == ("REQUEST", "REQUEST")
    assert first.value("UID") == moved.value("UID")
    assert (first.value("SEQUENCE"), moved.value("SEQUENCE")) == ("0", "1")
    assert first.properties["DTSTART"] == ({"TZID": "Europe/Amsterdam"}, "20270326T100000")
    assert moved.properties["DTSTART"] == ({"TZID": "Europe/Amsterdam"}, "20270330T100000")


def test_called_off_it_leaves_both_calendars(row: Introduction, memory_channel: Any) -> None:
    coffee = plan(row, WINTER)
    first = arrived(memory_channel)[0]
    coffee_cancel(coffee=coffee)
    ended = arrived(memory_channel)[0]
    assert (ended.method, ended.value("STATUS"), ended.value("SEQUENCE")) == ("CANCEL", "CANCELLED", "1")
    assert (ended.value("UID"), ended.value("DTSTART")) == (first.value("UID"), first.value("DTSTART"))


@pytest.mark.parametrize("how", ["cancel", "withdraw"])
def test_called_off_while_it_was_being_moved_it_leaves_both_calendars_too(
    row: Introduction, memory_channel: Any, how: str
) -> None:
    plan(row, WINTER)
    arrived(memory_channel)
    coffee = propose(row, SUMMER)
    if how == "cancel":
        coffee_cancel(coffee=coffee)
    else:
        introduction_withdraw(introduction=row, side="helper")
    ended = arrived(memory_channel)[0]
    assert (ended.method, ended.value("SEQUENCE")) == ("CANCEL", "1")
    assert ended.value("DTSTART") == "20270326T100000", "the time that stands in the calendars"


def test_a_coffee_that_was_only_proposed_writes_to_no_calendar(row: Introduction, memory_channel: Any) -> None:
    coffee_cancel(coffee=propose(row, WINTER + timedelta(days=1)))
    assert arrived(memory_channel) == []


@pytest.mark.parametrize("side", ["asker", "helper"])
def test_a_contacts_calendar_is_cleared_too_and_their_address_then_forgotten(memory_channel: Any, side: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        row = Stage().erik_introduced()
        introduction_accept(introduction=row, side="helper", reach="erik@home.example")
        row = introduction_accept(introduction=row, side="asker")
        plan(row, WINTER)
        arrived(memory_channel)
        introduction_withdraw(introduction=row, side=side)
        assert {event.method for event in arrived(memory_channel)} == {"CANCEL"}
        assert memory_channel.sent[-1].to_address == "erik@home.example"
        clock.shift(LAST_LETTER + timedelta(minutes=1))
        introductions_sweep()
        row.refresh_from_db()
        assert row.contact_reach == ""
