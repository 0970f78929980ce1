"""Invitations: a personal link, a QR picture or one mail; accepting makes the tie."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from durf.members.models import Member
from durf.members.services.blocks import is_blocked
from durf.network.models import Invitation, Tie
from durf.network.secret import keyed_mark
from durf.network.services.ties import TieRefusedError, tie_make, tie_propose
from durf.notices.services.notify import notify
from durf.safety.models import Link
from durf.safety.services.links import link_open
from durf.safety.services.quotas import Quota, quota_use
from durf.safety.services.suppression import address_suppress

MAILS = Quota("invitation_mail", 10, timedelta(days=1))
LINKS = Quota("invitation_link", 20, timedelta(days=1))
ADDRESS_KEPT = timedelta(days=30)  # TRUST.md: pending consent
MARK_KEPT = timedelta(days=365)  # that this member wrote to this address before
PURPOSE = "invitation"  # of the secret link to "never again"


class InvitationRefusedError(Exception):
    """The invitation has ended, was used, or is one's own."""


@transaction.atomic
def invitation_make(*, inviter: Member, how: str, openness: str, email: str = "", word: str = "") -> Invitation:
    """Make an invitation; with an address, one mail leaves and no reminder ever.

    An address this member wrote to before gets the same answer and no mail; one that is suppressed gets none when the
    letter would leave.
    """
    quota_use(quota=MAILS if email else LINKS, subject=inviter.public_id)
    mark = _mark(inviter, email) if email else ""
    written_before = bool(email) and Invitation.objects.filter(email_mark=mark).exists()
    invitation = Invitation.objects.create(
        inviter=inviter, how=how, openness=openness, by_mail=bool(email), email=email, email_mark=mark, word=word
    )
    if email and not written_before:
        notify(member=None, kind="network.invited", subject=invitation.public_id)
    return invitation


@transaction.atomic
def invitation_accept(*, invitation: Invitation, member: Member, how: str, openness: str) -> Tie | None:
    """Accept: both have now said that they know each other.

    Where the tie was ended or refused after this link was made, the link is no longer the inviter's word:
    accepting becomes a question to them, as any proposal. None when that question reaches nobody; the one who
    accepts cannot tell.
    """
    live = Invitation.objects.live().select_for_update().filter(pk=invitation.pk).first()
    if live is None or live.inviter_id == member.pk:
        raise InvitationRefusedError
    if live.by_mail:
        invitation_end(invitation=live)
    if is_blocked(live.inviter, member):
        return None
    before = Tie.objects.between(live.inviter, member).first()
    if before and before.state != "confirmed" and before.ended_at and before.ended_at > live.created_at:
        return _ask(live.inviter, member, how, openness)
    live.accepted_by.add(member)
    if before and before.state == "confirmed":
        return before
    tie = tie_make(
        one=live.inviter, other=member, how=live.how, openness=live.openness, how_other=how, openness_other=openness
    )
    notify(member=live.inviter, kind="network.tie_confirmed", subject=tie.public_id)
    return tie


@transaction.atomic
def invitation_end(*, invitation: Invitation) -> None:
    """End the link; what it made stays."""
    Invitation.objects.filter(pk=invitation.pk, ended_at=None).update(ended_at=timezone.now())


@transaction.atomic
def invitation_never(*, token: str) -> None:
    """Never write to this address again: forget it, and end the invitation. Asking twice changes nothing."""
    invitation = invitation_of_link(token=token)
    if invitation is not None and invitation.email:
        address_suppress(address=invitation.email)
        _forget(invitation)
        Invitation.objects.filter(pk=invitation.pk).update(email_mark="")


def invitation_of_link(*, token: str) -> Invitation | None:
    """What the secret link of a letter is about; raises `LinkUnusableError`."""
    link = link_open(token=token, kind=Link.Kind.DECISION, purpose=PURPOSE)
    return Invitation.objects.select_related("inviter").filter(public_id=link.target).first()


@transaction.atomic
def invitations_forget() -> int:
    """End letters nobody answered for thirty days and forget the address, a year later its mark; returns how many."""
    old = Invitation.objects.filter(by_mail=True, created_at__lt=timezone.now() - ADDRESS_KEPT).exclude(email="")
    forgotten = list(old)
    for invitation in forgotten:
        _forget(invitation)
    marked = Invitation.objects.filter(created_at__lt=timezone.now() - MARK_KEPT).exclude(email_mark="")
    return len(forgotten) + marked.update(email_mark="")


def invitation_marks_forget(*, address: str) -> None:
    """Forget for every inviter that they wrote to this address."""
    for inviter in Member.objects.filter(invitations__by_mail=True).exclude(invitations__email_mark="").distinct():
        Invitation.objects.filter(inviter=inviter, email_mark=_mark(inviter, address)).update(email_mark="")


def _forget(invitation: Invitation) -> None:
    invitation.ended_at = invitation.ended_at or timezone.now()
    invitation.email = ""
    invitation.save(update_fields=["ended_at", "email"])


def _ask(inviter: Member, member: Member, how: str, openness: str) -> Tie | None:
    try:
        return tie_propose(proposer=member, other=inviter, how=how, openness=openness)
    except TieRefusedError:
        return None


def _mark(inviter: Member, email: str) -> str:
    """Marks of two members differ for the same address, so that they cannot be compared."""
    return keyed_mark(f"{inviter.public_id} {email}")
