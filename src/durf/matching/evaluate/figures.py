"""The figures of a ranking, as TREC counts them, and how evenly a method asks."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

DEPTH = 1000
MEANS = ("mrr", "ndcg10", "r10", "r100", "map")


@dataclass(slots=True)
class Figures:
    """What each question gave, and how often each person was among the first ten.

    Measures: reciprocal rank, NDCG@10 (gain 2^grade − 1; Järvelin and Kekäläinen 2002), recall at 10 and 100,
    average precision; all to depth 1000. A person who helped with any grade counts.
    """

    each: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in MEANS})
    firsts: dict[str, int] = field(default_factory=dict)
    times_ms: list[float] = field(default_factory=list)

    def add(self, ranking: Sequence[str], grades: Mapping[str, int], time_ms: float) -> None:
        """Count one question."""
        found = [rank for rank, person in enumerate(ranking[:DEPTH], 1) if person in grades]
        self.each["mrr"].append(1 / found[0] if found else 0.0)
        self.each["ndcg10"].append(_ndcg10(ranking, grades))
        self.each["r10"].append(sum(rank <= 10 for rank in found) / len(grades))
        self.each["r100"].append(sum(rank <= 100 for rank in found) / len(grades))
        self.each["map"].append(sum(place / rank for place, rank in enumerate(found, 1)) / len(grades))
        self.times_ms.append(time_ms)
        for person in ranking[:10]:
            self.firsts[person] = self.firsts.get(person, 0) + 1

    def report(self, people: int) -> dict[str, float]:
        """Return the means; `people` is how many could be ranked."""
        means = {name: round(math.fsum(values) / max(len(values), 1), 4) for name, values in self.each.items()}
        p50, p99 = np.percentile(self.times_ms or [0.0], (50, 99)).tolist()
        load = round(top1pct_load(self.firsts.values(), people), 4)
        return {**means, "top1pct_load": load, "p50_ms": round(p50, 3), "p99_ms": round(p99, 3)}


def top1pct_load(times: Collection[int], people: int) -> float:
    """Return the share of all askings that falls to the 1 % of `people` who are asked most; 0..1.

    `times` is how often each was asked; who is missing was never asked.
    """
    busiest = sorted(times, reverse=True)[: max(1, math.ceil(people / 100))]
    return sum(busiest) / max(sum(times), 1)


def gini(times: Collection[int], people: int) -> float:
    """Return how unevenly `people` are asked: 0 where all are asked alike, towards 1 where one is asked for all.

    Σ (2i − n − 1) x_i / (n Σ x), x rising (Gini, 1912, in the form of Sen, On Economic Inequality, 1973).
    """
    rising = [0] * (people - len(times)) + sorted(times)
    spread = sum((2 * place - people - 1) * asked for place, asked in enumerate(rising, 1))
    return spread / (max(people, 1) * max(sum(rising), 1))


def _ndcg10(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    gained = _discounted([grades.get(person, 0) for person in ranking[:10]])
    return gained / _discounted(sorted(grades.values(), reverse=True)[:10])


def _discounted(grades: Sequence[int]) -> float:
    return math.fsum((2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))
