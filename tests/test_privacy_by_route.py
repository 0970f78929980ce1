"""What one may not know shows on no page: a hidden thing answers like a missing one, and two worlds look alike."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.members.services.blocks import block
from durf.wishes.models import Match
from tests.cast import sign_in
from tests.test_routes import every_route
from tests.world import World, build_world

NOON = datetime(2027, 6, 9, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
CSRF = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{64}(?![A-Za-z0-9])")  # in forms, and in the headers htmx sends
NOWHERE = "AAAAAAAAAAAAAAAA"


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def world(db: None, memory_channel: Any) -> World:
    return build_world()


def page(client: Client, url: str, own: str) -> str:
    """Status and bytes of a page, without what is drawn anew each time and without its own address."""
    response = client.get(url)
    text = response.content.decode(errors="replace") if not response.streaming else ""
    text = CSRF.sub("csrf", text).replace(own, "OWN")
    return f"{response.status_code} {response.headers.get('Location', '').replace(own, 'OWN')}\n{text}"


def assert_missing(client: Client, names: list[str], argument: str, hidden: str, missing: str) -> None:
    """On each of these routes the hidden thing answers exactly like one that never was."""
    more = {"match_id": Match.objects.order_by("pk").values_list("public_id", flat=True)[0]}
    for name in names:
        (found,) = [one for one in every_route() if one.name == name]
        rest = {key: more[key] for key in found.wanted - {argument}}
        here, nowhere = (reverse(name, kwargs={argument: value, **rest}) for value in (hidden, missing))
        assert page(client, here, hidden) == page(client, nowhere, missing), name
        assert client.post(here).status_code == client.post(nowhere).status_code, name


def routes_with(argument: str, sample: str) -> list[str]:
    """The names of all routes that show such a thing."""
    return [found.name for found in every_route() if found.sample.get(argument) == sample]


def test_a_hidden_member_answers_like_nobody(world: World) -> None:
    member_update(member=world.dora, findable="hidden")
    names = routes_with("handle", "member")
    for who in (None, world.charlie):
        client = sign_in(Client(), who) if who else Client()
        assert_missing(client, names, "handle", "dora", "nora")


def test_someone_who_blocked_you_answers_like_nobody(world: World) -> None:
    block(blocker=world.dora, blocked=world.charlie)
    assert_missing(sign_in(Client(), world.charlie), routes_with("handle", "member"), "handle", "dora", "nora")


WISH = ["open_wish", "own_wish", "fulfilled_wish"]


def wish_routes() -> list[str]:
    return [name for sample in WISH for name in routes_with("public_id", sample)]


@pytest.mark.parametrize("audience", ["asked", "network"])
def test_a_wish_for_others_answers_like_none(world: World, audience: str) -> None:
    stranger = sign_in(Client(), Member.objects.get(handle="hanna"))
    type(world.open_wish).objects.filter(pk=world.open_wish.pk).update(audience=audience)
    for client in (stranger, Client()):
        assert_missing(client, wish_routes(), "public_id", world.open_wish.public_id, NOWHERE)


def test_a_draft_answers_like_none_to_everybody_else(world: World) -> None:
    for client in (sign_in(Client(), world.bob), Client()):
        assert_missing(client, wish_routes(), "public_id", world.draft.public_id, NOWHERE)


def test_a_wish_of_someone_who_blocked_you_answers_like_none(world: World) -> None:
    block(blocker=world.alice, blocked=world.dora)
    assert_missing(sign_in(Client(), world.dora), wish_routes(), "public_id", world.open_wish.public_id, NOWHERE)


def test_what_belongs_to_two_answers_like_nothing_to_a_third(world: World) -> None:
    things = {
        "contact": world.erik,
        "introduction": world.introduction,
        "for_erik": world.for_erik,
        "tie": world.tie,
        "tie_proposal": world.tie_proposal,
        "offer": world.offer,
        "thanks": world.thanks,
    }
    client = sign_in(Client(), world.hanna)
    for sample, thing in things.items():
        names = routes_with("public_id", sample)
        assert names, sample
        assert_missing(client, names, "public_id", thing.public_id, NOWHERE)
