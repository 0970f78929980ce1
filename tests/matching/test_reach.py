"""How far a text reaches."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from durf.matching import Index, Person, Query, Reach, Text, Tie

TRADES = ("imker", "tuinman", "gitaarbouwer", "notaris", "dakdekker", "kapper", "fotograaf", "lasser")
TOWN = [
    Person(f"{trade}{number}", (Text(f"Ik ben {trade} en help graag met advies"), Text("Wandelen in het bos")))
    for trade in TRADES
    for number in range(3)
]
VAGUE = (
    "hulp",
    "graag",
    "iemand",
    "leuk",
    "iets",
    "mensen",
    "help",
    "advies",
    "thing",
    "please",
    "wandelen",
    "bos",
    "12",
)
index = Index.build(TOWN, [])


def beyond(text: str) -> int:
    return index.search(Query(text)).reach.beyond


@pytest.mark.parametrize(
    "text", ["", "ik zoek hulp", "wie kan mij helpen", "advies", "help", "!!", "12 345", "i", "im"]
)
def test_common_words_alone_reach_nobody(text: str) -> None:
    assert index.search(Query(text)).reach == Reach()
    assert index.search(Query(text)).hits == ()


def test_a_trade_reaches_those_who_have_it() -> None:
    assert beyond("Wie kent een imker?") == 3


def test_what_everybody_does_reaches_nobody() -> None:
    assert beyond("wandelen in het bos ") == 0


def test_a_half_typed_word_reaches_what_it_may_become() -> None:
    assert beyond("Wie kent een imk") == 3
    assert beyond("Wie kent een imk ") == 0


def test_a_long_careful_wish_reaches_as_far_as_a_short_one() -> None:
    wish = (
        "Wie kent een imker? Mijn dochter wil na de zomervakantie op het platte dak van onze schuur een kast zetten, "
        "en wij begrijpen niets van zwermen, varroamijten, vergunningen of drachtplanten. Een uurtje is genoeg. "
    )
    assert {hit.person for hit in index.search(Query(wish)).hits} >= {"imker0", "imker1", "imker2"}


def test_half_a_compound_that_nobody_has_reaches_those_who_have_the_half() -> None:
    town = [*TOWN, Person("yara", (Text("Belastingadviseur met geduld"),))]
    assert [hit.person for hit in Index.build(town, []).search(Query("belastingadvies")).hits] == ["yara"]


def test_half_a_compound_does_not_decide_where_somebody_has_the_whole() -> None:
    town = [Person("hamza", (Text("huisarts"),)), Person("sanne", (Text("dierenarts"),))]
    assert [hit.person for hit in Index.build(town, []).search(Query("huisarts")).hits] == ["hamza"]


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.sampled_from((*TRADES, *VAGUE, "imk", "onbekend")), max_size=6).map(" ".join),
    st.sampled_from(VAGUE),
    st.sampled_from(("", " ", ".")),
)
def test_adding_a_vague_word_never_raises_the_count(text: str, vague: str, end: str) -> None:
    assert beyond(f"{text} {vague}{end}") <= beyond(text)


def test_rings_are_counted_as_the_asker_sees_them() -> None:
    ties = [Tie("notaris0", "imker0", open_a="closed"), Tie("imker0", "imker1", open_a="ask", open_b="open")]
    reach = Index.build(TOWN, ties).search(Query("imker", "notaris0")).reach
    assert reach == Reach(ring1=1, ring2=1, beyond=1, asked_first2=1)


def test_an_open_way_beside_an_ask_first_way_is_no_longer_asked_first() -> None:
    ties = [Tie("kapper0", c, open_a="ask") for c in ("notaris0", "notaris1")]
    ties += [Tie("notaris0", "imker0"), Tie("notaris1", "imker0", open_a="open", open_b="open")]
    answer = Index.build(TOWN, ties).search(Query("imker", "kapper0"))
    assert answer.reach == Reach(ring2=1, beyond=2, asked_first2=0)
    assert [(via.person, via.named) for via in answer.hits[0].via] == [("notaris1", True), ("notaris0", False)]


def town_of_200(words: dict[str, int]) -> Index:
    """So many people for each word, and notaries up to 200."""
    people = [Person(f"{word}{number}", (Text(word),)) for word, many in words.items() for number in range(many)]
    return Index.build(
        [*people, *(Person(f"n{number}", (Text("notaris"),)) for number in range(200 - len(people)))], []
    )


def test_the_four_rarest_words_decide_and_no_fifth() -> None:
    town = town_of_200({"imker": 1, "smid": 2, "lasser": 3, "kapper": 4, "dakdekker": 5})
    found = town.search(Query("dakdekker, imker, kapper, smid, lasser ")).hits
    assert {hit.person[:-1] for hit in found} == {"imker", "smid", "lasser", "kapper"}


def test_an_eighth_of_the_best_possible_fit_is_enough() -> None:
    town = town_of_200({"imker": 4, "smid": 1, "lasser": 1, "kapper": 1})
    assert town.search(Query("imker, smid, lasser, kapper, vuurspuwer ")).reach.beyond == 7


@pytest.mark.parametrize(("gardeners", "reached"), [(10, 11), (25, 1)])
def test_a_word_less_than_half_as_rare_as_the_rarest_decides_nothing(gardeners: int, reached: int) -> None:
    town = town_of_200({"imker": 1, "tuinman": gardeners})
    assert town.search(Query("imker of tuinman ")).reach.beyond == reached


@pytest.mark.parametrize(("singers", "reached"), [(66, 66), (67, 0)])
def test_a_word_of_more_than_a_third_of_the_people_reaches_nobody(singers: int, reached: int) -> None:
    assert town_of_200({"zangeres": singers}).search(Query("zangeres ")).reach.beyond == reached


def test_among_few_people_no_word_is_too_common() -> None:
    people = [Person(f"z{number}", (Text("zangeres"),)) for number in range(5)]
    assert Index.build(people, []).search(Query("zangeres ")).reach.beyond == 5
