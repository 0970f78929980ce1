"""They met: the end an introduction hopes for."""

from django.db import transaction
from django.utils import timezone

from durf.introductions.models import Introduction
from durf.introductions.services.steps import introduction_lock, introduction_step
from durf.notices.services.notify import notify


@transaction.atomic
def introduction_meet(*, introduction: Introduction) -> Introduction:
    """Write down that the two met; the connector hears of it, once."""
    row = introduction_lock(introduction)
    if introduction_step(row, "met", finished_at=timezone.now()) and row.connector is not None:
        notify(member=row.connector, kind="introductions.outcome", subject=row.public_id)
    return row
