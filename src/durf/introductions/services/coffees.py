"""Coffee: up to three times, one picked, invites to both; moved, called off, and afterwards one question."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from durf.introductions.models import Coffee, CoffeeAnswer, CoffeeTime, Introduction
from durf.introductions.models.coffee import COFFEE
from durf.introductions.models.introduction import Side
from durf.introductions.services.meeting import introduction_meet
from durf.introductions.services.refusals import IntroductionClosedError, PlanChangedError, TimesError
from durf.introductions.services.steps import introduction_lock
from durf.members.models import Member
from durf.notices.services.notify import notices_see, notify

MOST_TIMES = 3
FARTHEST = timedelta(days=365)
AFTER = timedelta(hours=2)
SIDES: tuple[Side, ...] = ("asker", "helper")


@transaction.atomic
def coffee_propose(
    *,
    introduction: Introduction,
    side: Side,
    manner: str,
    where: str,
    times: Sequence[datetime],
    minutes: int = 45,
    seen: str | None = None,
) -> Coffee:
    """Propose up to three times; the other side picks. Again, it moves the coffee or proposes other times back.

    `seen` is the mark of the plan the proposer saw, empty for none: an old page changes nothing.
    """
    row = introduction_lock(introduction)
    if not row.both_agreed:
        raise IntroductionClosedError
    _check_seen(row, seen)
    _check_times(times)
    coffee, made = Coffee.objects.get_or_create(introduction=row, defaults={"proposer": side})
    if not made and coffee.state not in COFFEE.sources("proposed"):
        raise IntroductionClosedError
    coffee.state, coffee.proposer, coffee.manner, coffee.where = "proposed", side, manner, where
    coffee.minutes, coffee.starts_at, coffee.ask_after_at = minutes, None, None
    coffee.save()
    coffee.times.all().delete()
    coffee.answers.all().delete()
    CoffeeTime.objects.bulk_create(CoffeeTime(coffee=coffee, starts_at=start) for start in sorted(times))
    notify(
        member=_member(row, _other(side)),
        kind="introductions.coffee_proposed",
        subject=row.public_id,
        data={"side": _other(side), "proposed": timezone.now().isoformat()},
    )
    return coffee


def coffee_move(
    *, coffee: Coffee, side: Side, manner: str, where: str, times: Sequence[datetime], minutes: int = 45
) -> Coffee:
    """Move a coffee: new times, and the other side picks again; the next invite updates the first."""
    return coffee_propose(
        introduction=coffee.introduction, side=side, manner=manner, where=where, times=times, minutes=minutes
    )


@transaction.atomic
def coffee_pick(*, coffee: Coffee, side: Side, starts_at: datetime) -> Coffee:
    """The side that was asked picks one of the times; both get it in their calendar."""
    row = introduction_lock(coffee.introduction)
    coffee.refresh_from_db()
    proposed = coffee.times.filter(starts_at=starts_at, starts_at__gt=timezone.now())
    if not row.both_agreed or coffee.proposer == side or coffee.state != "proposed" or not proposed.exists():
        raise IntroductionClosedError
    COFFEE.check(coffee.state, "agreed")
    coffee.state, coffee.starts_at = "agreed", starts_at
    coffee.sequence += int(coffee.invited)
    coffee.invited, coffee.invited_for = True, starts_at
    coffee.ask_after_at = starts_at + timedelta(minutes=coffee.minutes) + AFTER
    coffee.save()
    _tell_both(row, "introductions.coffee_invite", sequence=coffee.sequence)
    return coffee


@transaction.atomic
def coffee_cancel(*, coffee: Coffee, seen: str | None = None) -> Coffee:
    """Call it off; whoever had an invite gets its end. `seen` as in `coffee_propose`."""
    row = introduction_lock(coffee.introduction)
    _check_seen(row, seen)
    coffee.refresh_from_db()
    if not row.both_agreed or coffee.state not in COFFEE.sources("cancelled"):
        raise IntroductionClosedError
    _call_off(row, coffee)
    return coffee


def coffee_end(*, introduction: Introduction) -> bool:
    """Call off whatever coffee there is, because the introduction itself ends; tell whether letters go about it."""
    coffee = Coffee.objects.filter(introduction=introduction, state__in=COFFEE.sources("cancelled")).first()
    if coffee is None:
        return False
    _call_off(introduction, coffee)
    return coffee.invited


@transaction.atomic
def coffee_answer(*, coffee: Coffee, side: Side, met: bool, helped: bool | None = None) -> CoffeeAnswer:
    """What one side says afterwards; one "we met" is enough for the introduction."""
    row = introduction_lock(coffee.introduction)
    coffee.refresh_from_db()
    begun = coffee.starts_at is not None and coffee.starts_at <= timezone.now()
    if not row.both_agreed or coffee.state not in ("agreed", "done") or not begun:
        raise IntroductionClosedError
    answer, _ = CoffeeAnswer.objects.update_or_create(
        coffee=coffee, side=side, defaults={"met": met, "helped": helped if met else None, "at": timezone.now()}
    )
    if met:
        introduction_meet(introduction=row)
    member = _member(row, side)
    if member is not None:
        notices_see(member=member, subject=row.public_id)
    return answer


def coffees_sweep() -> int:
    """Ask both, two hours after the end, whether they met and whether it helped; returns how many coffees."""
    due = Coffee.objects.filter(state="agreed", ask_after_at__lte=timezone.now())
    return sum(_ask_after(pk) for pk in list(due.values_list("pk", flat=True)[:200]))


@transaction.atomic
def _ask_after(coffee_id: int) -> bool:
    due = Coffee.objects.filter(pk=coffee_id, state="agreed", ask_after_at__lte=timezone.now())
    if not due.update(state="done"):
        return False
    coffee = Coffee.objects.select_related("introduction__asker", "introduction__helper").get(pk=coffee_id)
    _tell_both(coffee.introduction, "introductions.coffee_after")
    return True


def _call_off(row: Introduction, coffee: Coffee) -> None:
    was_invited = coffee.invited
    coffee.state, coffee.ask_after_at = "cancelled", None
    coffee.sequence += int(was_invited)
    coffee.save()
    if was_invited:
        _tell_both(row, "introductions.coffee_cancelled", sequence=coffee.sequence)


def _check_seen(row: Introduction, seen: str | None) -> None:
    coffee = Coffee.objects.filter(introduction=row).prefetch_related("times").first()
    if seen is not None and seen != (coffee.mark if coffee is not None else ""):
        raise PlanChangedError


def _check_times(times: Sequence[datetime]) -> None:
    now = timezone.now()
    if not 1 <= len(times) <= MOST_TIMES:
        raise TimesError("count")
    if len(set(times)) < len(times):
        raise TimesError("twice")
    if min(times) <= now:
        raise TimesError("past")
    if max(times) > now + FARTHEST:
        raise TimesError("far")


def _tell_both(row: Introduction, kind: str, **data: int) -> None:
    for side in SIDES:
        notify(member=_member(row, side), kind=kind, subject=row.public_id, data={"side": side, **data})


def _other(side: Side) -> Side:
    return "helper" if side == "asker" else "asker"


def _member(row: Introduction, side: Side) -> Member | None:
    return row.asker if side == "asker" else row.helper
