"""Two worlds that differ in one hidden fact, seen by everybody not entitled to it, over every route.

Some forty pairs in the suite. A world is built once; each fact is added to it and taken back.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from durf.config.api import SAMPLES, api
from durf.introductions.desk.proposing import note_keep
from durf.introductions.models import Introduction
from durf.introductions.services.introducing import introduction_decline
from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.members.services.blocks import block
from durf.members.services.tokens import token_make
from durf.members.services.traits import traits_set
from durf.network.models import Tie
from durf.network.reading.row import Row
from durf.network.services.asking import contact_asks_pass, contacts_ask, notebook_hears
from durf.network.services.contacts import contact_write
from durf.network.services.importing import import_look
from durf.network.services.ties import tie_answer
from durf.reach.budget import preview_budget
from durf.reach.live_index import live_index
from durf.reach.services import refresh
from durf.safety.services.suppression import address_suppress
from durf.wishes.services.asking import wish_draft
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

Fact = Callable[[World], object]


def private_strength(world: World) -> None:
    traits_set(member=fresh(world.charlie), strengths=[(BEES, "everyone"), ("I had a stroke", "matching")], limits=[])


def private_limit(world: World) -> None:
    traits_set(member=fresh(world.dora), strengths=[(PERMITS, "everyone")], limits=[("Money is a riddle", "matching")])


def closed_tie(world: World) -> None:
    make_tie(world.charlie, world.hanna, openness="closed")


def contact_in_a_notebook(world: World) -> None:
    contact_write(owner=world.bob, name="Fatima Yilmaz", email="fatima@example.org", language="en", note="keeps bees")


def address_suppressed(world: World) -> None:
    address_suppress(address="erik@example.org")


def notebook_that_hears(world: World) -> None:
    notebook_hears(owner=world.bob, hears=True)


def file_looked_at(world: World) -> None:
    import_look(owner=world.charlie, found=[Row(line=2, name="Ella", email="greta@example.org")], format="csv")


def somebody_ticked(world: World) -> None:
    """Charlie ticked dora in a file; she has not said yes."""
    contacts_ask(owner=world.charlie, addresses=["dora@example.org", "nobody@example.org"])
    contact_asks_pass()


def block_between_others(world: World) -> None:
    block(blocker=fresh(world.hanna), blocked=fresh(world.charlie))


def silent_no_of_a_contact(world: World) -> None:
    introduction_decline(introduction=Introduction.objects.get(pk=world.for_erik.pk), side="helper")


def silent_no_to_a_tie(world: World) -> None:
    tie = Tie.objects.get(pk=world.tie_proposal.pk)
    tie_answer(tie=tie, member=world.alice, yes=False, how="known", openness="ask")


def note_at_the_desk(world: World) -> None:
    note_keep(owner=world.bob, one=world.alice, other=world.charlie, kind="told", note="They laughed.")


def draft_of_a_wish(world: World) -> None:
    wish_draft(asker=world.dora, text="Who had a stroke too?")


def quiet_settings(world: World) -> None:
    member_update(member=fresh(world.dora), nudges_a_week=1, digest="daily")


def fresh(member: Member) -> Member:
    """The row again: what a fact changes of it goes when the fact is taken back."""
    return Member.objects.get(pk=member.pk)


PERMITS = "I know every permit for a roof in this city"
EVERYBODY = ("visitor", "alice", "bob", "dora")
FACTS: dict[Fact, str] = {  # and who may know it
    private_strength: "charlie",
    private_limit: "dora",
    closed_tie: "charlie hanna",
    contact_in_a_notebook: "bob",
    address_suppressed: "bob",
    notebook_that_hears: "bob",
    file_looked_at: "charlie",
    somebody_ticked: "charlie dora",
    block_between_others: "charlie hanna",
    silent_no_of_a_contact: "erik",
    silent_no_to_a_tie: "alice",
    note_at_the_desk: "bob",
    draft_of_a_wish: "dora",
    quiet_settings: "dora",
}
READERS = {  # of the secret links
    "decision_token": "erik",
    "remote_token": "erik",
    "pass_token": "bob",
    "step_token": "charlie",
    "still_token": "alice",
    "unsubscribe_token": "bob",
}
READ_OVER_THE_API = 8  # of some fifteen operations that read, so many at least answer everybody
LEFT_OUT = (
    "live",
    "account_logout",
    "settings_export",
    "invitation_qr",
    "healthz",
    "readyz",
    "decide_join",  # leaves its mark in the session, and so a question to the database on every page after it
    "introduction_join",
)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


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


def everything_seen(world: World, who: str, entitled: str) -> dict[str, str]:
    """Every page as this person sees it, with how many questions to the database it took.

    Behind a secret link stands its reader, whoever opens it: those of people entitled to the fact are left out.
    """
    refresh()
    preview_budget.forget()
    values = samples(world)
    client = Client() if who == "visitor" else sign_in(Client(), Member.objects.get(handle=who))
    routes = [found for found in every_route() if found.name not in LEFT_OUT and not _read_by(found, entitled)]
    pages = [(found.name, url) for found in routes for url in asked_of(found, values)]
    seen = {}
    for name, url in pages:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
        text = "" if response.streaming else response.content.decode(errors="replace")
        counted = len(queries) if connection.vendor == "sqlite" else ""  # PostgreSQL reads its changes again in a test
        location = response.headers.get("Location", "")
        seen[f"{name} {'?' in url}"] = in_order(f"{response.status_code} {location} {counted}\n{text}")
    seen |= everything_told(who, values)
    asked = {"text": "Who keeps bees on a roof, or had a stroke?", "language": "en", "kind": "advice"}
    preview = client.post(reverse("wish_preview"), asked, headers={"HX-Request": "true"})
    seen["preview"] = in_order(preview.content.decode())
    return seen


def everything_told(who: str, values: dict[str, str]) -> dict[str, str]:
    """The same over the API, with a token of this person's."""
    if who == "visitor":
        return {}
    member, told = Member.objects.get(handle=who), {}
    client = Client(headers={"authorization": f"Bearer {token_make(member=member, name='world', scope='read')[1]}"})
    for path, operations in api.get_openapi_schema()["paths"].items():
        if "get" in operations:
            url = re.sub(r"\{(\w+)\}", lambda name: values[SAMPLES[name[1]]], path)
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(url)
            counted = len(queries) if connection.vendor == "sqlite" else ""
            told[path] = in_order(f"{answer.status_code} {counted}\n{answer.content.decode()}")
    assert sum(text.startswith("200") for text in told.values()) >= READ_OVER_THE_API
    return told


