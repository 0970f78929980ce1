"""`durf evaluate SET`: our ranking beside the simple methods, on real questions; imports no Django."""

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

from durf.matching.evaluate.comparing import Compared, told
from durf.matching.evaluate.judged import JudgedSet, SetError
from durf.matching.evaluate.measuring import Measured, measure
from durf.matching.evaluate.replay import replay, table

_COLUMNS = ("mrr", "ndcg10", "r10", "r100", "map", "top1pct_load", "p50_ms", "p99_ms")
_EPILOG = """\
SET is a folder with people.jsonl.gz, questions.jsonl.gz, qrels.tsv and, where there are ties, ties.csv.gz.
Text and body of a question are read, tags and topics are not. top1pct_load is the share of all first-ten places held
by the 1 % of people who hold most of them; p50_ms and p99_ms are the time of one ranking.
A run holds `question Q0 person rank score durf`, score 1001 - rank, so that any TREC tool finds the same order.
--compare adds our difference from each simple method with its 95 % interval (10,000 paired resamples of the questions):
above, equal or below. --replay asks people in waves of 3, 5 and 8 instead, with and without the weekly limit of two a
person, beside "ask the busiest" and asking everybody: how often one of the first 3, 5, 8, 10, 15 asked really helped,
how many are asked, and how unevenly (top1pct_load, gini).

example:
  durf evaluate ../shared/data/routing/travel_en/dev --compare
  durf evaluate ../shared/data/routing/kamer_peers_nl/dev --json --run peers.trec
  durf evaluate ../shared/data/routing/beer_en/dev --replay
"""


def main(argv: Sequence[str]) -> int:
    """Measure a set and print the figures; return 0, or 2 for a wrong call or file."""
    try:
        wanted = _parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        judged = JudgedSet.read(wanted.set)
        sys.stdout.write(_replayed(judged, wanted) if wanted.replay else _measured(judged, wanted))
    except (SetError, OSError) as error:
        sys.stderr.write(f"durf evaluate: {error}\n")
        return 2
    return 0


def _measured(judged: JudgedSet, wanted: argparse.Namespace) -> str:
    with wanted.run.open("w", encoding="utf-8") if wanted.run else nullcontext() as run:
        measured, against = measure(judged, run)
    if wanted.json:
        more = {"against": _plain(against)} if wanted.compare else {}
        return json.dumps({**asdict(measured), **more}) + "\n"
    return _table(measured) + ("\n" + told(against) if wanted.compare else "")


def _replayed(judged: JudgedSet, wanted: argparse.Namespace) -> str:
    replayed = replay(judged)
    return json.dumps(asdict(replayed)) + "\n" if wanted.json else table(replayed)


def _plain(against: Compared) -> dict[str, dict[str, object]]:
    return {method: {figure: asdict(one) for figure, one in row.items()} for method, row in against.items()}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="durf evaluate",
        description="Measure how well the matching finds the people who really helped.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("set", type=Path, metavar="SET", help="folder of the set")
    parser.add_argument("--compare", action="store_true", help="add differences with their intervals")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--run", type=Path, metavar="FILE", help="write our ranking as a TREC run, depth 1000")
    what.add_argument("--replay", action="store_true", help="invite in waves instead of ranking")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def _table(measured: Measured) -> str:
    head = f"{measured.set}: {measured.people} people, {measured.questions} questions\n"
    title = f"{'method':<12}" + "".join(f"{column:>13}" for column in _COLUMNS) + "\n"
    lines = (
        f"{name:<12}" + "".join(f"{figures[column]:>13.4f}" for column in _COLUMNS) + "\n"
        for name, figures in measured.methods.items()
    )
    return head + title + "".join(lines)
