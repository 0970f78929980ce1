"""Writing down that something changed, in the transaction that changes it."""

from collections.abc import Iterable

from django.db import connection

from durf.changes.models import Change


def change_record(*, kind: Change.Kind, key: str) -> None:
    """Append one change; call it inside the transaction that changes the thing itself."""
    changes_record(kind=kind, keys=[key])


def changes_record(*, kind: Change.Kind, keys: Iterable[str]) -> None:
    """Append many changes at once."""
    transaction = 0
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text::bigint")
            transaction = cursor.fetchone()[0]
    Change.objects.bulk_create((Change(kind=kind, key=key, transaction=transaction) for key in keys), batch_size=500)


def person_changed(*, member_id: int) -> None:
    """Record that a member's texts, availability or findability changed."""
    change_record(kind=Change.Kind.PERSON, key=str(member_id))


def tie_changed(*, a_id: int, b_id: int) -> None:
    """Record that the tie between two members began, ended or changed its openness."""
    ties_changed(ends=[(a_id, b_id)])


def ties_changed(*, ends: Iterable[tuple[int, int]]) -> None:
    """Record the same of many ties."""
    changes_record(kind=Change.Kind.TIE, keys=[f"{min(pair)}:{max(pair)}" for pair in ends])