def _read_by(found: Route, entitled: str) -> bool:
    return any(READERS.get(sample) in entitled.split() for sample in found.sample.values())


class _Undone(Exception):
    """Takes back what was added."""


def seen_with(fact: Fact, world: World, who: str, entitled: str = "") -> dict[str, str]:
    """Add this fact, look at everything, and take both back."""
    seen: dict[str, str] = {}
    try:
        with transaction.atomic():
            fact(world)
            seen = everything_seen(world, who, entitled)
            raise _Undone
    except _Undone:
        live_index.forget()
        return seen


def seen_in(fact: Fact, who: str) -> dict[str, str]:
    """The same in a world of its own, taken back with its row numbers."""
    seen: dict[str, str] = {}
    live_index.forget()
    try:
        with transaction.atomic():
            seen = seen_with(fact, build_world(), who)
            raise _Undone
    except _Undone:
        live_index.forget()
        return seen


def difference(one: dict[str, str], other: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    """The pages that differ, and their first lines that do."""
    found = {}
    for name in other:
        pairs = zip(one[name].splitlines(), other[name].splitlines(), strict=False)
        if one[name] != other[name]:
            found[name] = [pair for pair in pairs if pair[0] != pair[1]][:3]
    return found


@pytest.fixture
def world(db: None, memory_channel: Any) -> World:
    return build_world()


def nothing(world: World) -> None:
    """The world as it is."""


@pytest.mark.slow
@pytest.mark.parametrize("who", EVERYBODY)
def test_worlds_that_differ_in_a_hidden_fact_look_alike_to_whom_it_is_hidden_from(world: World, who: str) -> None:
    plain = seen_with(nothing, world, who)
    assert difference(plain, seen_with(nothing, world, who)) == {}, "the comparison itself"
    for fact, entitled in FACTS.items():
        if who not in entitled.split():
            assert difference(plain, seen_with(fact, world, who, entitled)) == {}, fact


def test_there_are_at_least_forty_pairs_of_worlds() -> None:
    assert sum(who not in entitled.split() for entitled in FACTS.values() for who in EVERYBODY) >= 40


@pytest.mark.slow
def test_the_comparison_of_worlds_sees_a_fact_that_shows(world: World) -> None:
    def shown(world: World) -> None:
        traits_set(member=fresh(world.charlie), strengths=[(BEES, "everyone"), ("A stroke", "everyone")], limits=[])

    assert difference(seen_with(nothing, world, "dora"), seen_with(shown, world, "dora"))


@pytest.mark.slow
@pytest.mark.parametrize(("fact", "who"), [(private_strength, "charlie"), (note_at_the_desk, "bob")])
def test_who_may_know_a_fact_sees_it(world: World, fact: Fact, who: str) -> None:
    assert difference(seen_with(nothing, world, who), seen_with(fact, world, who))
