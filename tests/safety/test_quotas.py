"""Quotas are counted in the transaction of what they count."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from durf.safety.models import QuotaUse
from durf.safety.services.quotas import Quota, QuotaSpentError, quota_left, quota_use

QUOTA = Quota("try", 3, timedelta(hours=1))


@pytest.mark.django_db
def test_the_fourth_use_is_refused_and_says_when_again() -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        for _ in range(3):
            quota_use(quota=QUOTA, subject="alice")
        with pytest.raises(QuotaSpentError) as refused:
            quota_use(quota=QUOTA, subject="alice")
    assert refused.value.again_at == start + timedelta(hours=1)
    assert quota_left(quota=QUOTA, subject="bob") == 3


@pytest.mark.django_db
def test_uses_fall_out_of_the_window() -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        for _ in range(3):
            quota_use(quota=QUOTA, subject="alice")
    with time_machine.travel(start + timedelta(hours=1, seconds=1), tick=False):
        quota_use(quota=QUOTA, subject="alice")
        assert quota_left(quota=QUOTA, subject="alice") == 2


@pytest.mark.slow
@pytest.mark.loopback
@pytest.mark.django_db(transaction=True)
def test_two_hundred_parallel_requests_get_exactly_as_many_as_allowed() -> None:
    def use(_: int) -> bool:
        try:
            quota_use(quota=QUOTA, subject="alice")
        except QuotaSpentError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(20) as pool:
        allowed = sum(pool.map(use, range(200)))
    assert allowed == 3
    assert QuotaUse.objects.count() == 3
