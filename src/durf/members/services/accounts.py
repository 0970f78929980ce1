"""Accounts: made, changed, let in, suspended."""

import re
import unicodedata
from datetime import date, time, timedelta
from typing import Any, TypedDict, Unpack

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from durf.changes.services import person_changed
from durf.members.models import Member
from durf.safety.services.reports import audit

HANDLE_MOST = 30


class EmailTakenError(Exception):
    """Someone here has this address already."""


class HandleTakenError(Exception):
    """Someone here has this handle already."""


class ProfileFields(TypedDict, total=False):
    """What a member may change about themselves."""

    name: str
    handle: str
    line: str
    trade: str
    organisation: str
    place: str
    languages: list[str]
    language: str
    findable: str
    page_public: bool
    page_asks: bool
    digest: str
    nudges_a_week: int
    quiet_from: time
    quiet_until: time
    paused_until: date | None


def handle_for(name: str) -> str:
    """Make a free handle out of a name: "Zoë de Wit" becomes zoe-de-wit, the next one zoe-de-wit-2."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: HANDLE_MOST - 5].strip("-")
    if len(stem) < 2:
        stem = "member"
    taken = set(Member.objects.filter(handle__startswith=stem).values_list("handle", flat=True))
    handle, number = stem, 1
    while handle in taken:
        number += 1
        handle = f"{stem}-{number}"
    return handle


@transaction.atomic
def member_create(*, email: str, name: str, language: str = "nl", handle: str = "", approved: bool = True) -> Member:
    """Make an account whose address is known to be theirs; `approved=False` leaves it waiting at the door."""
    email = email.strip().lower()
    if Member.objects.filter(email=email).exists():
        raise EmailTakenError
    if handle and Member.objects.filter(handle=handle).exists():
        raise HandleTakenError
    name = " ".join(name.split())
    member = Member(
        email=email,
        name=name,
        handle=handle or handle_for(name),
        language=language,
        languages=[language],
        approved_at=timezone.now() if approved else None,
    )
    member.set_unusable_password()
    member.save()
    EmailAddress.objects.create(user=member, email=email, primary=True, verified=True)
    if approved:
        person_changed(member_id=member.pk)
    return member


@transaction.atomic
def member_update(*, member: Member, **fields: Unpack[ProfileFields]) -> Member:
    """Change what a member says about themselves."""
    handle = fields.get("handle")
    if handle and Member.objects.filter(handle=handle).exclude(pk=member.pk).exists():
        raise HandleTakenError
    for field, value in fields.items():
        setattr(member, field, value)
    member.save(update_fields=list(fields))
    person_changed(member_id=member.pk)
    return member


@transaction.atomic
def member_approve(*, member: Member, actor: Member | None) -> Member:
    """Let a member in; the one who was let in by a host hears of it."""
    now = timezone.now()
    if Member.objects.filter(pk=member.pk, approved_at=None).update(approved_at=now):
        member.approved_at = now
        person_changed(member_id=member.pk)
        if actor is not None:
            audit(actor=actor.public_id, action="member_approve", target=member.public_id)
            _notify(member=member, kind="members.approved", subject=member.public_id)
    return member


@transaction.atomic
def member_let_in(*, member: Member, invited: bool) -> Member:
    """Do what this community's way of joining says for someone who just proved their address."""
    if settings.COMMUNITY_JOINING == "open" or (settings.COMMUNITY_JOINING == "invited" and invited):
        return member_approve(member=member, actor=None)
    now = timezone.now()
    if Member.objects.filter(pk=member.pk, approved_at=None, waits_since=None).update(waits_since=now):
        member.waits_since = now
        for host in Member.objects.active().filter(is_host=True):
            _notify(member=host, kind="members.waits", subject=member.public_id)
    return member


@transaction.atomic
def member_suspend(*, member: Member, actor: Member) -> Member:
    """Close the door to a member: signed out everywhere, not seen, not nudged."""
    if Member.objects.filter(pk=member.pk, is_active=True).update(is_active=False):
        member.is_active = False
        sessions_end(member=member)
        person_changed(member_id=member.pk)
        audit(actor=actor.public_id, action="member_suspend", target=member.public_id)
    return member


@transaction.atomic
def member_restore(*, member: Member, actor: Member) -> Member:
    """Open the door again."""
    if Member.objects.filter(pk=member.pk, is_active=False).update(is_active=True):
        member.is_active = True
        person_changed(member_id=member.pk)
        audit(actor=actor.public_id, action="member_restore", target=member.public_id)
    return member


def sessions_end(*, member: Member) -> None:
    """Sign a member out everywhere."""
    for session in UserSession.objects.filter(user=member):
        session.end()


@transaction.atomic
def member_welcomed(*, member: Member) -> Member:
    """Remember that the first steps are done, or were passed over."""
    if member.welcomed_at is None:
        member.welcomed_at = timezone.now()
        member.save(update_fields=["welcomed_at"])
    return member


@transaction.atomic
def pauses_end() -> int:
    """Wake members whose pause is over, so that wishes find them again; returns how many."""
    over = list(Member.objects.filter(paused_until__lt=timezone.localdate()).values_list("pk", flat=True))
    for pk in over:
        person_changed(member_id=pk)
    return Member.objects.filter(pk__in=over).update(paused_until=None)


@transaction.atomic
def signups_forget(*, older_than_h: int = 24) -> int:
    """Forget sign-ups whose address was never proved; returns how many."""
    since = timezone.now() - timedelta(hours=older_than_h)
    unproved = Member.objects.filter(approved_at=None, waits_since=None, last_login=None, joined_at__lt=since)
    stale = unproved.exclude(Q(emailaddress__verified=True))
    count = stale.count()
    stale.delete()
    return count


def _notify(**words: Any) -> None:
    import_string(settings.NOTIFY)(**words)
