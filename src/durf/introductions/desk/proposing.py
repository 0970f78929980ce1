"""A coffee proposed to both by whoever knows them, and what a connector writes down for themselves."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from durf.introductions.models import DeskNote, Introduction
from durf.introductions.models.desk import LATER, PROPOSED_ONCE
from durf.introductions.services.introducing import MEMBER_PATIENCE, PROPOSALS, may_be_introduced
from durf.introductions.services.offering import offer_take
from durf.introductions.services.refusals import AlreadyProposedError, HelperUnavailableError
from durf.members.models import Member
from durf.network.models import Contact
from durf.network.services.ties import known_members
from durf.notices.services.notify import notify
from durf.safety.services.quotas import quota_use
from durf.wishes.models import Wish

Kind = DeskNote.Kind


@transaction.atomic
def pair_propose(
    *, connector: Member, one: Member, other: Member, word: str, wish: Wish | None = None
) -> Introduction | None:
    """Propose to both that they meet, over a wish of `one` or over nothing but a thought of the connector.

    To the connector it looks the same whether the two hear of it or cannot be introduced now (None): who rests, or
    is kept apart from whom, is nobody else's. They decide in silence; the connector hears only that they met.
    """
    knows = known_members(connector).filter(pk__in=[one.pk, other.pk])
    if one == other or connector in (one, other) or knows.count() != 2:
        raise HelperUnavailableError
    low, high = sorted((one, other), key=lambda member: member.pk)
    standing = DeskNote.objects.filter(owner=connector, one=low, other=high, kind=Kind.PROPOSED).standing()
    if standing.exists():
        raise AlreadyProposedError
    note_keep(owner=connector, one=one, other=other, kind=Kind.PROPOSED)
    if wish is not None:
        offer = offer_take(wish=wish, helper=connector, form="introduction", other=other, word=word)
        return Introduction.objects.filter(offer=offer, helper=other).latest("pk")
    quota_use(quota=PROPOSALS, subject=connector.public_id)
    if not may_be_introduced(one, other) or one.paused():
        return None
    now = timezone.now()
    row = Introduction.objects.create(
        origin=Introduction.Origin.DESK,
        form="coffee",
        asker=one,
        helper=other,
        connector=connector,
        word=word,
        state="proposed",
        told_at=now,
        next_step_at=now + MEMBER_PATIENCE,
    )
    for side, member in (("asker", one), ("helper", other)):
        notify(member=member, kind="introductions.proposed", subject=row.public_id, data={"side": side})
    return row


@transaction.atomic
def note_keep(
    *,
    owner: Member,
    one: Member,
    kind: str,
    other: Member | None = None,
    contact: Contact | None = None,
    note: str = "",
) -> DeskNote:
    """Write something down about two people, for oneself alone; it takes the place of what stood there."""
    if other is not None:
        one, other = sorted((one, other), key=lambda member: member.pk)
    row, _made = DeskNote.objects.update_or_create(
        owner=owner,
        one=one,
        other=other,
        contact=contact,
        defaults={"kind": kind, "note": note, "at": timezone.now(), "until": _until(kind)},
    )
    return row


def _until(kind: str) -> date | None:
    patience = {Kind.LATER: LATER, Kind.PROPOSED: PROPOSED_ONCE}.get(Kind(kind))
    return timezone.localdate() + patience if patience else None
