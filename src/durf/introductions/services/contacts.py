"""The person without account: one message, caused by a connector; a decision; a way out that always works."""

from datetime import timedelta
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from durf.introductions.models import Introduction
from durf.introductions.models.introduction import ANSWERABLE
from durf.introductions.services.introducing import introduction_end, no_say
from durf.introductions.services.refusals import IntroductionClosedError, LetterRefusedError
from durf.introductions.services.steps import introduction_lock
from durf.members.models import Member
from durf.members.services.blocks import is_blocked
from durf.network.models import Contact
from durf.network.services.contacts import contact_erase
from durf.notices.models import Delivery
from durf.notices.services.notify import notify
from durf.safety.models import Link
from durf.safety.services.links import link_make, links_end
from durf.safety.services.quotas import Quota, quota_use
from durf.safety.services.suppression import address_suppress

LETTERS = Quota("contact_letter", 5, timedelta(days=1))
PURPOSE = "contact"  # of the link with which a contact decides
PASS_ON_PURPOSE = "pass_on"  # noqa: S105 - a name: of the link with which a connector passes on


def decision_link(*, introduction: Introduction, through: Member | None = None) -> str:
    """Make a link with which the contact decides; only its hash is kept.

    One that goes `through` the connector's hands stays hers to open as well: it takes an answer and shows none.
    """
    holder = through.public_id if through is not None else ""
    token = link_make(kind=Link.Kind.DECISION, purpose=PURPOSE, target=introduction.public_id, holder=holder)
    return decision_url(token)


def decision_url(token: str) -> str:
    """The whole address of a decision link."""
    return str(settings.PUBLIC_URL) + reverse("decide", args=[quote(token)])


def pass_on_token(*, introduction: Introduction, connector: Member) -> str:
    """A link with which the connector passes this on without signing in."""
    return link_make(
        kind=Link.Kind.ACTION,
        purpose=PASS_ON_PURPOSE,
        target=introduction.public_id,
        holder=connector.public_id,
    )


def pass_on_open(introduction: Introduction, connector: Member) -> bool:
    """Whether the connector may pass this on to the contact now."""
    ours = introduction.connector_id == connector.pk and introduction.contact is not None
    return (ours and introduction.told_at is not None and introduction.awaits("helper")) or _silently_declined(
        introduction, connector
    )


def contact_address(introduction: Introduction) -> str:
    """Where this introduction's mail to the contact goes: what they chose, else where Durf's own letter went.

    An address that only the connector vouches for is not written to: it might be hers.
    """
    if "@" in introduction.contact_reach:
        return introduction.contact_reach
    lettered = introduction.contact is not None and introduction.letter_at is not None
    return introduction.contact.email if introduction.contact is not None and lettered else ""


@transaction.atomic
def contact_letter_send(*, introduction: Introduction, connector: Member) -> Introduction:
    """Let Durf send the one message; whether the address asked never to be written to is looked at when it leaves."""
    row = introduction_lock(introduction)
    if not pass_on_open(row, connector):
        raise IntroductionClosedError
    if not settings.SERVER_SENDS or row.contact is None or not row.contact.email:
        raise LetterRefusedError
    if not Introduction.objects.filter(pk=row.pk, letter_at=None).update(letter_at=timezone.now()):
        raise LetterRefusedError
    quota_use(quota=LETTERS, subject=connector.public_id)
    row.refresh_from_db()
    if row.state != "declined" and row.awaits("helper"):
        notify(member=None, kind="introductions.contact_letter", subject=row.public_id)
    return row


def contact_letter_state(introduction: Introduction) -> str:
    """How the letter stands for the connector's eyes: `""`, `sent`, `failed` or, after a crash, `unsure`."""
    if introduction.letter_at is None:
        return ""
    kind = "introductions.contact_letter"
    delivery = Delivery.objects.filter(notice__kind=kind, notice__subject=introduction.public_id).first()
    return delivery.state if delivery is not None and delivery.state in ("failed", "unsure") else "sent"


@transaction.atomic
def contact_never(*, introduction: Introduction) -> None:
    """A no for good: no address known here for this person is written to again."""
    row = introduction_lock(introduction)
    addresses = {row.contact.email if row.contact else "", contact_address(row)}
    for address in addresses - {""}:
        address_suppress(address=address)
    _refuse(row)


@transaction.atomic
def contact_forget(*, introduction: Introduction) -> None:
    """Erase the person: out of the connector's notebook and of every introduction they were in."""
    contact = introduction_lock(introduction).contact
    if contact is not None:
        _forget(contact)


def contact_forget_again(*, key: str) -> None:
    """Erase a contact whom a restored database brought back."""
    contact = Contact.objects.filter(public_id=key).first()
    if contact is not None:
        _forget(contact)


def _forget(contact: Contact) -> None:
    affected = list(Introduction.objects.filter(contact=contact))
    for one in affected:
        _refuse(introduction_lock(one))
    ids = [one.pk for one in affected]
    Introduction.objects.filter(pk__in=ids).update(contact=None, contact_reach="", word="")
    contact_erase(contact=contact)


@transaction.atomic
def contacts_leave(*, contacts: QuerySet[Contact]) -> set[int]:
    """Their owner takes them out of the notebook; returns whom something they said yes to themselves still needs.

    What they did not answer ends as with a no: the others never learn which it was.
    """
    held: set[int] = set()
    for one in Introduction.objects.filter(contact__in=contacts):
        row = introduction_lock(one)
        if row.contact_reach and row.contact_id is not None:
            held.add(row.contact_id)
        else:
            _refuse(row)
            Introduction.objects.filter(pk=row.pk).update(contact=None, word="")
    return held


@transaction.atomic
def contact_joins(*, introduction: Introduction, member: Member) -> Introduction:
    """The contact has become a member: the introduction is theirs as a member from now on, with the word they gave.

    What the connector wrote down of them stays in her notebook and is no part of it any more. Whoever is the asker
    or the connector is nobody's contact here, and who is kept apart from the asker takes nothing along.
    """
    row = introduction_lock(introduction)
    mine = Introduction.objects.filter(wish=row.wish, helper=member).exclude(pk=row.pk)
    if row.contact is None or row.over or member.pk in (row.asker_id, row.connector_id) or mine.exists():
        raise IntroductionClosedError
    if is_blocked(row.asker, member) or (row.connector is not None and is_blocked(row.connector, member)):
        raise IntroductionClosedError
    Introduction.objects.filter(pk=row.pk).update(helper=member, contact=None, contact_reach="")
    links_end(target=row.public_id)
    row.refresh_from_db()
    return row


def contact_refuse(*, introduction: Introduction) -> None:
    """No, whatever was said before: a silent no, a yes taken back, or nothing new."""
    row = introduction_lock(introduction)
    if not row.over and row.no_at("helper") is None:
        _refuse(row)


def contacts_of(connector: Member) -> QuerySet[Contact]:
    """The connector's own notebook, newest first."""
    return Contact.objects.filter(owner=connector).order_by("-pk")


def _refuse(row: Introduction) -> None:
    """Whatever it was, it is a no now: silent before two yeses, an end afterwards."""
    if row.both_agreed:
        introduction_end(row)
    elif row.state in ANSWERABLE:
        no_say(row, "helper")


def _silently_declined(introduction: Introduction, connector: Member) -> bool:
    """After a no the connector's page still offers what it would offer had there been no answer."""
    ours = introduction.connector_id == connector.pk and introduction.contact is not None
    return ours and introduction.told_at is not None and introduction.state == "declined" and not introduction.over
