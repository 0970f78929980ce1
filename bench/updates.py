"""`bench updates`: a writer changes people and ties while others type; when is it seen, and what does it cost them?

First the index alone, then the whole way: a transaction in the database, the table of changes, the index, a search.
"""

import argparse
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, sleep

import numpy as np

from bench.community.folder import Folder, people_of
from bench.community.laid import id_of, index_of
from bench.community.making import made
from bench.database import MARKED, written
from bench.http.run import town_in
from bench.measuring import load, percentiles, printed, said, timed
from bench.sessions import sessions
from durf.matching.core import Index
from durf.matching.people import Person, Text, Tie
from durf.matching.questions import Query
from durf.matching.updates import Change, PersonSet, TieSet

BATCHES_A_SECOND = 100
WRITER_STARTS_S = 4
TOP = 20
Row = dict[str, object]


def updates_main(arguments: Sequence[str]) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser("durf bench updates", description=__doc__)
    parser.add_argument("--n", type=people_of, default=people_of("100k"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=int, default=1000, help="changes a second")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--members", type=int, default=2000, help="how many are changed, on the way by the database")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    folder = made(options.n, options.seed, said)
    shared: Row = {"bench": "updates", "n": options.n, "rate": options.rate}
    rows = [
        {**shared, **by_index(folder, options.rate, options.seconds), "load": load()},
        {**shared, **by_database(folder, options.members, options.rate, options.seconds), "load": load()},
    ]
    printed(rows, options.json, f"updates-{options.n}")
    return 0


def by_index(folder: Folder, rate: int, seconds: float) -> Row:
    """Change the index itself, from another thread."""
    index = index_of(folder)
    asked = [(one.id, text) for one in sessions(folder, 60, stream=5) for text in one.typed()]
    for asker, text in asked[:100]:
        index.search(Query(text, asker, top=TOP))

    def ask(asker: str, text: str) -> object:
        return index.scan(Query(text, asker, top=TOP))

    quiet = typing(ask, asked, seconds, "quiet")
    writer = Writer(folder, index, rate)
    writer.start()
    busy = typing(ask, asked, seconds, "busy")
    writer.done.set()
    writer.join()
    return compared({"way": "index"} | quiet | busy | writer.told())


def by_database(folder: Folder, members: int, rate: int, seconds: float) -> Row:
    """Write to a community's database from another process; the index reads what changed before every answer."""
    with tempfile.TemporaryDirectory(prefix="durf-bench-") as data:
        town = town_in(Path(data))
        said("setting up the community")
        town.town_made(folder, members)
        assert town.taken_up(), "the index file does not fit"
        asked = [
            (town.id_at(session.asker % members), text)
            for session in sessions(folder, 60, stream=5)
            for text in session.typed()
        ]
        for asker, text in asked[:100]:
            town.asked(asker, text, TOP)
        quiet = typing(lambda asker, text: town.asked(asker, text, TOP), asked, seconds, "quiet")
        with written(town.ids(members), rate, folder.seed, town.sees) as watcher:
            sleep(WRITER_STARTS_S)
            busy = typing(lambda asker, text: town.asked(asker, text, TOP), asked, seconds, "busy")
        told = {"written_a_second": round(watcher.changes / watcher.seconds)}
        return compared({"way": "database"} | quiet | busy | told | percentiles(watcher.seen_ms, "visible"))


def compared(row: Row) -> Row:
    """Add how much longer the slowest questions took while others wrote."""
    return {**row, "p99_ratio": round(float(str(row["busy_p99_ms"])) / float(str(row["quiet_p99_ms"])), 2)}


class Writer(threading.Thread):
    """Applies small batches at a rate; one change in each batch is looked for until a search sees it.

    Half of the changes give a member a new strength beside what they said, half set a tie.
    """

    def __init__(self, folder: Folder, index: Index, rate: int) -> None:
        super().__init__(daemon=True)
        self._index, self._batch, self._people = index, max(rate // BATCHES_A_SECOND, 1), folder.people
        self._rng = np.random.default_rng((folder.seed, 10))
        self._words = folder.words()
        self._written = 0
        self._seconds = 0.0
        self._seen_ms: list[float] = []
        self._apply_ms: list[float] = []
        self.done = threading.Event()

    def run(self) -> None:
        """Write until told to stop."""
        began = perf_counter()
        while not self.done.is_set():
            mark = f"{MARKED}{self._written}"
            changes = self._changes(mark)
            sent = perf_counter()
            _, took = timed(lambda changes=changes: self._index.apply(changes))
            self._apply_ms.append(took)
            self._written += len(changes)
            if len(self._apply_ms) % 10 == 0:
                while not self._index.search(Query(f"{mark} ", None, top=0)).reach.beyond:
                    sleep(0.001)
                self._seen_ms.append((perf_counter() - sent) * 1e3)
            sleep(max(began + self._written / (self._batch * BATCHES_A_SECOND) - perf_counter(), 0))
        self._seconds = perf_counter() - began

    def told(self) -> dict[str, float]:
        """Return rate, and how long writing and being seen took."""
        rate = {"written_a_second": round(self._written / max(self._seconds, 1e-9))}
        return rate | percentiles(self._apply_ms, "apply") | percentiles(self._seen_ms, "visible")

    def _changes(self, mark: str) -> list[Change]:
        slots = self._rng.integers(self._people, size=(self._batch, 2)).tolist()
        picked = self._rng.integers(len(self._words), size=(self._batch, 8)).tolist()
        changes: list[Change] = []
        for number, ((a, b), words) in enumerate(zip(slots, picked, strict=True)):
            if number % 2 and a != b:
                changes.append(TieSet(Tie(id_of(a), id_of(b), 0.7, 0.4, "open", "open")))
            else:
                texts = (Text(" ".join(self._words[word] for word in words)), *([Text(mark)] if not number else []))
                changes.append(PersonSet(Person(id_of(a), texts)))
        return changes


def typing(
    ask: Callable[[str, str], object], asked: Sequence[tuple[str, str]], seconds: float, name: str
) -> dict[str, float]:
    """Let one person after another type for so many seconds, at most a hundred letters a second."""
    times = []
    end = perf_counter() + seconds
    number = 0
    while perf_counter() < end:
        asker, text = asked[number % len(asked)]
        number += 1
        times.append(timed(lambda asker=asker, text=text: ask(asker, text))[1])
        sleep(0.005)
    return percentiles(times, name)
