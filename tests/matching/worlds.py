"""Pairs of worlds that differ in one hidden fact, and whether an asker who may not know it sees a difference.

By hand: `python -m tests.matching.worlds 100000 --processes 2`. The suite looks at 500 pairs.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from time import monotonic
from typing import Any, get_args

from durf.matching import Index, Person, PersonRemoved, PersonSet, Query, Text, Tie, TieRemoved, TieSet
from durf.matching.people import Openness
from durf.matching.questions import Kind

IDS = ("alice", "bob", "charlie", "dora", "erik", "fatima", "gijs", "hanna", "ida", "joris")
ASKERS = (*IDS[:6], None, "nobody")
_WORDS = (
    "imker bijenhouder honing tuin tuinontwerp belasting belastingadvies adviseur huisarts gitaar gitaarles les roof "
    "repair hulp ik zoek een wie kent the café c++ bijen 12 notaris"
)
WORDS = tuple(_WORDS.split())
VOCABULARY = {"imker": "bee", "bijenhouder": "bee", "belastingadvies": "tax"}
OPENNESS: tuple[Openness, ...] = get_args(Openness)
KINDS: tuple[Kind | None, ...] = (None, *get_args(Kind))
START = datetime(2026, 1, 1, tzinfo=UTC)
BATCH = 250

People = dict[str, Person]
Ties = dict[tuple[str, str], Tie]


@dataclass(frozen=True)
class Pair:
    """Two worlds equal but for one fact hidden from the asker, as people, ties and whom the asker has blocked."""

    fact: str
    people: tuple[People, People]
    ties: tuple[Ties, Ties]
    blocked: tuple[frozenset[str], frozenset[str]]
    asker: str | None


def pair(seed: int) -> Pair:
    """Invent a world and hide one fact in its twin."""
    chance = Random(seed)
    people = {id: _person(chance, id) for id in IDS if chance.random() < 0.9}
    keys = {(min(a, b), max(a, b)) for a, b in (chance.sample(IDS, 2) for _ in range(chance.randrange(20)))}
    ties = {key: _tie(chance, key) for key in sorted(keys)}
    asker = chance.choice(ASKERS)
    blocked = frozenset(id for id in IDS if id != asker and chance.random() < 0.05)
    fact = chance.choice(("private text", "text for members", "closed tie", "hidden person", "block"))
    others = [id for id in people if id != asker]
    if fact == "private text" and others:
        return Pair(fact, (people, _told(chance, people, others, "matching")), (ties, ties), (blocked, blocked), asker)
    if fact == "text for members" and others and asker not in people:
        return Pair(fact, (people, _told(chance, people, others, "members")), (ties, ties), (blocked, blocked), asker)
    if fact == "hidden person" and others:
        id = chance.choice(others)
        gone = {one: person for one, person in people.items() if one != id}
        hidden = {**people, id: replace(_person(chance, id), findable=False)}
        return Pair(fact, (gone, hidden), (ties, ties), (blocked, blocked), asker)
    if fact == "block" and others:
        id = chance.choice(others)
        hidden = {**people, id: replace(people[id], findable=False)}
        return Pair(fact, (people, hidden), (ties, ties), (blocked | {id}, blocked), asker)
    between = [id for id in IDS if id != asker]
    a, b = sorted(chance.sample(between, 2))
    without = {key: tie for key, tie in ties.items() if key != (a, b)}
    closed = replace(_tie(chance, (a, b)), open_a="closed")
    return Pair("closed tie", (people, people), (without, {**without, (a, b): closed}), (blocked, blocked), asker)


def differences(seed: int, *, by_change: bool) -> list[str]:
    """Ask both worlds of a pair the same; return what told them apart, nothing when all is well.

    Args:
        seed: of the pair.
        by_change: whether one index is brought from the first world to the second, compacted or not, instead of
            building the second.
    """
    chance, both = Random(-seed - 1), pair(seed)
    first, second = (built(both, side) for side in (0, 1))
    if by_change:
        second = built(both, 0)
        second.apply(list(_changes(both)))
        if chance.random() < 0.3:
            second.compact()
    found = []
    for query in _queries(chance, both):
        for name in ("search", "scan", "rank"):
            answers = [getattr(index, name)(query, both.blocked[side]) for side, index in ((0, first), (1, second))]
            if answers[0] != answers[1]:
                found.append(f"{name} {query}")
    for id in IDS if both.asker is not None else ():
        if _path(first, both, 0, id) != _path(second, both, 1, id):
            found.append(f"path to {id}")
    return [f"seed {seed}, {both.fact}: {one}" for one in found]


def _path(index: Index, both: Pair, side: int, goal: str) -> tuple[str, ...]:
    assert both.asker is not None
    return index.path(both.asker, goal, both.blocked[side])


def _queries(chance: Random, both: Pair) -> Iterator[Query]:
    """Wishes in the scopes that may not know the fact: a private text may be read to nudge."""
    scopes = ("shown",) if both.fact == "private text" else ("shown", "nudge")
    for _ in range(2):
        text = " ".join(chance.choices(WORDS, k=chance.randrange(1, 6)))
        text = text[: chance.randrange(3, 40)] + chance.choice(["", " ", "?"])
        kind, place = chance.choice(KINDS), chance.choice([None, None, "noord"])
        for scope in scopes:
            yield Query(text, both.asker, scope=scope, kind=kind, place=place, top=20)  # type: ignore[arg-type]


def built(both: Pair, side: int) -> Index:
    return Index.build(both.people[side].values(), both.ties[side].values(), VOCABULARY)


def _changes(both: Pair) -> Iterator[Any]:
    before, after = both.people
    yield from (PersonSet(person) for id, person in after.items() if before.get(id) != person)
    yield from (PersonRemoved(id) for id in before if id not in after)
    old, new = both.ties
    waiting = [TieSet(tie) for key, tie in new.items() if old.get(key) != tie]
    yield from (*waiting, *(TieRemoved(*key) for key in old if key not in new))


def _person(chance: Random, id: str) -> Person:
    audiences = ("everyone", "everyone", "members", "matching")
    texts = tuple(_text(chance, chance.choice(audiences)) for _ in range(chance.randrange(4)))
    langs = chance.choice([(), ("nl",), ("nl", "en")])
    findable, place = chance.random() < 0.85, chance.choice([None, "noord", "zuid"])
    return Person(id, texts, chance.choice([0.0, 0.4, 1.0, 1.0]), findable, place, langs, chance.random() < 0.3)


def _text(chance: Random, audience: Any) -> Text:
    at = chance.choice([None, START + timedelta(days=chance.randrange(9))])
    return Text(" ".join(chance.choices(WORDS, k=chance.randrange(1, 7))), 1.0, at, audience=audience)


def _tie(chance: Random, key: tuple[str, str]) -> Tie:
    return Tie(*key, chance.random(), chance.random(), *chance.choices(OPENNESS, k=2))


def _told(chance: Random, people: People, others: list[str], audience: str) -> People:
    """The same people, one of whom says something more to some only."""
    id = chance.choice(others)
    more = tuple(_text(chance, audience) for _ in range(chance.randrange(1, 4)))
    return {**people, id: replace(people[id], texts=(*people[id].texts, *more))}


def _batch(seeds: range) -> tuple[Counter[str], list[str]]:
    facts: Counter[str] = Counter()
    found: list[str] = []
    for seed in seeds:
        facts[pair(seed).fact] += 1
        found += differences(seed, by_change=seed % 2 == 1)
    return facts, found


def main() -> int:
    """Look at so many pairs; print the seeds of those that differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=int)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="end after so long")
    parser.add_argument("--from", dest="first", type=int, default=0, help="the first seed")
    chosen = parser.parse_args()
    end = chosen.first + chosen.pairs
    batches = [range(seed, min(seed + BATCH, end)) for seed in range(chosen.first, end, BATCH)]
    facts: Counter[str] = Counter()
    wrong, until = 0, monotonic() + chosen.seconds
    with ProcessPoolExecutor(chosen.processes) as processes:
        for number, (seen, found) in enumerate(processes.map(_batch, batches)):
            facts += seen
            wrong += len(found)
            sys.stdout.writelines(f"{line}\n" for line in found)
            if number % 20 == 0:
                sys.stdout.write(f"{facts.total():,} pairs, {wrong} differences\n")
                sys.stdout.flush()
            if monotonic() > until:
                processes.shutdown(cancel_futures=True)
                break
    sys.stdout.write(f"{facts.total():,} pairs, {wrong} differences; {dict(facts)}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
