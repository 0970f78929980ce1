"""A wish nobody came forward for goes out once more with other words, if its asker likes."""

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
from durf.wishes.models import Nudge, Wish
from durf.wishes.queries import waiting
from durf.wishes.services.asking import WishStateError, wish_again, wish_publish
from durf.wishes.services.lasting import wishes_last
from durf.wishes.services.offering import offer_make
from durf.wishes.services.waves import waves_send
from tests.cast import make_member, sign_in

pytestmark = pytest.mark.django_db
START = datetime(2027, 1, 4, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
FIELDS: dict[str, Any] = {"kind": "advice", "language": "en", "audience": "members"}
BEFORE, AFTER = "Who has a ladder for me?", "Who paints walls?"


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def bob() -> Member:
    return make_member("bob", language="en", strengths=["I lend out my ladder"])


@pytest.fixture
def wish(clock: Any, bob: Member, memory_channel: Any) -> Wish:
    return wish_publish(asker=make_member("alice", language="en"), text=BEFORE, **FIELDS)


def days(clock: Any, number: int) -> None:
    clock.move_to(START + timedelta(days=number))
    wishes_last()
    waves_send()


def test_after_a_week_without_an_offer_other_words_are_suggested_once(
    clock: Any, wish: Wish, memory_channel: Any
) -> None:
    days(clock, 6)
    assert waiting(wish.asker or Member()) == []
    days(clock, 7)
    days(clock, 8)
    deliveries_send()
    mine = [message for message in memory_channel.sent if message.to_address == "alice@example.org"]
    assert [message.subject for message in mine] == ["Nobody yet? Other words may help"]
    assert BEFORE in mine[0].text
    assert [row.action for row in waiting(wish.asker or Member())] == ["Say it another way"]


@pytest.mark.parametrize("private", [True, False])
def test_who_was_found_by_private_words_alone_changes_nothing_about_the_moment(
    clock: Any, wish: Wish, private: bool
) -> None:
    if private:
        make_member("dora", language="en", strengths=[("A ladder, and steps", "matching")])
    days(clock, 7)
    assert Wish.objects.get().again_asked_at == START + timedelta(days=7)


def test_where_somebody_came_forward_nothing_is_suggested(clock: Any, wish: Wish, bob: Member) -> None:
    offer_make(wish=wish, helper=bob, form="answer", text="In my shed.")
    days(clock, 7)
    assert Wish.objects.get().again_asked_at is None


def test_with_other_words_it_goes_to_people_who_were_not_asked_and_to_nobody_twice(
    clock: Any, wish: Wish, bob: Member, settings: Any
) -> None:
    settings.NUDGES_A_WISH = 1
    charlie = make_member("charlie", language="en", strengths=["I paint walls"])
    days(clock, 7)
    client = sign_in(Client(), Member.objects.get(handle="alice"))
    url = reverse("wish_edit", args=[wish.public_id])
    assert "Once more, in other words" in client.get(url + "?again=1").content.decode()
    same = client.post(url, {**FIELDS, "text": BEFORE, "again": "1", "step": "save"}).content.decode()
    assert "These are the words nobody answered yet" in same
    client.post(url, {**FIELDS, "text": AFTER, "again": "1", "step": "save"})
    waves_send()
    asked = list(Nudge.objects.order_by("pk").values_list("match__member__handle", flat=True))
    assert asked == ["bob", charlie.handle]
    assert Wish.objects.get().text == AFTER
    again = client.post(url, {**FIELDS, "text": BEFORE, "again": "1", "step": "save"}, follow=True)
    assert "Changed. Whoever was asked" in again.content.decode()  # once a wish: now it is a change like any other
    assert waiting(Member.objects.get(handle="alice")) == []


def test_once_a_wish(clock: Any, wish: Wish) -> None:
    wish_again(wish=wish, text=AFTER, **FIELDS)
    with pytest.raises(WishStateError):
        wish_again(wish=wish, text=BEFORE, **FIELDS)
