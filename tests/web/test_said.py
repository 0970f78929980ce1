"""Small things in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from durf.notices.waiting import in_short
from durf.web.templatetags.said import browser, how_long_ago, one_line

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (FIREFOX, "Firefox on Linux"),
        (PHONE, "Safari on iPhone"),
        (EDGE, "Edge on Windows"),
        ("Firefox", "Firefox"),
        ("Kitchen tablet", "Kitchen tablet"),
        ("", "Unknown browser"),
    ],
)
def test_a_browser_is_named_as_its_owner_would(sent: str, said: str) -> None:
    assert browser(sent) == said


def test_how_long_ago_is_one_unit() -> None:
    now = timezone.now()
    assert how_long_ago(now - timedelta(days=6, hours=5)).replace("\xa0", " ") == "6 days ago"
    assert how_long_ago(now) == "just now"


def test_a_button_of_a_plain_letter_stands_in_one_line() -> None:
    assert one_line("\n  Say yes\n or no\n") == "Say yes or no"


@pytest.mark.parametrize(
    ("text", "most", "said"),
    [
        ("Wie kent een imker?", 40, "Wie kent een imker?"),
        ("Ik wil écht water meten in de sloten", 16, "Ik wil écht…"),
        ("Ik zoek een leeg pand, of een schuur", 23, "Ik zoek een leeg pand…"),
        ("Wie\nkent een   imker?", 40, "Wie kent een imker?"),
        ("Aansprakelijkheidswaardevaststelling", 10, "Aansprake…"),
    ],
)
def test_a_text_in_short_ends_between_two_words(text: str, most: int, said: str) -> None:
    assert in_short(text, most) == said
    assert len(said) <= most
