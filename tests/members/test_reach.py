"""What members tell the index: only what may count, and changes that say so."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine

from durf.changes.models import Change
from durf.matching import Text
from durf.members.models import Member
from durf.members.reach import MemberSource
from durf.members.services.accounts import member_suspend, member_update, pauses_end
from durf.members.services.traits import traits_set
from tests.cast import make_member

pytestmark = pytest.mark.django_db


def texts_of(member: Member) -> list[Text]:
    return [text for pk, text in MemberSource().texts(None) if pk == member.pk]


def test_each_strength_keeps_the_audience_it_was_given() -> None:
    bob = make_member("bob", strengths=["Bijen houden", ("Tuinen aanleggen", "members"), ("Ruzies sussen", "matching")])
    found = {text.body: text.audience for text in texts_of(bob)}
    assert found == {"Bijen houden": "everyone", "Tuinen aanleggen": "members", "Ruzies sussen": "matching"}


def test_trade_and_line_count_for_members_and_the_trade_a_little_less() -> None:
    bob = make_member("bob", trade="imker", line="Ik woon tussen de kasten.")
    found = {text.body: (text.audience, text.weight) for text in texts_of(bob)}
    assert found == {"imker": ("members", 0.8), "Ik woon tussen de kasten.": ("members", 1.0)}


def test_limits_are_never_read_as_strengths() -> None:
    assert texts_of(make_member("bob", limits=["Formulieren"])) == []


def hidden(member: Member) -> None:
    member_update(member=member, findable="hidden")


def suspended(member: Member) -> None:
    member_suspend(member=member, actor=make_member("host", is_host=True))


@pytest.mark.parametrize("away", [hidden, suspended])
def test_nothing_of_someone_hidden_or_suspended_enters_the_index(away: Callable[[Member], None]) -> None:
    bob = make_member("bob", trade="imker", strengths=["Bijen houden"])
    away(bob)
    assert texts_of(bob) == []


def test_someone_at_the_door_is_not_in_the_index() -> None:
    assert texts_of(make_member("bob", approved=False, strengths=["Bijen houden"])) == []


@time_machine.travel("2026-11-24 12:00:00+01:00", tick=False)
@pytest.mark.parametrize(
    ("profile", "share"),
    [
        ({}, 1.0),
        ({"nudges_a_week": 0}, 0.0),
        ({"paused_until": date(2026, 11, 24)}, 0.0),
        ({"paused_until": date(2026, 11, 23)}, 1.0),
    ],
)
def test_who_rests_or_wants_no_nudges_is_not_available(profile: dict[str, Any], share: float) -> None:
    bob = make_member("bob", **profile)
    assert MemberSource().availability([bob.pk]).get(bob.pk, 1.0) == share


def test_only_the_members_asked_for_are_read() -> None:
    alice, bob = make_member("alice", nudges_a_week=0), make_member("bob", strengths=["Bijen"], nudges_a_week=0)
    assert {pk for pk, _ in MemberSource().texts([bob.pk])} == {bob.pk}
    assert set(MemberSource().availability([alice.pk])) == {alice.pk}


def test_the_number_of_queries_does_not_grow_with_the_members(django_assert_num_queries: Any) -> None:
    for number in range(12):
        make_member(f"member-{number}", trade="imker", strengths=["Bijen", "Honing"])
    with django_assert_num_queries(2):
        list(MemberSource().texts(None))
    with django_assert_num_queries(1):
        MemberSource().availability(None)


def changes_of(member: Member) -> int:
    return Change.objects.filter(kind="person", key=str(member.pk)).count()


def test_every_change_that_matters_is_written_down_for_the_index() -> None:
    bob = make_member("bob")
    changes: list[Callable[[], object]] = [
        lambda: traits_set(member=bob, strengths=[("Bijen", "everyone")], limits=[]),
        lambda: member_update(member=bob, findable="hidden"),
        lambda: member_update(member=bob, nudges_a_week=0),
        lambda: suspended(bob),
    ]
    for number, change in enumerate(changes):
        before = changes_of(bob)
        change()
        assert changes_of(bob) > before, number


def test_a_strength_that_stays_keeps_its_row_when_others_come_and_go() -> None:
    bob = make_member("bob", strengths=["Bijen", "Honing"])
    bees = bob.strengths.get(text="Bijen").pk
    traits_set(member=bob, strengths=[("Tuinen", "members"), ("Bijen", "matching")], limits=[])
    rows = {row.text: (row.pk == bees, row.audience) for row in bob.strengths.all()}
    assert rows == {"Bijen": (True, "matching"), "Tuinen": (False, "members")}


def test_the_sweep_wakes_those_whose_pause_is_over() -> None:
    with time_machine.travel("2026-11-20 12:00:00+01:00", tick=False):
        bob = make_member("bob", paused_until=date(2026, 11, 23))
        assert pauses_end() == 0
    before = changes_of(bob)
    with time_machine.travel("2026-11-24 00:30:00+01:00", tick=False):
        assert pauses_end() == 1
        assert pauses_end() == 0
    bob.refresh_from_db()
    assert bob.paused_until is None
    assert changes_of(bob) == before + 1
