"""The append-only table of what changed; the index of `reach` reads it by cursor."""


from django.db import connection, models
from django.db.models.expressions import RawSQL


class ChangeQuerySet(models.QuerySet["Change"]):
    def after(self, cursor: int) -> "ChangeQuerySet":
        """Rows behind the cursor that no running transaction can still overtake."""
        rows = self.filter(pk__gt=cursor).order_by("pk")
        if connection.vendor != "postgresql":
            return rows  # SQLite has one writer at a time: ids are handed out in commit order
        settled = RawSQL("pg_snapshot_xmin(pg_current_snapshot())::text::bigint", [])
        return rows.filter(transaction__lt=settled)


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

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
