"""Proposing an introduction and the word of each side: two live yeses, and only then a way to reach each other.

A no is silent: the row keeps its date, so that to everybody else it looks unanswered until its time is up.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from durf.introductions.models import Introduction
from durf.introductions.models.introduction import Side
from durf.introductions.services.coffees import coffee_end
from durf.introductions.services.refusals import (
    AlreadyProposedError,
    HelperUnavailableError,
    IntroductionClosedError,
)
from durf.introductions.services.steps import introduction_lock, introduction_step
from durf.members.models import Member
from durf.members.services.blocks import is_blocked
from durf.network.models import Contact
from durf.notices.services.notify import notices_see, notify
from durf.safety.services.quotas import Quota, quota_use
from durf.wishes.models import Offer, Wish
from durf.wishes.models.wish import WishAudience

PROPOSALS = Quota("introduction", 10, timedelta(days=1))
MEMBER_PATIENCE = timedelta(days=14)
CONTACT_PATIENCE = timedelta(days=30)  # TRUST.md: pending consent


@transaction.atomic
def introduction_propose(
    *,
    wish: Wish,
    proposer: Member,
    offer: Offer | None = None,
    helper: Member | None = None,
    contact: Contact | None = None,
    form: str = "introduction",
    word: str = "",
) -> Introduction:
    """Propose that asker and helper meet: a helper offers coffee or a call, or a connector knows someone."""
    asker = wish.asker
    if asker is None or (helper is None) == (contact is None):
        raise HelperUnavailableError
    origin = Introduction.Origin.OFFER if helper == proposer else Introduction.Origin.CONNECTOR
    if helper is not None and origin == Introduction.Origin.CONNECTOR and not may_be_introduced(asker, helper):
        raise HelperUnavailableError
    _refuse_twice(wish, proposer, helper, contact)
    quota_use(quota=PROPOSALS, subject=proposer.public_id)
    now = timezone.now()
    offered = origin == Introduction.Origin.OFFER
    introduction = Introduction.objects.create(
        wish=wish,
        offer=offer,
        origin=origin,
        form=form,
        asker=asker,
        helper=helper,
        contact=contact,
        connector=None if offered else proposer,
        word=word,
        state="one_yes" if offered else "proposed",
        helper_yes_at=now if offered else None,
        told_at=now if offered else None,
        next_step_at=now + (CONTACT_PATIENCE if contact else MEMBER_PATIENCE),
    )
    notify(member=asker, kind="introductions.proposed", subject=introduction.public_id, data={"side": "asker"})
    if wish.audience != WishAudience.ASKED:  # a wish that takes courage goes no further before the asker's yes
        helper_tell(introduction=introduction)
    return introduction


def may_be_introduced(asker: Member, helper: Member) -> bool:
    """Whether a member can be introduced now; resting, hidden and blocked are all the same no."""
    here = helper.is_active and helper.approved and helper.findable != Member.Findable.HIDDEN
    return here and helper != asker and not helper.paused() and not is_blocked(asker, helper)


def helper_tell(*, introduction: Introduction) -> None:
    """From now on the helper may know; a contact hears of it from the connector, never from here."""
    if introduction.told_at is not None:
        return
    introduction.told_at = timezone.now()
    introduction.save(update_fields=["told_at"])
    if introduction.helper is not None:
        notify(
            member=introduction.helper,
            kind="introductions.proposed",
            subject=introduction.public_id,
            data={"side": "helper"},
        )


@transaction.atomic
def introduction_accept(*, introduction: Introduction, side: Side, reach: str = "") -> Introduction:
    """One side says yes; a contact says how they want to be reached. The second yes opens the way."""
    row = introduction_lock(introduction)
    if not row.awaits(side):
        raise IntroductionClosedError
    yes: dict[str, Any] = {f"{side}_yes_at": timezone.now()}
    if side == "helper" and row.contact is not None:
        yes["contact_reach"] = reach
    if row.state == "declined":
        Introduction.objects.filter(pk=row.pk).update(**yes)  # the other's no stays unknown
    elif not introduction_step(row, "one_yes" if row.state == "proposed" else "both_yes", **yes):
        raise IntroductionClosedError
    row.refresh_from_db()
    _seen(row, side)
    if row.state == "both_yes":
        _agreed(row)
    elif row.state != "declined":
        _other_tell(row, side)
    return row


def _other_tell(row: Introduction, side: Side) -> None:
    """There is a first yes: whoever has not been asked is asked, and whoever was hears that it is up to them."""
    if side == "asker" and row.origin != Introduction.Origin.DESK:
        helper_tell(introduction=row)
        return
    member, theirs = (row.helper, "helper") if side == "asker" else (row.asker, "asker")
    if member is not None:
        notify(member=member, kind="introductions.proposed", subject=row.public_id, data={"side": theirs, "yes": True})


@transaction.atomic
def introduction_decline(*, introduction: Introduction, side: Side) -> Introduction:
    """One side says no; no reason is asked and nobody is told."""
    row = introduction_lock(introduction)
    if not row.awaits(side):
        raise IntroductionClosedError
    no_say(row, side)
    return row


@transaction.atomic
def introduction_withdraw(*, introduction: Introduction, side: Side) -> Introduction:
    """Take a yes back: before the other's yes it is a silent no, afterwards what was shared is gone."""
    row = introduction_lock(introduction)
    if row.state == "asked" and side == "asker":
        introduction_step(row, "withdrawn", connector=None, finished_at=timezone.now())
    elif row.both_agreed:
        introduction_end(row)
    elif row.state in ("one_yes", "declined") and not row.over and row.yes_at(side) is not None:
        no_say(row, side)
    else:
        raise IntroductionClosedError
    row.refresh_from_db()
    return row


