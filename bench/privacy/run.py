"""`bench privacy`: ten accounts and ten thousand questions try to find what is hidden among ten thousand members.

Three kinds of secrets: a tie both ends keep closed, a member who is not to be found at all, a strength only for
matching. The attacker learns from half of the targets, as from accomplices, and guesses the others; beside them an
attacker who reads public facts only. Then the same questions in a community where the same secrets are not kept: an
attacker who finds nothing there either would prove nothing.
"""

import argparse
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from bench.community.folder import people_of
from bench.http.run import town_in
from bench.measuring import load, printed, said
from bench.privacy.guessing import fit, gain, guessed

SYBILS = 10
PAGE = Path(__file__).resolve().parents[2] / "docs" / "privacy.md"
BEGIN, END = "<!-- bench privacy: begin -->", "<!-- bench privacy: end -->"
GOAL_POINTS = 1.0
NAMES = {"tie": "a closed tie", "member": "that somebody is here", "strength": "a strength only for matching"}
Row = dict[str, object]


def privacy_main(arguments: Sequence[str]) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser("durf bench privacy", description=__doc__)
    parser.add_argument("--n", type=people_of, default=people_of("10k"))
    parser.add_argument("--queries", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--page", type=Path, default=PAGE, help="where the figures are written between two marks")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if options.n < 100 * SYBILS // 2:
        parser.error("500 members or more: in a smaller community numbers protect nobody (TRUST.md)")
    rows = []
    with tempfile.TemporaryDirectory(prefix="durf-bench-") as data:
        town_in(Path(data))
        from bench.privacy.attack import ASKS, QUESTIONS, Attacker  # noqa: PLC0415 the settings must be there first
        from bench.privacy.town import Town  # noqa: PLC0415

        said(f"making a community of {options.n:,}")
        town = Town(options.n, SYBILS, options.seed)
        each = {
            secret: (options.queries - SYBILS * ASKS.most) // len(QUESTIONS) // cost
            for secret, cost in QUESTIONS.items()
        }
        targets = town.secrets(each)
        for protected in (True, False):
            said("attacking it" if protected else "the same in a community that keeps nothing")
            if not protected:
                town.unkept()
            attacker = Attacker(town.sybils)
            attacker.tick(targets)
            seen = [attacker.seen(target) for target in targets]
            shared = {"n": options.n, "protected": protected, "sybils": SYBILS, "asked": attacker.asked}
            shared |= {"waited": attacker.waited, "load": load()}
            for secret in each:
                mine = [number for number, target in enumerate(targets) if target.secret == secret]
                facts = [(targets[number].public, seen[number], targets[number].truth) for number in mine]
                rows.append({"bench": "privacy", "secret": secret, **shared, **compared(facts, options.seed)})
    printed(rows, options.json, f"privacy-{options.n}", keep=options.page == PAGE)
    written(options.page, rows)
    return 0


def compared(facts: Sequence[tuple[tuple[float, ...], tuple[float, ...], bool]], seed: int) -> Row:
    """Learn on every other target and guess the rest, with public facts only and with what was seen as well.

    What was seen is used where it foretells the truth among accomplices, as any attacker would find out first.
    """
    public = np.array([row[0] for row in facts])
    both = np.array([row[0] + row[1] for row in facts])
    truth = np.array([row[2] for row in facts], dtype=np.bool_)
    known, asked = slice(0, None, 2), slice(1, None, 2)
    reader = guessed(public[known], truth[known], public[asked], truth[asked])
    told = fit(both[known], truth[known]) > fit(public[known], truth[known])  # else what was seen only confuses
    attacker = guessed(both[known], truth[known], both[asked], truth[asked]) if told else reader
    above = (attacker.precision - reader.precision, attacker.recall - reader.recall)
    return {
        "targets": int(truth[asked].size),
        "public_precision": round(reader.precision, 1),
        "public_recall": round(reader.recall, 1),
        "attacker_precision": round(attacker.precision, 1),
        "attacker_recall": round(attacker.recall, 1),
        "precision_above": round(above[0], 2),
        "recall_above": round(above[1], 2),
        **gain(reader.said, attacker.said, truth[asked], seed),
        "told_something": bool(told),
        "goal_met": bool(max(above) <= GOAL_POINTS),
    }


def written(page: Path, rows: Sequence[Row]) -> None:
    """Write the figures between the two marks of a page."""
    text = page.read_text()
    if BEGIN not in text or END not in text:
        said(f"{page} has no {BEGIN} … {END} to write between")
        return
    head = (
        "| to be found | protected | guessed | public facts: precision, recall | attacker: precision, recall "
        "| points above (95 % interval) | goal ≤ 1 |"
    )
    lines = [
        f"| {NAMES[str(row['secret'])]} | {'yes' if row['protected'] else 'no (self-check)'} | {row['targets']} "
        f"| {row['public_precision']}, {row['public_recall']} | {row['attacker_precision']}, {row['attacker_recall']} "
        f"| {_points(row, 'precision')}; {_points(row, 'recall')} | {_met(row)} |"
        for row in rows
    ]
    first = rows[0]
    note = (
        f"{datetime.now(UTC).date()}, `durf bench privacy --n {first['n']}`: {first['sybils']} accounts, "
        f"{first['asked']:,} questions each time, load {first['load']}."
    )
    table = "\n".join((head, "|---|---|---|---|---|---|---|", *lines))
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    page.write_text(f"{before}{BEGIN}\n{note}\n\n{table}\n{END}{after}")


def _points(row: Row, what: str) -> str:
    low, high = row[f"{what}_interval"]  # type: ignore[misc]
    return f"{row[f'{what}_above']} ({low} to {high})"


def _met(row: Row) -> str:
    return "–" if not row["protected"] else "met" if row["goal_met"] else "not met"
