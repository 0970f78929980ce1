"""The letters of this room: someone says you know each other, a tie came to be, you are invited."""

from django.conf import settings
from django.urls import reverse

from durf.members.models import Member
from durf.members.services.blocks import is_blocked
from durf.network.models import Invitation, Tie
from durf.network.services.invitations import PURPOSE
from durf.notices.letters import Letter, to_member
from durf.notices.models import Notice
from durf.safety.models import Link
from durf.safety.services.links import link_make

GROUP = "network"


def letter(notice: Notice) -> Letter | None:
    """Return the letter for a notice, or None when it is no longer true."""
    if notice.kind == "network.invited":
        return _invited(notice)
    if notice.member is None:
        return None
    if notice.kind == "network.tie_proposed":
        return _about_tie(notice, Tie.objects.waiting_for(notice.member).filter(public_id=notice.subject).first())
    return _about_tie(notice, Tie.objects.confirmed().of(notice.member).filter(public_id=notice.subject).first())


def _about_tie(notice: Notice, tie: Tie | None) -> Letter | None:
    if tie is None or notice.member is None:
        return None
    other = tie.other(notice.member)
    if not other.is_active or is_blocked(other, notice.member):
        return None
    template = f"network/notices/{notice.kind.removeprefix('network.')}"
    return to_member(notice, template, group=GROUP, context={"tie": tie, "other": other})


def _invited(notice: Notice) -> Letter | None:
    """One letter to an address outside; whoever lives there may say never again."""
    invitation = Invitation.objects.live().select_related("inviter").filter(public_id=notice.subject).first()
    if invitation is None or not invitation.email or _kept_apart(invitation):
        return None
    token = link_make(kind=Link.Kind.DECISION, purpose=PURPOSE, target=invitation.public_id)
    return Letter(
        to_name="",
        to_address=invitation.email,
        language=invitation.inviter.language,
        template="network/notices/invited",
        context={
            "inviter": invitation.inviter,
            "invitation": invitation,
            "never_url": settings.PUBLIC_URL + reverse("invitation_never", args=[token]),
        },
        without_account=True,
    )


def _kept_apart(invitation: Invitation) -> bool:
    """Whether the address is a member's who blocked the inviter, or was blocked by them."""
    reader = Member.objects.filter(email=invitation.email.lower()).first()
    return reader is not None and is_blocked(reader, invitation.inviter)
