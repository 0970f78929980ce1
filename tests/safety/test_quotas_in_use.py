"""Where quotas hold: as many at the same moment as there may be, and not one more."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from durf.introductions.models import Introduction
from durf.introductions.services.introducing import PROPOSALS
from durf.members.models import Member
from durf.members.services.signups import SIGNUPS
from durf.reach.budget import MEMBER_PREVIEWS, PreviewBudget
from durf.safety.services.quotas import QuotaSpentError
from durf.wishes.models import Wish
from durf.wishes.services.asking import WISHES_A_DAY, wish_publish
from tests.cast import make_member
from tests.introductions.stage import Stage, make_wish

at_once = [pytest.mark.slow, pytest.mark.loopback, pytest.mark.django_db(transaction=True)]
pytestmark = pytest.mark.usefixtures("memory_channel")


@pytest.fixture(autouse=True)
def _no_other_brake(settings: Any) -> None:
    """Allauth's own rate a minute is a second net; here ours is looked at."""
    settings.ACCOUNT_RATE_LIMITS = False


def together(times: int, step: Callable[[int], object]) -> int:
    """Take a step so many times from ten threads; return how many went through."""

    def one(number: int) -> bool:
        try:
            step(number)
        except QuotaSpentError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(10) as pool:
        return sum(pool.map(one, range(times)))


class TestAtOnce:
    pytestmark = at_once

    def test_wishes(self) -> None:
        alice = make_member("alice")
        texts = [f"Who knows somebody for question {number}?" for number in range(WISHES_A_DAY.most * 3)]
        went = together(len(texts), lambda number: wish_publish(asker=alice, text=texts[number], language="en"))
        assert went == Wish.objects.filter(state="open").count() == WISHES_A_DAY.most

    def test_introductions(self) -> None:
        stage = Stage()
        wishes = [make_wish(stage.alice, text=f"Wish {number}") for number in range(PROPOSALS.most * 2)]
        went = together(len(wishes), lambda number: stage.erik_introduced_for(wishes[number]))
        assert went == Introduction.objects.count() == PROPOSALS.most

    def test_sign_ups_from_one_connection(self) -> None:
        def join(number: int) -> None:
            Client().post("/account/signup/", {"name": f"Nina {number}", "email": f"nina{number}@example.org"})

        together(SIGNUPS.most + 10, join)
        assert Member.objects.count() == SIGNUPS.most


def test_previews_at_once() -> None:
    budget = PreviewBudget()
    texts = [f"{number:04} different questions {number * 7:04}" for number in range(MEMBER_PREVIEWS + 100)]
    with ThreadPoolExecutor(10) as pool:
        allowed = pool.map(lambda text: budget.spend("alice", text, most=MEMBER_PREVIEWS, now_s=0.0), texts)
        assert sum(allowed) == MEMBER_PREVIEWS


@pytest.mark.django_db
def test_after_too_many_sign_ups_the_page_says_so_and_when_again() -> None:
    client = Client(headers={"accept-language": "en"})
    for number in range(SIGNUPS.most):
        Client().post("/account/signup/", {"name": "Nina", "email": f"nina{number}@example.org"})
    answer = client.post("/account/signup/", {"name": "Nina", "email": "late@example.org"})
    assert "Try again in an hour" in answer.content.decode()
    assert not Member.objects.filter(email="late@example.org").exists()
    other = Client(REMOTE_ADDR="198.51.100.7")
    assert other.post("/account/signup/", {"name": "Nina", "email": "late@example.org"}).status_code == 302
