"""Whatever anybody does in whatever order: contact data shows only while two yeses live, and a no never shows."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from durf.introductions.models import Introduction
from durf.introductions.models.introduction import INTRODUCTION, Side
from durf.introductions.services.contacts import contact_forget, contact_never
from durf.introductions.services.introducing import (
    introduction_accept,
    introduction_decline,
    introduction_withdraw,
)
from durf.introductions.services.meeting import introduction_meet
from durf.introductions.services.refusals import IntroductionClosedError
from durf.introductions.services.silence import introductions_sweep
from durf.network.services.contacts import contact_write
from tests.introductions.stage import Stage

pytestmark = pytest.mark.django_db

STEPS = [f"{what}_{side}" for what in ("yes", "no", "back") for side in ("asker", "helper")]
STEPS += ["met", "never", "forget", "days", "sweep"]
OPENINGS: list[list[str]] = [
    [],
    ["yes_asker"],
    ["yes_helper"],
    ["yes_asker", "yes_helper"],
    ["yes_helper", "yes_asker"],
]
STORIES = st.tuples(st.sampled_from(OPENINGS), st.lists(st.sampled_from(STEPS), max_size=6)).map(
    lambda two: two[0] + two[1]
)
START = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def stage() -> Stage:
    """One cast for all examples."""
    return Stage()


class Consents:
    """What each side really wants now: the plain model the machine is compared with."""

    def __init__(self) -> None:
        self.word: dict[str, str] = {"asker": "", "helper": ""}
        self.ended = False

    @property
    def both(self) -> bool:
        """Two live consents."""
        return not self.ended and self.word == {"asker": "yes", "helper": "yes"}

    def took(self, step: str) -> None:
        """A step that was accepted changes what somebody wants."""
        what, _, side = step.partition("_")
        if (what == "back" and self.both) or (step in ("never", "forget") and self.both):
            self.ended = True
        elif what in ("yes", "no"):
            self.word[side] = what
        elif what == "back":
            self.word[side] = "no"
        elif step in ("never", "forget"):
            self.word["helper"] = "no"


def act(row: Introduction, step: str, clock: time_machine.Traveller) -> None:
    """Do one step, or raise `IntroductionClosedError`."""
    what, _, name = step.partition("_")
    side: Side = "asker" if name == "asker" else "helper"
    deeds: dict[str, Callable[[], object]] = {
        "yes": lambda: introduction_accept(introduction=row, side=side, reach="06 12345678"),
        "no": lambda: introduction_decline(introduction=row, side=side),
        "back": lambda: introduction_withdraw(introduction=row, side=side),
        "met": lambda: introduction_meet(introduction=row),
        "never": lambda: contact_never(introduction=row),
        "forget": lambda: contact_forget(introduction=row),
        "days": lambda: clock.shift(timedelta(days=11)),
        "sweep": introductions_sweep,
    }
    deeds[what]()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STORIES)
def test_contact_data_never_shows_before_or_without_two_live_consents(stage: Stage, steps: list[str]) -> None:
    with time_machine.travel(START, tick=False) as clock:
        row = Introduction.objects.create(
            wish=stage.wish,
            origin="connector",
            asker=stage.alice,
            contact=contact_write(owner=stage.bob, name="Erik", email="erik@example.org"),
            connector=stage.bob,
            state="proposed",
            told_at=START,
            next_step_at=START + timedelta(days=30),
        )
        consents = Consents()
        for step in steps:
            before = row.state
            try:
                act(row, step, clock)
            except IntroductionClosedError:
                continue
            row.refresh_from_db()
            consents.took(step)
            assert row.both_agreed == consents.both, (steps, step)
            assert not row.contact_reach or consents.word["helper"] == "yes", (steps, step)
            assert row.state == before or _reachable(before, row.state)


@pytest.mark.parametrize("later", [0, 13, 15])
@pytest.mark.parametrize("says_yes", [True, False])
def test_what_waits_for_the_asker_is_the_same_after_a_no_as_after_silence(
    stage: Stage, later: int, says_yes: bool
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        seen = []
        for no in (True, False):
            clock.move_to(START)
            Introduction.objects.all().delete()
            row = stage.charlie_introduced()
            if no:
                introduction_decline(introduction=row, side="helper")
            if says_yes:
                introduction_accept(introduction=row, side="asker")
            clock.shift(timedelta(days=later))
            introductions_sweep()
            row.refresh_from_db()
            waits = Introduction.objects.waiting_for(stage.alice).count()
            seen.append(
                (
                    waits,
                    row.awaits("asker"),
                    row.both_agreed,
                    row.over,
                    row.connector,
                    row.next_step_at,
                    row.finished_at,
                )
            )
        assert seen[0] == seen[1]


def _reachable(before: str, after: str) -> bool:
    """Whether the machine leads from one state to the other, perhaps over others."""
    found, fresh = {before}, {before}
    while fresh:
        fresh = {then for state in fresh for then in INTRODUCTION.steps[state]} - found
        found |= fresh
    return after in found
