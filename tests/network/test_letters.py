"""The letters of the network: true when they leave, in the reader's language, readable as plain text."""

from typing import Any

import pytest

from durf.members.models import Block, Member
from durf.members.services.blocks import block
from durf.network.models import Tie
from durf.network.services.ties import tie_answer, tie_end, tie_propose
from durf.notices.services.choices import mail_choose
from durf.notices.services.outbox import deliveries_send
from tests.cast import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Member:
    return make_member("alice", name="Alice <de> Wit", language="en")


@pytest.fixture
def bob() -> Member:
    return make_member("bob", language="nl")


@pytest.fixture
def question(memory_channel: Any, alice: Member, bob: Member) -> Tie:
    return tie_propose(proposer=alice, other=bob, how="close", openness="open", word="From the <choir>")


def test_the_question_arrives_in_the_language_of_its_reader(question: Tie, memory_channel: Any) -> None:
    tie_propose(proposer=question.b, other=make_member("carol", language="en"), how="known", openness="ask")
    deliveries_send()
    dutch, english = memory_channel.sent
    assert dutch.subject == "Alice <de> Wit zegt dat jullie elkaar kennen"
    assert english.subject == "Bob says that you know each other"


def test_the_question_says_who_and_their_word_but_not_how_close_or_open(question: Tie, memory_channel: Any) -> None:
    deliveries_send()
    (letter,) = memory_channel.sent
    assert "From the <choir>" in letter.text
    assert "From the &lt;choir&gt;" in letter.html
    assert f"/network/{question.public_id}/answer/" in letter.text
    assert f"/network/{question.public_id}/answer/" in letter.html
    for body in (letter.text, letter.html):
        assert "close" not in body.lower()
    assert "List-Unsubscribe" in letter.headers


def test_the_yes_is_told_with_one_letter(question: Tie, bob: Member, memory_channel: Any) -> None:
    tie_answer(tie=question, member=bob, yes=True, how="known", openness="ask")
    deliveries_send()
    (letter,) = memory_channel.sent  # the question itself was answered before it left
    assert letter.subject == "Bob says so too: you know each other"
    assert letter.to_address == "alice@example.org"


@pytest.mark.parametrize("after", ["taken back", "refused", "blocked", "crossed"])
def test_a_question_that_is_no_longer_one_does_not_leave(
    question: Tie, alice: Member, bob: Member, memory_channel: Any, after: str
) -> None:
    if after == "taken back":
        tie_end(tie=question, member=alice)
    if after == "refused":
        tie_answer(tie=question, member=bob, yes=False, how="", openness="")
    if after == "blocked":
        block(blocker=alice, blocked=bob)
    if after == "crossed":
        Block.objects.create(blocker=bob, blocked=alice)  # at the same moment: nothing was ended yet
    assert deliveries_send() == 0


def test_whoever_switched_letters_about_the_network_off_gets_none(
    question: Tie, bob: Member, memory_channel: Any
) -> None:
    mail_choose(member=bob, wanted={"nudges", "wishes", "introductions"})
    assert deliveries_send() == 0