def _refuse_twice(wish: Wish, proposer: Member, helper: Member | None, contact: Contact | None) -> None:
    """Nobody is asked twice for one wish by the same person, whatever became of the first time."""
    by_me = Q(origin="connector", connector=proposer) | Q(origin="offer", helper=proposer)
    mine = Introduction.objects.filter(by_me, wish=wish, offer__withdrawn_at=None).exclude(state="withdrawn")
    same = mine.filter(helper=helper) if helper else mine.filter(contact__isnull=False)
    for earlier in same.select_related("contact"):
        if contact is None or earlier.contact == contact or _same_address(earlier.contact, contact):
            raise AlreadyProposedError


def _same_address(one: Contact | None, other: Contact) -> bool:
    return one is not None and bool(one.email) and one.email.lower() == other.email.lower()


def introduction_end(row: Introduction) -> None:
    """End what both had agreed to: nothing they shared is shown any longer, a coffee is called off.

    A contact's address is kept for one more letter, the one that takes the coffee out of their calendar.
    """
    reach = row.contact_reach if coffee_end(introduction=row) else ""
    introduction_step(row, "withdrawn", contact_reach=reach, finished_at=timezone.now())


def no_say(row: Introduction, side: Side) -> None:
    """A no from one side, kept to themselves; whatever they shared before is gone."""
    no: dict[str, Any] = {f"{side}_no_at": timezone.now(), f"{side}_yes_at": None}
    if side == "helper":
        no["contact_reach"] = ""
    if not introduction_step(row, "declined", **no):
        Introduction.objects.filter(pk=row.pk).update(**no)
        row.refresh_from_db()
    _seen(row, side)


def _agreed(row: Introduction) -> None:
    Introduction.objects.filter(pk=row.pk).update(next_step_at=None)
    row.next_step_at = None
    for side, member in (("asker", row.asker), ("helper", row.helper)):
        notify(member=member, kind="introductions.agreed", subject=row.public_id, data={"side": side})


def _seen(row: Introduction, side: Side) -> None:
    member = row.asker if side == "asker" else row.helper
    if member is not None:
        notices_see(member=member, subject=row.public_id)
