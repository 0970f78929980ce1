"""The rules of who knows whom, on a handful of people."""

import pytest

from durf.demo.town.content import Person
from durf.demo.town.ties import MOST, pairs_choose


def person(handle: str, *, trade: str = "", groups: tuple[str, ...] = (), place: str = "") -> Person:
    return Person(
        handle=handle,
        name=handle.capitalize(),
        lang="nl",
        languages=["nl"],
        line="",
        trade=trade,
        organisation="",
        place=place,
        strengths=[],
        limits=[],
        findable="name",
        nudges=2,
        newcomer=False,
        groups=list(groups),
    )


CAST = [person("alice"), person("bob"), person("charlie"), person("dora")]


def crowd(number: int, *groups: str) -> list[Person]:
    return [person(f"person{index:03}", groups=groups) for index in range(number)]


def test_alice_and_charlie_never_know_each_other_however_close_they_live() -> None:
    close = [person(name, groups=("choir", "rowing"), place="Lindehof", trade="imker") for name in ("alice", "charlie")]
    assert ("alice", "charlie") not in pairs_choose([*close, *crowd(6, "choir")], set())


def test_somebody_who_knows_alice_does_not_know_dora() -> None:
    people = [*(person(name, groups=("choir",)) for name in ("alice", "dora")), *crowd(60, "choir")]
    pairs = pairs_choose(people, set())
    friends = [
        {other for pair in pairs if name in pair for other in pair if other != name} for name in ("alice", "dora")
    ]
    assert friends[0] and friends[1]
    assert friends[0] & friends[1] == set()


def test_written_ties_that_would_join_alice_and_dora_are_refused() -> None:
    with pytest.raises(ValueError, match="alice and dora"):
        pairs_choose(CAST, {("alice", "bob"), ("bob", "dora")})


def test_written_ties_are_always_there() -> None:
    assert ("alice", "bob") in pairs_choose(CAST, {("alice", "bob")})


def test_people_who_share_a_circle_meet_more_often_than_strangers() -> None:
    choir, chess = crowd(40, "choir"), [person(f"other{index:03}", groups=("chess",)) for index in range(40)]
    pairs = pairs_choose([*choir, *chess], set())
    inside = sum(a[:5] == b[:5] for a, b in pairs)
    assert inside > 4 * (len(pairs) - inside)


def test_nobody_is_left_alone_and_nobody_knows_everybody() -> None:
    people = [
        person("hanna", groups=("choir", "chess", "rowing")),
        *crowd(200, "choir", "chess", "rowing"),
        person("zoe"),
    ]
    pairs = pairs_choose(people, set())
    known = {one.handle: sum(one.handle in pair for pair in pairs) for one in people}
    assert min(known.values()) >= 2
    assert known["hanna"] <= MOST
