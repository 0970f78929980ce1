"""The append-only table of what changed; the index of `reach` reads it by cursor."""

from typing import Self

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
