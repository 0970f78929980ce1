"""What nobody should send, and somebody will: odd texts, odd ids, people who do not exist, too many of anything."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from durf.matching import Index, Person, PersonRemoved, PersonSet, Query, Text, Tie, TieRemoved, TieSet
from durf.matching.index.members import SLOTS_MAX, Members
from durf.matching.index.strings import Strings

NAN = float("nan")
TEN_THOUSAND = " ".join(f"woord{number}" for number in range(10_000))
ODD = {
    "100 KB of one word": "x" * 100_000,
    "100 KB of words": "snoeien van oude bomen " * 4_400,
    "100 KB without a space": "🐝é" * 25_000,
    "emoji": "👩‍🌾🐝 👨‍👩‍👧‍👦 🇳🇱 👍🏽",
    "right to left": "‏مربي نحل‎ ‮rekmi‬ דבוראי",
    "NUL": "\0ik\0ben\0\0",
    "control characters": "".join(map(chr, range(32))) + "\x7f\x85\u2028\u2029\ufeff",
    "lone surrogates": "\ud800 \udfff\udc00",
    "combining": "e" + "\u0301" * 5_000,
    "ten thousand words": TEN_THOUSAND,
    "nothing": "",
    "blank": " \n\t ",
    "signs": "§§§ ++ ## '’` c++# -- _" * 50,
    "last letters": "\U0010ffff\uffff",
}
OTHERS = [Person(f"p{number}", (Text("Notaris"),)) for number in range(9)]
CHARLIE = Person("charlie", (Text("Houdt bijenkasten"),))


def through_every_door(people: list[Person], ties: list[Tie], folder: Path) -> list[Index]:
    """The same world built, changed into, compacted and read from a file."""
    changed = Index.build([], [])
    changed.apply([*(PersonSet(one) for one in people), *(TieSet(tie) for tie in ties)])
    compacted = Index.build(people[:1], ties)
    compacted.apply([PersonSet(one) for one in people[1:]])
    compacted.compact()
    changed.save(folder / "index")
    return [Index.build(people, ties), changed, compacted, Index.load(folder / "index")]


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_an_odd_strength_is_kept_whole_and_found_by_its_words(text: str, tmp_path: Path) -> None:
    body = f"Bijenkasten timmeren {text}"
    people = [*OTHERS, CHARLIE, Person("odd", (Text(body), Text(text)))]
    answers = [index.search(Query("bijenkasten ", "p1")) for index in through_every_door(people, [], tmp_path)]
    assert {hit.person: hit.why[0].text for hit in answers[0].hits}["odd"] == body
    assert [hit.person for hit in answers[0].hits if hit.person == "charlie"] == ["charlie"]
    assert answers == [answers[0]] * 4


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_an_odd_wish_is_answered(text: str, tmp_path: Path) -> None:
    people = [*OTHERS, CHARLIE, Person("odd", (Text(text),))]
    indices = through_every_door(people, [Tie("p1", "charlie")], tmp_path)
    for wish in (text, f"bijenkasten {text}"):
        query = Query(wish, "p1", scope="nudge")
        assert len({(index.search(query), tuple(index.rank(query))) for index in indices}) == 1
    assert "charlie" in [hit.person for hit in indices[0].search(Query(f"bijenkasten {text}", "p1")).hits]


def test_each_of_ten_thousand_words_finds_its_text() -> None:
    index = Index.build([*OTHERS, Person("odd", (Text(TEN_THOUSAND),))], [])
    for number in (0, 4_999, 9_999):
        assert [hit.person for hit in index.search(Query(f"woord{number} ")).hits] == ["odd"]


@pytest.mark.parametrize("id", ["\0", "\ud800", "🐝", "‮imker", " ", "a\nb", "x" * 10_000, "\U0010ffff"])
def test_an_odd_id_is_an_id(id: str, tmp_path: Path) -> None:
    people = [*OTHERS, Person(id, (Text("Imker", key=id),), place=id, langs=(id,))]
    for index in through_every_door(people, [Tie(id, "p1"), Tie(id, "not yet here")], tmp_path):
        (hit,) = index.search(Query("imker ", "p1", place=id, lang=id)).hits
        assert (hit.person, hit.ring, hit.why[0].key) == (id, 1, id)
        assert index.path("p1", id) == ("p1", id)
        assert index.search(Query("imker ", "p1"), frozenset({id})).hits == ()


def test_who_does_not_exist_changes_nothing(tmp_path: Path) -> None:
    people, ties = [*OTHERS, CHARLIE], [Tie("p1", "p2"), Tie("p2", "charlie")]
    query = Query("bijenkasten ", "p1")
    expected = Index.build(people, ties).search(query)
    for index in through_every_door(people, ties, tmp_path):
        assert index.search(query, frozenset({"nobody", "", "\0"})) == expected
        index.apply([PersonRemoved("nobody"), TieRemoved("nobody", "p1"), TieRemoved("no", "one"), TieRemoved("", "")])
        index.apply([TieSet(Tie("nobody", "charlie")), TieSet(Tie("nobody", "p1")), PersonRemoved("nobody")])
        assert index.search(query) == expected
        assert index.search(Query("bijenkasten ", "nobody")) == index.search(Query("bijenkasten "))
        assert index.path("nobody", "p1") == index.path("p1", "nobody") == index.path("nobody", "nobody") == ()
        index.apply(
            [PersonRemoved("charlie"), PersonRemoved("charlie"), TieRemoved("p1", "p2"), TieRemoved("p2", "p1")]
        )
        index.apply([PersonRemoved("charlie")])
        assert index.search(query).hits == ()
        index.apply([PersonSet(CHARLIE), PersonSet(CHARLIE)])
        assert index.search(query).reach.beyond == 1


def test_of_a_doubled_tie_the_last_word_holds_whoever_is_named_first(tmp_path: Path) -> None:
    people = [*OTHERS, CHARLIE]
    ties = [Tie("p1", "p2"), Tie("p2", "charlie"), Tie("charlie", "p2", open_b="closed")]
    for index in through_every_door(people, ties, tmp_path):
        assert index.search(Query("bijenkasten ", "p1")).reach.ring2 == 0
        index.apply([TieSet(Tie("p2", "charlie", open_a="open", open_b="open"))] * 2)
        (hit,) = index.search(Query("bijenkasten ", "p1")).hits
        assert (hit.ring, hit.mutual, hit.via[0].named) == (2, 1, True)
        index.apply([TieRemoved("charlie", "p2")])
        assert index.search(Query("bijenkasten ", "p1")).reach.beyond == 1


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Tie("a", "b", NAN),
        lambda: Tie("a", "b", 0.5, NAN),
        lambda: Tie("a", "b", float("inf")),
        lambda: Tie("a", "b", 0.5, -1e-9),
        lambda: Tie("a", "a"),
        lambda: Text("x", NAN),
        lambda: Text("x", -1.0),
        lambda: Text("x", 1e9),
        lambda: Person("a", availability=NAN),
        lambda: Person("a", availability=1.0001),
    ],
)
def test_a_number_that_is_none_and_a_tie_with_oneself_are_refused_with_a_sentence(wrong: Callable[[], Any]) -> None:
    with pytest.raises(ValueError, match=r"(must lie between 0 and|needs two different people)"):
        wrong()


def test_the_first_and_the_last_moment_of_the_calendar_are_moments(tmp_path: Path) -> None:
    east, west = (timezone(timedelta(hours=hours)) for hours in (14, -12))
    first, last = datetime(1, 1, 1, tzinfo=east), datetime(9999, 12, 31, 23, 59, tzinfo=west)
    moments = [first, last, first.replace(tzinfo=None), last.replace(tzinfo=None), datetime(1970, 1, 1, tzinfo=UTC)]
    people = [Person(f"m{number}", (Text("Imker", at=at),)) for number, at in enumerate(moments)]
    answers = [
        index.search(Query("imker ")) for index in through_every_door([*OTHERS, *OTHERS_TOO, *people], [], tmp_path)
    ]
    assert len(answers[0].hits) == len(moments)
    assert answers == [answers[0]] * 4


OTHERS_TOO = [Person(f"q{number}", (Text("Smid"),)) for number in range(20)]


def test_the_last_slot_fits_and_one_more_is_refused() -> None:
    everybody = Members.empty(Strings(np.zeros(0, dtype=np.uint8), np.zeros(SLOTS_MAX + 1, dtype=np.uint32)))
    assert int(np.uint32(SLOTS_MAX - 1) << np.uint32(8) | np.uint32(255)) == 2**32 - 1
    with pytest.raises(ValueError, match="at most 16,777,216 people"):
        everybody.add("one more")


def test_a_place_for_everyone_is_not_too_many() -> None:
    people = [Person(f"p{number}", place=f"place {number}") for number in range(66_000)]
    people[-1] = Person("glazier", (Text("Glasblazer"),), place="place 65999")
    index = Index.build(people, [])
    for place, found in (("place 65999", ["glazier"]), ("place 1", []), ("nowhere", [])):
        assert [hit.person for hit in index.search(Query("glasblazer ", place=place)).hits] == found
