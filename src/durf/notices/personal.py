"""What this room keeps about a person."""

from typing import Any

from durf.members.models import Member
from durf.notices.models import MailChoice, Notice


class NoticeData:
    """Notices, their deliveries, and the mail a member switched off."""

    @staticmethod
    def export(member: Member) -> dict[str, Any]:
        """Everything this room knows about the member."""
        notices = Notice.objects.for_member(member).values("kind", "subject", "created_at", "seen_at")
        off = MailChoice.objects.filter(member=member).values("group", "off_since")
        return {"notices": list(notices), "mail_switched_off": list(off)}

    @staticmethod
    def erase(member: Member) -> None:
        """Forget it all."""
        Notice.objects.filter(member=member).delete()
        MailChoice.objects.filter(member=member).delete()
