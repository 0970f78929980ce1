"""A set of real questions and who really helped: read from a folder as ../shared/data/README.md describes it."""

import csv
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from durf.matching.people import Person, Text, Tie

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CALENDAR_FROM = datetime(1990, 1, 1, tzinfo=UTC)  # what is older is a running number, not a day
TIE_HALF = 3.0  # MATCHING.md: ties count as open with strength w / (w + 3)


class SetError(Exception):
    """A file of the set is missing or cannot be read; the message names it."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `asker` and `excluded` are never in its ranking, `at` is None where no day is known."""

    id: str
    title: str
    body: str
    asker: str | None
    excluded: frozenset[str]
    at: datetime | None = None

    @property
    def text(self) -> str:
        """Title and body as one wish: the title is its first line."""
        return f"{self.title}\n{self.body}" if self.body else self.title


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """People, ties, questions, and who helped with what grade.

    Attributes:
        candidates: ids of those who may be ranked (`labelled` in the data, where it is used).
        helped: question id → person id → grade ≥ 1.
    """

    name: str
    people: tuple[Person, ...]
    ties: tuple[Tie, ...]
    candidates: frozenset[str]
    questions: tuple[Question, ...]
    helped: dict[str, dict[str, int]]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read a part such as …/travel_en/dev; topics and tags are left alone. Raises SetError."""
        rows = list(_records(folder / "people.jsonl.gz"))
        people = tuple(person_of(row) for row in rows)
        known = {person.id for person in people}
        helped: dict[str, dict[str, int]] = {}
        for question, person, grade in _judgements(folder / "qrels.tsv"):
            helped.setdefault(question, {})[person] = grade
        questions = (_question(row) for row in _records(folder / "questions.jsonl.gz"))
        return cls(
            name="/".join(folder.resolve().parts[-2:]),
            people=people,
            ties=_ties(folder / "ties.csv.gz", known),
            candidates=frozenset(row["id"] for row in rows if row.get("labelled", 1)),
            questions=tuple(question for question in questions if question.id in helped),
            helped=helped,
        )


def person_of(row: dict[str, Any]) -> Person:
    """Make a person of one line of people.jsonl; its texts are deeds, so where no date is known all are equally old."""
    texts = (Text("\n".join(_bodies(text)), at=moment_of(text.get("at")) or EPOCH) for text in row.get("texts", ()))
    return Person(str(row["id"]), tuple(texts))


def tie_of(a: str, b: str, weight: float) -> Tie:
    """Make an open tie of a weight ≥ 0, the same at both ends."""
    strength = weight / (weight + TIE_HALF)
    return Tie(a, b, strength, strength, "open", "open")


def _bodies(text: dict[str, Any]) -> Iterator[str]:
    return (text[name] for name in ("question", "text", "body", "answer") if text.get(name))


def moment_of(at: object) -> datetime | None:
    """Read a date, or a number that grows with time (post ids of some sources) as seconds."""
    if at is None or at == "":
        return None
    if isinstance(at, int) or str(at).isdigit():
        return EPOCH + timedelta(seconds=int(str(at)))
    moment = datetime.fromisoformat(str(at))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _question(row: dict[str, Any]) -> Question:
    excluded = frozenset(row.get("exclude", ()))
    at = moment_of(row.get("at"))
    day = at if at is not None and at >= CALENDAR_FROM else None
    return Question(row["id"], row.get("text") or "", row.get("body") or "", row.get("asker") or None, excluded, day)


def _ties(path: Path, known: set[str]) -> tuple[Tie, ...]:
    if not path.exists():
        return ()
    weights: dict[tuple[str, str], float] = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            a, b = sorted((row["a"], row["b"]))
            if a != b and a in known and b in known:
                weights[a, b] = weights.get((a, b), 0.0) + float(row.get("weight") or 1)
    return tuple(tie_of(a, b, weight) for (a, b), weight in sorted(weights.items()))


def _records(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)
    except (OSError, ValueError) as error:
        raise SetError(f"cannot read {path}: {error}") from error


def _judgements(path: Path) -> Iterator[tuple[str, str, int]]:
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            question, person, grade = line.split("\t")
            if int(grade) > 0:
                yield question, person, int(grade)
    except (OSError, ValueError) as error:
        raise SetError(f"cannot read {path}: {error}") from error
