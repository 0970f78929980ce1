"""Who was erased is remembered outside the database too: a backup that is put back brings nobody back.

Random ids and keyed marks only. The table is written in the transaction that erases; the file in the data folder
follows it, and is what a restored database is compared with when a worker starts.
"""

import os
from collections.abc import Callable
from threading import Lock

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from durf.safety.models import Erasure

_writing = Lock()


class _Start:
    """Whether this process compared the file with the database already."""

    compared = False


def erasure_remember(*, kind: str, key: str) -> None:
    """Note an erasure with the erasure itself: `kind` is one of settings.ERASED_AGAIN, `key` what that takes."""
    Erasure.objects.get_or_create(kind=kind, key=key)
    transaction.on_commit(erasures_keep)


def erasures_keep() -> None:
    """Append to the file what it lacks, and see it written to the disk."""
    if settings.ERASED_FILE is None:
        return
    with _writing:
        told = _told()
        fresh = [row for row in Erasure.objects.order_by("pk").values_list("kind", "key") if row not in told]
        if fresh:
            with settings.ERASED_FILE.open("a", encoding="ascii") as file:
                file.writelines(f"{kind} {key}\n" for kind, key in fresh)
                file.flush()
                os.fsync(file.fileno())


def erasures_sweep() -> int:
    """Erase again, once a process, what an older database brought back; let the file catch up after a crash."""
    if _Start.compared:
        return 0
    moved = erasures_apply()
    erasures_keep()
    _Start.compared = True
    return moved


def erasures_apply() -> int:
    """Erase whom the file calls erased and the database does not; returns how many."""
    known = set(Erasure.objects.values_list("kind", "key"))
    again = [row for row in sorted(_told()) if row not in known and row[0] in settings.ERASED_AGAIN]
    for kind, key in again:
        erase: Callable[..., None] = import_string(settings.ERASED_AGAIN[kind])
        with transaction.atomic():
            erase(key=key)
            Erasure.objects.get_or_create(kind=kind, key=key)
    return len(again)


def _told() -> set[tuple[str, str]]:
    """What the file says; a line cut short by a power failure says nothing."""
    if settings.ERASED_FILE is None or not settings.ERASED_FILE.exists():
        return set()
    lines = settings.ERASED_FILE.read_text(encoding="ascii").splitlines()
    return {(kind, key) for kind, _, key in (line.partition(" ") for line in lines) if key}
