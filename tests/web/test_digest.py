"""The digest: what waits and what fits, once a week or a day, never empty, never in quiet hours."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.network.services.ties import tie_propose
from durf.notices.services.choices import mail_choose
from durf.notices.services.outbox import deliveries_send
from durf.web.digest import digest_of, digests_send
from durf.wishes.services.asking import wish_publish
from tests.cast import make_member, sign_in

pytestmark = pytest.mark.django_db
START = datetime(2027, 1, 4, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def bob(clock: Any) -> Member:
    member = make_member("bob", language="en", strengths=["Restores wooden boats"])
    mail_choose(member=member, wanted={"digest"})
    return member


def after(clock: Any, days: float) -> None:
    clock.move_to(START + timedelta(days=days))
    digests_send()
    deliveries_send()


def ask() -> None:
    dora = make_member("dora", language="en")
    wish_publish(asker=dora, text="Who restores wooden boats near me?", language="en", audience="members")


def test_what_waits_and_what_fits_comes_in_one_letter_a_week(clock: Any, bob: Member, mailoutbox: list[Any]) -> None:
    after(clock, 6)
    ask()
    tie_propose(proposer=make_member("erik"), other=bob, how="known", openness="ask")
    deliveries_send()
    assert mailoutbox == []
    after(clock, 7)
    (letter,) = mailoutbox
    assert letter.subject == "What waits for you, Bob"
    assert "Erik says that you know each other." in letter.body
    assert "Who restores wooden boats near me?" in letter.body
    assert "No more of these letters" in letter.body
    after(clock, 8)
    assert len(mailoutbox) == 1


def test_a_wish_that_fits_and_for_which_no_nudge_was_left_is_told(clock: Any, bob: Member) -> None:
    member_update(member=bob, nudges_a_week=1)
    for text in ("Who restores wooden boats in spring?", "Who restores wooden boats near me?"):
        wish_publish(asker=make_member(f"dora-{len(text)}"), text=text, language="en")
    deliveries_send()
    found = digest_of(bob)
    assert len(found.waiting) == len(found.wishes) == 1


def test_when_there_is_nothing_to_tell_none_comes(clock: Any, bob: Member, mailoutbox: list[Any]) -> None:
    assert digest_of(bob).empty
    after(clock, 7)
    after(clock, 14)
    assert mailoutbox == []


def test_a_wish_that_does_not_fit_is_not_told(clock: Any, bob: Member) -> None:
    wish_publish(asker=make_member("dora"), text="Who can teach me the trumpet?", language="en")
    assert digest_of(bob).wishes == []


def test_daily_comes_after_a_day_and_switched_off_never(clock: Any, bob: Member, mailoutbox: list[Any]) -> None:
    client = sign_in(Client(), bob)
    client.post(reverse("settings_notices"), {"groups": ["digest"], "digest": "daily", "decision": "save"})
    tie_propose(proposer=make_member("erik"), other=bob, how="known", openness="ask")
    after(clock, 1)
    assert len(mailoutbox) == 1
    client.post(reverse("settings_notices"), {"groups": [], "digest": "daily", "decision": "save"})
    after(clock, 2)
    assert len(mailoutbox) == 1


def test_whoever_rests_gets_none(clock: Any, bob: Member, mailoutbox: list[Any]) -> None:
    tie_propose(proposer=make_member("erik"), other=bob, how="known", openness="ask")
    member_update(member=bob, paused_until=date(2027, 2, 1))
    after(clock, 7)
    assert mailoutbox == []


def test_none_leaves_in_quiet_hours(clock: Any, bob: Member, mailoutbox: list[Any]) -> None:
    tie_propose(proposer=make_member("erik"), other=bob, how="known", openness="ask")
    member_update(member=bob, quiet_from=time(11), quiet_until=time(14))
    after(clock, 7)
    assert mailoutbox == []
    after(clock, 7.1)
    assert len(mailoutbox) == 1


def test_what_was_answered_before_it_leaves_is_not_told(clock: Any, bob: Member, mailoutbox: list[Any]) -> None:
    tie = tie_propose(proposer=make_member("erik"), other=bob, how="known", openness="ask")
    clock.move_to(START + timedelta(days=7))
    digests_send()
    tie.delete()
    deliveries_send()
    assert mailoutbox == []
