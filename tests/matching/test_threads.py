"""Searches from many threads at once, on an index that stands still and on one that changes under them."""

from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Event
from typing import Any

from durf.matching import Answer, Index, Person, PersonRemoved, PersonSet, Query, Text
from tests.matching.test_oracle import VOCABULARY, WORDS, after
from tests.matching.test_snapshot import change_at_random, town

THREADS, SEARCHES = 8, 200
PEOPLE, TIES = town(11, people=300)
IDS = [person.id for person in PEOPLE]


def wishes(seed: int) -> list[Query]:
    chance = Random(seed)
    return [
        Query(
            " ".join(chance.choices(WORDS, k=chance.randrange(1, 6))) + chance.choice(["", " "]),
            chance.choice([*IDS, None]),
            scope=chance.choice(["shown", "nudge"]),
            kind=chance.choice([None, "lead", "advice"]),
        )
        for _ in range(SEARCHES)
    ]


def answers(index: Index, queries: list[Query]) -> list[Answer]:
    return [index.search(query, frozenset(IDS[:2])) for query in queries]


def test_eight_threads_get_the_answers_that_one_gets() -> None:
    alone, shared = (Index.build(PEOPLE, TIES, VOCABULARY) for _ in range(2))
    for index in (alone, shared):
        index.apply([change_at_random(Random(5), IDS) for _ in range(50)])
    asked = [wishes(seed % 5) for seed in range(THREADS)]  # some ask the same at the same moment
    expected = {seed: answers(alone, wishes(seed)) for seed in range(5)}
    with ThreadPoolExecutor(THREADS) as threads:
        found = list(threads.map(lambda queries: answers(shared, queries), asked))
    assert found == [expected[seed % 5] for seed in range(THREADS)]


def test_searches_go_on_while_changes_and_compactions_come_in() -> None:
    index = Index.build(PEOPLE, TIES, VOCABULARY)
    chance, over = Random(6), Event()
    changed: list[Any] = []

    def write() -> None:
        while not over.is_set():
            some = [change_at_random(chance, IDS) for _ in range(3)]
            index.apply(some)
            changed.extend(some)
            if chance.random() < 0.05:
                index.compact()

    def ask(seed: int) -> int:
        people = 0
        for query in wishes(seed):
            answer = index.search(query)
            reach = answer.reach
            assert len(answer.hits) == min(query.top, reach.ring1 + reach.ring2 + reach.beyond)
            index.path(IDS[seed], IDS[seed + 50])
            people += len(answer.hits)
        return people

    with ThreadPoolExecutor(THREADS + 1) as threads:
        writer = threads.submit(write)
        found = list(threads.map(ask, range(THREADS)))
        over.set()
        writer.result()
    assert changed
    assert min(found) > 0
    now, tied = after(PEOPLE, TIES, changed)
    anew = Index.build(now.values(), tied.values(), VOCABULARY)
    for query in wishes(99)[:40]:
        assert index.search(query) == anew.search(query)


def test_a_search_sees_all_of_a_change_or_nothing_of_it() -> None:
    others = [Person(f"p{number}", (Text("Notaris"),)) for number in range(20)]
    here, there = (Person(id, (Text("Imker"),)) for id in ("here", "there"))
    index = Index.build([*others, here], [])
    over = Event()

    def move() -> None:
        for _ in range(300):
            index.apply([PersonRemoved("here"), PersonSet(there)])
            index.apply([PersonSet(here), PersonRemoved("there")])
        over.set()

    def look() -> list[int]:
        seen = []
        while not over.is_set():
            seen.append(len(index.search(Query("imker ", "p1")).hits))
        return seen

    with ThreadPoolExecutor(5) as threads:
        looking = [threads.submit(look) for _ in range(4)]
        threads.submit(move).result()
    assert {count for one in looking for count in one.result()} == {1}
