"""Writing down that something changed, in the transaction that changes it."""

from django.db import connection

from durf.changes.models import Change


def change_record(*, kind: Change.Kind, key: str) -> None:
    """Append one change; call it inside the transaction that changes the thing itself."""
    transaction = 0
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text::bigint")
            transaction = cursor.fetchone()[0]
    Change.objects.create(kind=kind, key=key, transaction=transaction)


def person_changed(*, member_id: int) -> None:
    """Record that a member's texts, availability or findability changed."""
    change_record(kind=Change.Kind.PERSON, key=str(member_id))


def tie_changed(*, a_id: int, b_id: int) -> None:
    """Record that the tie between two members began, ended or changed its openness."""
    low, high = sorted((a_id, b_id))
    change_record(kind=Change.Kind.TIE, key=f"{low}:{high}")
