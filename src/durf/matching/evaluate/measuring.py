"""Run every method over every question of a set."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TextIO

import numpy as np

from durf.matching.core import Index
from durf.matching.evaluate.baselines import Baselines, Floats
from durf.matching.evaluate.comparing import Compared, compare
from durf.matching.evaluate.figures import DEPTH, Figures
from durf.matching.evaluate.judged import JudgedSet, Question
from durf.matching.questions import Query

Ranked = Sequence[str]
Method = Callable[[Question], Ranked]


@dataclass(frozen=True, slots=True)
class Measured:
    """One set and the figures of each method."""

    set: str
    people: int
    questions: int
    methods: dict[str, dict[str, float]]


def measure(judged: JudgedSet, run: TextIO | None = None) -> tuple[Measured, Compared]:
    """Measure ours and the three simple methods, and ours against each; write our ranking as a TREC run where asked."""
    simple = Baselines.build(judged)
    methods: dict[str, Method] = {
        "durf": ours(judged),
        "active": _by_score(simple.ids, simple.active),
        "bm25_person": _by_score(simple.ids, simple.bm25_person),
        "bm25_items": _by_score(simple.ids, simple.bm25_items),
    }
    figures = {name: _figures(judged, method, run if name == "durf" else None) for name, method in methods.items()}
    reports = {name: one.report(len(judged.candidates)) for name, one in figures.items()}
    against = compare(figures.pop("durf"), figures)
    return Measured(judged.name, len(judged.candidates), len(judged.questions), reports), against


def ours(judged: JudgedSet) -> Method:
    """Build an index of the set and rank with it."""
    index = Index.build(judged.people, judged.ties)
    return lambda question: [person for person, _ in index.rank(Query(question.text + " ", question.asker))]


def allowed(ranked: Ranked, question: Question, judged: JudgedSet) -> list[str]:
    """Return those of a ranking who may be ranked: no asker, nobody excluded or unlabelled."""
    barred = question.excluded | {question.asker}
    return [person for person in ranked if person in judged.candidates and person not in barred]


def _figures(judged: JudgedSet, method: Method, run: TextIO | None) -> Figures:
    figures = Figures()
    if judged.questions:
        method(judged.questions[0])  # the first search builds what all others share
    for question in judged.questions:
        start = perf_counter()
        ranked = method(question)
        time_ms = (perf_counter() - start) * 1000
        ranking = allowed(ranked, question, judged)[:DEPTH]
        figures.add(ranking, judged.helped[question.id], time_ms)
        if run is not None:
            _write(run, question, ranking)
    return figures


def _write(run: TextIO, question: Question, ranking: Sequence[str]) -> None:
    """Write 1000 for the first, 999 for the second, …: a TREC tool sorts by score, and so finds our order again.

    The library's own score does not fall throughout: who was passed over for being asked too often keeps theirs.
    """
    for place, person in enumerate(ranking):
        run.write(f"{question.id} Q0 {person} {place + 1} {DEPTH - place} durf\n")


def _by_score(ids: Sequence[str], scorer: Callable[[Question], Floats]) -> Method:
    def ranked(question: Question) -> Ranked:
        scores = scorer(question)
        order = np.argsort(-scores, kind="stable")
        return [ids[number] for number in order.tolist() if scores[number] > 0]

    return ranked
