"""A page that stood open too long: what it sends changes nothing that was agreed meanwhile."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from durf.introductions.models import Coffee, Introduction
from durf.introductions.services.coffees import coffee_pick
from durf.introductions.services.introducing import introduction_accept
from durf.members.models import Member
from tests.cast import sign_in
from tests.introductions.stage import Stage

pytestmark = pytest.mark.django_db

KIND = "The plan changed in the meantime"


def in_days(days: int) -> str:
    return timezone.localtime(timezone.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


class Desk:
    """One member's open page of an introduction."""

    def __init__(self, member: Member, row: Introduction) -> None:
        self.client = sign_in(Client(headers={"Accept-Language": "en"}), member)
        self.url = reverse("introduction", args=[row.public_id])
        self.seen = ""
        self.look()

    def look(self) -> None:
        """Load the page, and keep what its forms carry."""
        found = re.search(r'name="seen" value="([^"]*)"', self.client.get(self.url).content.decode())
        self.seen = found[1] if found else ""

    def send(self, do: str, **words: str) -> str:
        """Press a button on the page as it was loaded; return the page that follows."""
        answer = self.client.post(self.url, {"do": do, "seen": self.seen, **words}, follow=True)
        return str(answer.content.decode())

    def propose(self, days: int) -> str:
        return self.send("propose", first=in_days(days), manner="place", where="Café De Sluis")


@pytest.fixture
def agreed() -> tuple[Desk, Desk]:
    """Alice and charlie both said yes, and have the page open."""
    stage = Stage()
    row = introduction_accept(introduction=stage.coffee_offered(), side="asker")
    return Desk(stage.alice, row), Desk(stage.charlie, row)


def pick() -> Coffee:
    """Charlie picks what alice proposed."""
    coffee = Coffee.objects.get()
    return coffee_pick(coffee=coffee, side="helper", starts_at=coffee.times.all()[0].starts_at)


def test_times_from_an_old_page_leave_an_agreed_coffee_agreed(agreed: tuple[Desk, Desk]) -> None:
    alice, charlie = agreed
    alice.propose(3)
    before = pick()
    assert KIND in charlie.propose(5), "his page is from before the first proposal"
    assert KIND in alice.propose(3), "the same form sent twice"
    after = Coffee.objects.get()
    assert (after.state, after.starts_at, after.sequence) == ("agreed", before.starts_at, before.sequence)


def test_a_page_that_is_up_to_date_moves_the_coffee(agreed: tuple[Desk, Desk]) -> None:
    alice, charlie = agreed
    alice.propose(3)
    pick()
    charlie.look()
    assert KIND not in charlie.propose(5)
    coffee = Coffee.objects.get()
    assert (coffee.state, coffee.proposer) == ("proposed", "helper")


def test_calling_off_from_an_old_page_leaves_the_moved_coffee(agreed: tuple[Desk, Desk]) -> None:
    alice, charlie = agreed
    alice.propose(3)
    pick()
    for desk in agreed:
        desk.look()
    charlie.propose(5)
    assert KIND in alice.send("cancel")
    assert Coffee.objects.get().state == "proposed"


def test_an_old_form_with_a_mistake_stays_old_when_it_is_mended(agreed: tuple[Desk, Desk]) -> None:
    alice, charlie = agreed
    body = charlie.send("propose", first="soon", manner="place")
    found = re.search(r'name="seen" value="([^"]*)"', body)
    assert found is not None
    alice.propose(3)
    pick()
    again = charlie.send("propose", first="soon", manner="place")
    assert re.findall(r'name="seen" value="([^"]*)"', again)[-1] == found[1]
