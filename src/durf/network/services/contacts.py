"""The notebook: people a member wrote down, theirs alone."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from durf.members.models import Member
from durf.network.models import Contact
from durf.network.models.contact import DETAILS
from durf.network.reading.row import Row, profile
from durf.network.secret import keyed_mark
from durf.safety.services.erasures import erasure_remember


@transaction.atomic
def contact_write(
    *, owner: Member, name: str, email: str = "", how: str = "known", note: str = "", language: str = "nl", **more: Any
) -> Contact:
    """Write someone down; nobody but the owner ever reads it. `more`: DETAILS, tags, since, touched_on."""
    contact = Contact(owner=owner, name=name, email=email, how=how, note=note, language=language)
    contact_describe(contact, more)
    contact.save()
    return contact


def contact_with(*, owner: Member, email: str) -> Contact | None:
    """Find whom the owner wrote down with this address already."""
    mark = keyed_mark(email) if email else ""
    return Contact.objects.of(owner).filter(email_mark=mark).first() if mark else None


@transaction.atomic
def contact_change(*, contact: Contact, **words: Any) -> Contact:
    """Write something else down of someone."""
    for field in ("name", "email", "how", "note", "language"):
        setattr(contact, field, words.pop(field, getattr(contact, field)))
    contact_describe(contact, words)
    contact.save()
    return contact


@transaction.atomic
def contact_touch(*, contact: Contact, on: date) -> None:
    """Note that the owner spoke to them."""
    Contact.objects.filter(pk=contact.pk).update(touched_on=on)


@transaction.atomic
def contact_erase(*, contact: Contact) -> None:
    """Forget a contact and everything held about them here, as they themselves wish."""
    erasure_remember(kind="contact", key=contact.public_id)
    contact.delete()


@transaction.atomic
def contact_remove(*, contact: Contact) -> None:
    """Take one person out of their owner's notebook."""
    erasure_remember(kind="removed", key=contact.public_id)
    contacts_remove(contacts=Contact.objects.filter(pk=contact.pk))


def contact_remove_again(*, key: str) -> None:
    """Take out whom a restored database brought back into a notebook."""
    contacts_remove(contacts=Contact.objects.filter(public_id=key, owner__isnull=False))


@transaction.atomic
def contacts_remove(*, contacts: QuerySet[Contact]) -> int:
    """Take people out of their owner's notebook; returns how many.

    What somebody said yes to themselves stays between the two: for that, name, address and language are kept, in
    nobody's notebook.
    """
    held: set[int] = set()
    for follower in settings.NOTEBOOK_FOLLOWERS:
        held |= import_string(follower)(contacts=contacts)
    many = contacts.count()
    bare = {"note": "", "details": "", "profile_mark": "", "person_mark": "", "since": None, "touched_on": None}
    Contact.objects.filter(pk__in=held).update(owner=None, source=None, **bare)
    contacts.exclude(pk__in=held).delete()
    return many


def contact_of(row: Row, owner: Member) -> Contact:
    """Return what a row of a file becomes, not yet kept."""
    contact = Contact(owner=owner, name=row.name, email=row.email, note=row.note, language=owner.language)
    contact_describe(contact, {field: getattr(row, field) for field in (*DETAILS, "tags", "since")})
    return contact


def contact_describe(contact: Contact, words: Mapping[str, Any]) -> None:
    """Set what is written down of a contact beside name, address and note, and the marks they are known again by."""
    said = contact.said | {field: words[field] for field in (*DETAILS, "tags") if field in words}
    said = {field: value for field, value in said.items() if value}
    contact.details = json.dumps(said, ensure_ascii=False) if said else ""
    contact.since = words.get("since", contact.since)
    contact.touched_on = words.get("touched_on", contact.touched_on)
    link, organisation = said.get("link", ""), said.get("organisation", "")
    for name, mark in marks_of(contact.owner_id, contact.name, contact.email, link, organisation).items():
        setattr(contact, name, mark)


def marks_of(owner_id: int | None, name: str, email: str, link: str, organisation: str) -> dict[str, str]:
    """Return the marks by which a person is known again, "" where there is nothing to make one of."""
    whole = f"person {owner_id} {name.casefold()} {organisation.casefold()}"
    return {
        "email_mark": keyed_mark(email) if email else "",
        "profile_mark": keyed_mark(f"profile {owner_id} {profile(link)}") if link else "",
        "person_mark": keyed_mark(whole) if organisation else "",
    }
