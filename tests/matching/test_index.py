"""The index as a caller meets it: scores, slate, paths, changes, bad input."""

from datetime import UTC, datetime
from typing import Any

import pytest

from durf.matching import Index, Person, PersonRemoved, PersonSet, Query, Text, Tie, TieRemoved, TieSet

ALICE = Person("alice", ())
BOB = Person("bob", (Text("Ik snoei bomen"),))
CHARLIE = Person("charlie", (Text("Imker, met drie volken", key="strength-7"),))
DORA = Person("dora", (Text("Imker"),))


def test_the_reason_cites_the_words_and_the_text_that_fit() -> None:
    (hit,) = Index.build([ALICE, CHARLIE], []).search(Query("wie kent een imker?", "alice")).hits
    (why,) = hit.why
    assert (why.words, why.key, why.text) == (("imker",), "strength-7", "Imker, met drie volken")


def test_a_dutch_wish_finds_an_english_strength_through_the_vocabulary() -> None:
    people = [Person("sam", (Text("Beekeeper since 2001"),)), Person("kim", (Text("Bijenhouder op het dak"),))]
    table = {"imker": "bee", "beekeeper": "bee", "bijenhouder": "bee"}
    assert Index.build(people, []).search(Query("imker")).hits == ()
    hits = Index.build(people, [], table).search(Query("imker")).hits
    assert {hit.person: hit.why[0].words for hit in hits} == {"sam": ("beekeeper",), "kim": ("bijenhouder",)}


def test_equal_scores_are_ordered_by_id() -> None:
    people = [Person(id, (Text("Imker"),)) for id in ("c", "a", "b")]
    hits = Index.build(people, []).search(Query("imker")).hits
    assert [hit.person for hit in hits] == ["a", "b", "c"]
    assert len({hit.score for hit in hits}) == 1


def test_half_the_availability_is_half_the_score() -> None:
    people = [Person("a", (Text("Imker"),), availability=0.5), Person("b", (Text("Imker"),))]
    first, second = Index.build(people, []).search(Query("imker")).hits
    assert (first.person, second.person) == ("b", "a")
    assert abs(first.score - 2 * second.score) <= 1


def test_advice_prefers_who_is_near_and_a_lead_who_is_further() -> None:
    people = [ALICE, BOB, *(Person(id, (Text("Imker"),)) for id in ("near", "second"))]
    ties = [Tie("alice", "near", 1.0, 1.0), Tie("alice", "bob"), Tie("bob", "second")]
    index = Index.build(people, ties)
    assert [hit.person for hit in index.search(Query("imker", "alice", kind="advice")).hits] == ["near", "second"]
    assert [hit.person for hit in index.search(Query("imker", "alice", kind="lead")).hits] == ["second", "near"]


def test_the_slate_mixes_rings_and_newcomers_and_fills_up_with_the_best_of_the_rest() -> None:
    helpers = [Person(f"h{number:02}", (Text("Imker"),), newcomer=number >= 18) for number in range(20)]
    others = [Person(f"o{number:02}", (Text("Notaris"),)) for number in range(60)]
    ties = [Tie("alice", f"h{number:02}") for number in range(6)] + [Tie("alice", "bob")]
    ties += [Tie("bob", f"h{number:02}") for number in range(6, 8)]
    slate = Index.build([ALICE, BOB, *helpers, *others], ties).search(Query("imker", "alice")).slate
    places = [entry.place for entry in slate]
    assert places == ["own"] * 4 + ["network"] * 2 + ["far"] * 3 + ["newcomer"] + ["rest"] * 2
    assert len({entry.hit.person for entry in slate}) == 12
    assert next(entry.hit.person for entry in slate if entry.place == "newcomer") == "h18"


def test_a_path_is_the_shortest_over_ties_that_are_not_closed() -> None:
    people = [Person(id) for id in "abcdef"]
    ties = [Tie("a", "b"), Tie("b", "c"), Tie("c", "d"), Tie("a", "e", open_b="closed"), Tie("e", "d")]
    index = Index.build(people, ties)
    assert index.path("a", "d") == ("a", "b", "c", "d")
    assert index.path("a", "d", frozenset({"b"})) == ()
    assert index.path("a", "a") == ("a",)
    assert index.path("a", "f") == index.path("a", "nobody") == ()


