"""The data folder of a demo: marked as one, so that a real community is never taken for it or written over."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from durf.demo.models import Mail

READY = "ready 2"  # the number grows when the invented town changes, so that an old one is set up anew
BUILDING = "building"


class RealCommunityError(Exception):
    """The folder holds a community that is not a demo."""


def folder_claim() -> None:
    """Mark the folder as a demo's before anything is written to it; raise where a real community lives."""
    marker = _marker()
    if _real_community(marked=marker.exists()):
        raise RealCommunityError
    if marker.exists():
        return
    marker.parent.mkdir(parents=True, exist_ok=True)
    marker.write_text(BUILDING + "\n")


class FolderBusyError(Exception):
    """Another demo lives in this folder."""


@contextmanager
def folder_hold(*, wait_s: float) -> Iterator[None]:
    """Keep other demos out until this one ends, however it ends; wait for one that is just ending.

    Two that set up the same folder would each take the other's tables away.
    """
    until_s = monotonic() + wait_s
    with _marker().with_name("demo.lock").open("w") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if monotonic() > until_s:
                    raise FolderBusyError from error
                sleep(0.1)
        yield


def folder_ready() -> bool:
    """Whether the town was set up here completely."""
    return _marker().exists() and _marker().read_text().strip() == READY


def folder_complete() -> None:
    """Write down that the town is complete."""
    _marker().write_text(READY + "\n")


def folder_empty() -> None:
    """Take everything away that an earlier or an interrupted start left behind."""
    _marker().write_text(BUILDING + "\n")
    if connection.vendor == "sqlite":
        _tables_drop()
        return
    if connection.introspection.table_names():
        call_command("flush", verbosity=0, interactive=False)


def _tables_drop() -> None:
    """Empty the database in place: a worker that has it open would not see a new file in its stead."""
    try:
        tables = connection.introspection.table_names()
        with connection.constraint_checks_disabled(), transaction.atomic(), connection.schema_editor() as editor:
            for table in tables:
                editor.execute(f"DROP TABLE {connection.ops.quote_name(table)}")
    except DatabaseError:  # no database at all: nothing can have it open
        connection.close()
        for end in ("", "-wal", "-shm"):
            Path(f"{_database()}{end}").unlink(missing_ok=True)


def _marker() -> Path:
    return Path(settings.DATA) / "demo"


def _database() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _real_community(*, marked: bool) -> bool:
    """In the folder itself the mark decides; a database elsewhere must have the demo's own table."""
    if connection.vendor == "sqlite":
        return _database().exists() and not marked
    tables = connection.introspection.table_names()
    return bool(tables) and Mail._meta.db_table not in tables
