"""Nobody learns a hidden fact from the services: a town before and after it, as everybody not entitled sees it.

Some five hundred facts in the suite; `WORLDS=5000 pytest tests/reach/test_worlds.py` looks at as many as it says.
"""

import os
from collections.abc import Callable, Iterable
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from durf.introductions.desk.pairs import Desk
from durf.introductions.desk.paths import paths_find
from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.members.services.blocks import block
from durf.members.services.traits import traits_set
from durf.network.models import Tie
from durf.network.services.contacts import contact_write
from durf.network.services.ties import tie_end_between, tie_make
from durf.reach.budget import preview_budget
from durf.reach.services import find_helpers, introduction_ways, measure_reach, refresh
from durf.safety.services.suppression import address_suppress
from tests.cast import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HANDLES = ("alice", "bob", "charlie", "dora", "fatima", "gijs", "hanna", "ida")
SENTENCES = (
    "Ik houd al jaren bijen op een plat dak",
    "Imker met drie volken",
    "Tuinontwerp voor kleine tuinen",
    "Gitaarles voor beginners",
    "Belastingadvies aan zelfstandigen",
    "Happy to talk about beekeeping",
)
WISHES = ("Wie kent een imker? ", "gitaarles en belastingadv", "Tuinontwerp met bijen op het dak ")
FACTS_A_TOWN = 21
ON_POSTGRES = bool(os.environ.get("DURF_TEST_DATABASE"))  # the same answers come out of it: a few towns show that
TOWNS = int(os.environ.get("WORLDS", "84" if ON_POSTGRES else "504")) // FACTS_A_TOWN


@pytest.fixture(autouse=True)
def _exact(settings: Any) -> None:
    settings.SMALL_NUMBERS = "exact"


@pytest.mark.parametrize("seed", range(TOWNS))
def test_a_hidden_fact_changes_nothing_for_who_may_not_know_it(seed: int) -> None:
    chance = Random(seed)
    town = _town(chance)
    for number in range(FACTS_A_TOWN):
        fact = FACTS[number % len(FACTS)]
        before, after = fact(chance, town)
        assert before == after, f"fact {number}, {fact.__name__}"


def test_who_may_know_it_does_see_it() -> None:
    """Otherwise the towns above would prove nothing."""
    alice, bob, charlie = (make_member(handle) for handle in HANDLES[:3])
    traits_set(member=bob, strengths=[(SENTENCES[1], "matching")], limits=[])
    assert find_helpers(asker=alice, text=WISHES[0], scope="nudge").hits
    tie_make(one=bob, other=charlie, how="close", openness="closed", how_other="close", openness_other="closed")
    assert [hit.ring for hit in find_helpers(asker=charlie, text=WISHES[0], scope="nudge").hits] == [1]


def _town(chance: Random) -> list[Member]:
    town = [make_member(handle, strengths=_strengths(chance, "everyone", "members")) for handle in HANDLES]
    for _ in range(8):
        _tie(chance, *chance.sample(town, 2), openness=chance.choice(["open", "ask"]))
    return town


def _strengths(chance: Random, *audiences: str) -> list[tuple[str, str]]:
    return [(sentence, chance.choice(audiences)) for sentence in chance.sample(SENTENCES, chance.randrange(3))]


def _tie(chance: Random, one: Member, other: Member, *, openness: str) -> None:
    if not Tie.objects.between(one, other).exists():
        how, how_other = chance.choices(["barely", "known", "close"], k=2)
        tie_make(one=one, other=other, how=how, openness=openness, how_other=how_other, openness_other="open")