def test_changes_are_visible_to_the_next_search() -> None:
    index = Index.build([ALICE, CHARLIE], [])
    query = Query("imker", "alice")
    index.search(query)
    index.apply([TieSet(Tie("charlie", "alice"))])
    assert index.search(query).reach.ring1 == 1
    index.apply([PersonSet(DORA), TieRemoved("alice", "charlie")])
    assert index.search(query).reach.beyond == 2
    index.apply([PersonRemoved("charlie"), PersonRemoved("nobody")])
    assert [hit.person for hit in index.search(query).hits] == ["dora"]


def test_a_tie_waits_for_someone_not_yet_known_and_goes_with_who_is_removed() -> None:
    index = Index.build([ALICE], [Tie("alice", "charlie")])
    index.apply([PersonSet(CHARLIE)])
    assert index.search(Query("imker", "alice")).reach.ring1 == 1
    index.apply([PersonRemoved("charlie"), PersonSet(CHARLIE)])
    assert index.search(Query("imker", "alice")).reach.beyond == 1


def test_of_a_doubled_tie_the_last_word_holds() -> None:
    index = Index.build(
        [ALICE, BOB, CHARLIE], [Tie("alice", "bob"), Tie("charlie", "bob"), Tie("bob", "charlie", open_a="closed")]
    )
    assert index.search(Query("imker", "alice")).reach.ring2 == 0


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Tie("a", "a"),
        lambda: Tie("a", "b", float("nan")),
        lambda: Tie("a", "b", 0.5, 1.5),
        lambda: Tie("a", "b", open_a="perhaps"),  # type: ignore[arg-type]
        lambda: Person("a", availability=float("nan")),
        lambda: Person("a", availability=-0.1),
        lambda: Person(""),
        lambda: Text("x", weight=float("inf")),
        lambda: Text("x", audience="friends"),  # type: ignore[arg-type]
        lambda: Query("x", scope="all"),  # type: ignore[arg-type]
        lambda: Query("x", kind="job"),  # type: ignore[arg-type]
        lambda: Query("x", top=-1),
        lambda: Index.build([ALICE, ALICE], []),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(wrong: Any) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+ \w+"):
        wrong()


@pytest.mark.parametrize(
    "text",
    [
        "\0",
        "🐝" * 1000,
        "x" * 100_000,
        "imker " * 20_000,
        "عسل من النحل",
        "\ud800",
        "a",
        " ".join(map(str, range(10_000))),
    ],
)
def test_odd_texts_are_read_without_harm(text: str) -> None:
    index = Index.build([ALICE, Person("bob", (Text(text),)), CHARLIE], [])
    assert index.search(Query("imker", "alice")).hits
    index.search(Query(text, "alice"))


def test_ten_thousand_words_are_read_up_to_a_bound() -> None:
    wish = " ".join(f"woord{number}" for number in range(10_000)) + " imker"
    assert Index.build([CHARLIE], []).search(Query(wish)).hits == ()
    assert len(Index.build([CHARLIE], []).search(Query("imker " + wish)).hits) == 1


def test_an_empty_index_answers_with_nobody() -> None:
    answer = Index.build([], []).search(Query("imker", "alice"))
    assert (answer.hits, answer.slate) == ((), ())


def test_newer_deeds_count_for_more_and_undated_strengths_stand() -> None:
    from_old_to_new = [
        Person(id, (Text("Imker", at=None if year is None else datetime(year, 1, 1, tzinfo=UTC)),))
        for id, year in (("old", 2001), ("new", 2026), ("standing", None))
    ]
    hits = {hit.person: hit.score for hit in Index.build(from_old_to_new, []).search(Query("imker")).hits}
    assert hits["old"] < hits["new"] == hits["standing"]
