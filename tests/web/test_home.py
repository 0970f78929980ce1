"""The front door."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from durf.members.models import Member
from durf.wishes.services.asking import wish_publish
from tests.cast import make_member, sign_in
from tests.world import BEES, World, build_world

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25


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


def test_home_costs_the_same_with_few_and_with_many(memory_channel: Any) -> None:
    client = sign_in(Client(), crowd(30))
    few = home_queries(client)
    assert few <= MOST_QUERIES
    for number in range(60):
        asker = make_member(f"later{number}", language="en", languages=["en"])
        if number % 3 == 0:
            wish_publish(asker=asker, text=f"Who keeps bees at house {number}?", language="en", audience="everyone")
    assert home_queries(client) == few


def home_queries(client: Client) -> int:
    """How many queries the home page costs, once everything is warm."""
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    return len(queries)


def test_a_link_checker_may_ask_for_the_head_alone() -> None:
    assert Client().head("/").status_code == 200
