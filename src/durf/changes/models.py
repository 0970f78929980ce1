"""The append-only table of what changed; the index of `reach` reads it by cursor."""

from typing import NamedTuple, Self

from django.db import connection, models
from django.db.models import Max


class ChangeQuerySet(models.QuerySet["Change"]):
    def horizon(self) -> int:
        """The mark below which everything is visible to whoever reads from now on; read it before the rows.

        On PostgreSQL a running transaction may still commit a lower row number, so the mark is a transaction's
        number; on SQLite, with one writer at a time, row numbers are handed out in the order of commits.
        """
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
                return int(cursor.fetchone()[0])
        return (self.aggregate(newest=Max("pk"))["newest"] or 0) + 1

    def since(self, horizon: int) -> Self:
        """Every visible row at or behind the mark, in order; some may be read twice, none is missed."""
        if connection.vendor == "postgresql":
            return self.filter(transaction__gte=horizon).order_by("pk")
        return self.filter(pk__gte=horizon).order_by("pk")

    def read(self, mark: int) -> "Read | None":
        """Return what changed since a mark of an earlier reading, 0 at first; None where the table was emptied since.

        Asked before every answer of the index, so on SQLite it is one question, put as it stands: the row before the
        mark is asked for too, and is missing where the table was emptied.
        """
        if connection.vendor == "postgresql":
            horizon = self.horizon()
            rows = list(self.since(mark).values_list("pk", "kind", "key", "transaction"))
            again = {pk for pk, _, _, transaction in rows if transaction >= horizon}
            changed = [(pk, kind, key) for pk, kind, key, _ in rows]
            return Read(changed, horizon, again) if horizon >= mark else None
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, kind, key FROM changes_change WHERE id >= %s ORDER BY id", [mark - 1])
            found = cursor.fetchall()
        if mark > 1 and (not found or found[0][0] != mark - 1):
            return None
        fresh = [row for row in found if row[0] >= mark]
        return Read(fresh, fresh[-1][0] + 1 if fresh else max(mark, 1), set())

    def newest(self) -> dict[str, str]:
        """Name the newest row, so that it can be known again."""
        row = self.order_by("-pk").values_list("pk", "at").first()
        return {"newest": str(row[0]), "newest_at": row[1].isoformat()} if row else {}

    def was_newest(self, newest: str, newest_at: str) -> bool:
        """Tell whether a row named by `newest` is of this very table: a restored database has other rows."""
        if not newest:
            return False
        at = self.filter(pk=int(newest)).values_list("at", flat=True).first()
        return at is not None and at.isoformat() == newest_at


class Read(NamedTuple):
    """What changed: rows (number, kind, key) in order, the mark to read from next time, and what it will read again."""

    rows: list[tuple[int, str, str]]
    mark: int
    again: set[int]


class Change(models.Model):
    """One changed thing: its kind and the ids that name it."""

    class Kind(models.TextChoices):
        PERSON = "person"
        TIE = "tie"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=40)
    at = models.DateTimeField(auto_now_add=True)
    transaction = models.BigIntegerField(default=0, db_default=0)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["transaction"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
