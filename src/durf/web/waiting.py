"""What waits for a member's word, over all rooms."""

from durf.introductions import queries as introductions
from durf.members.models import Member
from durf.network import queries as network
from durf.notices.waiting import Waiting
from durf.wishes import queries as wishes


def waiting_list(member: Member) -> list[Waiting]:
    """Everything that waits, the longest waiting first."""
    found = [*introductions.waiting(member), *network.waiting(member), *wishes.waiting(member)]
    return sorted(found, key=lambda waiting: waiting.since)


def waiting_count(member: Member) -> int:
    """How many things wait: the number on the badge."""
    return len(waiting_list(member))
