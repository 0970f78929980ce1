"""Invitations: a personal link, a QR picture or one mail; accepting makes the tie."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from durf.members.models import Member
from durf.members.services.blocks import is_blocked
from durf.network.models import Invitation, Tie
from durf.network.services.ties import tie_make
from durf.notices.services.notify import notify
from durf.safety.services.quotas import Quota, quota_use
from durf.safety.services.suppression import address_is_suppressed

MAILS = Quota("invitation_mail", 10, timedelta(days=1))


class InvitationRefusedError(Exception):
    """The invitation has ended, was used, or is one's own."""


@transaction.atomic
def invitation_make(*, inviter: Member, how: str, openness: str, email: str = "", word: str = "") -> Invitation:
    """Make an invitation; with an address, one mail leaves and no reminder ever.

    A suppressed address gets the same answer and no mail: the inviter cannot tell the difference.
    """
    if email:
        quota_use(quota=MAILS, subject=inviter.public_id)
    invitation = Invitation.objects.create(inviter=inviter, how=how, openness=openness, email=email, word=word)
    if email and not address_is_suppressed(address=email):
        notify(member=None, kind="network.invited", subject=invitation.public_id)
    return invitation


@transaction.atomic
def invitation_accept(*, invitation: Invitation, member: Member, how: str, openness: str) -> Tie:
    """Accept: both have now said that they know each other."""
    live = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if live.ended_at is not None or live.inviter_id == member.pk or is_blocked(live.inviter, member):
        raise InvitationRefusedError
    live.accepted_by.add(member)
    if live.email:
        live.ended_at = timezone.now()
        live.save(update_fields=["ended_at"])
    tie = tie_make(
        one=live.inviter,
        other=member,
        how=live.how,
        openness=live.openness,
        how_other=how,
        openness_other=openness,
    )
    notify(member=live.inviter, kind="network.tie_confirmed", subject=tie.public_id)
    return tie


@transaction.atomic
def invitation_end(*, invitation: Invitation) -> None:
    """End the link; what it made stays."""
    Invitation.objects.filter(pk=invitation.pk, ended_at=None).update(ended_at=timezone.now())
