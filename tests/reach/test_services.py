"""The bridge: who can help, how far, through whom; and the index follows every change at once."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.members.services.blocks import block
from durf.members.services.traits import traits_set
from durf.network.services.ties import tie_change, tie_end, tie_make
from durf.reach.services import find_helpers, introduction_ways, measure_reach
from tests.cast import make_member

pytestmark = pytest.mark.django_db
BEES = "Ik houd al jaren bijen op een plat dak"
QUESTION = "Wie weet iets van bijen op een dak? "


@pytest.fixture(autouse=True)
def _exact(settings: Any) -> None:
    settings.SMALL_NUMBERS = "exact"


def tie(one: Member, other: Member, openness: str = "open", openness_other: str = "") -> Any:
    return tie_make(
        one=one,
        other=other,
        how="known",
        openness=openness,
        how_other="known",
        openness_other=openness_other or openness,
    )


def cast() -> tuple[Member, Member, Member, Member]:
    alice, bob = make_member("alice"), make_member("bob")
    return alice, bob, make_member("charlie", strengths=[BEES]), make_member("dora", strengths=[BEES])


def names(asker: Member | None, **how: Any) -> set[str]:
    hits = find_helpers(asker=asker, text=QUESTION, **how).hits
    return set(Member.objects.filter(pk__in=[int(hit.person) for hit in hits]).values_list("handle", flat=True))


def rings(asker: Member) -> list[int | None]:
    picture = measure_reach(viewer=asker, text=QUESTION)
    return [picture.ring1.exact, picture.ring2.exact, picture.beyond.exact]


def test_helpers_come_with_ring_reason_and_the_person_through_whom() -> None:
    alice, bob, charlie, _dora = cast()
    tie(alice, bob)
    tie(bob, charlie)
    answer = find_helpers(asker=alice, text=QUESTION)
    hit = next(hit for hit in answer.hits if hit.person == str(charlie.pk))
    assert hit.ring == 2
    assert [(via.person, via.named) for via in hit.via] == [(str(bob.pk), True)]
    assert hit.why[0].text == BEES
    assert rings(alice) == [0, 1, 1]


def test_a_change_of_tie_is_in_the_next_answer() -> None:
    alice, bob, charlie, _dora = cast()
    tie(alice, bob)
    second = tie(bob, charlie)
    assert rings(alice) == [0, 1, 1]
    tie_change(tie=second, member=charlie, how="known", openness="closed")
    assert rings(alice) == [0, 0, 2]
    tie_change(tie=second, member=charlie, how="known", openness="open")
    assert rings(alice) == [0, 1, 1]
    tie_end(tie=second, member=bob)
    assert rings(alice) == [0, 0, 2]


def test_a_new_strength_a_pause_and_going_hidden_are_in_the_next_answer() -> None:
    alice, bob, charlie, dora = cast()
    assert names(alice) == {"charlie", "dora"}
    traits_set(member=bob, strengths=[(BEES, "everyone")], limits=[])
    assert names(alice) == {"bob", "charlie", "dora"}
    member_update(member=charlie, findable="hidden")
    assert names(alice) == {"bob", "dora"}
    member_update(member=dora, nudges_a_week=0)
    traits_set(member=bob, strengths=[], limits=[])
    assert names(alice) == set()


def test_a_block_works_in_both_directions_and_looks_like_nobody_there() -> None:
    alice, _bob, _charlie, dora = cast()
    traits_set(member=alice, strengths=[(BEES, "everyone")], limits=[])
    block(blocker=dora, blocked=alice)
    assert names(alice) == {"charlie"}
    assert names(dora) == {"charlie"}
    assert rings(alice) == [0, 0, 1]


def test_a_strength_only_for_matching_is_found_by_nudges_and_by_nothing_anyone_sees() -> None:
    alice, bob, _charlie, _dora = cast()
    traits_set(member=bob, strengths=[(BEES, "matching")], limits=[])
    assert "bob" not in names(alice)
    assert "bob" in names(alice, scope="nudge")
    assert rings(alice) == [0, 0, 2]


def test_a_visitor_reaches_by_public_facts_alone() -> None:
    alice, bob, _charlie, _dora = cast()
    traits_set(member=bob, strengths=[(BEES, "members")], limits=[])
    assert "bob" in names(alice)
    assert "bob" not in names(None)


def test_the_audience_my_network_asks_nobody_further_than_two_steps() -> None:
    alice, bob, charlie, _dora = cast()
    tie(alice, bob)
    tie(bob, charlie)
    assert names(alice, audience="network") == {"charlie"}
    picture = measure_reach(viewer=alice, text=QUESTION, audience="network")
    assert picture.beyond.exact == 0


def test_ways_name_a_connector_only_where_both_ends_are_open() -> None:
    alice, bob, charlie, dora = cast()
    tie(alice, bob, "closed")  # one's own tie counts whatever its openness
    second = tie(bob, charlie, "open")
    assert [(way.connector, way.named) for way in introduction_ways(asker=alice, helper=charlie)] == [(bob, True)]
    tie_change(tie=second, member=bob, how="known", openness="ask")
    assert [way.named for way in introduction_ways(asker=alice, helper=charlie)] == [False]
    tie_change(tie=second, member=charlie, how="known", openness="closed")
    assert introduction_ways(asker=alice, helper=charlie) == []
    assert introduction_ways(asker=alice, helper=dora) == []


def test_a_blocked_or_hidden_person_is_never_the_way() -> None:
    alice, bob, charlie, _dora = cast()
    tie(alice, bob)
    tie(bob, charlie)
    member_update(member=bob, findable="hidden")
    assert introduction_ways(asker=alice, helper=charlie) == []
    assert rings(alice) == [0, 0, 2]


def test_a_preview_costs_few_queries_however_many_members(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    alice, *_rest = cast()
    for number in range(20):
        make_member(f"m{number}", strengths=[BEES])
    for _warm in range(2):  # PostgreSQL reads once more what the same transaction wrote
        measure_reach(viewer=alice, text=QUESTION)
    with django_assert_max_num_queries(6):
        measure_reach(viewer=alice, text=QUESTION)


def test_a_dutch_wish_finds_an_english_strength_through_the_vocabulary() -> None:
    alice = make_member("alice")
    make_member("erin", strengths=["Happy to talk about beekeeping over tea"], languages=["en", "nl"])
    answer = find_helpers(asker=alice, text="Wie kent een imker? ")
    assert [hit.why[0].words for hit in answer.hits] == [("beekeeping",)]
