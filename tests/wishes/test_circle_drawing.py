"""The rings with names on the page of a wish: for the asker alone, and nothing in them that the list does not say."""

import re
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from durf.introductions.models import Introduction
from durf.introductions.services.introducing import introduction_accept
from durf.introductions.services.offering import offer_take
from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.members.services.blocks import block
from durf.members.services.traits import traits_set
from durf.reach.live_index import live_index
from durf.wishes.models import Wish
from durf.wishes.pictures.circle.drawing import Drawing, drawing_make
from durf.wishes.pictures.slate import slate_read
from durf.wishes.services.offering import offer_make
from tests.cast import make_member, sign_in
from tests.wishes.town import BEES, ask, beekeepers, neighbours, post, tie

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("memory_channel")]
ID = re.compile(r"slate-[\w-]{16}|/wishes/[\w-]{16}/")


@pytest.fixture
def cast() -> tuple[Member, Member, Member]:
    """alice asks, bob knows alice, charlie knows bob."""
    neighbours(16)
    alice = make_member("alice", language="en")
    return alice, make_member("bob"), make_member("charlie", name="Charlie Smit", strengths=[BEES])


Cast = tuple[Member, Member, Member]


def draw(wish: Wish, viewer: Member) -> Drawing:
    return drawing_make(slate_read(wish=wish, viewer=viewer))


def drawn(wish: Wish, viewer: Member, route: str = "wish") -> str:
    """The drawing on a page, down to its bytes; "" where there is none. The ids of rows are random."""
    page = sign_in(Client(), viewer).get(reverse(route, args=[wish.public_id])).content.decode()
    found = re.search(r'<figure class="circle">.*?</figure>', page, re.S)
    return ID.sub("id", found[0]) if found else ""


def sentences(wish: Wish, viewer: Member) -> list[str]:
    return [helper.sentence for helper in draw(wish, viewer).helpers]


def test_the_drawing_says_who_via_whom_how_far_it_is_and_why(cast: Cast) -> None:
    alice, bob, charlie = cast
    tie(alice, bob)
    tie(bob, charlie)
    wish = ask(alice)
    (said,) = sentences(wish, alice)
    assert said.startswith("Charlie Smit, via Bob, asked already, fits: ")
    assert "bees" in said
    page = drawn(wish, alice)
    assert f'aria-label="{said}"' in page
    assert ">Charlie</text>" in page
    assert ">Bob</text>" in page
    assert page.count("<polyline") == 1
    assert 'href="#slate-' in sign_in(Client(), alice).get(wish.get_absolute_url()).content.decode()


def test_nobody_else_sees_any_of_it(cast: Cast) -> None:
    alice, bob, charlie = cast
    wish = ask(alice)
    post()
    assert drawn(wish, alice)
    assert [drawn(wish, other) for other in (bob, charlie)] == ["", ""]
    assert 'class="circle"' not in Client().get(wish.get_absolute_url()).content.decode()


def test_a_connector_who_is_asked_first_is_a_ring_without_a_name(cast: Cast) -> None:
    alice, bob, charlie = cast
    tie(alice, bob)
    tie(bob, charlie, "open", "ask")
    wish = ask(alice)
    (between,) = draw(wish, alice).connectors
    assert (between.member, between.label) == (None, "")
    assert sentences(wish, alice)[0].startswith("Charlie Smit, via someone you know, ")
    page = drawn(wish, alice)
    assert "Bob" not in page
    assert page.count("<polyline") == 1


def test_two_ways_through_one_unnamed_connector_do_not_tell_it_is_one_person(cast: Cast) -> None:
    alice, bob, charlie = cast
    greta = make_member("greta", strengths=[BEES])
    tie(alice, bob)
    for helper in (charlie, greta):
        tie(bob, helper, "ask")
    assert [between.member for between in draw(ask(alice), alice).connectors] == [None, None]


def test_a_named_connector_who_could_help_too_is_one_dot(cast: Cast) -> None:
    alice, bob, charlie = cast
    traits_set(member=bob, strengths=[(BEES, "everyone")], limits=[])
    tie(alice, bob)
    tie(bob, charlie)
    drawing = draw(ask(alice), alice)
    assert drawing.connectors == ()
    assert len(drawing.helpers) == len(drawing.lines) == 2
    near = next(helper for helper in drawing.helpers if helper.ring == 1)
    assert all(f" {near.x},{near.y}" in line for line in drawing.lines)


def test_an_unnamed_helper_is_not_given_away_by_the_line_through_them(cast: Cast) -> None:
    alice, bob, charlie = cast
    traits_set(member=bob, strengths=[(BEES, "everyone")], limits=[])
    member_update(member=bob, findable="unnamed")
    tie(alice, bob)
    tie(bob, charlie)
    drawing = draw(ask(alice), alice)
    unnamed = next(helper for helper in drawing.helpers if helper.row.member is None)
    assert (unnamed.label, unnamed.ring) == ("", 1)
    assert [between.member for between in drawing.connectors] == [bob]


def test_someone_without_a_name_is_a_dot_until_they_answer(cast: Cast) -> None:
    alice, _, charlie = cast
    member_update(member=charlie, findable="unnamed")
    wish = ask(alice)
    assert "Charlie" not in drawn(wish, alice)
    assert sentences(wish, alice)[0].startswith("someone further away, asked already, fits: ")
    offer_make(wish=wish, helper=charlie, form="answer", text="Me.")
    assert sentences(wish, alice)[0].startswith("Charlie Smit, further away, came forward")
    assert 'class="mark answered"' in drawn(wish, alice)


