"""Inviting in waves on real questions: how soon somebody is asked who really helped, and how evenly people are asked.

Everybody invited is counted, and no wave is left out because an earlier one brought help: who else would have helped,
nobody knows. Only people with a grade in the set count as help, so all shares are lower bounds.
"""

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from durf.matching.evaluate.figures import gini, top1pct_load
from durf.matching.evaluate.judged import EPOCH, JudgedSet, Question
from durf.matching.evaluate.measuring import Method, allowed, ours

WAVES = (3, 8, 15)  # asked by the end of each wave of 3, 5 and 8, at most 15 a wish; PRODUCT.md, "Nudge"
FIRST = (3, 5, 8, 10, 15)
A_WEEK = 2  # nudges a person takes in seven days, the product's default
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Replayed:
    """One set and what each way of asking gave.

    Attributes:
        limited: whether the questions have dates, so that the weekly limit could be kept.
        replay: way of asking → figure → value; see `Asked.report`. Ways with a limit are None where there are no dates.
    """

    set: str
    people: int
    questions: int
    limited: bool
    replay: dict[str, dict[str, float] | None]


@dataclass(slots=True)
class Asked:
    """Who was asked for each question, in order, and after how many somebody was reached who helped."""

    times: Counter[str] = field(default_factory=Counter)
    first_help: list[int | None] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    def add(self, invited: Sequence[str], helpers: dict[str, int]) -> None:
        """Count one question."""
        self.times.update(invited)
        self.sizes.append(len(invited))
        self.first_help.append(next((place for place, one in enumerate(invited, 1) if one in helpers), None))

    def report(self, people: int, first: Sequence[int] = FIRST) -> dict[str, float]:
        """Return the share of questions where one of the first 3, 5, … helped (and of all), and the burden.

        `asked` is the mean number of people asked for a question; `top1pct_load` and `gini` say how unevenly, over
        all `people` who could be.
        """
        questions = max(len(self.sizes), 1)
        after = {f"first{most}": self._helped(most) / questions for most in first}
        helped = self._helped(max(self.sizes, default=0)) / questions
        spread = {"top1pct_load": top1pct_load(self.times.values(), people), "gini": gini(self.times.values(), people)}
        told = {**after, "helped": helped, "asked": sum(self.sizes) / questions, **spread}
        return {name: round(value, 4) for name, value in told.items()}

    def _helped(self, most: int) -> int:
        return sum(place is not None and place <= most for place in self.first_help)


class Weeks:
    """Keeps the weekly limit: nobody is asked more than twice within seven days, reckoned back from each question."""

    def __init__(self) -> None:
        self._asked: dict[str, deque[datetime]] = {}

    def free(self, person: str, now: datetime) -> bool:
        """Tell whether a person may be asked now."""
        asked = self._asked.get(person, deque())
        while asked and asked[0] <= now - WEEK:
            asked.popleft()
        return len(asked) < A_WEEK

    def ask(self, people: Sequence[str], now: datetime) -> None:
        """Write down who is asked."""
        for person in people:
            self._asked.setdefault(person, deque()).append(now)


def replay(judged: JudgedSet) -> Replayed:
    """Ask for every question in the order of their dates, as we do, as "ask the busiest" does, and everybody."""
    limited = bool(judged.questions) and all(question.at is not None for question in judged.questions)
    order = sorted(judged.questions, key=_when) if limited else list(judged.questions)
    told: dict[str, dict[str, float] | None] = {}
    for name, method in (("durf", ours(judged)), ("busiest", _busiest(judged))):
        rankings = [allowed(method(question), question, judged) for question in order]
        told[name] = _asked(order, rankings, None, judged)
        told[f"{name}_limited"] = _asked(order, rankings, Weeks(), judged) if limited else None
    everybody = Asked()
    people = sorted(judged.candidates)  # in whatever order: all of them are asked
    for question in order:
        everybody.add(allowed(people, question, judged), judged.helped[question.id])
    told["broadcast"] = everybody.report(len(people), first=())
    return Replayed(judged.name, len(people), len(order), limited, told)


def table(replayed: Replayed) -> str:
    """Return the same for people to read."""
    columns = (*(f"first{most}" for most in FIRST), "helped", "asked", "top1pct_load", "gini")
    head = f"{replayed.set}: {replayed.people} people, {replayed.questions} questions"
    note = "" if replayed.limited else "; no dates, so no weekly limit"
    return "".join(_lines(head + note, columns, replayed.replay))


def _lines(head: str, columns: Sequence[str], rows: dict[str, Any]) -> Iterator[str]:
    yield head + "\n"
    yield f"{'asking':<16}" + "".join(f"{column:>13}" for column in columns) + "\n"
    for name, row in rows.items():
        if row is not None:
            cells = (f"{row[column]:>13.4f}" if column in row else f"{'-':>13}" for column in columns)
            yield f"{name:<16}" + "".join(cells) + "\n"


def _asked(
    order: Sequence[Question], rankings: Sequence[Sequence[str]], weeks: Weeks | None, judged: JudgedSet
) -> dict[str, float]:
    asked = Asked()
    for question, ranking in zip(order, rankings, strict=True):
        now = _when(question)
        free = (person for person in ranking if weeks is None or weeks.free(person, now))
        invited = list(islice(free, WAVES[-1]))
        if weeks is not None:
            weeks.ask(invited, now)
        asked.add(invited, judged.helped[question.id])
    return asked.report(len(judged.candidates))


def _busiest(judged: JudgedSet) -> Method:
    order = sorted(judged.people, key=lambda person: -len(person.texts))
    ids = [person.id for person in order if person.texts]
    return lambda question: ids


def _when(question: Question) -> datetime:
    return question.at or EPOCH
