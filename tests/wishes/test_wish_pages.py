"""The list and the page of a wish: for whoever may read it, and for the one who asks."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from durf.members.models import Member
from durf.members.services.blocks import block
from durf.wishes.models import Match, Offer, Wish
from durf.wishes.services.asking import wish_close, wish_draft, wish_hide
from durf.wishes.services.offering import offer_make
from tests.cast import make_member, sign_in
from tests.wishes.town import BEES, QUESTION, ask, asked, post, tie

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Member:
    return make_member("alice", language="en")


def at(member: Member) -> Client:
    """This member's own browser."""
    return sign_in(Client(), member)


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def plain(body: str) -> str:
    """A page without the token that differs each time."""
    return re.sub(r'(csrftoken": "|csrfmiddlewaretoken" value=")\w+', "", body)


def listed(client: Client, **query: str) -> str:
    answer = client.get(reverse("wishes"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def english(handle: str, **profile: Any) -> Member:
    """Somebody who reads the pages in English, and wishes in both languages."""
    return make_member(handle, **{"language": "en", "languages": ["nl", "en"], **profile})


def test_an_empty_community_invites_the_first_wish(alice: Member) -> None:
    assert "The first one is the brave one." in listed(at(alice))


def test_wishes_are_found_by_text_kind_place_tag_and_language(alice: Member) -> None:
    ask(english("bob"), "A ladder for the gutter #garden", kind="thing", place="Oude Haven", language="en")
    ask(english("dora"), "Someone to practise Dutch with", kind="company", place="Kade", language="nl")
    client = at(alice)
    for query in ({"q": "ladder"}, {"kind": "thing"}, {"place": "haven"}, {"tag": "#garden"}, {"language": "en"}):
        body = listed(client, **query)
        assert "A ladder for the gutter" in body, query
        assert "practise Dutch" not in body, query


def test_a_search_that_finds_nothing_says_so_kindly(alice: Member) -> None:
    ask(english("bob"))
    body = listed(at(alice), q="zeppelin")
    assert "Nobody asks this yet." in body
    assert 'value="zeppelin"' in body


def test_an_unreadable_filter_is_as_if_it_were_not_there(alice: Member) -> None:
    ask(english("bob"))
    assert QUESTION in listed(at(alice), kind="nonsense", state="odd", page="x")


def test_fulfilled_wishes_have_their_own_address_and_closed_ones_none(alice: Member) -> None:
    wish = ask(english("bob"))
    wish_close(wish=wish)
    client = at(alice)
    assert QUESTION not in listed(client) + listed(client, state="fulfilled")
    Wish.objects.filter(pk=wish.pk).update(state="fulfilled")
    assert QUESTION in listed(client, state="fulfilled")


def test_a_page_holds_twenty_and_the_next_keeps_the_filter(alice: Member) -> None:
    bob, now = english("bob"), timezone.now()
    Wish.objects.bulk_create(
        Wish(
            asker=bob,
            text=f"Wish of {day} days ago",
            kind="hand",
            state="open",
            published_at=now - timedelta(days=day),
        )
        for day in range(21)
    )
    client = at(alice)
    first = listed(client, kind="hand")
    assert first.count('<li class="row">') == 20
    assert "kind=hand&amp;page=2" in first
    assert "Wish of 20 days ago" in listed(client, kind="hand", page="2")


def test_the_list_costs_the_same_queries_for_one_wish_and_for_twenty(
    alice: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    now, bob = timezone.now(), english("bob")
    Wish.objects.bulk_create(
        Wish(asker=bob, text=f"Wish {i}", state="open", published_at=now, audience="members") for i in range(20)
    )
    client = at(alice)
    listed(client)
    with django_assert_max_num_queries(16):
        listed(client)


def test_a_wish_for_the_people_asked_is_missing_for_everybody_else(alice: Member) -> None:
    charlie, dora = english("charlie", strengths=[BEES]), english("dora")
    wish = ask(alice, audience="asked")
    post()
    assert QUESTION in read(at(charlie), wish.get_absolute_url())
    client = at(dora)
    missing = reverse("wish", args=["a" * 16])
    assert plain(read(client, wish.get_absolute_url(), 404)) == plain(read(client, missing, 404)).replace(
        missing, wish.get_absolute_url()
    )


def test_a_visitor_reads_only_wishes_for_everyone(alice: Member) -> None:
    for_all, for_members = ask(alice, audience="everyone"), ask(alice, "Another one", audience="members")
    assert QUESTION in read(Client(), for_all.get_absolute_url())
    read(Client(), for_members.get_absolute_url(), 404)


def test_a_hidden_wish_is_missing_but_its_asker_is_told(alice: Member) -> None:
    wish = ask(alice)
    wish_hide(wish=wish, actor=english("hanna", is_host=True))
    read(at(english("dora")), wish.get_absolute_url(), 404)
    assert "A host has hidden this wish" in read(at(alice), wish.get_absolute_url())


def test_a_helper_reads_why_and_through_whom(alice: Member) -> None:
    bob, charlie = english("bob"), english("charlie", strengths=[BEES])
    tie(alice, bob)
    tie(bob, charlie)
    wish = ask(alice)
    body = read(at(charlie), wish.get_absolute_url())
    assert "<mark>roof</mark>" in body
    assert "via Bob" in body
    assert reverse("offer_make", args=[wish.public_id]) in body
    assert reverse("know_someone", args=[wish.public_id]) in body


def test_a_connector_who_wants_to_be_asked_first_is_not_named_to_the_helper(alice: Member) -> None:
    bob, charlie = english("bob"), english("charlie", strengths=[BEES])
    tie(alice, bob, openness="ask")
    tie(bob, charlie, openness="ask")
    body = read(at(charlie), ask(alice).get_absolute_url())
    assert "via someone you know" in body
    assert "Bob" not in body


def test_the_slate_is_for_the_asker_alone(alice: Member) -> None:
    charlie, dora = english("charlie", strengths=[BEES]), english("dora")
    wish = ask(alice)
    own = read(at(alice), wish.get_absolute_url())
    assert "Charlie" in own
    assert BEES in own
    for other in (charlie, dora):
        assert "Who could help" not in read(at(other), wish.get_absolute_url())
        read(at(other), reverse("wish_slate", args=[wish.public_id]), 404)


def test_somebody_unnamed_has_neither_name_nor_words_in_the_slate(alice: Member) -> None:
    english("charlie", name="Charlie Smit", strengths=[BEES], findable="unnamed")
    body = read(at(alice), ask(alice).get_absolute_url())
    assert "someone further away" in body
    assert "Charlie" not in body
    assert "charlie" not in body
    assert BEES not in body


def test_a_private_answer_is_read_by_the_two_it_is_between(alice: Member) -> None:
    charlie, dora = english("charlie"), english("dora")
    wish = ask(alice)
    offer_make(wish=wish, helper=charlie, form="answer", text="My number is a secret", private=True)
    assert "My number is a secret" in read(at(alice), wish.get_absolute_url())
    assert "My number is a secret" in read(at(charlie), wish.get_absolute_url())
    assert "My number is a secret" not in read(at(dora), wish.get_absolute_url())


def test_the_answer_of_somebody_blocked_is_gone(alice: Member) -> None:
    charlie, dora = english("charlie"), english("dora")
    wish = ask(alice)
    offer_make(wish=wish, helper=charlie, form="answer", text="Ask at the desk")
    assert "Ask at the desk" in read(at(dora), wish.get_absolute_url())
    block(blocker=charlie, blocked=dora)
    assert "Ask at the desk" not in read(at(dora), wish.get_absolute_url())


@pytest.mark.parametrize(("step", "before", "after"), [("close", "open", "closed"), ("reopen", "closed", "open")])
def test_a_step_is_taken_with_its_button_and_not_without(alice: Member, step: str, before: str, after: str) -> None:
    wish = ask(alice)
    if before == "closed":
        wish_close(wish=wish)
    client, address = at(alice), reverse(f"wish_{step}", args=[wish.public_id])
    assert client.get(address).status_code == 200
    assert client.post(address, {}).status_code == 200
    assert Wish.objects.get().state == before
    assert client.post(address, {"decision": "yes"})["Location"] == wish.get_absolute_url()
    assert Wish.objects.get().state == after
    assert client.post(address, {"decision": "yes"}).status_code == 302
    assert Wish.objects.get().state == after


def test_having_enough_asks_nobody_else(alice: Member) -> None:
    for number in range(5):
        english(f"keeper{number}", strengths=[f"{BEES} {number}"])
    wish = ask(alice)
    at(alice).post(reverse("wish_enough", args=[wish.public_id]), {"decision": "yes"})
    wish.refresh_from_db()
    assert (wish.state, wish.next_wave_at) == ("open", None)
    assert "You have enough" in read(at(alice), wish.get_absolute_url())


@pytest.mark.parametrize("name", ["wish_close", "wish_reopen", "wish_enough", "thanks_give"])
def test_the_steps_of_somebody_else_are_missing(alice: Member, name: str) -> None:
    address = reverse(name, args=[ask(alice).public_id])
    assert at(english("dora")).post(address, {"decision": "yes"}).status_code == 404
    assert Wish.objects.get().state == "open"


def test_one_more_person_is_asked_with_a_word(alice: Member) -> None:
    for number in range(4):
        english(f"keeper{number}", strengths=[f"{BEES} {number}"])
    wish = ask(alice)
    left = Match.objects.filter(wish=wish, nudge=None).get()
    client, address = at(alice), reverse("wish_ask_one", args=[wish.public_id, left.public_id])
    assert client.post(address, {}).status_code == 200
    assert left.member.handle not in asked(wish)
    client.post(address, {"decision": "yes", "word": "You wrote about hive 3."})
    left.refresh_from_db()
    assert (left.member.handle in asked(wish), left.nudge.word) == (True, "You wrote about hive 3.")
    assert "was asked already" in client.post(address, {"decision": "yes", "word": "Again"}).content.decode()


def test_an_offer_is_taken_back_by_whoever_made_it(alice: Member) -> None:
    charlie, wish = english("charlie"), ask(alice)
    offer = offer_make(wish=wish, helper=charlie, form="answer", text="Ask at the desk")
    address = reverse("offer_withdraw", args=[offer.public_id])
    assert at(alice).post(address, {"decision": "yes"}).status_code == 404
    at(charlie).post(address, {})
    assert Offer.objects.get().withdrawn_at is None
    at(charlie).post(address, {"decision": "yes"})
    assert Offer.objects.get().withdrawn_at is not None
    assert "Ask at the desk" not in read(at(alice), wish.get_absolute_url())


def test_a_draft_has_no_page_for_anybody_else(alice: Member) -> None:
    draft = wish_draft(asker=alice, text="Not yet")
    read(at(english("dora")), draft.get_absolute_url(), 404)
