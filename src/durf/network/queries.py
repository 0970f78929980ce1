"""Reading the network: what waits for a member's word."""

from django.urls import reverse
from django.utils.translation import gettext as _

from durf.members.models import Member
from durf.network.models import Tie
from durf.network.models.tie import TieQuerySet
from durf.notices.waiting import Waiting


def questions_for(member: Member) -> TieQuerySet:
    """Proposals of others that wait for this member's yes, oldest first."""
    present = Member.objects.active().not_blocked_with(member)
    asked: TieQuerySet = Tie.objects.waiting_for(member).filter(proposed_by__in=present)
    return asked.select_related("a", "b").order_by("created_at")


def waiting(member: Member) -> list[Waiting]:
    """What waits for this member's word in this room, one line each."""
    return [
        Waiting(
            text=_("%(name)s says that you know each other.") % {"name": tie.other(member).name},
            url=reverse("tie_answer", args=[tie.public_id]),
            action=_("Answer"),
            since=tie.created_at,
        )
        for tie in questions_for(member)
    ]
