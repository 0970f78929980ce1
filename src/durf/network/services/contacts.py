"""The notebook: people a member wrote down, theirs alone."""

from django.db import transaction

from durf.members.models import Member
from durf.network.models import Contact


@transaction.atomic
def contact_write(
    *, owner: Member, name: str, email: str = "", how: str = "known", note: str = "", language: str = "nl"
) -> Contact:
    """Write someone down; nobody but the owner ever reads it."""
    return Contact.objects.create(owner=owner, name=name, email=email, how=how, note=note, language=language)


@transaction.atomic
def contact_erase(*, contact: Contact) -> None:
    """Forget a contact and everything held about them here."""
    contact.delete()
