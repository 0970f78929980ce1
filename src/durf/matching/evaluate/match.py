"""`durf match`: answer one question over plain files of people and ties; imports no Django."""

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from durf.matching.answers import Answer, Hit
from durf.matching.core import Index
from durf.matching.evaluate.judged import moment_of
from durf.matching.people import Person, Text, Tie
from durf.matching.questions import KINDS, Query

_EPILOG = """\
people.jsonl, one person a line; only id and texts are needed, a text may be a plain string:
  {"id": "bob", "texts": ["Ik ben imker", {"body": "Snoeien", "audience": "members"}], "availability": 0.8}
ties.csv, with a header; only a and b are needed:
  a,b,strength_a,strength_b,open_a,open_b
  alice,bob,0.5,0.9,open,ask

example:
  durf match --people people.jsonl --ties ties.csv --asker alice "Wie kent een imker?"
"""


class FileError(Exception):
    """A file cannot be read; the message names it and the line."""


def match_main(argv: Sequence[str]) -> int:
    """Print who can help, why and through whom; return 0, or 2 for a wrong call or file."""
    try:
        wanted = _parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        people = list(_people(wanted.people))
        if wanted.asker is not None and wanted.asker not in {person.id for person in people}:
            raise FileError(f"{wanted.people} holds nobody with the id {wanted.asker!r}")
        index = Index.build(people, list(_ties(wanted.ties)) if wanted.ties else ())
        answer = index.search(Query(wanted.text, wanted.asker, kind=wanted.kind, top=wanted.top))
    except (FileError, ValueError, OSError) as error:
        sys.stderr.write(f"durf match: {error}\n")
        return 2
    sys.stdout.write(json.dumps(asdict(answer), ensure_ascii=False) + "\n" if wanted.json else _told(answer))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="durf match",
        description="Tell who can help with a wish, why, and through whom.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--people", type=Path, required=True, metavar="FILE.jsonl")
    parser.add_argument("--ties", type=Path, metavar="FILE.csv")
    parser.add_argument("--asker", metavar="ID", help="who asks; without it, a visitor")
    parser.add_argument("--kind", choices=KINDS, help="kind of wish")
    parser.add_argument("--top", type=int, default=20, metavar="N", help="number of hits (20)")
    parser.add_argument("--json", action="store_true", help="print the whole answer as one JSON object")
    parser.add_argument("text", help="the wish")
    return parser


def _people(path: Path) -> Iterator[Person]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                yield _person(json.loads(line))
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise FileError(f"{path}, line {number}: {_said(error)}") from error


def _person(row: dict[str, Any]) -> Person:
    texts = tuple(_text({"body": text} if isinstance(text, str) else text) for text in row.get("texts", ()))
    known = {name: row[name] for name in ("availability", "findable", "place", "newcomer") if name in row}
    return Person(str(row["id"]), texts, langs=tuple(row.get("langs", ())), **known)


def _text(row: dict[str, Any]) -> Text:
    known = {name: row[name] for name in ("weight", "lang", "audience", "key") if name in row}
    return Text(row["body"] if "body" in row else row["question"], at=moment_of(row.get("at")), **known)


def _ties(path: Path) -> Iterator[Tie]:
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            try:
                strengths: dict[str, Any] = {
                    name: float(row[name]) for name in ("strength_a", "strength_b") if row.get(name)
                }
                openness: dict[str, Any] = {name: row[name] for name in ("open_a", "open_b") if row.get(name)}
                yield Tie(row["a"], row["b"], **strengths, **openness)
            except (ValueError, TypeError, KeyError) as error:
                raise FileError(f"{path}, line {number}: {_said(error)}") from error


def _said(error: Exception) -> str:
    return f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)


def _told(answer: Answer) -> str:
    reach = answer.reach
    head = f"reaches {reach.ring1} in the own network, {reach.ring2} in theirs, {reach.beyond} further\n"
    return head + "".join(_line(hit) for hit in answer.hits)


def _line(hit: Hit) -> str:
    via = ", ".join(way.person if way.named else "someone you know" for way in dict.fromkeys(hit.via))
    why = "; ".join(f"{', '.join(reason.words)} ({reason.text[:60]})" for reason in hit.why)
    return f"{hit.person:<20} ring {hit.ring or '-'}  {why}{f'  via {via}' if via else ''}\n"
