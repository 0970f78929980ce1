"""Reading what this room knows, for pages made of several rooms."""

from durf.members.models import Member
from durf.notices.waiting import Waiting


def waiting(member: Member) -> list[Waiting]:
    """What waits for this member's word."""
    return []
