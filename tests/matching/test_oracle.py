"""The library equals the slow oracle bit for bit on invented worlds."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from durf.matching import Index, Person, PersonRemoved, PersonSet, Query, Text, Tie, TieRemoved, TieSet
from tests.matching.oracle import Oracle

_WORDS = (
    "imker bijenhouder beekeeper honing tuin tuinontwerp ontwerp belasting belastingadvies belastingadviseur adviseur "
    "advies huisarts arts gitaar gitaarles les roof roofs repair hulp help iemand ik zoek een the wie kent ervaring 12 "
    "café c++ de bij bijen tax advisor 🐝 ijs"
)
WORDS = tuple(_WORDS.split())
VOCABULARY = {
    "imker": "bee",
    "bijenhouder": "bee",
    "beekeeper": "bee",
    "tax advisor": "tax",
    "belastingadviseur": "tax",
}
IDS = ("alice", "bob", "charlie", "dora", "erik", "fatima", "gijs", "hanna")
START = datetime(2026, 1, 1, tzinfo=UTC)

bodies = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
moments = st.none() | st.integers(0, 4).map(lambda days: START + timedelta(days=days))
texts = st.builds(
    Text,
    body=bodies,
    weight=st.sampled_from([0.0, 0.5, 1.0, 1.0, 3.0]),
    at=moments,
    lang=st.sampled_from([None, None, "nl", "en"]),
    audience=st.sampled_from(["everyone", "everyone", "members", "matching"]),
    key=st.sampled_from(["", "k1", "k2"]),
)


def people_named(id: str) -> st.SearchStrategy[Person]:
    return st.builds(
        Person,
        id=st.just(id),
        texts=st.lists(texts, max_size=4).map(tuple),
        availability=st.sampled_from([0.0, 0.3, 1.0, 1.0]),
        findable=st.sampled_from([True, True, True, False]),
        place=st.sampled_from([None, "noord", "zuid"]),
        langs=st.sampled_from([(), ("nl",), ("nl", "en")]),
        newcomer=st.booleans(),
    )


strengths = st.sampled_from([0.0, 0.2, 0.5, 1.0])
openness = st.sampled_from(["closed", "ask", "ask", "open"])
pairs = st.lists(st.sampled_from(IDS), min_size=2, max_size=2, unique=True)
ties = st.builds(
    lambda pair, sa, sb, oa, ob: Tie(pair[0], pair[1], sa, sb, oa, ob), pairs, strengths, strengths, openness, openness
)
worlds = st.tuples(
    st.lists(st.sampled_from(IDS), max_size=8, unique=True).flatmap(
        lambda ids: st.tuples(*(people_named(id) for id in ids))
    ),
    st.lists(ties, max_size=16),
)
queries = st.builds(
    Query,
    text=st.builds(
        lambda words, cut, end: " ".join(words)[: cut or None] + end,
        st.lists(st.sampled_from((*WORDS, "\n", "unheardof", "\0")), max_size=7),
        st.integers(0, 30),
        st.sampled_from(["", " ", "?"]),
    ),
    asker=st.none() | st.sampled_from((*IDS, "nobody")),
    scope=st.sampled_from(["shown", "nudge"]),
    kind=st.sampled_from([None, "advice", "lead", "hand", "thing", "company"]),
    place=st.sampled_from([None, None, "noord"]),
    lang=st.sampled_from([None, None, "en"]),
    top=st.sampled_from([0, 2, 20]),
    within=st.sampled_from([3, 3, 2, 1]),
)
blocks = st.frozensets(st.sampled_from((*IDS, "nobody")), max_size=2)
changes: st.SearchStrategy[Any] = st.lists(
    st.sampled_from(IDS).flatmap(people_named).map(PersonSet)
    | st.sampled_from(IDS).map(PersonRemoved)
    | ties.map(TieSet)
    | pairs.map(lambda pair: TieRemoved(*pair)),
    max_size=6,
)
calm = settings(
    max_examples=70,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


@calm
@given(worlds, queries, blocks)
def test_every_answer_equals_the_oracle(world: Any, query: Query, blocked: frozenset[str]) -> None:
    people, known = world
    index, oracle = Index.build(people, known, VOCABULARY), Oracle(people, known, VOCABULARY)
    assert index.search(query, blocked) == oracle.search(query, blocked)


@calm
@given(worlds, changes, queries, blocks)
def test_an_index_after_changes_equals_one_built_anew(
    world: Any, changed: list[Any], query: Query, blocked: frozenset[str]
) -> None:
    people, known = world
    index = Index.build(people, known, VOCABULARY)
    index.search(query)
    index.apply(changed)
    now, tied = after(people, known, changed)
    assert index.search(query, blocked) == Oracle(now.values(), tied.values(), VOCABULARY).search(query, blocked)


def test_a_town_with_a_hub_and_long_histories_equals_the_oracle() -> None:
    chance = Random(7)
    ids = [f"m{number:02}" for number in range(48)]
    people = [
        Person(
            id,
            tuple(text_at_random(chance) for _ in range(chance.choice([0, 1, 3, 14]))),
            newcomer=chance.random() < 0.2,
        )
        for id in ids
    ]
    known = [Tie("m00", id, 0.6, 0.3, "open", chance.choice(["open", "ask"])) for id in ids[1:30]]
    for _ in range(150):
        a, b = chance.sample(ids, 2)
        known.append(Tie(a, b, chance.random(), chance.random(), "ask", chance.choice(["open", "ask", "closed"])))
    index, oracle = Index.build(people, known, VOCABULARY), Oracle(people, known, VOCABULARY)
    for text in (
        "imker met honing en tuin",
        "belastingadvies gitaar roof ijs c++ bijen",
        "help hulp advies tui",
        "arts",
    ):
        for asker in ("m00", "m40"):
            query = Query(text, asker, kind=chance.choice(["lead", "advice"]))
            assert index.search(query) == oracle.search(query)


def text_at_random(chance: Random) -> Text:
    at = chance.choice([None, START + timedelta(days=chance.randrange(40))])
    return Text(" ".join(chance.choices(WORDS, k=chance.randrange(1, 6))), at=at)


def after(people: Any, known: list[Tie], changed: list[Any]) -> tuple[dict[str, Person], dict[frozenset[str], Tie]]:
    now = {person.id: person for person in people}
    tied = {frozenset((tie.a, tie.b)): tie for tie in known}
    for change in changed:
        match change:
            case PersonSet(person):
                now[person.id] = person
            case PersonRemoved(id):
                now.pop(id, None)
                tied = {pair: tie for pair, tie in tied.items() if id not in pair}
            case TieSet(tie):
                tied[frozenset((tie.a, tie.b))] = tie
            case TieRemoved(a, b):
                tied.pop(frozenset((a, b)), None)
    return now, tied
