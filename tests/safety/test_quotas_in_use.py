"""Where quotas hold: as many at the same moment as there may be, and not one more."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from durf.introductions.models import Introduction, PageQuestion, RemoteRequest
from durf.introductions.remote import ASKED as FROM_ONE_CONNECTION
from durf.introductions.remote import LETTERS as TO_ONE_ADDRESS
from durf.introductions.remote import remote_ask
from durf.introductions.services.contacts import LETTERS, contact_letter_send
from durf.introductions.services.introducing import PROPOSALS
from durf.introductions.visitors.asking import (
    CONFIRMED,
    FROM_PLACE,
    OF_OWNER,
    TO_ADDRESS,
    question_ask,
    question_confirm,
)
from durf.members.models import Member
from durf.members.services.reporting import REPORTS, report_tell
from durf.members.services.signups import SIGNUPS
from durf.network.models import ContactAsk, Invitation, Tie
from durf.network.services.asking import ASKS, contacts_ask
from durf.network.services.invitations import LINKS, MAILS, invitation_make
from durf.network.services.ties import PROPOSALS as TIES
from durf.network.services.ties import TieRefusedError, tie_propose
from durf.notices.models import Notice
from durf.reach.budget import MEMBER_PREVIEWS, PreviewBudget
from durf.safety.models import Report
from durf.safety.services.quotas import Quota, QuotaSpentError
from durf.wishes.models import Wish
from durf.wishes.services.asking import WISHES_A_DAY, wish_publish
from tests.cast import make_member
from tests.introductions.stage import Stage, make_wish

TIMES = 200
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
        texts = [f"Who knows somebody for question {number}?" for number in range(TIMES)]
        went = together(len(texts), lambda number: wish_publish(asker=alice, text=texts[number], language="en"))
        assert went == Wish.objects.filter(state="open").count() == WISHES_A_DAY.most

    def test_introductions(self) -> None:
        stage = Stage()
        wishes = [make_wish(stage.alice, text=f"Wish {number}") for number in range(TIMES)]
        went = together(len(wishes), lambda number: stage.erik_introduced_for(wishes[number]))
        assert went == Introduction.objects.count() == PROPOSALS.most

    def test_sign_ups_from_one_connection(self) -> None:
        def join(number: int) -> None:
            Client().post("/account/signup/", {"name": f"Nina {number}", "email": f"nina{number}@example.org"})

        together(TIMES, join)
        assert Member.objects.count() == SIGNUPS.most

    def test_letters_to_contacts(self, settings: Any) -> None:
        settings.SERVER_SENDS = True
        stage = Stage()
        rows = [stage.erik_introduced_for(make_wish(stage.alice, text=f"Wish {number}")) for number in range(8)]
        rows += [Introduction.objects.create(**_copy(rows[0])) for _ in range(TIMES - len(rows))]
        letter = "introductions.contact_letter"
        went = together(TIMES, lambda number: contact_letter_send(introduction=rows[number], connector=stage.bob))
        assert went == Notice.objects.filter(kind=letter).count() == LETTERS.most

    @pytest.mark.parametrize(("email", "quota"), [("nina{}@example.org", MAILS), ("", LINKS)])
    def test_invitations(self, email: str, quota: Quota) -> None:
        alice = make_member("alice")

        def invite(number: int) -> None:
            invitation_make(inviter=alice, how="known", openness="ask", email=email.format(number))

        assert together(TIMES, invite) == Invitation.objects.count() == quota.most

    def test_people_ticked_in_a_file(self) -> None:
        alice = make_member("alice")
        went = together(TIMES, lambda number: contacts_ask(owner=alice, addresses=[f"n{number}@example.org"]))
        assert went == ContactAsk.objects.count() == ASKS.most

    def test_letters_to_people_who_want_to_know_what_is_held(self) -> None:
        def ask(number: int) -> None:
            remote_ask(address="erik@example.org", language="en", connection=f"198.51.100.{number}")

        together(TIMES, ask)
        assert Notice.objects.filter(kind="introductions.remote").count() == TO_ONE_ADDRESS.most

    def test_one_connection_that_wants_to_know_of_many(self) -> None:
        def ask(number: int) -> None:
            remote_ask(address=f"n{number}@example.org", language="en", connection="198.51.100.7")

        assert together(TIMES, ask) == RemoteRequest.objects.count() == FROM_ONE_CONNECTION.most

    @pytest.mark.parametrize(
        ("place", "email", "quota"),
        [
            ("198.51.100.7", "vera{}@example.org", FROM_PLACE),
            ("198.51.100.{}", "vera@example.org", TO_ADDRESS),
            ("198.51.100.{}", "vera{}@example.org", OF_OWNER),
        ],
        ids=["from one connection", "to one address", "through one page"],
    )
    def test_questions_through_a_page(self, place: str, email: str, quota: Quota) -> None:
        owner = make_member("alice", page_public=True)

        def ask(number: int) -> None:
            words: dict[str, Any] = {"name": "Vera", "text": f"Question {number}", "language": "en"}
            question_ask(owner=owner, email=email.format(number), place=place.format(number), **words)

        together(TIMES, ask)
        assert PageQuestion.objects.count() == quota.most
        assert Notice.objects.filter(kind="introductions.page_confirm").count() == quota.most

    def test_questions_through_a_page_that_reach_its_owner(self) -> None:
        owner, until = make_member("alice", page_public=True), timezone.now() + timedelta(days=1)
        rows = [
            PageQuestion.objects.create(owner=owner, name="V", email=f"v{number}@example.org", text="?", until=until)
            for number in range(TIMES)
        ]
        together(TIMES, lambda number: question_confirm(question=rows[number]))
        assert PageQuestion.objects.filter(state="waiting").count() == CONFIRMED.most
        assert Notice.objects.filter(kind="introductions.page_question").count() == CONFIRMED.most

    def test_questions_for_a_tie(self) -> None:
        alice, others = make_member("alice"), [make_member(f"member{number}") for number in range(40)]

        def propose(number: int) -> None:
            with suppress(TieRefusedError):
                tie_propose(proposer=alice, other=others[number % 40], how="known", openness="ask")

        together(TIMES, propose)
        assert Tie.objects.count() == TIES.most

    def test_reports(self) -> None:
        alice, dora = make_member("alice"), make_member("dora")
        wish = make_wish(dora)

        def report(number: int) -> None:
            report_tell(reporter=alice, kind="wish", target=wish.public_id, reason=f"Reason {number}")

        assert together(TIMES, report) == Report.objects.count() == REPORTS.most


def _copy(row: Introduction) -> dict[str, Any]:
    """Another introduction of the same contact, as a second wish would have made it."""
    fields = ("wish", "origin", "form", "asker", "contact", "connector", "word", "state", "told_at", "next_step_at")
    return {field: getattr(row, field) for field in fields}


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
