"""Housekeeping: what has had its time is forgotten, and SQLite's log is folded back by this one checkpointer."""

from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from durf.notices.models import Delivery, Notice
from durf.safety.models import Link, QuotaUse, Report

KEEP_LINKS = timedelta(days=30)  # expired links still explain themselves for a while
KEEP_QUOTAS = timedelta(days=8)  # longer than the longest window, a week
KEEP_NOTICES = timedelta(days=180)
KEEP_REPORTS = timedelta(days=365)


EVERY_S = 600.0
PATIENCE_MS = 300  # writers wait while the log is emptied


class _Rhythm:
    """When this process last forgot; nothing is lost when the process is."""

    last_s = float("-inf")


def upkeep_sweep() -> int:
    """Forget now and then, fold every time; returns 0, because nothing here needs another look at once."""
    forgets = monotonic() - _Rhythm.last_s > EVERY_S
    if forgets:
        _Rhythm.last_s = monotonic()
        things_forget(now=timezone.now())
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
            if forgets:
                log_empty(cursor)
    return 0


def log_empty(cursor: CursorWrapper) -> None:
    """Empty SQLite's log, where rows stay readable after they were erased; at once or at another time."""
    cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    cursor.execute(f"PRAGMA busy_timeout={int(settings.DATABASES['default']['OPTIONS']['timeout']) * 1000}")


def things_forget(*, now: datetime) -> None:
    """Delete what has had its time."""
    Session.objects.filter(expire_date__lt=now).delete()
    Link.objects.filter(expires_at__lt=now - KEEP_LINKS).delete()
    Report.objects.filter(created_at__lt=now - KEEP_REPORTS).delete()
    QuotaUse.objects.filter(at__lt=now - KEEP_QUOTAS).delete()
    unfinished = Delivery.objects.filter(state__in=["waiting", "sending"]).values("notice")
    Notice.objects.filter(created_at__lt=now - KEEP_NOTICES).exclude(pk__in=unfinished).delete()
