"""What one may not know shows on no page: a hidden thing answers like a missing one, and two worlds look alike."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.members.services.blocks import block
from durf.members.services.traits import traits_set
from durf.network.services.contacts import contact_write
from durf.reach.budget import preview_budget
from durf.reach.live_index import live_index
from durf.safety.services.suppression import address_suppress
from durf.wishes.models import Match
from tests.cast import sign_in
from tests.samples import samples
from tests.test_routes import Route, address, every_route
from tests.world import BEES, World, build_world, make_tie

NOON = datetime(2027, 6, 9, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
CSRF = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{64}(?![A-Za-z0-9])")  # in forms, and in the headers htmx sends
ID = re.compile(r"(?<![\w-])(?:[A-Za-z0-9_-]{43}|[A-Za-z0-9_-]{16})(?![\w-])")
ROW = re.compile(r'(name="time" value=")\d+')  # PostgreSQL counts on after a rollback
OWN_ROW = re.compile(r'("id": ")[\w-]+(", "displayName")')  # a passkey's user handle: one's own row number
KEEPER = re.compile(r'data-keeper="[^"]*"')
PREFIXED = re.compile(r"(offer|slate)-([A-Za-z0-9_-]{16})(?![A-Za-z0-9_-])")
QR = re.compile(r'class="qrline"[^>]*')
SIGNED = re.compile(r"(ticket=|value=\")[\w%:.-]{40,}")
NOWHERE = "AAAAAAAAAAAAAAAA"
LEFT_OUT = ("live", "account_logout", "settings_export", "invitation_qr", "healthz", "readyz")


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


def strength_only_for_matching(world: World) -> None:
    traits_set(member=world.charlie, strengths=[(BEES, "everyone"), ("I had a stroke", "matching")], limits=[])


def closed_tie(world: World) -> None:
    make_tie(world.charlie, world.hanna, openness="closed")


def contact_in_a_notebook(world: World) -> None:
    contact_write(owner=world.bob, name="Fatima Yilmaz", email="fatima@example.org", language="en")


def address_suppressed(world: World) -> None:
    address_suppress(address="erik@example.org")


def nothing(world: World) -> None:
    """The world as it is."""


Fact = Callable[[World], None]
FACTS: list[Fact] = [strength_only_for_matching, closed_tie, contact_in_a_notebook, address_suppressed]


def in_order(text: str) -> str:
    """Random ids and tokens, replaced by the order in which they appear."""
    order: dict[str, str] = {}
    text = OWN_ROW.sub(r"\1own\2", text)
    text = ROW.sub(r"\1row", SIGNED.sub(r"\1signed", CSRF.sub("csrf", text)))
    text = QR.sub("qr", PREFIXED.sub(r"\1 \2", KEEPER.sub("keeper", text)))
    return ID.sub(lambda found: order.setdefault(found[0], f"id{len(order)}"), text)


def asked_of(found: Route, values: dict[str, str]) -> Iterator[str]:
    """The addresses looked at for one route: plain, and with a question where there is a search."""
    yield address(found, values)
    if found.name == "wishes":
        yield address(found, values) + "?q=bees"


def everything_seen(world: World, who: str) -> dict[str, str]:
    """Every page as this person sees it."""
    values = samples(world)
    client = sign_in(Client(), getattr(world, who))
    pages = [url for found in every_route() if found.name not in LEFT_OUT for url in asked_of(found, values)]
    names = [found.name for found in every_route() if found.name not in LEFT_OUT for _ in asked_of(found, values)]
    seen = {}
    for number, (name, url) in enumerate(zip(names, pages, strict=True)):
        response = client.get(url)
        text = "" if response.streaming else response.content.decode(errors="replace")
        seen[f"{number} {name}"] = in_order(f"{response.status_code} {response.headers.get('Location', '')}\n{text}")
    asked = {"text": "Who keeps bees on a roof, or had a stroke?", "language": "en", "kind": "advice"}
    preview = client.post(reverse("wish_preview"), asked, headers={"HX-Request": "true"})
    seen["preview"] = in_order(preview.content.decode())
    return seen


class _Undone(Exception):
    """Takes a world back."""


def seen_in(fact: Fact, who: str) -> dict[str, str]:
    """Build a world with this fact, look at everything, and take it back, row numbers included."""
    seen: dict[str, str] = {}
    live_index.forget()
    preview_budget.forget()
    try:
        with transaction.atomic():
            world = build_world()
            fact(world)
            seen = everything_seen(world, who)
            raise _Undone
    except _Undone:
        return seen


def difference(one: dict[str, str], other: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    """The pages that differ, and their first lines that do."""
    found = {}
    for name in one:
        pairs = zip(one[name].splitlines(), other[name].splitlines(), strict=False)
        if one[name] != other[name]:
            found[name] = [pair for pair in pairs if pair[0] != pair[1]][:3]
    return found


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("who", ["alice", "dora"])
def test_two_worlds_that_differ_in_a_hidden_fact_look_alike(memory_channel: Any, who: str) -> None:
    plain = seen_in(nothing, who)
    assert difference(plain, seen_in(nothing, who)) == {}, "the comparison itself"
    for fact in FACTS:
        assert difference(plain, seen_in(fact, who)) == {}, fact.__name__


@pytest.mark.slow
@pytest.mark.django_db
def test_the_comparison_of_worlds_sees_a_fact_that_shows(memory_channel: Any) -> None:
    def shown(world: World) -> None:
        traits_set(member=world.charlie, strengths=[(BEES, "everyone"), ("I had a stroke", "everyone")], limits=[])

    assert difference(seen_in(nothing, "dora"), seen_in(shown, "dora"))
