"""What is hidden leaves no trace: two worlds that differ in one hidden fact give equal answers."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings

from durf.matching import Answer, Index, Person, Query, Text, Tie
from tests.matching.test_oracle import VOCABULARY, blocks, queries, worlds

PEOPLE = [
    Person("alice", ()),
    Person("bob", (Text("Snoeien"),)),
    Person("charlie", (Text("Ik ben imker"), Text("rouwbegeleiding", audience="matching"))),
    Person("dora", (Text("imker", audience="members"),)),
]
OPEN = {"open_a": "open", "open_b": "open"}
calm = settings(max_examples=40, deadline=None)


def answer(people: Any, ties: Any, query: Query, blocked: frozenset[str] = frozenset()) -> Answer:
    return Index.build(people, ties, VOCABULARY).search(query, blocked)


def found(people: list[Person], ties: list[Tie], query: Query, blocked: frozenset[str] = frozenset()) -> list[str]:
    return sorted(hit.person for hit in answer(people, ties, query, blocked).hits)


def test_a_text_for_members_is_not_read_for_a_visitor_or_an_unknown_asker() -> None:
    assert found(PEOPLE, [], Query("imker", "alice")) == ["charlie", "dora"]
    assert found(PEOPLE, [], Query("imker")) == ["charlie"]
    assert found(PEOPLE, [], Query("imker", "nobody")) == ["charlie"]


def test_a_text_for_matching_only_is_read_to_nudge_and_not_to_show() -> None:
    assert found(PEOPLE, [], Query("rouwbegeleiding", "alice")) == []
    assert found(PEOPLE, [], Query("rouwbegeleiding", "alice", scope="nudge")) == ["charlie"]


@pytest.mark.parametrize("end", ["open_a", "open_b"])
def test_a_tie_closed_at_either_end_is_walked_by_its_own_people_alone(end: str) -> None:
    ties = [Tie("alice", "bob", **{end: "closed"}), Tie("bob", "charlie", **{end: "closed"})]  # type: ignore[arg-type]
    assert answer(PEOPLE, ties, Query("snoeien", "alice")).reach.ring1 == 1
    assert answer(PEOPLE, ties, Query("imker", "alice")).reach.ring2 == 0
    assert answer(PEOPLE, ties, Query("imker", "bob")).reach.ring1 == 1


def test_a_connector_is_named_only_where_both_ends_are_open() -> None:
    for opened, named in ((OPEN, True), ({"open_a": "open"}, False), ({}, False)):
        ties = [Tie("alice", "bob"), Tie("bob", "charlie", **opened)]  # type: ignore[arg-type]
        (via,) = next(hit.via for hit in answer(PEOPLE, ties, Query("imker", "alice")).hits if hit.ring == 2)
        assert (via.person, via.named) == ("bob", named)


def test_nobody_is_found_through_a_hidden_or_blocked_connector() -> None:
    ties = [Tie("alice", "bob"), Tie("bob", "charlie")]
    hidden = [replace(one, findable=one.id != "bob") for one in PEOPLE]
    assert answer(PEOPLE, ties, Query("imker", "alice")).reach.ring2 == 1
    assert answer(hidden, ties, Query("imker", "alice")).reach.ring2 == 0
    assert answer(PEOPLE, ties, Query("imker", "alice"), frozenset({"bob"})).reach.ring2 == 0


def test_the_asker_is_never_an_answer() -> None:
    assert found(PEOPLE, [], Query("imker", "charlie")) == ["dora"]


def test_someone_without_availability_is_neither_returned_nor_counted() -> None:
    paused = [replace(one, availability=0.0) if one.id == "charlie" else one for one in PEOPLE]
    assert found(paused, [], Query("imker", "alice")) == ["dora"]
    assert answer(paused, [], Query("imker", "alice")).reach.beyond == 1


@calm
@given(worlds, queries)
def test_a_hidden_person_is_as_good_as_gone(world: Any, query: Query) -> None:
    people, ties = world
    gone = [one for one in people if one.findable or one.id == query.asker]
    assert answer(people, ties, query) == answer(gone, ties, query)


@calm
@given(worlds, queries, blocks)
def test_a_blocked_person_is_as_good_as_hidden(world: Any, query: Query, blocked: frozenset[str]) -> None:
    people, ties = world
    assume(query.asker not in blocked)
    hidden = [replace(one, findable=False) if one.id in blocked else one for one in people]
    assert answer(people, ties, query, blocked) == answer(hidden, ties, query)


@calm
@given(worlds, queries)
def test_a_closed_tie_of_others_is_as_good_as_none(world: Any, query: Query) -> None:
    people, ties = world
    index = {frozenset((tie.a, tie.b)): tie for tie in ties}.values()
    kept = [tie for tie in index if "closed" not in (tie.open_a, tie.open_b) or query.asker in (tie.a, tie.b)]
    assert answer(people, ties, query) == answer(people, kept, query)


@calm
@given(worlds, queries)
def test_a_private_text_is_as_good_as_unwritten(world: Any, query: Query) -> None:
    people, ties = world
    shown = replace(query, scope="shown")
    written = [replace(one, texts=tuple(t for t in one.texts if t.audience != "matching")) for one in people]
    assert answer(people, ties, shown) == answer(written, ties, shown)
