"""Moments and dates of the invented town, all counted from now; also inside the texts."""

import re
from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.formats import date_format

from durf.demo.town.chance import share

PLACE = re.compile(r"\{(?P<what>[md])(?P<days>[+-]\d+)\}")  # {m+45}: the name of that month; {d+50}: that date
SHAPE = {"m": "F", "d": "j F"}
NIGHT_ENDS = 7
LATELY = timedelta(days=2)
A_MOMENT = timedelta(minutes=12)


def moment(now: datetime, days_ago: float, *names: object) -> datetime:
    """So many days ago, at an hour of the day that belongs to this one thing; lately as it is said."""
    then = now - timedelta(days=days_ago)
    if now - then < LATELY:
        return then
    minutes = int(share("hour", *names) * 14 * 60)
    local = timezone.localtime(then).replace(hour=8, minute=0, second=0, microsecond=0)
    return min(local + timedelta(minutes=minutes), now - A_MOMENT)


def after(start: datetime, hours: float, now: datetime) -> datetime:
    """So many hours later, but not in the middle of the night and never in the future."""
    then = start + timedelta(hours=hours)
    hour = timezone.localtime(then).hour
    if hour < NIGHT_ENDS:
        then += timedelta(hours=NIGHT_ENDS - hour)
    return min(then, now - A_MOMENT)


def at(now: datetime, days: int, clock: str) -> datetime:
    """A time of day, so many days from today."""
    hour, minute = (int(part) for part in clock.split(":"))
    day = timezone.localtime(now) + timedelta(days=days)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def dated(text: str, language: str, now: datetime) -> str:
    """Fill the months and dates in, so that a wish never speaks of a spring that is over."""

    def said(found: re.Match[str]) -> str:
        day = timezone.localtime(now) + timedelta(days=int(found["days"]))
        return date_format(day, SHAPE[found["what"]])

    with translation.override(language):
        return PLACE.sub(said, text)
