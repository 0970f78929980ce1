"""What ends without a word: time that ran out, and what follows a block."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from durf.introductions.models import Introduction
from durf.introductions.models.introduction import ANSWERABLE
from durf.introductions.services.connecting import way_next
from durf.introductions.services.introducing import introduction_end
from durf.introductions.services.steps import introduction_lock, introduction_step
from durf.members.models import Member
from durf.network.models import Contact

FORGOTTEN_AFTER = timedelta(days=365)  # TRUST.md, 5: as a wish that came to nothing
LAST_LETTER = timedelta(days=1)  # time enough to take a coffee out of a calendar


def introductions_sweep() -> int:
    """Try the next way where a connector stayed silent, and close what nobody answered; returns how many moved."""
    now = timezone.now()
    late = Introduction.objects.filter(next_step_at__lte=now)
    return _each(late.filter(state="asked")) + _each(late.filter(state__in=["proposed", "one_yes"])) + _forget(late)


@transaction.atomic
def introduction_time_out(*, introduction: Introduction) -> bool:
    """Silence counts: a connector's leads to the next way, anybody else's is no answer."""
    row = introduction_lock(introduction)
    if row.next_step_at is None or row.next_step_at > timezone.now():
        return False
    if row.state == "asked" and row.answer_by is not None and row.answer_by > timezone.now():
        way_next(introduction=row)
        return True
    return introduction_step(row, "expired", connector=_known_way(row), finished_at=timezone.now())


@transaction.atomic
def introductions_end_between(*, one: Member, other: Member) -> None:
    """What follows a block: whatever runs between the two ends; to the other it looks like no answer.

    What two others agreed on stays theirs, even when their connector is kept apart from one of them.
    """
    now = timezone.now()
    rows = Introduction.objects.between(one, other).select_for_update(of=("self",)).select_related("offer")
    for row in rows:
        if row.state == "asked":
            way_next(introduction=row)  # which knows of the block already: no way to or through either
        elif _offer_gone(row, one, other):
            Introduction.objects.filter(pk=row.pk, state__in=ANSWERABLE).update(next_step_at=now)
        elif row.state in ("proposed", "one_yes"):
            mine = {row.asker_id: {"asker_no_at": now}, row.helper_id: {"helper_no_at": now}}.get(one.pk, {})
            introduction_step(row, "declined", **mine)
        elif row.both_agreed and {row.asker_id, row.helper_id} == {one.pk, other.pk}:
            introduction_end(row)


def _offer_gone(row: Introduction, one: Member, other: Member) -> bool:
    """Whether the asker no longer sees the offer behind it: then it ends as with an offer taken back."""
    pair = {one.pk, other.pk}
    offered = row.offer is not None and {row.asker_id, row.offer.helper_id} == pair
    return offered and row.state in ANSWERABLE


@transaction.atomic
def introductions_forget() -> int:
    """Delete what came to nothing for a wish that is forgotten itself, or a year ago; returns how many."""
    ended = Introduction.objects.filter(state__in=["declined", "expired", "withdrawn"], finished_at__isnull=False)
    old = Q(origin="desk", finished_at__lt=timezone.now() - FORGOTTEN_AFTER)
    gone, _ = ended.filter((Q(wish__asker=None) & ~Q(origin="desk")) | old).delete()
    met = Introduction.objects.filter(state__in=["both_yes", "met"], helper_yes_at__lt=timezone.now() - FORGOTTEN_AFTER)
    met.exclude(contact_reach="").update(contact=None, contact_reach="", word="")
    needed = Introduction.objects.filter(contact__owner=None).exclude(contact_reach="").values("contact")
    return gone + Contact.objects.filter(owner=None).exclude(pk__in=needed).delete()[0]


def _each(rows: QuerySet[Introduction]) -> int:
    return sum(introduction_time_out(introduction=row) for row in rows.order_by("pk")[:200])


def _known_way(row: Introduction) -> Member | None:
    """A connector who never passed it on stays unknown."""
    return None if row.state == "asked" else row.connector


def _forget(late: QuerySet[Introduction]) -> int:
    """Let a no end on the day silence would have: who said it is deleted, and what is kept of a contact too."""
    closed = late.filter(state="declined", finished_at=None).update(
        finished_at=timezone.now(), asker_no_at=None, helper_no_at=None
    )
    gone = Introduction.objects.filter(state="withdrawn", finished_at__lt=timezone.now() - LAST_LETTER)
    closed += gone.exclude(contact_reach="").update(contact_reach="")
    unanswered = late.filter(state__in=["declined", "expired"], contact__isnull=False)
    return closed + unanswered.update(contact=None, contact_reach="", word="")
