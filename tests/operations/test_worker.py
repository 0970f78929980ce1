"""The worker's loop and its housekeeping."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from durf.operations.upkeep import things_forget
from durf.operations.worker import sweep_once
from durf.safety.models import Link, QuotaUse

pytestmark = pytest.mark.django_db


def broken_sweep() -> int:
    raise RuntimeError


def counting_sweep() -> int:
    return 3


@pytest.mark.django_db(transaction=True)
def test_a_broken_sweep_does_not_stop_the_others(settings: Any) -> None:
    settings.WORKER_SWEEPS = [f"{__name__}.broken_sweep", f"{__name__}.counting_sweep"]
    assert sweep_once() == 3


def test_expired_links_and_old_quota_uses_are_forgotten() -> None:
    now = timezone.now()
    for age in (timedelta(days=1), timedelta(days=31)):
        Link.objects.create(token_hash=str(age), kind="action", purpose="x", target="x", expires_at=now - age)
    for age in (timedelta(days=6), timedelta(days=9)):
        QuotaUse.objects.create(name="x", subject="x", at=now - age)
    things_forget(now=now)
    assert Link.objects.count() == 1
    assert QuotaUse.objects.count() == 1
