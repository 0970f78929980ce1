"""The index agrees with the bench's oracle on a hundred thousand invented people; nothing is timed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [
    sys.executable,
    "-c",
    "from durf.config.cli import main; main()",
    "bench",
    "core",
    "--n",
    "100k",
    "--agree",
    "--json",
]


@pytest.mark.slow
@pytest.mark.skipif(not (ROOT / "bench").is_dir(), reason="bench/ is not part of an installed Durf")
def test_the_index_answers_as_a_slow_reading_of_the_texts_does(tmp_path_factory: pytest.TempPathFactory) -> None:
    environment = {**os.environ, "DURF_BENCH": os.environ.get("DURF_BENCH", str(tmp_path_factory.mktemp("bench")))}
    run = subprocess.run(COMMAND, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert run.returncode == 0, run.stderr
    row = json.loads(run.stdout.splitlines()[-1])
    assert row["equal_to_oracle"]
    assert row["compared"] > 40
