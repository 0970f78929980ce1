"""Reports to the host, and the log of what hosts did."""

from django.db import transaction
from django.utils import timezone

from durf.safety.models import AuditEntry, Report


@transaction.atomic
def report_make(*, reporter: str, target_kind: Report.Target, target: str, reason: str) -> Report:
    """Tell the host; the reported person is not told."""
    return Report.objects.create(reporter=reporter, target_kind=target_kind, target=target, reason=reason)


@transaction.atomic
def report_handle(*, report: Report, actor: str) -> Report:
    """Mark a report as dealt with."""
    report.handled_at = timezone.now()
    report.save(update_fields=["handled_at"])
    audit(actor=actor, action="report_handle", target=report.public_id)
    return report


def audit(*, actor: str, action: str, target: str) -> None:
    """Write one line of the audit log: ids, never names or texts."""
    AuditEntry.objects.create(actor=actor, action=action, target=target)
