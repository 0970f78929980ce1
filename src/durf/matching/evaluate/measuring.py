"""Run every method over every question of a set."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TextIO

import numpy as np

from durf.matching.core import Index
from durf.matching.evaluate.baselines import Baselines, Floats
from durf.matching.evaluate.figures import DEPTH, Figures
from durf.matching.evaluate.judged import JudgedSet, Question
from durf.matching.questions import Query

Ranked = Sequence[tuple[str, float]]
Method = Callable[[Question], Ranked]


@dataclass(frozen=True, slots=True)
class Measured:
    """One set and the figures of each method."""

    set: str
    people: int
    questions: int
    methods: dict[str, dict[str, float]]


def measure(judged: JudgedSet, run: TextIO | None = None) -> Measured:
    """Measure ours and the three simple methods; write our ranking as a TREC run where asked."""
    index = Index.build(judged.people, judged.ties)
    simple = Baselines.build(judged)
    methods: dict[str, Method] = {
        "durf": lambda question: index.rank(Query(question.text + " ", question.asker)),
        "active": _by_score(simple.ids, simple.active),
        "bm25_person": _by_score(simple.ids, simple.bm25_person),
        "bm25_items": _by_score(simple.ids, simple.bm25_items),
    }
    figures = {name: _figures(judged, method, run if name == "durf" else None) for name, method in methods.items()}
    return Measured(judged.name, len(judged.candidates), len(judged.questions), figures)


def _figures(judged: JudgedSet, method: Method, run: TextIO | None) -> dict[str, float]:
    figures = Figures()
    if judged.questions:
        method(judged.questions[0])  # the first search builds what all others share
    for question in judged.questions:
        start = perf_counter()
        ranked = method(question)
        time_ms = (perf_counter() - start) * 1000
        allowed = [
            (person, score)
            for person, score in ranked
            if person in judged.candidates and person != question.asker and person not in question.excluded
        ][:DEPTH]
        figures.add([person for person, _ in allowed], judged.helped[question.id], time_ms)
        if run is not None:
            for rank, (person, score) in enumerate(allowed, 1):
                run.write(f"{question.id} Q0 {person} {rank} {score:.0f} durf\n")
    return figures.report(len(judged.candidates))


def _by_score(ids: Sequence[str], scorer: Callable[[Question], Floats]) -> Method:
    def ranked(question: Question) -> Ranked:
        scores = scorer(question)
        order = np.argsort(-scores, kind="stable")
        return [(ids[number], float(scores[number])) for number in order.tolist() if scores[number] > 0]

    return ranked
