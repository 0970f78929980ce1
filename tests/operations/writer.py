"""For every line it reads, forks a child that writes as fast as it can; killed by test_durability.py.

A child says its process id, then each number once it is committed.
"""

import os
import sys

import django


def write() -> None:
    """Commit one change after the other and say so."""
    from django.db import transaction

    from durf.changes.models import Change
    from durf.changes.services import person_changed

    say(os.getpid())
    start = Change.objects.count()
    for number in range(start, start + 100_000):
        with transaction.atomic():
            person_changed(member_id=number)
        say(number)


def say(number: int) -> None:
    """One line, at once."""
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    django.setup()
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            write()
        os.waitpid(child, 0)
        say(-1)
