"""A member tells the host that something is not right."""

from datetime import timedelta

from django.db import transaction

from durf.members.models import Member
from durf.safety.models import Report
from durf.safety.services.quotas import Quota, quota_use
from durf.safety.services.reports import report_make

REPORTS = Quota("report", 20, timedelta(days=1))


@transaction.atomic
def report_tell(*, reporter: Member, kind: str, target: str, reason: str) -> Report:
    """Tell the host; whether the thing exists is not looked at, so that nothing can be learnt from the answer."""
    quota_use(quota=REPORTS, subject=reporter.public_id)
    return report_make(reporter=reporter.public_id, target_kind=Report.Target(kind), target=target, reason=reason)
