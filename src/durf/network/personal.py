"""What this room keeps about a person."""

from typing import Any

from durf.members.models import Member
from durf.network.models import Contact, ContactAsk, Import, Invitation, NotebookChoice, OpennessBefore, Tie
from durf.network.services.contacts import contacts_remove


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
            "ties_asked": [_tie(tie, member) for tie in ties.asked_by(member).order_by("created_at", "pk")],
            "contacts": [_contact(contact) for contact in contacts],
            "imports": list(Import.objects.filter(owner=member).values("format", "rows", "kept", "created_at")),
            "contacts_to_ask": list(ContactAsk.objects.filter(owner=member).values("email", "how", "created_at")),
            "notebook_hears_of_wishes": NotebookChoice.objects.filter(owner=member, hears_of_wishes=True).exists(),
            "invitations": list(invitations.values("by_mail", "how", "openness", "word", "created_at")),
        }

    @staticmethod
    def erase(member: Member) -> None:
        """Forget it all; the other ends simply no longer have the tie."""
        Tie.objects.of(member).delete()
        contacts_remove(contacts=Contact.objects.of(member))
        Import.objects.filter(owner=member).delete()
        ContactAsk.objects.filter(owner=member).delete()
        NotebookChoice.objects.filter(owner=member).delete()
        OpennessBefore.objects.filter(owner=member).delete()
        Invitation.objects.filter(inviter=member).delete()


def _contact(contact: Contact) -> dict[str, Any]:
    words = {field: getattr(contact, field) for field in ("name", "email", "note", "how", "language")}
    days = {field: getattr(contact, field) for field in ("since", "touched_on", "created_at")}
    return {**words, **contact.said, **days}


def _tie(tie: Tie, member: Member) -> dict[str, Any]:
    words = {"how": tie.how(member), "openness": tie.openness(member)}
    return {"with": tie.other(member).handle, **words, "since": tie.confirmed_at or tie.created_at}
