"""`bench http`: previews through a real server, with all that keeps the preview from being an oracle switched on.

A `durf serve` of its own (web and worker, one process, SQLite) in a temporary data folder; the generator on the same
machine. First one at a time, each letter when the one before was answered; then arriving at a rate whatever became of
those before, from all members at once (each letter another member's: the hardest case) and from as many as type at a
time when each types four letters a second.
"""

import argparse
import asyncio
import importlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from socket import socket
from time import monotonic, sleep
from types import ModuleType
from urllib.request import urlopen

import django

from bench.community.folder import Folder, people_of
from bench.community.making import made
from bench.http.letters import arrivals_s, one_by_one, together
from bench.http.sending import HOST, Answered, Client
from bench.measuring import load, percentiles, printed, said, timed_cpu

WISHES, WARM = 40, 40  # typed one by one; letters before anything counts
COMPARED = 200  # answers whose numbers are compared with those of the services
LETTERS_A_SECOND = 4
REQUESTS_MAX = 60_000
PATIENCE_S = 180
SERVE = (sys.executable, "-c", "from durf.config.cli import main; main()", "serve")
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Run:
    """Letters sent in one way, what came of them, and the load meanwhile."""

    words: Row
    answers: list[Answered]


class Server:
    """A server that runs: where it listens, and what processor time it took so far."""

    def __init__(self, port: int, process_id: int) -> None:
        self.port, self._process_id = port, process_id

    def cpu_ms(self) -> float:
        """Return milliseconds of processor time of all its threads, the worker's among them."""
        parts = Path(f"/proc/{self._process_id}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK") * 1e3

    def run(self, words: Row, sending: Coroutine[None, None, list[Answered]]) -> Run:
        """Let a client send; note load and processor time."""
        before = self.cpu_ms()
        answers = asyncio.run(sending)
        took = round((self.cpu_ms() - before) / len(answers), 2)
        return Run({**words, "server_cpu_ms": took, "load": load()}, answers)


def http_main(arguments: Sequence[str]) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser("durf bench http", description=__doc__)
    parser.add_argument("--n", type=people_of, default=people_of("100k"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--members", type=int, default=2000, help="how many have an account and are signed in")
    parser.add_argument("--rate", type=float, default=100, help="requests a second")
    parser.add_argument("--seconds", type=float, default=20, help="how long they arrive")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if not 0 < options.rate * options.seconds <= REQUESTS_MAX or not 0 < options.members <= options.n:
        parser.error(f"at most {REQUESTS_MAX:,} requests, and no more members than people")
    folder = made(options.n, options.seed, said)
    with tempfile.TemporaryDirectory(prefix="durf-bench-") as data:
        town = town_in(Path(data))
        said("setting up the community")
        keys = town.town_made(folder, options.members)
        assert town.taken_up(), "the index file does not fit"
        with served(Path(data)) as server:
            runs = list(sent(server, keys, folder, options.members, options.rate, options.seconds))
        said("asking the index itself")
        shared: Row = {"bench": "http", "n": options.n, "seed": options.seed, "members": options.members}
        rows = [{**shared, **run.words, **told(run.answers), **beside(run.answers, town)} for run in runs]
    printed(rows, options.json, f"http-{options.n}")
    return 0 if all(row["numbers_equal"] for row in rows) else 1


def sent(
    server: Server, keys: Sequence[str], folder: Folder, members: int, rate: float, seconds: float
) -> Iterator[Run]:
    """Send in each way in turn."""
    wishes = one_by_one(folder, members, WISHES)
    alone = [letter for wish in wishes for letter in wish]
    asyncio.run(Client(server.port, keys).one_by_one(alone[:WARM]))
    said(f"typing one by one: {len(alone)} letters")
    yield server.run({"mode": "one at a time", "typing": 1}, Client(server.port, keys).one_by_one(alone))
    many = round(rate * seconds)
    times = arrivals_s(folder.seed, rate, many)
    for typing in sorted({members, min(members, max(round(rate / LETTERS_A_SECOND), 1))}, reverse=True):
        said(f"{rate:g} a second from {typing} who type")
        letters = together(folder, members, typing, many)
        words: Row = {"mode": "open loop", "rate": rate, "typing": typing}
        yield server.run(words, Client(server.port, keys).arriving(letters, times))


def told(answers: Sequence[Answered]) -> Row:
    """Return what the answers say of themselves."""
    failed = [answer for answer in answers if answer.status != 200]
    for answer in failed[:5]:
        said(f"answered {answer.status}: {answer.letter} {answer.page[:200]!r}")
    fine = [answer for answer in answers if answer.status == 200]
    return {
        "requests": len(answers),
        "errors": len(failed),
        "budgets_spent": sum(answer.spent for answer in fine),
        **{name.removeprefix("http_"): value for name, value in percentiles([a.ms for a in answers], "http").items()},
    }


def beside(answers: Sequence[Answered], town: ModuleType) -> Row:
    """Ask the index the same in the same order, alone and in this process; compare some of the numbers shown."""
    times = [timed_cpu(partial(town.core_asked, answer.letter))[1:] for answer in answers]
    wall, own = zip(*times, strict=True)
    fine = [answer for answer in answers if answer.status == 200 and not answer.spent]
    compared = fine[:: max(len(fine) // COMPARED, 1)]
    unequal = [answer for answer in compared if answer.numbers != list(town.shown(answer.letter))]
    for answer in unequal[:5]:
        said(f"not as the service says: {answer.letter} {answer.numbers} {town.shown(answer.letter)}")
    agreement = {"compared": len(compared), "numbers_equal": bool(compared) and not unequal}
    return {**percentiles(wall, "core"), **percentiles(own, "core_cpu"), **agreement}


def town_in(data: Path) -> ModuleType:
    """Set Django up for a data folder; what knows of members can be imported from then on."""
    for name in [name for name in os.environ if name.startswith(("DURF_", "DJANGO_")) and name != "DURF_BENCH"]:
        del os.environ[name]
    os.environ |= {"DURF_DATA": str(data), "DJANGO_SETTINGS_MODULE": "durf.config.settings"}
    django.setup()
    return importlib.import_module("bench.http.town")


@contextmanager
def served(data: Path) -> Iterator[Server]:
    """Start a server on a free port of this machine, wait until it answers, and end it."""
    with socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    with (data / "log").open("wb") as log:
        server = subprocess.Popen([*SERVE, "--port", str(port)], stdout=log, stderr=subprocess.STDOUT)
    try:
        until = monotonic() + PATIENCE_S
        while not _answers(port):
            if monotonic() > until or server.poll() is not None:
                raise TimeoutError((data / "log").read_text())
            sleep(0.2)
        yield Server(port, server.pid)
    finally:
        server.terminate()
        server.wait(timeout=20)
        said((data / "log").read_text()[-2000:])


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://{HOST}:{port}/healthz", timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
