"""The worker: a loop that looks for rows that can move. Any number of them may run at once."""

import logging
from collections.abc import Callable
from threading import Event

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)


def sweep_once() -> int:
    """Run every sweep once and return how many rows moved; a sweep that fails is logged and tried next time."""
    moved = 0
    for name in settings.WORKER_SWEEPS:
        sweep: Callable[[], int] = import_string(name)
        try:
            moved += sweep()
        except Exception:  # one broken sweep must not stop the others
            log.exception("sweep failed", extra={"sweep": name})
            if connection.in_atomic_block:
                raise
            _connection_reset()
    return moved


def work(*, stop: Event, pause_s: float) -> None:
    """Sweep until told to stop, resting `pause_s` seconds whenever nothing moved."""
    while not stop.is_set():
        close_old_connections()
        if sweep_once() == 0:
            stop.wait(pause_s)
    connection.close()


def tables_wait(*, stop: Event, pause_s: float) -> None:
    """Wait until the tables are those of this version: whoever serves brings them up to date."""
    while not stop.is_set() and not tables_ready():
        log.info("waiting for the tables")
        stop.wait(pause_s)


def tables_ready() -> bool:
    """Whether every migration of this version was applied."""
    executor = MigrationExecutor(connection)
    ready = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    connection.close_if_unusable_or_obsolete()
    return ready


def _connection_reset() -> None:
    try:
        connection.close()
    except DatabaseError:
        log.exception("connection could not be closed")
