"""Asked by the asker through a connector: who passes on or stays out, and no veto."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from durf.introductions.models import Introduction
from durf.introductions.personal import IntroductionData
from durf.introductions.seat import seat_of
from durf.introductions.services.connecting import (
    CONNECTOR_PATIENCE,
    introduction_ask_connector,
    introduction_pass_on,
    introduction_stay_out,
)
from durf.introductions.services.introducing import (
    MEMBER_PATIENCE,
    introduction_accept,
    introduction_decline,
    introduction_withdraw,
)
from durf.introductions.services.refusals import (
    AlreadyProposedError,
    HelperUnavailableError,
    IntroductionClosedError,
    NoWayError,
)
from durf.introductions.services.silence import introductions_sweep
from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.members.services.blocks import block
from durf.network.models import Tie
from durf.network.services.ties import tie_end
from tests.introductions.stage import Stage, told
from tests.world import make_tie

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)


def ask(stage: Stage) -> Introduction:
    """Alice asks to be introduced to charlie."""
    return introduction_ask_connector(wish=stage.wish, asker=stage.alice, helper=stage.charlie, word="Would you?")


def with_second_way(stage: Stage) -> Member:
    """Dora knows both as well; bob is asked first."""
    make_tie(stage.alice, stage.dora)
    make_tie(stage.dora, stage.charlie)
    return stage.dora


def test_the_connector_is_asked_and_the_helper_knows_nothing_yet() -> None:
    stage = Stage()
    row = ask(stage)
    assert (row.state, row.connector) == ("asked", stage.bob)
    assert (told(stage.bob), told(stage.charlie)) == (["asked"], [])
    assert not Introduction.objects.for_viewer(stage.charlie).exists()


def test_passing_on_counts_with_the_askers_yes_and_asks_the_helper() -> None:
    stage = Stage()
    row = introduction_pass_on(introduction=ask(stage), connector=stage.bob)
    assert (row.state, row.connector) == ("one_yes", stage.bob)
    assert told(stage.charlie) == ["proposed"]
    assert introduction_accept(introduction=row, side="helper").both_agreed


def test_staying_out_asks_the_next_and_tells_nobody() -> None:
    stage = Stage()
    dora = with_second_way(stage)
    row = introduction_stay_out(introduction=ask(stage), connector=stage.bob)
    assert (row.state, row.connector) == ("asked", dora)
    assert (told(stage.alice), told(dora), told(stage.charlie)) == ([], ["asked"], [])
    assert not Introduction.objects.for_viewer(stage.bob).exists()
    with pytest.raises(IntroductionClosedError):
        introduction_pass_on(introduction=row, connector=stage.bob)


def test_three_silent_days_lead_to_the_next_way() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        stage = Stage()
        dora = with_second_way(stage)
        row = ask(stage)
        clock.shift(CONNECTOR_PATIENCE - timedelta(seconds=1))
        introductions_sweep()
        row.refresh_from_db()
        assert row.connector == stage.bob
        clock.shift(timedelta(seconds=1))
        introductions_sweep()
        row.refresh_from_db()
        assert (row.state, row.connector) == ("asked", dora)


def test_with_no_way_left_a_helper_found_by_name_is_asked_without_connector() -> None:
    stage = Stage()
    row = introduction_stay_out(introduction=ask(stage), connector=stage.bob)
    assert (row.state, row.connector) == ("one_yes", None)
    assert told(stage.charlie) == ["proposed"]


def test_with_no_way_left_a_helper_without_name_is_never_asked_and_nothing_shows_before_the_time() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        stage = Stage()
        member_update(member=stage.charlie, findable="unnamed")
        silent_would_end = timezone.now() + CONNECTOR_PATIENCE + MEMBER_PATIENCE
        row = introduction_stay_out(introduction=ask(stage), connector=stage.bob)
        assert (row.state, row.connector, row.next_step_at) == ("asked", None, silent_would_end)
        clock.shift(CONNECTOR_PATIENCE + MEMBER_PATIENCE)
        introductions_sweep()
        row.refresh_from_db()
        assert row.state == "expired"
        assert told(stage.charlie) == []


def test_a_silent_last_connector_ends_it_at_the_same_moment_as_an_unwilling_one() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        stage = Stage()
        member_update(member=stage.charlie, findable="unnamed")
        row = ask(stage)
        for patience in (CONNECTOR_PATIENCE, MEMBER_PATIENCE):
            clock.shift(patience)
            introductions_sweep()
        row.refresh_from_db()
        assert (row.state, row.connector) == ("expired", None)
        assert told(stage.charlie) == []


ENDINGS = ["silent", "stays out", "passed on and no", "passed on and blocked", "hidden", "blocked", "erased"]


def end(how: str, row: Introduction, stage: Stage) -> None:
    """Let it come to nothing in one of the many ways in which it can."""
    if how == "stays out":
        introduction_stay_out(introduction=row, connector=stage.bob)
    if how.startswith("passed on"):
        introduction_pass_on(introduction=row, connector=stage.bob)
    if how.endswith("no"):
        introduction_decline(introduction=row, side="helper")
    if how == "hidden":
        member_update(member=stage.charlie, findable="hidden")
    if how.endswith("blocked"):
        block(blocker=stage.charlie, blocked=stage.alice)
    if how == "erased":
        IntroductionData.erase(stage.bob)


def shown_to_alice(how: str, *, sweep: bool) -> list[str]:
    """What alice's page says, day by day, with a worker that looks often or not at all."""
    with time_machine.travel(NOON, tick=False) as clock:
        stage = Stage()
        with_second_way(stage)
        row = ask(stage)
        end(how, row, stage)
        shown = []
        for _ in range(24):
            seat = seat_of(Introduction.objects.get(pk=row.pk), stage.alice)
            assert seat is not None
            shown.append(seat.state)
            clock.shift(timedelta(days=1))
            if sweep:
                introductions_sweep()
        return shown


