"""Asking: the one way of a wish, and what happens to it until it is closed."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from durf.members.services.blocks import block
from durf.notices.models import Delivery, Notice
from durf.safety.services.quotas import QuotaSpentError
from durf.wishes.models import Match, Nudge, Wish
from durf.wishes.services.asking import (
    AskerError,
    WishStateError,
    WishTextError,
    tags_find,
    wish_close,
    wish_draft,
    wish_edit,
    wish_enough,
    wish_hide,
    wish_publish,
    wish_reopen,
    wish_show,
)
from durf.wishes.services.waves import waves_send
from tests.cast import make_member
from tests.wishes.town import BEES, QUESTION, ask, asked, beekeepers, nudge_of, post, tie

pytestmark = pytest.mark.django_db


def test_publishing_writes_the_wish_its_matches_the_first_wave_and_its_letters_at_once() -> None:
    alice, bob, charlie = make_member("alice"), make_member("bob"), make_member("charlie", strengths=[BEES])
    tie(alice, bob)
    tie(bob, charlie)
    wish = ask(alice)
    match = Match.objects.get(wish=wish)
    assert (wish.state, wish.waves, match.member, match.ring, match.place) == ("open", 1, charlie, 2, "network")
    assert match.via == [{"member": bob.public_id, "named": True}]
    assert "bees" in match.why[0]["words"]
    assert Notice.objects.get(kind="wishes.nudge", member=charlie).subject == match.nudge.public_id
    assert Delivery.objects.filter(notice__member=charlie).count() == 1


def test_a_wish_that_fails_half_way_leaves_nothing_behind() -> None:
    alice = make_member("alice")
    with pytest.raises(WishTextError) as caught:
        ask(alice, text="  ")
    assert caught.value.fact == "empty"
    with pytest.raises(WishTextError):
        ask(alice, text="a" * 2001)
    assert Wish.objects.count() == 0
    assert ask(alice, text="a " * 1000).text == ("a " * 1000).strip()


def test_nobody_asks_more_than_five_wishes_a_day() -> None:
    alice = make_member("alice")
    for number in range(5):
        ask(alice, text=f"Question {number}")
    with pytest.raises(QuotaSpentError):
        ask(alice, text="Question 6")
    assert Wish.objects.filter(asker=alice).count() == 5
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert ask(alice, text="Tomorrow").state == "open"


def test_who_is_suspended_or_not_let_in_cannot_ask() -> None:
    waiting, gone = make_member("waiting", approved=False), make_member("gone", is_active=False)
    for member in (waiting, gone):
        with pytest.raises(AskerError):
            ask(member)
    assert Wish.objects.count() == 0


def test_a_draft_tells_nobody_and_is_published_once() -> None:
    alice, charlie = make_member("alice"), make_member("charlie", strengths=[BEES])
    draft = wish_draft(asker=alice, text="Who keeps bees", language="nl")
    assert (draft.state, Notice.objects.count()) == ("draft", 0)
    wish = wish_publish(asker=alice, text=QUESTION, language="nl", wish=draft)
    assert (wish.pk, wish.text) == (draft.pk, QUESTION)
    assert asked(wish) == {charlie.handle}
    with pytest.raises(WishStateError):
        wish_publish(asker=alice, text=QUESTION, language="nl", wish=draft)
    assert Nudge.objects.count() == 1


def test_nobody_publishes_the_draft_of_another() -> None:
    alice, bob = make_member("alice"), make_member("bob")
    draft = wish_draft(asker=alice, text="Mine")
    with pytest.raises(WishStateError):
        wish_publish(asker=bob, text="Yours", wish=draft)
    draft.refresh_from_db()
    assert (draft.asker, draft.text, draft.state) == (alice, "Mine", "draft")


def test_words_with_a_sign_become_tags() -> None:
    wish = ask(make_member("alice"), text="Who helps? #Bees #bees #café https://example.org/#top a&#39;b #1 #2b")
    assert sorted(wish.tags.values_list("word", flat=True)) == ["2b", "bees", "café"]
    assert tags_find("nothing here") == []


def test_an_edit_matches_anew_and_asks_nobody_twice() -> None:
    alice, charlie = make_member("alice"), make_member("charlie", strengths=[BEES])
    dora = make_member("dora", strengths=["I tune pianos"])
    wish = ask(alice)
    first = nudge_of(wish, charlie)
    wish_edit(wish=wish, text="Who tunes pianos or keeps bees?", kind=wish.kind, language="nl", audience="members")
    assert set(wish.matches.values_list("member__handle", flat=True)) == {"charlie", "dora"}
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        from_sweep = waves_send()
    assert (from_sweep, asked(wish)) == (1, {"charlie", "dora"})
    assert Nudge.objects.get(match__member=charlie) == first
    assert dora.matches.get().nudge.wave == 2


def test_an_edit_forgets_people_who_no_longer_fit_and_were_not_asked() -> None:
    alice = make_member("alice")
    beekeepers(6)
    wish = ask(alice)
    assert wish.matches.count() == 6
    wish_edit(wish=wish, text="Who tunes pianos?", kind=wish.kind, language="nl", audience=wish.audience)
    assert set(wish.matches.values_list("member__handle", flat=True)) == asked(wish)
    assert all(match.why == [] for match in wish.matches.all())


def test_an_edit_that_changes_only_the_date_keeps_the_matches() -> None:
    alice = make_member("alice")
    beekeepers(4)
    wish = ask(alice)
    before = list(wish.matches.values_list("pk", "position"))
    wish_edit(
        wish=wish,
        text=wish.text,
        kind=wish.kind,
        language="nl",
        audience=wish.audience,
        by_when=timezone.localdate() + timedelta(days=9),
    )
    assert list(wish.matches.values_list("pk", "position")) == before


def test_closing_leaves_everybody_in_peace_and_reopening_asks_further_people() -> None:
    alice = make_member("alice")
    beekeepers(5)
    wish = ask(alice)
    first = asked(wish)
    wish_close(wish=wish)
    assert asked(wish) == set()
    with pytest.raises(WishStateError):
        wish_close(wish=wish)
    wish = wish_reopen(wish=wish)
    assert wish.state == "open"
    assert wish.next_wave_at is not None
    assert len(first) == 3


def test_a_draft_is_not_reopened_past_the_quota() -> None:
    draft = wish_draft(asker=make_member("alice"), text="Half a thought")
    with pytest.raises(WishStateError):
        wish_reopen(wish=draft)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_enough_stops_the_waves_and_what_has_not_left_yet(memory_channel: object) -> None:
    alice = make_member("alice")
    beekeepers(5)
    wish = ask(alice)
    wish_enough(wish=wish)
    assert (post(), asked(wish)) == (0, set())
    wish.refresh_from_db()
    assert (wish.state, wish.next_wave_at) == ("open", None)


def test_a_hidden_wish_is_gone_for_all_but_its_asker_until_the_host_shows_it() -> None:
    alice, bob, hanna = make_member("alice"), make_member("bob"), make_member("hanna", is_host=True)
    wish = ask(alice)
    wish_hide(wish=wish, actor=hanna)
    assert wish not in Wish.objects.for_viewer(bob)
    assert wish in Wish.objects.for_viewer(alice)
    wish_show(wish=wish, actor=hanna)
    assert wish in Wish.objects.for_viewer(bob)


def test_only_the_people_asked_read_a_wish_for_the_people_asked(memory_channel: object) -> None:
    alice, bob, charlie = make_member("alice"), make_member("bob"), make_member("charlie", strengths=[BEES])
    wish = ask(alice, audience="asked")
    assert wish not in Wish.objects.for_viewer(charlie)
    assert post() == 1
    assert wish in Wish.objects.for_viewer(charlie)
    assert wish not in Wish.objects.for_viewer(bob)


def test_my_network_and_theirs_is_two_rings_over_ties_nobody_keeps_closed() -> None:
    alice, bob, charlie, dora = (make_member(name) for name in ("alice", "bob", "charlie", "dora"))
    erna, frits = make_member("erna"), make_member("frits", strengths=[BEES])
    tie(alice, bob)
    tie(bob, charlie, "ask")
    tie(bob, erna, "open", "closed")
    tie(charlie, dora)
    wish = ask(alice, audience="network")
    readers = {member.handle for member in (bob, charlie, dora, erna, frits) if wish in Wish.objects.for_viewer(member)}
    assert readers == {"bob", "charlie"}
    assert asked(wish) == set()


def test_the_blocked_neither_read_nor_are_matched() -> None:
    alice, charlie = make_member("alice"), make_member("charlie", strengths=[BEES])
    block(blocker=charlie, blocked=alice)
    wish = ask(alice)
    assert wish.matches.count() == 0
    assert wish not in Wish.objects.for_viewer(charlie)
