"""Offers: who may come forward, what they change, and who sees them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from durf.members.models import Member
from durf.members.services.blocks import block
from durf.notices.models import Notice
from durf.wishes.models import Match, Offer
from durf.wishes.services.asking import wish_close, wish_edit
from durf.wishes.services.offering import (
    OfferRefusedError,
    OfferTextError,
    offer_hide,
    offer_make,
    offer_withdraw,
)
from tests.cast import make_member
from tests.wishes.town import BEES, ask, neighbours, nudge_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Member:
    """Somebody who asks, among neighbours."""
    neighbours(8)
    return make_member("alice")


@pytest.fixture
def charlie(alice: Member) -> Member:
    """Somebody who keeps bees."""
    return make_member("charlie", strengths=[BEES])


def test_an_answer_reaches_the_asker_and_answers_the_nudge(alice: Member, charlie: Member) -> None:
    wish = ask(alice)
    offer = offer_make(wish=wish, helper=charlie, form="answer", text=" I do. ")
    assert (offer.text, offer.helper, offer.private) == ("I do.", charlie, False)
    assert Notice.objects.get(kind="wishes.offer").member == alice
    assert nudge_of(wish, charlie).state == "dropped"  # it had not left yet


def test_anybody_who_reads_a_wish_may_offer_matched_or_not(alice: Member) -> None:
    wish, dora = ask(alice), make_member("dora")
    offer_make(wish=wish, helper=dora, form="tip", text="Ask at the allotments.")
    assert not Match.objects.filter(member=dora).exists()


def test_meetings_are_told_by_the_room_that_proposes_them(alice: Member, charlie: Member) -> None:
    for form in ("coffee", "call", "introduction"):
        offer_make(wish=ask(alice, text=f"Bees, {form}?"), helper=charlie, form=form)
    assert not Notice.objects.filter(kind="wishes.offer").exists()


def test_words_are_needed_for_an_answer_and_not_too_many(alice: Member, charlie: Member) -> None:
    wish = ask(alice)
    for text, fact in ((" ", "empty"), ("a" * 4001, "long")):
        with pytest.raises(OfferTextError) as caught:
            offer_make(wish=wish, helper=charlie, form="answer", text=text)
        assert caught.value.fact == fact
    assert Offer.objects.count() == 0


def test_who_may_not_read_a_wish_cannot_offer_and_learns_nothing(alice: Member, charlie: Member) -> None:
    blocked, stranger = make_member("blocked"), make_member("stranger")
    block(blocker=alice, blocked=blocked)
    wish, asked_only = ask(alice), ask(alice, audience="asked")
    facts = []
    for helper, target in ((blocked, wish), (stranger, asked_only), (alice, wish)):
        with pytest.raises(OfferRefusedError) as caught:
            offer_make(wish=target, helper=helper, form="answer", text="Me")
        facts.append(caught.value.fact)
    wish_close(wish=wish)
    with pytest.raises(OfferRefusedError) as caught:
        offer_make(wish=wish, helper=charlie, form="answer", text="Me")
    assert [*facts, caught.value.fact] == ["unknown", "unknown", "own", "ended"]


def test_a_button_pressed_twice_offers_once(alice: Member, charlie: Member) -> None:
    wish = ask(alice)
    first = offer_make(wish=wish, helper=charlie, form="answer", text="I do.")
    assert offer_make(wish=wish, helper=charlie, form="answer", text="I do.") == first
    assert Notice.objects.filter(kind="wishes.offer").count() == 1


def test_private_answers_are_between_two_people(alice: Member, charlie: Member) -> None:
    wish, dora = ask(alice, audience="everyone"), make_member("dora")
    offer = offer_make(wish=wish, helper=charlie, form="answer", text="Call me.", private=True)
    readers = [viewer for viewer in (alice, charlie, dora, None) if offer in Offer.objects.for_viewer(viewer)]
    assert readers == [alice, charlie]


def test_withdrawn_and_hidden_answers_are_gone(alice: Member, charlie: Member) -> None:
    wish = ask(alice, audience="everyone")
    offers = [offer_make(wish=wish, helper=charlie, form="answer", text=text) for text in ("One", "Two")]
    offer_withdraw(offer=offers[0])
    offer_hide(offer=offers[1])
    assert list(Offer.objects.for_viewer(alice)) == list(Offer.objects.for_viewer(None)) == []


def test_an_offer_only_puts_off_a_wave_that_was_to_come(alice: Member, charlie: Member) -> None:
    wish = ask(alice)
    assert wish.next_wave_at is None  # charlie was the only one
    offer_make(wish=wish, helper=charlie, form="answer", text="I do.")
    wish.refresh_from_db()
    assert wish.next_wave_at is None


def test_an_edit_keeps_who_came_forward_on_the_slate(alice: Member, charlie: Member) -> None:
    wish = ask(alice)
    offer_make(wish=wish, helper=charlie, form="answer", text="I do.")
    wish_edit(wish=wish, text="Who tunes pianos?", kind="hand", language="nl", audience="members")
    assert list(wish.matches.shown().values_list("member__handle", flat=True)) == ["charlie"]
    assert wish.matches.get().created_at < timezone.now() + timedelta(seconds=1)
