"""Starting in the wrong order: a worker before the tables, a command before the community."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.demo.served import durf, durf_start

pytestmark = [pytest.mark.slow, pytest.mark.loopback]


@pytest.mark.parametrize("words", [("reach", "--member", "alice", "Bijen?"), ("ask", "--member", "alice", "Bijen?")])
def test_before_there_is_a_community_a_command_says_how_to_begin(tmp_path: Path, words: tuple[str, ...]) -> None:
    refused = durf(*words, data=tmp_path)
    assert refused.returncode == 1
    assert "no community in this folder yet" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_worker_that_starts_first_waits_for_the_tables(tmp_path: Path) -> None:
    log = tmp_path / "log"
    worker = durf_start("worker", "--pause", "0.2", data=tmp_path, log=log)
    try:
        until = time.monotonic() + 60
        while "waiting for the tables" not in log.read_text() and time.monotonic() < until:
            time.sleep(0.1)
        assert durf("manage", "migrate", "-v", "0", data=tmp_path).returncode == 0
        time.sleep(1)
        assert worker.poll() is None
        assert "sweep failed" not in log.read_text()
    finally:
        worker.terminate()
        worker.wait(timeout=30)
    with closing(sqlite3.connect(tmp_path / "durf.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM changes_change").fetchone() == (0,)
