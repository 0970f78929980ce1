"""What this room keeps about a person."""

from typing import Any

from durf.members.models import Member
from durf.network.models import Contact, Invitation, Tie


class NetworkData:
    """Ties with the member's own word on each, their notebook, and whom they invited.

    The other end's word on a tie is theirs. So is the address of a letter: one that was forgotten because its owner
    asked for it must look the same as one that was not.
    """

    @staticmethod
    def export(member: Member) -> dict[str, Any]:
        """Everything this room knows about the member."""
        ties = Tie.objects.of(member).select_related("a", "b")
        contacts = Contact.objects.of(member)
        invitations = Invitation.objects.filter(inviter=member)
        return {
            "ties": [_tie(tie, member) for tie in ties.confirmed()],
            "ties_asked": [_tie(tie, member) for tie in ties.asked_by(member)],
            "contacts": list(contacts.values("name", "email", "note", "how", "language", "created_at")),
            "invitations": list(invitations.values("by_mail", "how", "openness", "word", "created_at")),
        }

    @staticmethod
    def erase(member: Member) -> None:
        """Forget it all; the other ends simply no longer have the tie."""
        Tie.objects.of(member).delete()
        Contact.objects.of(member).delete()
        Invitation.objects.filter(inviter=member).delete()


def _tie(tie: Tie, member: Member) -> dict[str, Any]:
    words = {"how": tie.how(member), "openness": tie.openness(member)}
    return {"with": tie.other(member).handle, **words, "since": tie.confirmed_at or tie.created_at}
