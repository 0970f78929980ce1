"""My network in groups, who in it sleeps, and who further on is reached through one person alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.members.services.blocks import block
from durf.network.picture.groups import groups_of, in_group
from durf.network.picture.onward import only_through
from durf.network.queries import known_list
from durf.network.services.contacts import contact_write
from tests.cast import make_member, sign_in
from tests.world import make_tie

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Member:
    return make_member("alice", language="en")


@pytest.fixture
def bob(alice: Member) -> Member:
    bob = make_member("bob", place="Oude Haven", trade="Baker")
    make_tie(alice, bob)
    return bob


def only(alice: Member) -> list[tuple[str, int, list[str]]]:
    found = only_through(alice, known_list(alice))
    return [(row.connector.handle, row.count, [person.handle for person in row.some]) for row in found]


def page(viewer: Member, query: str = "") -> str:
    return sign_in(Client(), viewer).get(reverse("network") + query).content.decode()


def test_whom_one_person_alone_leads_to_is_said_with_that_person(alice: Member, bob: Member) -> None:
    charlie = make_member("charlie")
    make_tie(bob, charlie)
    assert only(alice) == [("bob", 1, ["charlie"])]
    assert reverse("person", args=["charlie"]) in page(alice)


def test_with_a_second_way_or_a_tie_of_my_own_nobody_is_the_only_one(alice: Member, bob: Member) -> None:
    charlie, dora, mine = make_member("charlie"), make_member("dora"), make_member("mine")
    make_tie(bob, charlie)
    make_tie(alice, dora)
    make_tie(dora, charlie)
    make_tie(bob, mine)
    make_tie(alice, mine)
    assert only(alice) == []


@pytest.mark.parametrize("openness", ["ask", "closed"])
def test_a_tie_that_is_not_open_changes_nothing_on_the_page(alice: Member, bob: Member, openness: str) -> None:
    charlie, dora, fay = make_member("charlie"), make_member("dora"), make_member("fay")
    make_tie(bob, charlie)
    make_tie(alice, dora)
    before = only(alice)
    make_tie(dora, charlie, openness=openness)  # a second way, not for alice's eyes
    make_tie(bob, fay, openness=openness)
    assert only(alice) == before == [("bob", 1, ["charlie"])]


def test_who_is_not_found_by_name_or_kept_apart_is_left_out(alice: Member, bob: Member) -> None:
    unnamed, hidden, apart = make_member("charlie"), make_member("dora"), make_member("fay")
    for member in (unnamed, hidden, apart):
        make_tie(bob, member)
    member_update(member=unnamed, findable="unnamed")
    member_update(member=hidden, findable="hidden")
    block(blocker=apart, blocked=alice)
    assert only(alice) == []


def test_a_hidden_connector_leads_nowhere(alice: Member, bob: Member) -> None:
    make_tie(bob, make_member("charlie"))
    member_update(member=bob, findable="hidden")
    assert only(alice) == []


def test_groups_are_counted_and_lead_to_their_people(alice: Member, bob: Member) -> None:
    make_tie(alice, make_member("charlie", place="oude haven"))
    make_tie(alice, make_member("dora", place="Noord"))
    known = known_list(alice)
    assert [(group.key, group.count) for group in groups_of(known, "place")] == [("oude haven", 2), ("noord", 1)]
    assert {row.member.handle for row in in_group(known, "place", "oude haven")} == {"bob", "charlie"}
    shown = page(alice, "?by=place&group=oude+haven")
    assert "Charlie" in shown
    assert "Dora" not in shown
    assert shown.count('class="dot ') == 2
    assert page(alice, "?by=secret&group=x").count('class="dot ') == 3


def test_the_picture_says_when_a_ring_holds_more_than_it_shows(alice: Member) -> None:
    for number in range(61):
        make_tie(alice, make_member(f"member-{number}"))
    shown = page(alice)
    assert "<dd>61</dd>" in shown
    assert "at most 60 points" in shown


def test_known_for_long_and_not_seen_lately_is_brought_up_for_its_owner_alone(alice: Member, bob: Member) -> None:
    long_ago = timezone.localdate() - timedelta(days=4000)
    contact_write(owner=alice, name="Erik Visser", since=long_ago)
    assert "Known for long, not seen lately" in page(alice)
    assert "Erik Visser" not in page(bob)


def test_the_page_costs_the_same_however_far_the_network_goes(
    alice: Member, bob: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        make_tie(bob, make_member(f"far-{number}"))
        make_tie(alice, make_member(f"near-{number}"))
    client = sign_in(Client(), alice)
    client.get(reverse("network"))
    with django_assert_max_num_queries(23):
        client.get(reverse("network"))