@pytest.mark.parametrize("sweep", [True, False])
@pytest.mark.parametrize("how", ENDINGS)
def test_to_the_asker_every_ending_without_a_yes_comes_on_the_same_day(how: str, sweep: bool) -> None:
    assert shown_to_alice(how, sweep=sweep) == ["waiting"] * 20 + ["quiet"] * 4


def test_a_connector_whose_time_is_over_has_no_seat_before_the_worker_looks() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        stage = Stage()
        row = ask(stage)
        assert seat_of(row, stage.bob) is not None
        clock.shift(CONNECTOR_PATIENCE)
        assert seat_of(Introduction.objects.get(pk=row.pk), stage.bob) is None


def test_a_worker_that_slept_too_long_asks_nobody_on_the_last_day() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        stage = Stage()
        dora = with_second_way(stage)
        ask(stage)
        clock.shift(CONNECTOR_PATIENCE * 2 + MEMBER_PATIENCE - timedelta(days=1))
        introductions_sweep()
        assert (told(dora), told(stage.charlie)) == ([], [])


def test_a_connector_kept_apart_from_the_asker_leads_to_the_next_way() -> None:
    stage = Stage()
    dora = with_second_way(stage)
    row = ask(stage)
    block(blocker=stage.bob, blocked=stage.alice)
    row.refresh_from_db()
    assert (row.state, row.connector) == ("asked", dora)
    assert told(dora) == ["asked"]


def test_a_way_that_ended_meanwhile_is_not_tried() -> None:
    stage = Stage()
    dora = with_second_way(stage)
    row = ask(stage)
    tie_end(tie=Tie.objects.between(dora, stage.charlie).get(), member=dora)
    row = introduction_stay_out(introduction=row, connector=stage.bob)
    assert row.connector is None
    assert told(dora) == []


def test_to_the_connector_a_helper_kept_apart_looks_like_any_other() -> None:
    stage = Stage()
    row = ask(stage)
    member_update(member=stage.charlie, paused_until=timezone.localdate() + timedelta(days=3))
    row = introduction_pass_on(introduction=row, connector=stage.bob)
    assert Introduction.objects.for_viewer(stage.bob).get() == row
    assert row.connector == stage.bob
    assert told(stage.charlie) == []
    assert not Introduction.objects.for_viewer(stage.charlie).exists()


def test_only_the_connector_who_was_asked_may_pass_on() -> None:
    stage = Stage()
    with pytest.raises(IntroductionClosedError):
        introduction_pass_on(introduction=ask(stage), connector=stage.dora)


def test_the_asker_may_take_the_question_back() -> None:
    stage = Stage()
    row = introduction_withdraw(introduction=ask(stage), side="asker")
    assert row.state == "withdrawn"
    assert not Introduction.objects.for_viewer(stage.bob).exists()


def test_nobody_is_asked_for_twice() -> None:
    stage = Stage()
    ask(stage)
    with pytest.raises(AlreadyProposedError):
        ask(stage)


def test_without_anyone_in_between_there_is_no_way() -> None:
    stage = Stage()
    with pytest.raises(NoWayError):
        introduction_ask_connector(wish=stage.wish, asker=stage.alice, helper=stage.dora)


def test_a_resting_connector_is_no_way() -> None:
    stage = Stage()
    member_update(member=stage.bob, paused_until=timezone.localdate() + timedelta(days=3))
    with pytest.raises(NoWayError):
        ask(stage)


def test_a_blocked_helper_cannot_be_asked_for() -> None:
    stage = Stage()
    block(blocker=stage.charlie, blocked=stage.alice)
    with pytest.raises(HelperUnavailableError):
        ask(stage)


def test_after_a_block_nobody_is_asked_any_more() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        stage = Stage()
        with_second_way(stage)
        row = ask(stage)
        block(blocker=stage.charlie, blocked=stage.alice)
        row.refresh_from_db()
        assert (row.state, row.connector) == ("asked", None)
        clock.shift(CONNECTOR_PATIENCE * 2 + MEMBER_PATIENCE)
        introductions_sweep()
        row.refresh_from_db()
        assert row.state == "expired"
        assert told(stage.charlie) == []
