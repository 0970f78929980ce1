"""Telling a person something: one notice and its deliveries, in the transaction that causes them."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from durf.members.models import Member
from durf.notices.models import Delivery, Notice


@transaction.atomic
def notify(
    *, member: Member | None, kind: str, subject: str, data: dict[str, Any] | None = None, mail: bool = True
) -> Notice:
    """Write down what someone should know; the worker delivers it. `member=None`: a person without account."""
    notice = Notice.objects.create(member=member, kind=kind, subject=subject, data=data or {})
    if mail:
        Delivery.objects.bulk_create(Delivery(notice=notice, channel=channel) for channel in settings.NOTICE_CHANNELS)
    return notice


@transaction.atomic
def notices_see(*, member: Member, subject: str) -> int:
    """Mark everything about one thing as seen by this member."""
    return Notice.objects.filter(member=member, subject=subject, seen_at=None).update(seen_at=timezone.now())