def _seen(askers: Iterable[Member | None]) -> list[Any]:
    """All that the services tell these askers, and how many questions to the database that took."""
    refresh()
    preview_budget.forget()
    found: list[Any] = []
    for asker in askers:
        with CaptureQueriesContext(connection) as queries:
            for wish in WISHES:
                answer = find_helpers(asker=asker, text=wish)
                found += [answer, measure_reach(viewer=asker, text=wish)]
                if asker is not None:
                    helpers = [Member.objects.get(pk=int(hit.person)) for hit in answer.hits]
                    found += [introduction_ways(asker=asker, helper=helper) for helper in helpers]
                    found += [paths_find(seeker=asker, text=wish)]
            if asker is not None:
                found += [Desk(asker).pairs(), list(Member.objects.for_viewer(asker).found_with("imker"))]
        if connection.vendor == "sqlite":  # within a test's one transaction PostgreSQL reads its changes again
            found.append(len(queries))
    return found


Fact = Callable[[Random, list[Member]], tuple[list[Any], list[Any]]]


def a_strength_only_for_matching(chance: Random, town: list[Member]) -> tuple[list[Any], list[Any]]:
    member = chance.choice(town)
    others = [None, *chance.sample([one for one in town if one != member], 2)]
    before = _seen(others)
    kept = [(row.text, row.audience) for row in member.strengths.all()]
    secret = [(sentence, "matching") for sentence in SENTENCES if sentence not in dict(kept)]
    traits_set(member=member, strengths=[*kept, *secret[:2]], limits=[])
    return before, _seen(others)


def a_closed_tie_of_others(chance: Random, town: list[Member]) -> tuple[list[Any], list[Any]]:
    one, other = chance.sample(town, 2)
    others = [None, *chance.sample([member for member in town if member not in (one, other)], 2)]
    before = _seen(others)
    _tie(chance, one, other, openness="closed")
    return before, _seen(others)


def what_a_hidden_member_says_and_whom_they_know(chance: Random, town: list[Member]) -> tuple[list[Any], list[Any]]:
    member, friend, *others = chance.sample(town, 4)
    member_update(member=member, findable="hidden")
    before = _seen([None, *others])
    traits_set(member=member, strengths=_strengths(chance, "everyone"), limits=[])
    _tie(chance, member, friend, openness="open")
    after = _seen([None, *others])
    member_update(member=member, findable="name")
    return before, after


def a_contact_in_a_notebook(chance: Random, town: list[Member]) -> tuple[list[Any], list[Any]]:
    owner, *others = chance.sample(town, 3)
    before = _seen([None, *others])
    known = chance.choice([f"{chance.choice(HANDLES)}@example.org", "nobody@example.org"])
    contact_write(owner=owner, name="Ella Klein", email=known, note=chance.choice(SENTENCES))
    return before, _seen([None, *others])


def a_suppressed_address(chance: Random, town: list[Member]) -> tuple[list[Any], list[Any]]:
    others = chance.sample(town, 2)
    before = _seen([None, *others])
    address_suppress(address=f"{chance.choice(HANDLES)}@example.org")
    return before, _seen([None, *others])


def a_limit_only_for_matching(chance: Random, town: list[Member]) -> tuple[list[Any], list[Any]]:
    member, *others = chance.sample(town, 3)
    before = _seen([None, *others])
    kept = [(row.text, row.audience) for row in member.strengths.all()]
    traits_set(member=member, strengths=kept, limits=[(chance.choice(SENTENCES), "matching")])
    return before, _seen([None, *others])


def a_block_beside_hiding(chance: Random, town: list[Member]) -> tuple[list[Any], list[Any]]:
    """A block also ends their tie, as any ended tie does: that it is gone is no secret between the two."""
    asker, member = chance.sample(town, 2)
    tie_end_between(one=asker, other=member)
    member_update(member=member, findable="hidden")
    hidden = _seen([asker])
    member_update(member=member, findable="name")
    block(blocker=member, blocked=asker)
    return hidden, _seen([asker])


FACTS: tuple[Fact, ...] = (
    a_strength_only_for_matching,
    a_closed_tie_of_others,
    what_a_hidden_member_says_and_whom_they_know,
    a_contact_in_a_notebook,
    a_suppressed_address,
    a_limit_only_for_matching,
    a_block_beside_hiding,
)
