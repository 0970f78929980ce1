"""`bench report`: the figures of bench/results as tables between two marks in docs/performance.md."""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.measuring import RESULTS, said

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
NEW_PAGE = f"# Performance\n\nMade by `durf bench`; the commands are in bench/README.md.\n\n{BEGIN}\n{END}\n"
Row = Mapping[str, object]
COLUMNS: dict[str, tuple[str, ...]] = {
    "core": (
        "n", "next_kernel_p50_ms", "next_kernel_p99_ms", "next_counts_p50_ms", "next_counts_p99_ms",
        "next_scan_p50_ms", "next_scan_p99_ms", "next_whole_p50_ms",
        "next_whole_p99_ms", "cold_scan_p50_ms", "cold_scan_p99_ms", "bytes_per_member", "equal_to_oracle", "load",
    ),
    "peers": (
        "peer", "n", "queries", "core_p50_ms", "core_p99_ms", "peer_p50_ms", "peer_p99_ms", "ratio_p50", "ratio_p99",
        "top20_overlap", "counts_equal", "equal_to_oracle", "load",
    ),
    "paths": (
        "peer", "n", "queries", "core_p50_ms", "core_p99_ms", "peer_p50_ms", "peer_p99_ms", "ratio_p50", "ratio_p99",
        "steps_mean", "lengths_equal", "load",
    ),
    "updates": (
        "n", "way", "written_a_second", "visible_p50_ms", "visible_p99_ms", "apply_p99_ms", "quiet_p99_ms",
        "busy_p99_ms", "p99_ratio", "load",
    ),
    "http": (
        "n", "mode", "members", "typing", "rate", "requests", "errors", "budgets_spent", "p50_ms", "p99_ms",
        "core_p50_ms", "core_p99_ms", "server_cpu_ms", "numbers_equal", "load",
    ),
    "bandwidth": (
        "n", "queries", "read_gb_s_before", "copy_gb_s_before", "floor_p50_ms", "floor_p99_ms", "core_p50_ms",
        "core_p99_ms", "distance_p50", "distance_p99", "load",
    ),
    "gen": ("graph", "n", "ties_mean", "one_step_median", "two_steps_median", "clustering", "postings_per_person"),
}  # fmt: skip
TITLES = {
    "core": "The index alone", "peers": "Beside what one could use instead", "paths": "Introduction paths",
    "updates": "Changes while others type", "http": "Through HTTP",
    "bandwidth": "Distance from what memory allows", "gen": "The invented communities",
}  # fmt: skip


def report_main(arguments: Sequence[str]) -> int:
    """Run the command."""
    argparse.ArgumentParser("durf bench report", description=__doc__).parse_args(arguments)
    rows = [row for path in sorted(RESULTS.glob("*.json")) for row in json.loads(path.read_text())]
    if not rows:
        said("bench/results is empty: run `durf bench core` and others first")
        return 1
    parts = [
        _machine(rows[-1]),
        *(_section(name, rows) for name in COLUMNS if any(row["bench"] == name for row in rows)),
    ]
    page = PAGE.read_text() if PAGE.exists() else NEW_PAGE
    if BEGIN not in page or END not in page:
        said(f"docs/performance.md has no {BEGIN} … {END} to write between")
        return 1
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    tables = "\n\n".join(parts)
    PAGE.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}")
    return 0


def _section(name: str, rows: Sequence[Row]) -> str:
    chosen = [row for row in rows if row["bench"] == name]
    chosen.sort(key=lambda row: (int(str(row["n"])), str(row.get("peer", ""))))
    columns = COLUMNS[name]
    head = "| " + " | ".join(column.replace("_ms", " ms").replace("_", " ") for column in columns) + " |"
    lines = [f"| {' | '.join(_cell(row.get(column)) for column in columns)} |" for row in chosen]
    notes = [
        f"- {row['peer']}: {row['tuning']}. Leaves out: {row.get('leaves_out', '–')}." for row in _last_of_peers(chosen)
    ]
    table = "\n".join((head, "|" + "---|" * len(columns), *lines))
    return f"### {TITLES[name]}\n\n{table}" + ("\n\n" + "\n".join(notes) if notes else "")


def _last_of_peers(rows: Sequence[Row]) -> list[Row]:
    return list({row["peer"]: row for row in rows if "tuning" in row}.values())


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else "–" if value is None else str(value)


def _machine(row: Row) -> str:
    machine, versions = row["machine"], row["versions"]
    assert isinstance(machine, Mapping) and isinstance(versions, Mapping)
    named = ", ".join(f"{name} {version}" for name, version in versions.items())
    return f"{machine['cpu']}, {machine['cores']} cores, {machine['memory_gb']} GB. {named}."
