"""Quiet hours: when a member is not to be disturbed, on the community's clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from durf.members.models.member import Member


def quiet_until(member: Member, now: datetime) -> datetime | None:
    """Return when the quiet hours that `now` lies in end, or None outside them.

    Where the clock jumps, quiet hours are long rather than short: they begin at the earlier and end at the
    later of the two moments their times may mean.
    """
    begins, ends = member.quiet_from, member.quiet_until
    if begins == ends:
        return None
    today = now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    for day in (today - timedelta(days=1), today):
        last_day = day if begins < ends else day + timedelta(days=1)
        end = max(_moments(last_day, ends))
        if min(_moments(day, begins)) <= now < end:
            return end
    return None


def _moments(day: date, clock: time) -> tuple[datetime, datetime]:
    """Both moments a wall-clock time may mean; they differ only where the clock jumps."""
    zone = ZoneInfo(settings.TIME_ZONE)
    first, second = (datetime.combine(day, clock, zone).replace(fold=fold) for fold in (0, 1))
    return first.astimezone(UTC), second.astimezone(UTC)
