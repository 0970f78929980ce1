"""An acknowledged write survives kill -9."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

ROUNDS = 30
WRITER = Path(__file__).with_name("writer.py")


def environment(data: Path) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DURF_")}
    return {**clean, "DURF_DATA": str(data), "DJANGO_SETTINGS_MODULE": "durf.config.settings"}


def one_round(writer: subprocess.Popen[str], pause_s: float) -> set[int]:
    """Let a child write, kill it at some moment, and return what it had acknowledged."""
    assert writer.stdin is not None
    assert writer.stdout is not None
    writer.stdin.write("go\n")
    writer.stdin.flush()
    child = int(writer.stdout.readline())
    first = int(writer.stdout.readline())  # it is writing now
    time.sleep(pause_s)
    os.kill(child, signal.SIGKILL)
    said = {first}
    while not (line := writer.stdout.readline().strip()).endswith("-1"):
        said.add(int(line))
    return said  # a number cut off by the kill runs into the -1 and was never acknowledged


@pytest.mark.slow
def test_thirty_rounds_of_kill_nine_lose_no_acknowledged_write(tmp_path: Path) -> None:
    manage = [sys.executable, "-m", "durf.config.cli", "manage", "migrate", "-v0"]
    subprocess.run(manage, env=environment(tmp_path), check=True)
    rng = random.Random(20261123)
    acknowledged: set[int] = set()
    with subprocess.Popen(
        [sys.executable, str(WRITER)],
        env=environment(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        for _ in range(ROUNDS):
            acknowledged |= one_round(writer, rng.uniform(0.0, 0.15))
    with closing(sqlite3.connect(tmp_path / "durf.sqlite3")) as database:
        kept = {int(key) for (key,) in database.execute("SELECT key FROM changes_change")}
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(acknowledged) > ROUNDS
    assert acknowledged - kept == set()
