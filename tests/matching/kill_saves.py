"""Kill a process while it saves an index over an existing file, again and again; the file must always load.

By hand: `python -m tests.matching.kill_saves 1000`. The suite runs a few rounds in a process of its own.
"""

import os
import signal
import sys
import tempfile
import time
from itertools import count, pairwise
from pathlib import Path
from random import Random

from durf.matching import Index, Person, Query, Text, Tie

SAVES_S = 0.03  # a writer is killed within so many seconds: amid one of its first saves
WISH = Query("imker", "p000")


def world(word: str, people: int = 300) -> Index:
    """An index in which every fifth of so many people does what `word` says; it tells two of them apart."""
    ids = [f"p{number:03}" for number in range(people)]
    words = [word if number % 5 == 0 else f"notaris {number}" for number in range(people)]
    strengths = [Person(id, (Text(word), Text("tuin en gitaar " * 9))) for id, word in zip(ids, words, strict=True)]
    return Index.build(strengths, [Tie(a, b) for a, b in pairwise(ids)])


def write_on(worlds: tuple[Index, Index], path: Path, first: int) -> None:
    """Save the two in turn, numbered, until somebody ends it."""
    for number in count(first):
        worlds[number % 2].save(path, {"number": str(number)})


def main(rounds: int, seed: int) -> dict[str, int]:
    """Kill so many writers; return how often the file was still the old one, and how often a newer one."""
    chance = Random(seed)
    worlds = world("imker"), world("kuiper")
    hits = [one.search(WISH) for one in worlds]
    assert hits[0] != hits[1]
    told = {"old": 0, "new": 0, "cut off beside": 0}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        worlds[0].save(path, {"number": "0"})
        number = 0
        for _ in range(rounds):
            writer = os.fork()
            if not writer:
                write_on(worlds, path, number + 1)
            time.sleep(chance.uniform(0, SAVES_S))
            os.kill(writer, signal.SIGKILL)
            os.waitpid(writer, 0)
            loaded = Index.load(path)
            now = int(loaded.note["number"])
            assert now >= number, f"{now} came after {number}"
            assert loaded.search(WISH) == hits[now % 2], f"round with {now}: other answers than were saved"
            told["old" if now == number else "new"] += 1
            told["cut off beside"] += path.with_name("index.new").exists()
            number = now
        worlds[0].save(path)
        assert [file.name for file in Path(folder).iterdir()] == ["index"]
    return told


if __name__ == "__main__":
    sys.stdout.write(f"{main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)}\n")
