"""Waves: three, five, eight, at most fifteen, a day apart, and nobody more often than they like."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from durf.members.services.accounts import member_update
from durf.members.services.blocks import block
from durf.members.services.traits import traits_set
from durf.reach.live_index import live_index
from durf.wishes.models import Match, Nudge, Wish
from durf.wishes.services.asking import wish_close, wish_edit, wish_enough
from durf.wishes.services.nudges import nudge_decline
from durf.wishes.services.offering import offer_make
from durf.wishes.services.waves import wave_send, waves_send
from tests.cast import make_member
from tests.wishes.town import BEES, ask, asked, beekeepers, neighbours, nudge_of, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("memory_channel")]
DAY = timedelta(hours=24, minutes=1)


def wave_sizes(wish: Wish) -> list[int]:
    """How many people each wave asked."""
    waves = list(Nudge.objects.filter(match__wish=wish).values_list("wave", flat=True))
    return [waves.count(number) for number in sorted(set(waves))]


def days_pass(number: int) -> None:
    """Let the sweeps of so many days run."""
    for day in range(1, number + 1):
        with time_machine.travel(timezone.now() + day * DAY):
            post()
            waves_send()


def test_waves_are_three_five_and_eight_and_never_more_than_fifteen_people() -> None:
    alice = make_member("alice")
    beekeepers(20)
    wish = ask(alice)
    assert (wave_sizes(wish), waves_send()) == ([3], 0)
    days_pass(5)
    assert wave_sizes(wish) == [3, 5, 7]
    wish.refresh_from_db()
    assert (wish.waves, wish.next_wave_at) == (3, None)


def test_waves_follow_the_slate_and_then_the_further_hits() -> None:
    alice = make_member("alice")
    beekeepers(9)
    wish = ask(alice)
    days_pass(1)
    in_order = list(wish.matches.order_by("position").values_list("pk", "nudge__wave"))
    assert [wave for _, wave in in_order] == [1, 1, 1, 2, 2, 2, 2, 2, None]


def test_the_numbers_are_settings(settings: Any) -> None:
    settings.NUDGE_WAVES, settings.NUDGES_A_WISH, settings.NUDGE_WAVE_HOURS = (2, 1), 4, 1
    alice = make_member("alice")
    beekeepers(8)
    wish = ask(alice)
    for hours in (1, 2, 3, 4):
        with time_machine.travel(timezone.now() + timedelta(hours=hours, minutes=1)):
            waves_send()
    assert wave_sizes(wish) == [2, 1, 1]


def test_an_offer_puts_the_next_wave_off_by_a_day() -> None:
    alice = make_member("alice")
    beekeepers(8)
    wish = ask(alice)
    post()
    helper = Match.objects.filter(wish=wish, nudge__isnull=False)[0].member
    with time_machine.travel(timezone.now() + timedelta(hours=20)):
        offer_make(wish=wish, helper=helper, form="answer", text="I do.")
    with time_machine.travel(timezone.now() + DAY):
        assert waves_send() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=44, minutes=1)):
        assert waves_send() == 5


def test_no_wave_follows_when_the_asker_has_enough_even_after_an_offer_or_an_edit() -> None:
    alice = make_member("alice")
    beekeepers(8)
    wish = ask(alice)
    post()
    helper = Match.objects.filter(wish=wish, nudge__isnull=False)[0].member
    wish_enough(wish=wish)
    offer_make(wish=wish, helper=helper, form="answer", text="I do.")
    wish_edit(wish=wish, text="Who keeps bees?", kind="lead", language="nl", audience="members")
    with time_machine.travel(timezone.now() + 3 * DAY):
        assert waves_send() == 0
    assert wave_send(wish=wish) == 0


def test_no_wave_follows_for_a_closed_wish_or_after_the_day_it_was_needed() -> None:
    alice = make_member("alice")
    beekeepers(8)
    closed = ask(alice)
    late = ask(alice, by_when=timezone.localdate())
    wish_close(wish=closed)
    with time_machine.travel(timezone.now() + 2 * DAY):
        assert waves_send() == 0
    late.refresh_from_db()
    assert late.next_wave_at is None


def test_who_rests_is_full_for_the_week_blocked_or_hidden_is_passed_over_for_the_next() -> None:
    alice = make_member("alice")
    keepers = beekeepers(7)
    wish = ask(alice)
    others = [keeper for keeper in keepers if keeper.handle not in asked(wish)]
    member_update(member=others[0], paused_until=timezone.localdate() + timedelta(days=9))
    member_update(member=others[1], findable="hidden")
    block(blocker=others[2], blocked=alice)
    with time_machine.travel(timezone.now() + DAY):
        assert waves_send() == 1
    assert asked(wish) >= {others[3].handle}


def test_somebody_full_for_the_week_gets_a_turn_in_a_later_week() -> None:
    alice, bob = make_member("alice"), make_member("bob")
    neighbours(8)
    keeper = make_member("charlie", strengths=[BEES], nudges_a_week=1)
    first = ask(bob)
    post()
    wish = ask(alice)
    assert (asked(first), asked(wish)) == ({keeper.handle}, set())
    days_pass(3)
    assert asked(wish) == set()
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert waves_send() == 1


def test_not_now_is_not_asked_again_for_this_wish() -> None:
    alice = make_member("alice")
    neighbours(8)
    charlie = make_member("charlie", strengths=[BEES])
    wish = ask(alice)
    post()
    assert nudge_decline(nudge=nudge_of(wish, charlie))
    days_pass(9)
    assert Nudge.objects.filter(match__member=charlie).count() == 1
    assert nudge_of(wish, charlie).state == "declined"


def test_who_was_found_by_private_words_is_asked_on_top_of_the_wave() -> None:
    alice = make_member("alice")
    keepers = beekeepers(6)
    dora = make_member("dora", strengths=[(f"{BEES} but tell nobody", "matching")])
    wish = ask(alice)
    shown = {handle for handle in asked(wish) if handle.startswith("keeper")}
    assert (len(shown), len(keepers), asked(wish) - shown) == (3, 6, {dora.handle})


def test_private_words_change_nothing_for_anybody_else() -> None:
    def world(audience: str) -> list[object]:
        Wish.objects.all().delete()
        dora_words = [(f"{BEES} but tell nobody", audience)] if audience else []
        traits_set(member=dora, strengths=dora_words, limits=[])
        live_index.forget()  # on PostgreSQL a change counts once every older transaction has ended
        wish = ask(alice)
        days_pass(4)
        rows = wish.matches.filter(scope="shown").exclude(member=dora)
        return list(rows.values_list("member", "position", "place", "nudge__wave"))

    alice = make_member("alice")
    beekeepers(20, nudges_a_week=20)
    dora = make_member("dora")
    assert world("") == world("matching")


def test_two_workers_send_a_wave_once() -> None:
    alice = make_member("alice")
    beekeepers(9)
    wish = ask(alice)
    with time_machine.travel(timezone.now() + DAY):
        assert [waves_send(), waves_send()] == [5, 0]
    assert wave_sizes(wish) == [3, 5]
