"""Two people meet when both say yes; a no is silent."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from durf.introductions.models import Introduction
from durf.introductions.services.introducing import (
    CONTACT_PATIENCE,
    MEMBER_PATIENCE,
    PROPOSALS,
    introduction_accept,
    introduction_decline,
    introduction_withdraw,
)
from durf.introductions.services.meeting import introduction_meet
from durf.introductions.services.offering import offer_take
from durf.introductions.services.refusals import (
    AlreadyProposedError,
    HelperUnavailableError,
    IntroductionClosedError,
)
from durf.introductions.services.silence import introductions_forget, introductions_sweep
from durf.members.services.accounts import member_update
from durf.members.services.blocks import block
from durf.safety.services.quotas import QuotaSpentError
from durf.wishes.models import Offer
from durf.wishes.services.forgetting import KEPT, wishes_anonymise
from durf.wishes.services.offering import offer_withdraw
from tests.introductions.stage import Stage, make_wish, told

pytestmark = pytest.mark.django_db


def test_who_offers_coffee_has_said_yes_and_the_asker_is_asked() -> None:
    stage = Stage()
    row = stage.coffee_offered()
    assert (row.state, row.origin, row.form) == ("one_yes", "offer", "coffee")
    assert not row.both_agreed
    assert (told(stage.alice), told(stage.charlie)) == (["proposed"], [])


def test_an_answer_proposes_no_meeting() -> None:
    stage = Stage()
    offer_take(wish=stage.wish, helper=stage.charlie, form="answer", text="On the roof of the library.")
    assert not Introduction.objects.exists()


def test_somebody_who_is_known_is_told_together_with_the_asker() -> None:
    stage = Stage()
    row = stage.charlie_introduced()
    assert (row.state, row.connector) == ("proposed", stage.bob)
    assert (told(stage.alice), told(stage.charlie)) == (["proposed"], ["proposed"])


def test_a_wish_that_takes_courage_goes_no_further_before_the_askers_yes() -> None:
    stage = Stage(audience="asked")
    Offer.objects.create(wish=stage.wish, helper=stage.bob, form="answer", text="I was asked.")
    row = stage.charlie_introduced()
    assert told(stage.charlie) == []
    assert not Introduction.objects.for_viewer(stage.charlie).exists()
    with pytest.raises(IntroductionClosedError):
        introduction_accept(introduction=row, side="helper")
    introduction_accept(introduction=row, side="asker")
    assert told(stage.charlie) == ["proposed"]
    assert Introduction.objects.waiting_for(stage.charlie).get() == row


@pytest.mark.parametrize("first", ["asker", "helper"])
def test_the_second_yes_opens_the_way_whoever_says_it(first: str) -> None:
    stage = Stage()
    row = stage.charlie_introduced()
    sides = ("asker", "helper") if first == "asker" else ("helper", "asker")
    assert not introduction_accept(introduction=row, side=sides[0]).both_agreed  # type: ignore[arg-type]
    assert introduction_accept(introduction=row, side=sides[1]).both_agreed  # type: ignore[arg-type]
    assert told(stage.alice)[-1] == told(stage.charlie)[-1] == "agreed"


def test_a_yes_counts_once() -> None:
    stage = Stage()
    row = stage.charlie_introduced()
    introduction_accept(introduction=row, side="asker")
    with pytest.raises(IntroductionClosedError):
        introduction_accept(introduction=row, side="asker")
    row.refresh_from_db()
    assert row.state == "one_yes"


def test_a_no_tells_nobody_anything() -> None:
    stage = Stage()
    row = stage.charlie_introduced()
    introduction_decline(introduction=row, side="helper")
    assert (told(stage.alice), told(stage.bob)) == (["proposed"], [])
    assert Introduction.objects.waiting_for(stage.alice).get() == row
    assert not Introduction.objects.waiting_for(stage.charlie).exists()


def test_after_the_others_no_a_yes_is_taken_as_if_nothing_had_been_said() -> None:
    stage = Stage()
    row = stage.charlie_introduced()
    introduction_decline(introduction=row, side="helper")
    after = introduction_accept(introduction=row, side="asker")
    assert after.state == "declined"
    assert not after.both_agreed
    assert told(stage.charlie) == ["proposed"]
    assert not Introduction.objects.waiting_for(stage.alice).exists()


def test_both_may_say_no_without_knowing_of_each_other() -> None:
    row = Stage().charlie_introduced()
    introduction_decline(introduction=row, side="helper")
    introduction_decline(introduction=row, side="asker")
    row.refresh_from_db()
    assert row.state == "declined"
    assert row.asker_no_at and row.helper_no_at


def test_a_yes_taken_back_before_the_others_is_a_silent_no() -> None:
    stage = Stage()
    row = stage.charlie_introduced()
    introduction_accept(introduction=row, side="helper")
    row = introduction_withdraw(introduction=row, side="helper")
    assert (row.state, row.helper_yes_at) == ("declined", None)
    assert not introduction_accept(introduction=row, side="asker").both_agreed


def test_a_yes_taken_back_afterwards_ends_what_was_shared() -> None:
    stage = Stage()
    row = stage.erik_introduced()
    introduction_accept(introduction=row, side="helper", reach="06 12345678")
    row = introduction_accept(introduction=row, side="asker")
    assert row.both_agreed and row.contact_reach == "06 12345678"
    row = introduction_withdraw(introduction=row, side="asker")
    assert not row.both_agreed and row.contact_reach == ""


def test_how_to_reach_a_contact_is_encrypted_at_rest() -> None:
    row = Stage().erik_introduced()
    introduction_accept(introduction=row, side="helper", reach="06 12345678")
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact_reach FROM introductions_introduction")
        stored = cursor.fetchone()[0]
    assert stored and "12345678" not in stored


@pytest.mark.parametrize("patience", [MEMBER_PATIENCE, CONTACT_PATIENCE])
def test_silence_becomes_no_answer_when_its_time_is_up(patience: timedelta) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 10, tzinfo=UTC), tick=False) as clock:
        stage = Stage()
        row = stage.erik_introduced() if patience == CONTACT_PATIENCE else stage.charlie_introduced()
        clock.shift(patience - timedelta(seconds=1))
        assert introductions_sweep() == 0 and row.awaits("asker")
        clock.shift(timedelta(seconds=1))
        row.refresh_from_db()
        assert not row.awaits("asker"), "late counts, whatever the worker is doing"
        assert introductions_sweep() == (2 if row.contact else 1)
        row.refresh_from_db()
        assert row.state == "expired"
        with pytest.raises(IntroductionClosedError):
            introduction_accept(introduction=row, side="asker")


def test_nothing_is_kept_of_a_contact_who_did_not_answer_or_said_no() -> None:
    with time_machine.travel(datetime(2026, 3, 2, 10, tzinfo=UTC), tick=False) as clock:
        stage = Stage()
        silent, said_no = stage.erik_introduced(), stage.erik_introduced_for(make_wish(stage.alice, text="And wax?"))
        introduction_decline(introduction=said_no, side="helper")
        clock.shift(CONTACT_PATIENCE)
        introductions_sweep()
        for row in (silent, said_no):
            row.refresh_from_db()
            assert (row.contact, row.word, row.contact_reach) == (None, "", "")


def test_an_offer_taken_back_is_no_longer_open() -> None:
    stage = Stage()
    row = stage.coffee_offered()
    assert row.offer is not None
    offer_withdraw(offer=row.offer)
    with pytest.raises(IntroductionClosedError):
        introduction_accept(introduction=row, side="asker")
    assert not Introduction.objects.waiting_for(stage.alice).exists()


def test_an_offer_may_be_made_again_after_it_was_taken_back() -> None:
    stage = Stage()
    row = stage.coffee_offered()
    assert row.offer is not None
    offer_withdraw(offer=row.offer)
    assert stage.coffee_offered() != row


def test_nobody_is_proposed_twice_for_one_wish_by_the_same_person() -> None:
    stage = Stage()
    stage.charlie_introduced()
    with pytest.raises(AlreadyProposedError):
        stage.charlie_introduced()
    stage.coffee_offered()
    with pytest.raises(AlreadyProposedError):
        offer_take(wish=stage.wish, helper=stage.charlie, form="coffee")


def test_an_introduction_that_cannot_be_proposed_leaves_no_offer_behind() -> None:
    stage = Stage()
    block(blocker=stage.charlie, blocked=stage.alice)
    with pytest.raises(HelperUnavailableError):
        stage.charlie_introduced()
    assert not Offer.objects.exists()


@pytest.mark.parametrize("reason", ["resting", "hidden", "blocked"])
def test_resting_hidden_and_blocked_are_the_same_refusal(reason: str) -> None:
    stage = Stage()
    if reason == "resting":
        member_update(member=stage.charlie, paused_until=timezone.localdate() + timedelta(days=1))
    elif reason == "hidden":
        member_update(member=stage.charlie, findable="hidden")
    else:
        block(blocker=stage.alice, blocked=stage.charlie)
    with pytest.raises(HelperUnavailableError):
        stage.charlie_introduced()


def test_only_so_many_introductions_a_day() -> None:
    stage = Stage()
    for number in range(PROPOSALS.most):
        stage.erik_introduced_for(make_wish(stage.alice, text=f"Wish {number}"))
    with pytest.raises(QuotaSpentError):
        stage.charlie_introduced()


def test_the_connector_hears_once_that_they_met() -> None:
    stage = Stage()
    row = stage.charlie_introduced()
    introduction_accept(introduction=row, side="asker")
    introduction_accept(introduction=row, side="helper")
    introduction_meet(introduction=row)
    introduction_meet(introduction=row)
    assert told(stage.bob) == ["outcome"]


def test_they_cannot_have_met_before_both_said_yes() -> None:
    stage = Stage()
    row = introduction_meet(introduction=stage.charlie_introduced())
    assert row.state == "proposed"
    assert told(stage.bob) == []


def test_a_block_ends_what_runs_and_looks_like_no_answer_to_the_other() -> None:
    stage = Stage()
    row = stage.charlie_introduced()
    introduction_accept(introduction=row, side="helper")
    block(blocker=stage.charlie, blocked=stage.alice)
    row.refresh_from_db()
    assert row.state == "declined"
    assert Introduction.objects.waiting_for(stage.alice).get() == row
    assert not introduction_accept(introduction=row, side="asker").both_agreed


def test_a_block_after_both_said_yes_hides_what_was_shared() -> None:
    stage = Stage()
    row = stage.charlie_introduced()
    introduction_accept(introduction=row, side="helper")
    introduction_accept(introduction=row, side="asker")
    block(blocker=stage.alice, blocked=stage.charlie)
    row.refresh_from_db()
    assert not row.both_agreed


def test_strangers_have_no_part_in_it() -> None:
    stage = Stage()
    row = stage.charlie_introduced()
    assert not Introduction.objects.for_viewer(stage.dora).exists()
    for member in (stage.alice, stage.bob, stage.charlie):
        assert Introduction.objects.for_viewer(member).get() == row


@pytest.mark.parametrize("how", ["block", "offer taken back"])
def test_a_connector_cannot_end_what_two_agreed_on(how: str) -> None:
    stage = Stage()
    row = stage.charlie_introduced()
    introduction_accept(introduction=row, side="helper")
    row = introduction_accept(introduction=row, side="asker")
    if how == "block":
        block(blocker=stage.bob, blocked=stage.alice)
    elif row.offer is not None:
        offer_withdraw(offer=row.offer)
    row = Introduction.objects.get(pk=row.pk)
    assert row.both_agreed and not row.over


@pytest.mark.parametrize("how", ["block", "offer taken back"])
def test_with_the_offer_gone_from_sight_its_introduction_is_no_longer_open(how: str) -> None:
    stage = Stage()
    row = stage.coffee_offered()
    if how == "block":
        block(blocker=stage.charlie, blocked=stage.alice)
    elif row.offer is not None:
        offer_withdraw(offer=row.offer)
    row = Introduction.objects.get(pk=row.pk)
    assert not row.awaits("asker")
    assert not Introduction.objects.waiting_for(stage.alice).exists()


def test_who_said_no_is_deleted_when_time_is_up_and_the_rest_goes_with_the_wish() -> None:
    with time_machine.travel(datetime(2026, 3, 2, 10, tzinfo=UTC), tick=False) as clock:
        stage = Stage()
        row = stage.charlie_introduced()
        introduction_decline(introduction=row, side="helper")
        clock.shift(MEMBER_PATIENCE)
        introductions_sweep()
        row.refresh_from_db()
        assert (row.asker_no_at, row.helper_no_at) == (None, None)
        assert introductions_forget() == 0
        clock.shift(KEPT)
        wishes_anonymise()
        assert introductions_forget() == 1
        assert not Introduction.objects.exists()


def test_two_who_met_keep_each_other_when_the_wish_is_forgotten() -> None:
    with time_machine.travel(datetime(2026, 3, 2, 10, tzinfo=UTC), tick=False) as clock:
        stage = Stage()
        row = introduction_accept(introduction=stage.coffee_offered(), side="asker")
        clock.shift(KEPT + timedelta(minutes=1))
        wishes_anonymise()
        introductions_forget()
        assert Introduction.objects.get(pk=row.pk).both_agreed
