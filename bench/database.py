"""Changes through the database: a process of its own writes, and a server's index reads what changed before it answers.

`python -m bench.database` is that writer. Half of its changes give a member another strength, half set a tie; each
transaction is told to standard output once it is committed, with the moment.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Thread
from time import monotonic, sleep

import django
import numpy as np

BATCHES_A_SECOND = 50
WATCHED = 5  # one in so many transactions is looked for until a search sees it
PATIENCE_S = 3  # what is not seen by then counts as seen then; soon after the same member is changed again
MARKED = "zonnewijzerklok"  # in nobody's text but those written here


class Watcher(Thread):
    """Looks for what the writer committed until a search sees it."""

    def __init__(self, lines: Iterator[str], sees: Callable[[str], bool]) -> None:
        super().__init__(daemon=True)
        self._lines, self._sees = lines, sees
        self.seen_ms: list[float] = []
        self.changes = 0
        self.seconds = 0.0

    def run(self) -> None:
        """Watch until the writer ends."""
        began = monotonic()
        for number, line in enumerate(self._lines):
            mark, changes, committed = line.split()
            self.changes += int(changes)
            self.seconds = monotonic() - began
            if number % WATCHED:
                continue
            until = monotonic() + PATIENCE_S
            while not self._sees(mark) and monotonic() < until:
                sleep(0.001)
            self.seen_ms.append((monotonic() - float(committed)) * 1e3)


@contextmanager
def written(members: Sequence[int], rate: int, seed: int, sees: Callable[[str], bool]) -> Iterator[Watcher]:
    """Let a process change these members (first and last row number) at a rate meanwhile."""
    arguments = [str(one) for one in (members[0], members[-1], rate, seed)]
    command = [sys.executable, "-m", "bench.database", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as writer:
        assert writer.stdout is not None
        watcher = Watcher(iter(writer.stdout), sees)
        watcher.start()
        try:
            yield watcher
        finally:
            writer.terminate()
    watcher.join()


def write(first: int, last: int, rate: int, seed: int) -> None:
    """Write until ended."""
    from django.db import transaction  # noqa: PLC0415 the settings must be there first

    from durf.changes.services import person_changed, tie_changed  # noqa: PLC0415
    from durf.members.models import Strength  # noqa: PLC0415
    from durf.network.models import Tie  # noqa: PLC0415

    rng = np.random.default_rng((seed, 12))
    batch = max(rate // BATCHES_A_SECOND, 2)
    began, number = monotonic(), 0
    while True:
        mark = f"{MARKED}{number}"
        people = [first + (number * (batch - batch // 2) + one) % (last - first) for one in range(batch - batch // 2)]
        pairs = {tuple(sorted(pair)) for pair in (first + rng.integers(last - first, size=(batch // 2, 2))).tolist()}
        pairs = {(a, b) for a, b in pairs if a < b}
        with transaction.atomic():
            Strength.objects.filter(member_id__in=people).delete()
            texts = [mark, *(f"timmeren en schaven {number} {one}" for one in range(len(people) - 1))]
            Strength.objects.bulk_create(
                Strength(member_id=person, text=text) for person, text in zip(people, texts, strict=True)
            )
            Tie.objects.bulk_create(
                (Tie(a_id=a, b_id=b, proposed_by_id=a, state="confirmed") for a, b in pairs), ignore_conflicts=True
            )
            for person in people:
                person_changed(member_id=person)
            for a, b in pairs:
                tie_changed(a_id=a, b_id=b)
        sys.stdout.write(f"{mark} {len(people) + len(pairs)} {monotonic()}\n")
        sys.stdout.flush()
        number += 1
        sleep(max(began + number / BATCHES_A_SECOND - monotonic(), 0))


if __name__ == "__main__":
    django.setup()
    write(*(int(one) for one in sys.argv[1:]))
