"""Nobody learns a hidden fact from the kernel: 500 pairs of worlds, built and changed (more by hand: worlds.py)."""

from random import Random

import pytest

from durf.matching import Query
from tests.matching.worlds import WORDS, built, differences, pair


@pytest.mark.parametrize("first", range(0, 500, 100))
def test_an_asker_who_may_not_know_a_fact_sees_no_difference(first: int) -> None:
    found = [one for seed in range(first, first + 100) for one in differences(seed, by_change=seed % 2 == 1)]
    assert found == []


def test_who_may_know_it_does_see_a_difference() -> None:
    """Otherwise the pairs above would prove nothing."""
    seen = {"private text": [0, 0], "closed tie": [0, 0], "text for members": [0, 0]}
    for seed in range(300):
        both = pair(seed)
        if both.fact not in seen:
            continue
        asker, scope = both.asker, "shown"
        if both.fact == "private text":
            scope = "nudge"
        elif both.fact == "closed tie":
            asker = next(key[0] for key, tie in both.ties[1].items() if both.ties[0].get(key) != tie)
        else:
            asker = Random(seed).choice([id for id in both.people[0] if both.people[0][id] == both.people[1][id]])
        query = Query(" ".join(WORDS), asker, scope=scope)  # type: ignore[arg-type]
        answers = [built(both, side).rank(query) for side in (0, 1)]
        seen[both.fact][answers[0] != answers[1]] += 1
    assert all(differ > same / 4 for same, differ in seen.values()), seen
