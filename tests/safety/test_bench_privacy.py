"""The red-team bench in small: what is kept is not found, and the same attacker finds it where nothing is kept."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-c", "from durf.config.cli import main; main()", "bench", "privacy", "--json"]
NOISE = 6.0  # points: some fifty people are guessed here, ten thousand questions are asked by hand


@pytest.mark.slow
@pytest.mark.skipif(bool(os.environ.get("DURF_TEST_DATABASE")), reason="has a SQLite database of its own")
@pytest.mark.skipif(not (ROOT / "bench").is_dir(), reason="bench/ is not part of an installed Durf")
def test_ten_accounts_find_nothing_that_is_kept_and_much_of_what_is_not(tmp_path: Path) -> None:
    page = tmp_path / "privacy.md"
    page.write_text("before <!-- bench privacy: begin --><!-- bench privacy: end --> after")
    command = [*COMMAND, "--n", "600", "--queries", "800", "--page", str(page)]
    run = subprocess.run(
        command, cwd=ROOT, env={**os.environ}, capture_output=True, text=True, timeout=600, check=False
    )
    assert run.returncode == 0, run.stderr
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    above = {(row["secret"], row["protected"]): max(row["precision_above"], row["recall_above"]) for row in rows}
    assert max(points for (_, kept), points in above.items() if kept) <= NOISE
    assert sum(points > NOISE for (_, kept), points in above.items() if not kept) >= 2  # so few people are guessed
    assert {(row["secret"], row["protected"]) for row in rows} == {
        (secret, kept) for secret in ("tie", "member", "strength") for kept in (True, False)
    }
    assert page.read_text().startswith("before <!-- bench privacy: begin -->\n20")
    assert page.read_text().count("no (self-check)") == 3
