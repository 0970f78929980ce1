"""A visitor without account asks through a member's page: proved by mail, answered by will, erased by a tap."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from durf.introductions.models import PageQuestion
from durf.introductions.remote import remote_erase, remote_held
from durf.introductions.services.refusals import IntroductionClosedError
from durf.introductions.visitors.answering import question_answer, question_ask_here, question_close, question_rest
from durf.introductions.visitors.asking import question_confirm, question_meet, questions_forget
from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.members.services.blocks import block
from durf.notices.channels import MemoryChannel
from durf.notices.services.outbox import deliveries_send
from durf.safety.services.suppression import address_is_suppressed, address_suppress
from durf.web.digest import digest_of
from durf.wishes.models import Wish
from tests.cast import make_member, sign_in
from tests.dump import tables_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("memory_channel")]
CSRF = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{64}(?![A-Za-z0-9])")
FORM = {"text": "Who teaches a canaryfeather to sing?", "name": "Vera Visser", "email": "vera@example.org"}


@pytest.fixture
def alice() -> Member:
    return make_member("alice", language="en", page_public=True)


def ask(**typed: str) -> str:
    """Send the form; returns the page without its token."""
    answer = Client(headers={"accept-language": "en"}).post(reverse("page_ask", args=["alice"]), {**FORM, **typed})
    assert answer.status_code == 200
    return plain(answer)


def plain(answer: Any) -> str:
    """A page without what is drawn anew each time, and without its own address."""
    return CSRF.sub("csrf", answer.content.decode()).replace("/@nobody/", "/@alice/")


def link_to(address: str = "vera@example.org") -> str:
    """The newest secret link that was mailed to them."""
    deliveries_send()
    message = [message for message in MemoryChannel.sent if message.to_address == address][-1]
    found = re.search(r"/question/\S+", message.text)
    assert found
    return found[0]


def waiting(**typed: str) -> PageQuestion:
    """Asked and confirmed."""
    ask(**typed)
    Client().post(link_to(), {"decision": "confirm"})
    return PageQuestion.objects.get()


def test_a_question_waits_with_the_owner_once_the_address_is_proved(alice: Member) -> None:
    ask()
    link = link_to()
    client = sign_in(Client(), alice)
    assert Client().get(link).status_code == 200
    assert FORM["text"] not in client.get(reverse("questions")).content.decode()
    Client().post(link, {"decision": "confirm"})
    row = PageQuestion.objects.get()
    assert FORM["text"] in client.get(reverse("question", args=[row.public_id])).content.decode()
    assert "Vera Visser" in " ".join(one.text for one in digest_of(alice).waiting)
    deliveries_send()
    assert [one.to_address for one in MemoryChannel.sent] == ["vera@example.org", alice.email]
    assert FORM["email"] not in client.get(reverse("question", args=[row.public_id])).content.decode()


def test_the_first_letter_holds_no_word_of_whoever_typed_the_address(alice: Member) -> None:
    ask(name="Buy now", text="Buy this now at my shop")
    deliveries_send()
    (letter,) = MemoryChannel.sent
    assert "Buy" not in letter.subject + letter.text + letter.html + letter.to_name


def test_the_page_answers_alike_for_a_suppressed_address_a_robot_and_a_second_try(alice: Member) -> None:
    usual = ask()
    address_suppress(address="noor@example.org")
    assert ask(email="noor@example.org") == usual
    assert ask(website="https://robot.example") == usual
    assert [ask() for _ in range(3)] == [usual] * 3
    deliveries_send()
    assert [one.to_address for one in MemoryChannel.sent] == ["vera@example.org"] * 2


def test_one_place_asks_only_so_often(alice: Member) -> None:
    pages = [ask(email=f"v{number}@example.org") for number in range(11)]
    assert pages[0] == pages[9] != pages[10]
    assert PageQuestion.objects.count() == 10


@pytest.mark.parametrize("change", [{"findable": "hidden"}, {"findable": "unnamed"}, {"page_public": False}])
def test_a_page_that_is_not_public_takes_no_questions_and_looks_missing(alice: Member, change: Any) -> None:
    member_update(member=alice, **change)
    missing = Client().post(reverse("page_ask", args=["nobody"]), FORM)
    here = Client().post(reverse("page_ask", args=["alice"]), FORM)
    assert (here.status_code, plain(here)) == (missing.status_code, plain(missing))
    assert missing.status_code == 404
    assert not PageQuestion.objects.exists()


def test_who_wants_no_questions_of_visitors_gets_none_and_a_late_confirmation_rests(alice: Member) -> None:
    ask()
    link = link_to()
    member_update(member=alice, page_asks=False)
    assert Client().post(reverse("page_ask", args=["alice"]), FORM).status_code == 302
    Client().post(link, {"decision": "confirm"})
    assert PageQuestion.objects.get().state == "resting"


def test_a_blocked_member_reaches_nobody_by_signing_out(alice: Member) -> None:
    vera = make_member("vera", language="en")
    block(blocker=alice, blocked=vera)
    assert waiting().state == "resting"
    page = Client().get(link_to()).content.decode()
    assert "It waits with Alice" in page
    deliveries_send()
    assert alice.email not in [one.to_address for one in MemoryChannel.sent]


def test_a_block_that_comes_later_takes_the_question_away(alice: Member) -> None:
    vera = make_member("vera", language="en")
    row = waiting()
    block(blocker=vera, blocked=alice)
    client = sign_in(Client(), alice)
    assert client.get(reverse("question", args=[row.public_id])).status_code == 404
    assert digest_of(alice).waiting == []


def test_an_answer_reaches_the_visitor_and_no_address_before_both_said_yes(alice: Member) -> None:
    row = waiting()
    client = sign_in(Client(), alice)
    client.post(reverse("question", args=[row.public_id]), {"step": "answer", "word": "Gladly.", "meet": "on"})
    link = link_to()
    assert "Gladly." in MemoryChannel.sent[-1].text
    before = Client().get(link).content.decode()
    assert "Gladly." in before
    assert alice.email not in before + MemoryChannel.sent[-1].text
    Client().post(link, {"decision": "meet", "reach": "0612345678"})
    assert alice.email in Client().get(link).content.decode()
    assert "0612345678" in client.get(reverse("question", args=[row.public_id])).content.decode()
    deliveries_send()
    assert "0612345678" in MemoryChannel.sent[-1].text


@pytest.mark.parametrize("side", ["owner", "visitor"])
def test_a_yes_taken_back_hides_both_addresses(alice: Member, side: str) -> None:
    row = question_answer(question=waiting(), word="Gladly.", meet=True)
    link = link_to()
    question_meet(question=row, reach="0612345678")
    if side == "owner":
        question_close(question=row)
    else:
        Client().post(link, {"decision": "unmeet"})
    assert alice.email not in Client().get(link).content.decode()
    page = sign_in(Client(), alice).get(reverse("question", args=[row.public_id])).content.decode()
    assert "0612345678" not in page


def test_a_visitor_cannot_meet_whoever_did_not_offer_it(alice: Member) -> None:
    row = question_answer(question=waiting(), word="No idea, sorry.")
    with pytest.raises(IntroductionClosedError):
        question_meet(question=row, reach="0612345678")


def test_the_owner_asks_it_here_for_someone_outside(alice: Member) -> None:
    row = waiting()
    bob = make_member("bob", language="en")
    wish = question_ask_here(question=row, text="Who teaches a bird to sing?")
    page = sign_in(Client(), bob).get(wish.get_absolute_url()).content.decode()
    assert "for someone who is not here" in page
    assert "Vera" not in page
    assert "asked it here for you" in Client().get(link_to()).content.decode()
    question_answer(question=row, word="Bob does.")
    assert "Bob does." in Client().get(link_to()).content.decode()


def test_what_rests_looks_to_the_visitor_as_if_it_waits(alice: Member) -> None:
    row = waiting()
    link = link_to()
    before = plain(Client().get(link))
    question_rest(question=row)
    assert plain(Client().get(link)) == before
    sent = len(MemoryChannel.sent)
    deliveries_send()
    assert len(MemoryChannel.sent) == sent


@pytest.mark.parametrize("decision", ["erase", "never"])
def test_the_visitor_erases_everything_the_wish_asked_for_them_too(alice: Member, decision: str) -> None:
    row = waiting()
    wish = question_ask_here(question=row, text=FORM["text"])
    Client().post(link_to(), {"decision": decision})
    assert not PageQuestion.objects.exists()
    assert Wish.objects.get(pk=wish.pk).state == "closed"
    assert [tables_with(word) for word in ("canaryfeather", "vera@example.org", "Vera Visser")] == [[], [], []]
    assert address_is_suppressed(address="vera@example.org") == (decision == "never")


def test_whoever_proves_the_address_sees_the_question_and_has_it_erased(alice: Member) -> None:
    waiting()
    assert remote_held(address="Vera@example.org ").asked == [FORM["text"]]
    remote_erase(address="vera@example.org")
    assert remote_held(address="vera@example.org").nothing
    assert tables_with("canaryfeather") == []


def test_an_address_that_asked_never_again_gets_no_answer_either(alice: Member) -> None:
    question_answer(question=waiting(), word="Gladly.")
    address_suppress(address="vera@example.org")
    sent = len(MemoryChannel.sent)
    deliveries_send()
    assert len(MemoryChannel.sent) == sent


def test_what_nobody_confirms_is_gone_after_a_day_and_the_rest_after_thirty(alice: Member) -> None:
    ask()
    now = timezone.now()
    with time_machine.travel(now + timedelta(hours=25)):
        assert questions_forget() == 1
    row = waiting(email="vera@example.org")
    with time_machine.travel(now + timedelta(days=29)):
        assert questions_forget() == 0
        with time_machine.travel(now + timedelta(days=31)):
            assert not PageQuestion.objects.for_owner(alice).exists()
            assert questions_forget() == 1
    assert not PageQuestion.objects.filter(pk=row.pk).exists()


def test_a_member_is_led_to_where_members_ask(alice: Member) -> None:
    bob = make_member("bob", language="en")
    answer = sign_in(Client(), bob).get(reverse("page_ask", args=["alice"]) + "?through=1")
    assert answer.headers["Location"] == reverse("wish_ask") + "?to=alice&through=1"


def test_a_question_of_another_is_nobody_elses(alice: Member) -> None:
    row = waiting()
    bob = make_member("bob", language="en")
    assert sign_in(Client(), bob).get(reverse("question", args=[row.public_id])).status_code == 404


def test_confirming_twice_tells_the_owner_once(alice: Member) -> None:
    row = waiting()
    question_confirm(question=row)
    deliveries_send()
    assert [one.to_address for one in MemoryChannel.sent].count(alice.email) == 1
