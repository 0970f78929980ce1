"""How often something may be done: counted in the transaction of what is counted."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from durf.safety.models import QuotaGate, QuotaUse


@dataclass(frozen=True)
class Quota:
    """At most `most` uses of `name` within `within`, for each subject."""

    name: str
    most: int
    within: timedelta


class QuotaSpentError(Exception):
    """The quota is used up; `again_at` is when the oldest use falls out of the window."""

    def __init__(self, quota: Quota, again_at: datetime) -> None:
        super().__init__(quota.name)
        self.quota = quota
        self.again_at = again_at


def quota_use(*, quota: Quota, subject: str) -> None:
    """Count one use or raise `QuotaSpentError`; parallel callers wait for each other."""
    with transaction.atomic():
        QuotaGate.objects.get_or_create(name=quota.name, subject=subject)
        QuotaGate.objects.select_for_update().get(name=quota.name, subject=subject)
        uses = QuotaUse.objects.filter(name=quota.name, subject=subject, at__gt=timezone.now() - quota.within).order_by(
            "at"
        )
        if len(times := list(uses.values_list("at", flat=True))) >= quota.most:
            raise QuotaSpentError(quota, times[0] + quota.within)
        QuotaUse.objects.create(name=quota.name, subject=subject)


def quota_left(*, quota: Quota, subject: str) -> int:
    """How many uses are left now, for a sentence on the page."""
    since = timezone.now() - quota.within
    used = QuotaUse.objects.filter(name=quota.name, subject=subject, at__gt=since).count()
    return max(0, quota.most - used)
