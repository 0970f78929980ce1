"""The rights of people who are not here: whoever proves an address sees what is held about it, and has it erased.

One letter, caused by whoever typed the address, the same whether or not anything is held. A suppressed address gets
none, ever (docs/decisions/0008).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from durf.introductions.models import Introduction, PageQuestion, RemoteRequest
from durf.introductions.services.contacts import contact_refuse
from durf.introductions.visitors.asking import question_erase
from durf.network.models import Contact, ContactAsk, Invitation
from durf.network.secret import keyed_mark
from durf.network.services.contacts import contact_erase
from durf.network.services.invitations import invitation_end, invitation_marks_forget
from durf.notices.models import Notice
from durf.notices.services.notify import notify
from durf.safety.services.erasures import erasure_remember
from durf.safety.services.links import links_end
from durf.safety.services.quotas import Quota, QuotaSpentError, quota_use
from durf.safety.services.suppression import address_suppress

LETTERS = Quota("remote_letter", 2, timedelta(days=1))  # to one address
ASKED = Quota("remote_asked", 10, timedelta(hours=1))  # from one connection
KEPT = timedelta(days=7)
PURPOSE = "remote"  # of the link that proves an address
KIND = "introductions.remote"


@dataclass(frozen=True)
class Told:
    """A question that reached this person, by a letter or because they answered."""

    asker: str
    connector: str
    wish: str
    at: datetime
    answered: bool
    reach: str


@dataclass(frozen=True)
class Held:
    """What is held about an address. Whose notebook it stands in is its owner's, and is not said."""

    in_a_notebook: bool
    told: list[Told]
    invited_by: list[str]
    asked: list[str]  # through members' pages

    @property
    def nothing(self) -> bool:
        """Whether nobody here knows this address."""
        return not (self.in_a_notebook or self.told or self.invited_by or self.asked)

    def as_json(self) -> dict[str, Any]:
        """The same to take along."""
        told = [{**vars(one), "at": one.at.isoformat()} for one in self.told]
        return {
            "in_a_notebook": self.in_a_notebook,
            "questions": told,
            "invited_by": self.invited_by,
            "asked": self.asked,
        }


@transaction.atomic
def remote_ask(*, address: str, language: str, connection: str) -> None:
    """Let one letter go to this address, if it may have one; whoever asked cannot tell.

    Raises QuotaSpentError where one connection asks too often.
    """
    quota_use(quota=ASKED, subject=keyed_mark(f"connection {connection}"))
    try:
        quota_use(quota=LETTERS, subject=keyed_mark(f"remote {address}"))
    except QuotaSpentError:
        return
    row = RemoteRequest.objects.create(email=address.strip().lower(), language=language)
    notify(member=None, kind=KIND, subject=row.public_id)


def remote_held(*, address: str) -> Held:
    """Gather what may be shown of what is held about a proved address."""
    mark = keyed_mark(address)
    contacts, rows = _contacts(mark), _introductions(mark)
    reached = [row for row in rows if row.letter_at or row.helper_yes_at or row.helper_no_at]
    return Held(
        in_a_notebook=bool(contacts),
        told=[_told(row) for row in reached],
        invited_by=sorted({invitation.inviter.name for invitation in _invitations(mark)}),
        asked=[row.text for row in _questions(mark)],
    )


@transaction.atomic
def remote_erase(*, address: str) -> None:
    """Erase this address everywhere: out of notebooks, introductions, invitations and what waits to be asked.

    Whose notebooks it stood in is told to nobody, nor that it was erased.
    """
    remote_erase_again(key=keyed_mark(address))
    invitation_marks_forget(address=address)
    erasure_remember(kind="address", key=keyed_mark(address))


@transaction.atomic
def remote_erase_again(*, key: str) -> None:
    """The same by the keyed mark of an address, for a database that was put back."""
    for row in _introductions(key):
        contact_refuse(introduction=row)
        Introduction.objects.filter(pk=row.pk).update(contact=None, contact_reach="", word="")
        links_end(target=row.public_id)
    for contact in _contacts(key):
        contact_erase(contact=contact)
    for invitation in _invitations(key):
        invitation_end(invitation=invitation)
        Invitation.objects.filter(pk=invitation.pk).update(email="", email_mark="", word="")
    for question in _questions(key):
        question_erase(question=question)
    same = [ask.pk for ask in ContactAsk.objects.all() if keyed_mark(ask.email) == key]
    ContactAsk.objects.filter(pk__in=same).delete()
    _requests_forget(key)


@transaction.atomic
def remote_never(*, address: str) -> None:
    """Erase everything, and never write to this address again."""
    remote_erase(address=address)
    address_suppress(address=address)


@transaction.atomic
def remote_forget() -> int:
    """Forget who wanted to see what is held, a week later; returns how many."""
    gone, _ = RemoteRequest.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    return gone


def _requests_forget(key: str) -> None:
    """Forget that they looked, with the link they looked by."""
    for row in [one for one in RemoteRequest.objects.all() if keyed_mark(one.email) == key]:
        links_end(target=row.public_id)
        Notice.objects.filter(kind=KIND, subject=row.public_id).delete()
        row.delete()


def _contacts(mark: str) -> list[Contact]:
    return list(Contact.objects.filter(email_mark=mark))


def _introductions(mark: str) -> list[Introduction]:
    """Where this person is the one on the helper's side, by the notebook or by the address they gave themselves."""
    rows = Introduction.objects.with_people()
    given = [row.pk for row in rows.exclude(contact_reach="") if keyed_mark(row.contact_reach) == mark]
    return list(rows.filter(Q(contact__in=_contacts(mark)) | Q(pk__in=given)).order_by("-pk"))


def _invitations(mark: str) -> list[Invitation]:
    """Letters of the last thirty days; older ones hold no address any more. Decrypted one by one: they are few."""
    kept = Invitation.objects.filter(by_mail=True).exclude(email="").select_related("inviter")
    return [invitation for invitation in kept if keyed_mark(invitation.email) == mark]


def _questions(mark: str) -> list[PageQuestion]:
    """Of the last thirty days too."""
    return [question for question in PageQuestion.objects.order_by("pk") if keyed_mark(question.email) == mark]


def _told(row: Introduction) -> Told:
    return Told(
        asker=row.asker.first_name,
        connector=row.connector.name if row.connector else "",
        wish=row.wish.text if row.wish and row.wish.hidden_at is None else "",
        at=row.created_at,
        answered=bool(row.helper_yes_at or row.helper_no_at),
        reach=row.contact_reach,
    )
