"""Quiet hours are long rather than short, on the community's clock."""

from datetime import UTC, datetime, time

import pytest

from durf.members.models import Member
from durf.members.models.quiet import quiet_until


@pytest.fixture(autouse=True)
def amsterdam(settings: object) -> None:
    settings.TIME_ZONE = "Europe/Amsterdam"  # type: ignore[attr-defined]


def member(begins: time, ends: time) -> Member:
    return Member(quiet_from=begins, quiet_until=ends)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


NIGHT = (time(21), time(8))


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        (utc(2026, 11, 22, 19, 59), None),  # 20:59 in Amsterdam
        (utc(2026, 11, 22, 20, 0), utc(2026, 11, 23, 7, 0)),
        (utc(2026, 11, 22, 22, 30), utc(2026, 11, 23, 7, 0)),  # 23:30 on a Sunday
        (utc(2026, 11, 23, 6, 59), utc(2026, 11, 23, 7, 0)),
        (utc(2026, 11, 23, 7, 0), None),
        (utc(2026, 7, 1, 19, 0), utc(2026, 7, 2, 6, 0)),  # summer time
    ],
)
def test_a_quiet_night_runs_over_midnight(now: datetime, ends: datetime | None) -> None:
    assert quiet_until(member(*NIGHT), now) == ends


def test_quiet_hours_within_a_day_end_on_that_day() -> None:
    nap = member(time(13), time(15))
    assert quiet_until(nap, utc(2026, 11, 22, 13, 0)) == utc(2026, 11, 22, 14, 0)
    assert quiet_until(nap, utc(2026, 11, 22, 22, 0)) is None


def test_the_same_time_twice_means_no_quiet_hours() -> None:
    assert quiet_until(member(time(0), time(0)), utc(2026, 11, 22, 23, 0)) is None


def test_the_night_the_clock_goes_forward_is_an_hour_shorter() -> None:
    assert quiet_until(member(*NIGHT), utc(2026, 3, 28, 23, 0)) == utc(2026, 3, 29, 6, 0)


def test_an_end_that_the_clock_jumps_over_is_the_later_moment() -> None:
    end = quiet_until(member(time(21), time(2, 30)), utc(2026, 3, 28, 23, 0))
    assert end == utc(2026, 3, 29, 1, 30)  # 03:30 summer time


def test_an_end_that_comes_twice_is_the_second_one() -> None:
    end = quiet_until(member(time(21), time(2, 30)), utc(2026, 10, 24, 23, 0))
    assert end == utc(2026, 10, 25, 1, 30)  # 02:30 winter time
