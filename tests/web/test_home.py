"""The front door."""

from typing import Any

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from durf.members.models import Member
from durf.network.models import Tie
from durf.network.services.ties import tie_propose
from durf.notices.services.outbox import deliveries_send
from durf.wishes.models import Match, Nudge, Wish
from durf.wishes.services.asking import wish_publish
from tests.cast import make_member, sign_in
from tests.world import BEES, World, build_world

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25
MOST_LOADED = 200


@pytest.fixture
def world(memory_channel: Any) -> World:
    return build_world()


def test_a_visitor_reads_what_this_is_and_sees_wishes_for_everyone_only(world: World) -> None:
    wish_publish(asker=world.dora, text="Who has a spare pair of oars?", language="en", audience="everyone")
    page = Client(headers={"accept-language": "en"}).get("/").content.decode()
    assert "What would you dare to ask?" in page
    assert "spare pair of oars" in page
    assert "Who keeps bees" not in page  # for members


def test_a_member_sees_what_waits_and_why_and_through_whom(world: World) -> None:
    page = sign_in(Client(), world.charlie).get("/").content.decode()
    assert "Good to see you, Charlie" in page
    bob = sign_in(Client(), world.bob).get("/").content.decode()
    assert "What waits for your yes" in bob or "You might be able to help" in bob


def crowd(size: int) -> Member:
    """A community of this size in which many ask and alice could help."""
    alice = make_member("alice", strengths=[BEES], language="en", languages=["en"])
    for number in range(size):
        asker = make_member(f"m{number}", language="en", languages=["en"])
        if number % 3 == 0:
            wish_publish(asker=asker, text=f"Who keeps bees on roof {number}?", language="en", audience="everyone")
    return alice


def crowd_grow(alice: Member, size: int) -> None:
    """Many more members at once: a third ask, and alice is asked; a third knows her, a third says they do."""
    now = timezone.now()
    Member.objects.bulk_create(
        Member(email=f"later{number}@example.org", handle=f"later{number}", name=f"Later {number}", approved_at=now)
        for number in range(size)
    )
    later = list(Member.objects.filter(handle__startswith="later").order_by("pk"))
    askers, known, proposers = later[::3], later[1::3], later[2::3]
    Wish.objects.bulk_create(
        Wish(
            asker=asker, text=f"Who keeps bees for {asker.handle}?", audience="everyone", state="open", published_at=now
        )
        for asker in askers
    )
    wishes = Wish.objects.filter(asker__in=askers)
    Match.objects.bulk_create(Match(wish=wish, member=alice, position=1, place="own", ring=1) for wish in wishes)
    matches = Match.objects.filter(wish__in=wishes)
    Nudge.objects.bulk_create(Nudge(match=match, state="sent", sent_at=now) for match in matches)
    Tie.objects.bulk_create(Tie(a=alice, b=other, proposed_by=other, state="confirmed") for other in known)
    Tie.objects.bulk_create(Tie(a=alice, b=other, proposed_by=other) for other in proposers)


def test_the_badge_shows_on_every_page_as_many_as_home_lists(world: World) -> None:
    for member in (world.alice, world.bob, world.charlie, world.dora):
        client = sign_in(Client(), member)
        listed = client.get("/").context["waiting_list"]
        assert client.get("/").context["waiting"] == len(listed)
        assert client.get("/about/").context["waiting"] == len(listed)


@pytest.mark.slow
def test_home_costs_the_same_with_thirty_members_and_with_three_thousand(memory_channel: Any) -> None:
    alice = crowd(30)
    tie_propose(proposer=Member.objects.get(handle="m1"), other=alice, how="known", openness="ask")
    deliveries_send()
    client = sign_in(Client(), alice)
    few, _ = home_cost(client)
    assert few <= MOST_QUERIES
    crowd_grow(alice, 2970)
    many, loaded = home_cost(client)
    assert many == few
    assert loaded <= MOST_LOADED


def home_cost(client: Client) -> tuple[int, int]:
    """How many queries the home page costs, once everything is warm, and how many rows it makes objects of."""
    client.get("/")
    loaded: list[object] = []

    def count(sender: object, **_: object) -> None:
        loaded.append(sender)

    post_init.connect(count)
    try:
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
    finally:
        post_init.disconnect(count)
    return len(queries), len(loaded)


def test_a_link_checker_may_ask_for_the_head_alone() -> None:
    assert Client().head("/").status_code == 200


@pytest.mark.django_db
def test_the_privacy_page_says_who_is_responsible_why_it_is_allowed_and_where_to_complain(settings: Any) -> None:
    english = Client(headers={"accept-language": "en"})
    assert "ask one of them" in english.get("/privacy/").content.decode()
    settings.COMMUNITY_CONTACT = "Stichting Haven, durf@haven.example"
    page = english.get("/privacy/").content.decode()
    assert "Stichting Haven, durf@haven.example" in page
    for words in ("art. 6(1)(b)", "data-protection authority", "thirty days"):
        assert words in page
