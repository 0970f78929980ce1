"""Ties: two who both say so, each with their own word, and a no that shows nowhere."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from durf.changes.models import Change
from durf.members.models import Block, Member
from durf.members.services.accounts import member_suspend, member_update
from durf.members.services.blocks import block, unblock
from durf.network.models import Tie
from durf.network.queries import questions_for, questions_of, waiting
from durf.network.services.ties import (
    ANSWER_PATIENCE,
    TieRefusedError,
    known_members,
    tie_answer,
    tie_change,
    tie_end,
    tie_end_between,
    tie_make,
    tie_propose,
    ties_forget,
    ties_open,
    ties_open_undo,
)
from durf.notices.models import Delivery, Notice
from durf.safety.services.quotas import QuotaSpentError
from tests.cast import make_member
from tests.world import make_tie

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Member:
    return make_member("alice")


@pytest.fixture
def bob() -> Member:
    return make_member("bob")


def ask(one: Member, other: Member, **words: Any) -> Tie:
    return tie_propose(proposer=one, other=other, **{"how": "known", "openness": "ask", **words})


def yes(tie: Tie, member: Member, **words: Any) -> Tie:
    return tie_answer(tie=tie, member=member, yes=True, **{"how": "known", "openness": "ask", **words})


def no(tie: Tie, member: Member) -> Tie:
    return tie_answer(tie=tie, member=member, yes=False, how="", openness="")


def made(one: Member, other: Member) -> Tie:
    return tie_make(one=one, other=other, how="close", openness="open", how_other="barely", openness_other="closed")


def letters_to(member: Member) -> int:
    return Delivery.objects.filter(notice__member=member).count()


def test_a_tie_exists_only_when_both_said_so(alice: Member, bob: Member) -> None:
    tie = ask(alice, bob)
    assert list(known_members(alice)) == []
    yes(tie, bob)
    assert list(known_members(alice)) == [bob]
    assert list(known_members(bob)) == [alice]


def test_each_end_keeps_its_own_word(alice: Member, bob: Member) -> None:
    tie = yes(ask(alice, bob, how="close", openness="open"), bob, how="barely", openness="closed")
    assert (tie.how(alice), tie.openness(alice)) == ("close", "open")
    assert (tie.how(bob), tie.openness(bob)) == ("barely", "closed")


def test_the_lower_row_number_is_a_whoever_asked(alice: Member, bob: Member) -> None:
    tie = yes(ask(bob, alice, how="close", openness="open"), alice, how="barely", openness="closed")
    assert (tie.a, tie.b) == (alice, bob)
    assert (tie.how(bob), tie.how(alice)) == ("close", "barely")


def test_only_the_one_who_was_asked_can_answer(alice: Member, bob: Member) -> None:
    tie = ask(alice, bob)
    for stranger in (alice, make_member("dora")):
        with pytest.raises(TieRefusedError):
            yes(tie, stranger)
    assert not Tie.objects.confirmed().exists()


def test_a_yes_is_told_to_the_one_who_asked(alice: Member, bob: Member) -> None:
    tie = yes(ask(alice, bob), bob)
    notice = Notice.objects.get(kind="network.tie_confirmed")
    assert (notice.member, notice.subject) == (alice, tie.public_id)


def test_a_no_is_told_to_nobody(alice: Member, bob: Member) -> None:
    no(ask(alice, bob), bob)
    assert not Notice.objects.filter(member=alice).exists()


def test_after_a_silent_no_the_one_who_asked_sees_what_they_saw_before(alice: Member, bob: Member) -> None:
    tie = ask(alice, bob)
    before = [(row.tie.public_id, row.member, row.how, row.openness) for row in questions_of(alice)]
    no(tie, bob)
    assert [(row.tie.public_id, row.member, row.how, row.openness) for row in questions_of(alice)] == before
    assert len(before) == 1


@pytest.mark.parametrize("declined", [True, False])
def test_asking_again_answers_and_costs_the_same_after_a_no_as_without_an_answer(
    alice: Member, bob: Member, declined: bool
) -> None:
    tie = ask(alice, bob)
    if declined:
        no(tie, bob)
    for _ in range(19):
        assert ask(alice, bob, word="Really").state == "proposed"
    with pytest.raises(QuotaSpentError):
        ask(alice, bob)
    assert letters_to(bob) == 1


def test_asking_again_while_it_waits_tells_the_other_only_once(alice: Member, bob: Member) -> None:
    ask(alice, bob)
    ask(alice, bob, word="Really")
    assert Notice.objects.filter(member=bob).count() == 1


def test_a_question_asked_again_after_a_no_waits_again_without_a_letter(alice: Member, bob: Member) -> None:
    no(ask(alice, bob), bob)
    assert waiting(bob) == []
    ask(alice, bob)
    assert len(waiting(bob)) == 1
    assert letters_to(bob) == 1


def test_taking_back_and_asking_again_sends_no_second_letter_within_thirty_days(alice: Member, bob: Member) -> None:
    for _ in range(3):
        tie_end(tie=ask(alice, bob), member=alice)
    assert letters_to(bob) == 1
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        ask(alice, bob)
    assert letters_to(bob) == 2


def test_a_question_can_be_taken_back_whether_it_was_refused_or_not(alice: Member, bob: Member) -> None:
    for declined in (False, True):
        tie = ask(alice, bob)
        if declined:
            no(tie, bob)
        tie_end(tie=tie, member=alice)
        assert questions_of(alice) == []
        assert waiting(bob) == []


def test_asking_each_other_is_a_yes(alice: Member, bob: Member) -> None:
    ask(alice, bob, how="close")
    tie = ask(bob, alice, how="barely")
    assert tie.state == "confirmed"
    assert (tie.how(alice), tie.how(bob)) == ("close", "barely")


def test_who_said_no_and_asks_later_needs_a_yes_from_the_other(alice: Member, bob: Member) -> None:
    no(ask(alice, bob), bob)
    tie = ask(bob, alice)
    assert tie.state == "proposed"
    assert len(waiting(alice)) == 1


def test_nobody_knows_themselves(alice: Member) -> None:
    with pytest.raises(TieRefusedError):
        ask(alice, alice)


@pytest.mark.parametrize("why", ["hidden", "unnamed", "blocked", "blocking", "suspended", "waiting"])
def test_someone_who_is_not_there_for_you_cannot_be_asked(alice: Member, bob: Member, why: str) -> None:
    if why in ("hidden", "unnamed"):
        member_update(member=bob, findable=why)
    if why == "blocked":
        block(blocker=bob, blocked=alice)
    if why == "blocking":
        block(blocker=alice, blocked=bob)
    if why == "suspended":
        member_suspend(member=bob, actor=make_member("hanna", is_host=True))
    other = make_member("walter", approved=False) if why == "waiting" else bob
    with pytest.raises(TieRefusedError):
        ask(alice, other)
    assert not Tie.objects.exists()


def test_twenty_questions_a_day_and_not_one_more(alice: Member) -> None:
    for number in range(20):
        ask(alice, make_member(f"m{number}"))
    last = make_member("last")
    with pytest.raises(QuotaSpentError):
        ask(alice, last)
    assert Tie.objects.count() == 20
    assert letters_to(last) == 0
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        ask(alice, last)


def test_changing_your_word_changes_only_your_own(alice: Member, bob: Member) -> None:
    tie = tie_change(tie=made(alice, bob), member=bob, how="known", openness="ask")
    assert (tie.how(alice), tie.openness(alice)) == ("close", "open")
    assert (tie.how(bob), tie.openness(bob)) == ("known", "ask")


def test_a_stale_page_cannot_bring_back_a_tie_that_ended(alice: Member, bob: Member) -> None:
    stale = made(alice, bob)
    tie_end(tie=Tie.objects.get(), member=bob)
    with pytest.raises(TieRefusedError):
        tie_change(tie=stale, member=alice, how="close", openness="open")
    assert Tie.objects.get().state == "ended"


def test_a_stale_page_does_not_undo_the_others_word(alice: Member, bob: Member) -> None:
    stale = made(alice, bob)
    tie_change(tie=Tie.objects.get(), member=bob, how="close", openness="open")
    tie = tie_change(tie=stale, member=alice, how="barely", openness="closed")
    assert (tie.how(bob), tie.openness(bob)) == ("close", "open")


def test_a_stranger_cannot_change_or_end_a_tie(alice: Member, bob: Member) -> None:
    tie, dora = made(alice, bob), make_member("dora")
    with pytest.raises(TieRefusedError):
        tie_change(tie=tie, member=dora, how="close", openness="open")
    assert tie_end(tie=tie, member=dora).state == "confirmed"


def test_ending_a_tie_tells_nobody(alice: Member, bob: Member) -> None:
    tie = made(alice, bob)
    told = Notice.objects.count()
    tie_end(tie=tie, member=alice)
    assert list(known_members(bob)) == []
    assert Notice.objects.count() == told


def test_every_tie_that_begins_changes_or_ends_is_written_down_for_the_index(alice: Member, bob: Member) -> None:
    key = f"{alice.pk}:{bob.pk}"
    seen = []
    tie = ask(alice, bob)
    seen.append(Change.objects.filter(key=key).count())
    yes(tie, bob)
    seen.append(Change.objects.filter(key=key).count())
    tie_change(tie=tie, member=alice, how="close", openness="open")
    seen.append(Change.objects.filter(key=key).count())
    tie_end(tie=tie, member=bob)
    seen.append(Change.objects.filter(key=key).count())
    assert seen == [0, 1, 2, 3]


def test_a_tie_made_twice_keeps_the_words_its_ends_gave_it(alice: Member, bob: Member) -> None:
    tie_change(tie=made(alice, bob), member=alice, how="known", openness="closed")
    again = made(alice, bob)
    assert (again.how(alice), again.openness(alice)) == ("known", "closed")


def test_opening_all_at_once_is_ones_own_word_on_every_tie(alice: Member, bob: Member) -> None:
    charlie, dora = make_member("charlie"), make_member("dora")
    made(alice, bob)
    made(charlie, alice)
    other = made(bob, dora)
    assert ties_open(member=alice, openness="closed") == 2
    assert {tie.openness(alice) for tie in Tie.objects.of(alice)} == {"closed"}
    assert {tie.openness(tie.other(alice)) for tie in Tie.objects.of(alice)} == {"closed", "open"}
    other.refresh_from_db()
    assert other.openness(bob) == "open"


def test_a_block_ends_the_tie_and_unblocking_does_not_bring_it_back(alice: Member, bob: Member) -> None:
    made(alice, bob)
    block(blocker=bob, blocked=alice)
    assert list(known_members(alice)) == []
    unblock(blocker=bob, blocked=alice)
    assert list(known_members(alice)) == []


def test_a_block_answers_an_open_question_with_a_silent_no(alice: Member, bob: Member) -> None:
    ask(alice, bob)
    block(blocker=bob, blocked=alice)
    assert waiting(bob) == []
    assert questions_of(alice) == []  # as with someone who hides
    unblock(blocker=bob, blocked=alice)
    assert waiting(bob) == []
    assert len(questions_of(alice)) == 1  # as with someone who hid for a while


def test_a_yes_that_crosses_a_block_makes_no_tie(alice: Member, bob: Member) -> None:
    tie = ask(alice, bob)
    Block.objects.create(blocker=alice, blocked=bob)  # at the same moment: nothing was ended yet
    with pytest.raises(TieRefusedError):
        yes(tie, bob)
    assert not Tie.objects.confirmed().exists()


def test_a_block_takes_ones_own_question_back(alice: Member, bob: Member) -> None:
    ask(alice, bob)
    tie_end_between(one=alice, other=bob)
    assert waiting(bob) == []
    assert questions_of(alice) == []


def test_someone_who_hides_looks_like_someone_who_blocks_to_those_who_asked(alice: Member, bob: Member) -> None:
    ask(alice, bob)
    member_update(member=bob, findable="hidden")
    assert questions_of(alice) == []
    assert list(questions_for(bob))  # bob may still say yes


def test_a_hidden_member_is_still_known_to_those_who_know_them(alice: Member, bob: Member) -> None:
    made(alice, bob)
    member_update(member=bob, findable="hidden")
    assert list(known_members(alice)) == [bob]


def test_what_waits_says_who_and_where_to_answer(alice: Member, bob: Member) -> None:
    tie = ask(alice, bob)
    (line,) = waiting(bob)
    assert line.text == "Alice says that you know each other."
    assert tie.public_id in line.url
    assert waiting(alice) == []


def test_answering_marks_what_was_told_as_seen(alice: Member, bob: Member) -> None:
    no(ask(alice, bob), bob)
    assert not Notice.objects.filter(member=bob).unseen().exists()


@pytest.mark.parametrize("answer", ["nothing", "no"])
def test_a_question_nobody_answers_ends_after_thirty_days_and_the_proposer_sees_no_difference(answer: str) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 11, tzinfo=UTC), tick=False) as clock:
        alice, bob = make_member("alice"), make_member("bob")
        tie = tie_propose(proposer=alice, other=bob, how="known", openness="ask", word="From the choir")
        if answer == "no":
            tie_answer(tie=tie, member=bob, yes=False, how="", openness="")
        clock.shift(ANSWER_PATIENCE + timedelta(minutes=1))
        ties_forget()
        tie.refresh_from_db()
        assert (tie.state, tie.word) == ("declined", "")
        assert not Tie.objects.waiting_for(bob).exists()
        assert Tie.objects.asked_by(alice).get() == tie


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the writes of a test are counted once here")
def test_opening_many_at_once_and_back_takes_as_many_statements_as_few() -> None:
    def asked(member: Member) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as there:
            ties_open(member=member, openness="open")
        with CaptureQueriesContext(connection) as back:
            ties_open_undo(member=member)
        return len(there), len(back)

    few, many = make_member("few"), make_member("many")
    for number in range(40):
        make_tie(many, make_member(f"m{number}"))
    for number in range(2):
        make_tie(few, Member.objects.get(handle=f"m{number}"))
    before = Change.objects.count()
    assert asked(few) == asked(many)
    assert Change.objects.count() == before + 2 * (2 + 40)
    assert not Tie.objects.exclude(open_a="open", open_b="open").exists()
