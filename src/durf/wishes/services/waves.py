"""Waves: those asked together; the next wave when a day passed without an offer."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from durf.wishes.models import Match, Wish
from durf.wishes.services.nudges import Circumstances, Verdict, nudge_make, nudges_left

ADDED_A_WAVE = 2  # people found by private words alone, on top of a wave


@transaction.atomic
def wave_send(*, wish: Wish) -> int:
    """Ask the next few people, in the order of the slate and then of the further hits; return how many.

    People who rest or have had their number for the week are passed over; their turn may come with a later wave.
    """
    wish = Wish.objects.select_for_update(of=("self",)).select_related("asker").get(pk=wish.pk)
    now = timezone.now()
    if not wish.is_open or wish.asker is None or wish.enough_at or _too_late(wish):
        Wish.objects.filter(pk=wish.pk).update(next_wave_at=None)
        return 0
    left = list(wish.matches.filter(nudge=None).select_related("member"))
    facts = Circumstances.read(wish=wish, member_ids=[match.member_id for match in left], now=now, count_waiting=True)
    ready = [match for match in left if _may_be_asked(facts, wish, match)]
    room = min(_size(wish), nudges_left(wish=wish))
    chosen = [match for match in ready if match.scope == "shown"][:room]
    chosen += [match for match in ready if match.scope == "nudge"][:ADDED_A_WAVE]
    for match in chosen:
        nudge_make(match=match, wave=wish.waves + 1)
    Wish.objects.filter(pk=wish.pk).update(waves=wish.waves + bool(chosen), next_wave_at=_next(wish, left, chosen, now))
    return len(chosen)


def waves_send(*, most: int = 50) -> int:
    """Send every wave whose time has come; the worker calls this again and again."""
    due = Wish.objects.open().filter(next_wave_at__lte=timezone.now()).order_by("next_wave_at", "pk")
    return sum(_wave_if_due(pk) for pk in list(due.values_list("pk", flat=True)[:most]))


def wave_postpone(*, wish: Wish) -> None:
    """An offer came: wait another day before asking more people, unless nobody else was to be asked."""
    later = timezone.now() + timedelta(hours=settings.NUDGE_WAVE_HOURS)
    Wish.objects.filter(pk=wish.pk, next_wave_at__isnull=False).update(next_wave_at=later)


@transaction.atomic
def _wave_if_due(wish_id: int) -> int:
    """Look once more under the lock: of two workers only one sends the wave."""
    wish = Wish.objects.select_for_update().get(pk=wish_id)
    if wish.next_wave_at is None or wish.next_wave_at > timezone.now():
        return 0
    return wave_send(wish=wish)


def _may_be_asked(facts: Circumstances, wish: Wish, match: Match) -> bool:
    openly = match.scope == "shown"
    return facts.judge(wish=wish, member=match.member, place=match.place, openly=openly) is Verdict.GO


def _size(wish: Wish) -> int:
    sizes: tuple[int, ...] = settings.NUDGE_WAVES
    return sizes[min(wish.waves, len(sizes) - 1)]


def _too_late(wish: Wish) -> bool:
    return wish.by_when is not None and wish.by_when < timezone.localdate()


def _next(wish: Wish, left: list[Match], chosen: list[Match], now: datetime) -> datetime | None:
    """When to look again: a day from now, while there is somebody left and room to ask them."""
    waiting = [match for match in left if match not in chosen]
    room = nudges_left(wish=wish)
    if any(match.scope == "nudge" or room for match in waiting):
        return now + timedelta(hours=settings.NUDGE_WAVE_HOURS)
    return None
