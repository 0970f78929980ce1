"""Strengths and limits, in a member's own words."""

from collections.abc import Sequence

from django.db import transaction

from durf.changes.services import person_changed
from durf.members.models import Limit, Member, Strength

Row = tuple[str, str]  # text, audience


@transaction.atomic
def traits_set(*, member: Member, strengths: Sequence[Row], limits: Sequence[Row]) -> Member:
    """Replace all strengths and limits; a sentence that stays keeps its row, so that what refers to it holds."""
    _rows_set(Strength, member, strengths)
    _rows_set(Limit, member, limits)
    person_changed(member_id=member.pk)
    return member


def _rows_set(kind: type[Strength] | type[Limit], member: Member, rows: Sequence[Row]) -> None:
    wanted = {text: audience for text, audience in ((text.strip(), audience) for text, audience in rows) if text}
    kept: set[str] = set()
    for row in list(kind.objects.filter(member=member)):
        if row.text not in wanted or row.text in kept:
            row.delete()
            continue
        kept.add(row.text)
        if row.audience != wanted[row.text]:
            row.audience = wanted[row.text]
            row.save(update_fields=["audience"])
    for text, audience in wanted.items():
        if text not in kept:
            kind.objects.create(member=member, text=text, audience=audience)
