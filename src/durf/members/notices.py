"""The letters of this room: someone waits at the door, and the door opens."""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from durf.members.models import Member


def letter(notice: Any) -> Any:
    """Return the letter for a notice, or None when it is no longer true.

    Notices and letters belong to the room above, which is why they come by dotted name.
    """
    subject = Member.objects.filter(public_id=notice.subject, is_active=True).first()
    if subject is None:
        return None
    if notice.kind == "members.waits" and subject.approved:
        return None
    if notice.kind == "members.approved" and not subject.approved:
        return None
    to_member = import_string(settings.LETTER_TO_MEMBER)
    template = f"members/notices/{notice.kind.removeprefix('members.')}"
    return to_member(notice, template, group="", context={"newcomer": subject})