def test_people_found_by_private_words_alone_are_drawn_when_they_offer(cast: Cast) -> None:
    alice, _, charlie = cast
    traits_set(member=charlie, strengths=[(BEES, "matching")], limits=[])
    wish = ask(alice)
    assert drawn(wish, alice) == ""
    offer_make(wish=wish, helper=charlie, form="answer", text="Me.")
    assert sentences(wish, alice) == ["Charlie Smit, further away, came forward"]


def test_hidden_and_blocked_people_vanish(cast: Cast) -> None:
    alice, _, charlie = cast
    dora = make_member("dora", strengths=[BEES])
    wish = ask(alice)
    assert len(draw(wish, alice).helpers) == 2
    member_update(member=charlie, findable="hidden")
    block(blocker=dora, blocked=alice)
    assert drawn(wish, alice) == ""


def test_two_who_agreed_to_meet_are_introduced(cast: Cast) -> None:
    alice, _, charlie = cast
    wish = ask(alice)
    offer = offer_take(wish=wish, helper=charlie, form="coffee", text="Come and look.")
    assert [helper.state for helper in draw(wish, alice).helpers] == ["answered"]
    introduction_accept(introduction=Introduction.objects.get(offer=offer), side="asker")
    assert sentences(wish, alice)[0].startswith("Charlie Smit, further away, introduced")
    assert 'class="mark introduced"' in drawn(wish, alice)
    assert "introduced" in sign_in(Client(), alice).get(wish.get_absolute_url()).content.decode().split("</figure>")[1]


def test_the_drawing_costs_no_query_and_the_page_the_same_however_many() -> None:
    counts = []
    for number in (3, 15):
        alice, bob = make_member(f"alice{number}"), make_member(f"bob{number}")
        tie(alice, bob)
        keepers = beekeepers(number) if number == 3 else _more(12)
        for keeper in keepers[:2]:
            tie(bob, keeper)
        wish = ask(alice)
        client = sign_in(Client(), alice)
        client.get(wish.get_absolute_url())
        with CaptureQueriesContext(connection) as spent:
            client.get(reverse("wish_slate", args=[wish.public_id]))
        counts.append(len(spent))
    assert counts[0] == counts[1]


def _more(number: int) -> list[Member]:
    neighbours(60)
    return [make_member(f"more{i}", strengths=[f"{BEES}, roof {i}"]) for i in range(number)]


def test_a_drawing_of_a_slate_that_was_read_asks_the_database_nothing(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    alice, bob, charlie = cast
    tie(alice, bob)
    tie(bob, charlie)
    slate = slate_read(wish=ask(alice), viewer=alice)
    with django_assert_num_queries(0):
        assert len(drawing_make(slate).helpers) == 1


def test_fifteen_are_drawn_those_who_came_forward_first_and_the_rest_is_said() -> None:
    alice = make_member("alice", language="en")
    keepers = beekeepers(20)
    wish = ask(alice)
    for keeper in keepers[-10:]:
        offer_make(wish=wish, helper=keeper, form="answer", text="Me.")
    slate = slate_read(wish=wish, viewer=alice)
    drawing = drawing_make(slate)
    assert len(drawing.helpers) == 15
    assert drawing.left_out == len(slate) - 15 > 0
    assert sum(helper.state == "answered" for helper in drawing.helpers) == 10
    order = [row.match.pk for row in slate]
    assert [order.index(helper.row.match.pk) for helper in drawing.helpers] == sorted(
        order.index(helper.row.match.pk) for helper in drawing.helpers
    )


def test_two_with_one_first_name_have_a_letter_more() -> None:
    alice = make_member("alice")
    neighbours(16)
    for handle, name in (("a1", "Anna de Vries"), ("a2", "Anna Bakker"), ("b1", "Bernadettine Vos")):
        make_member(handle, name=name, strengths=[BEES])
    assert {helper.label for helper in draw(ask(alice), alice).helpers} == {"Anna V", "Anna B", "Bernadett…"}


def private_strength(cast: Cast) -> None:
    traits_set(member=cast[2], strengths=[(BEES, "everyone"), ("The permit, in secret", "matching")], limits=[])


def stranger_with_private_words(cast: Cast) -> None:
    make_member("dora", strengths=[(BEES, "matching")])


def closed_tie_of_others(cast: Cast) -> None:
    tie(cast[2], make_member("dora"), "closed")


def closed_way(cast: Cast) -> None:
    greta = make_member("greta")
    tie(cast[0], greta)
    tie(greta, cast[2], "closed")


@pytest.mark.parametrize(
    ("fact", "plain"),
    [
        (private_strength, lambda cast: None),
        (stranger_with_private_words, lambda cast: make_member("dora")),
        (closed_tie_of_others, lambda cast: make_member("dora")),
        (closed_way, lambda cast: tie(cast[0], make_member("greta"))),
    ],
)
def test_the_drawing_is_the_same_to_a_byte_whatever_is_kept_hidden(cast: Cast, fact: Any, plain: Any) -> None:
    alice, bob, charlie = cast
    tie(alice, bob)
    tie(bob, charlie)
    pictures = []
    with time_machine.travel("2027-06-09T12:00:00+02:00", tick=False):
        for world in (plain, fact):
            pictures.append(_in_world(world, cast))
    assert pictures[0]
    assert pictures[0] == pictures[1]


def _in_world(world: Any, cast: Cast) -> str:
    """Make a fact true, ask, look, and take it all back."""

    live_index.forget()
    with transaction.atomic():
        world(cast)
        wish = ask(cast[0])
        post()
        picture = drawn(wish, cast[0], "wish_slate")
        transaction.set_rollback(True)
    return picture


def test_the_comparison_of_drawings_sees_what_shows(cast: Cast) -> None:
    tie(cast[0], cast[1])
    assert _in_world(lambda cast: None, cast) != _in_world(lambda cast: tie(cast[1], cast[2]), cast)
