"""Moments of the invented town, counted from now."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from durf.demo.town.moments import after, at, dated, moment

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 24, 15, 20, tzinfo=AMSTERDAM)


def test_a_text_names_the_month_it_means_in_its_own_language() -> None:
    assert dated("In {m+105} dan.", "nl", NOW) == "In maart dan."
    assert dated("Until {m+135}.", "en", NOW) == "Until April."
    assert dated("Before {d+15}.", "en", NOW) == "Before 9 December."
    assert dated("{m-160}", "nl", NOW) == "juni"


def test_a_text_without_dates_stays_as_it_is() -> None:
    assert dated("Wie kent {iemand}?", "nl", NOW) == "Wie kent {iemand}?"


def test_things_of_long_ago_happened_by_day() -> None:
    for number in range(50):
        then = moment(NOW, 30, "thing", number).astimezone(AMSTERDAM)
        assert 8 <= then.hour < 22
        assert (NOW.date() - then.date()).days == 30


def test_things_of_just_now_are_as_old_as_said() -> None:
    assert moment(NOW, 0.5, "thing") == NOW - timedelta(hours=12)


def test_what_follows_never_lies_in_the_future_nor_in_the_night() -> None:
    start = datetime(2026, 11, 20, 22, 0, tzinfo=AMSTERDAM)
    assert after(start, 5, NOW).astimezone(AMSTERDAM).hour >= 7
    assert after(start, 500, NOW) < NOW


def test_a_clock_time_holds_over_the_change_of_the_clocks() -> None:
    before = datetime(2026, 10, 20, 12, 0, tzinfo=AMSTERDAM)
    assert at(before, 10, "15:30").astimezone(AMSTERDAM).hour == 15
