"""Still open? Asked after four weeks, answered with one button, and a silent wish rests."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from durf.members.models import Member
from durf.notices.services.outbox import deliveries_send
from durf.wishes.models import Wish
from durf.wishes.queries import waiting
from durf.wishes.services.asking import wish_publish, wish_reopen
from durf.wishes.services.lasting import wish_still, wishes_last
from tests.cast import make_member, sign_in

pytestmark = pytest.mark.django_db
START = datetime(2027, 1, 4, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def wish(clock: Any) -> Wish:
    made = wish_publish(asker=make_member("alice", language="en"), text="Who has a ladder for me?", language="en")
    Wish.objects.update(again_at=START)  # it went out twice: no other words are suggested any more
    return made


def days(clock: Any, number: int) -> None:
    clock.move_to(START + timedelta(days=number))
    wishes_last()


def test_after_four_weeks_the_asker_is_asked_once_by_mail_and_on_their_page(
    clock: Any, wish: Wish, mailoutbox: list[Any]
) -> None:
    alice = Member.objects.get()
    days(clock, 27)
    assert waiting(alice) == []
    days(clock, 28)
    days(clock, 29)
    deliveries_send()
    assert [mail.subject for mail in mailoutbox] == ["Is your wish still open?"]
    assert [row.text for row in waiting(alice)] == ["Is “Who has a ladder for me?” still open?"]


def test_one_button_from_the_mail_keeps_it_open_for_four_weeks_and_the_link_once(
    clock: Any, wish: Wish, mailoutbox: list[Any]
) -> None:
    days(clock, 28)
    deliveries_send()
    found = re.search(r"/still/\S+", mailoutbox[0].body)
    assert found is not None
    page = Client().get(found[0]).content.decode()
    assert "Who has a ladder for me?" in page
    assert Wish.objects.get().still_asked_at is not None  # looking changes nothing
    assert "Good, it stays open" in Client().post(found[0], {"decision": "yes"}).content.decode()
    assert Client().post(found[0], {"decision": "yes"}).status_code == 410
    days(clock, 50)
    assert Wish.objects.get().state == "open"
    days(clock, 56)
    deliveries_send()
    assert len(mailoutbox) == 2


def test_without_a_word_it_rests_after_two_weeks_and_can_be_opened_again(clock: Any, wish: Wish) -> None:
    days(clock, 28)
    days(clock, 41)
    assert Wish.objects.get().state == "open"
    days(clock, 42)
    assert Wish.objects.get().state == "closed"
    wish_reopen(wish=Wish.objects.get())
    days(clock, 43)
    assert (Wish.objects.get().state, Wish.objects.get().still_asked_at) == ("open", None)


def test_a_wish_that_was_closed_meanwhile_is_not_asked_about(clock: Any, wish: Wish, mailoutbox: list[Any]) -> None:
    days(clock, 28)
    Wish.objects.update(state="closed")
    deliveries_send()
    assert mailoutbox == []
    days(clock, 60)
    assert Wish.objects.get().state == "closed"


def test_only_the_asker_says_so_and_looking_changes_nothing(clock: Any, wish: Wish) -> None:
    days(clock, 28)
    url = reverse("wish_still", args=[wish.public_id])
    assert sign_in(Client(), make_member("bob")).post(url, {"decision": "yes"}).status_code == 404
    client = sign_in(Client(), Member.objects.get(handle="alice"))
    client.get(url)
    assert Wish.objects.get().still_asked_at is not None
    client.post(url, {"decision": "yes"})
    assert Wish.objects.get().still_asked_at is None


def test_saying_so_twice_does_no_harm(clock: Any, wish: Wish) -> None:
    wish_still(wish=wish)
    wish_still(wish=wish)
    assert Wish.objects.get().state == "open"
