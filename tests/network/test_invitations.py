"""Invitations: a link or one letter; never a reminder, never twice, and a way to say never again."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from durf.members.models import Member
from durf.members.services.accounts import member_suspend, member_update
from durf.members.services.blocks import block
from durf.network.models import Invitation, Tie
from durf.network.services.invitations import (
    InvitationRefusedError,
    invitation_accept,
    invitation_end,
    invitation_make,
    invitation_marks_forget,
    invitation_never,
    invitations_forget,
)
from durf.network.services.ties import known_members, tie_answer, tie_change, tie_end, tie_propose
from durf.notices.models import Notice
from durf.notices.services.outbox import deliveries_send
from durf.safety.models import Link
from durf.safety.services.links import LinkUnusableError, link_make
from durf.safety.services.quotas import QuotaSpentError
from durf.safety.services.suppression import address_is_suppressed, address_suppress
from tests.cast import make_member
from tests.dump import tables_with

pytestmark = pytest.mark.django_db
OUTSIDE = "erik@example.org"


@pytest.fixture
def alice() -> Member:
    return make_member("alice", language="en")


@pytest.fixture
def bob() -> Member:
    return make_member("bob")


def invite(inviter: Member, **more: Any) -> Invitation:
    return invitation_make(inviter=inviter, **{"how": "close", "openness": "open", **more})


def accept(invitation: Invitation, member: Member) -> Tie | None:
    return invitation_accept(invitation=invitation, member=member, how="barely", openness="closed")


def never_token(invitation: Invitation) -> str:
    return link_make(kind=Link.Kind.DECISION, purpose="invitation", target=invitation.public_id)


def test_accepting_makes_the_tie_with_the_word_of_each(alice: Member, bob: Member) -> None:
    tie = accept(invite(alice), bob)
    assert tie is not None
    assert (tie.state, tie.how(alice), tie.openness(alice)) == ("confirmed", "close", "open")
    assert (tie.how(bob), tie.openness(bob)) == ("barely", "closed")
    assert Notice.objects.get(kind="network.tie_confirmed").member == alice


def test_a_link_serves_many_and_a_letter_serves_one(alice: Member, bob: Member) -> None:
    charlie = make_member("charlie")
    link, letter = invite(alice), invite(alice, email=OUTSIDE)
    accept(link, bob)
    accept(link, charlie)
    assert set(known_members(alice)) == {bob, charlie}
    accept(letter, make_member("erik"))
    with pytest.raises(InvitationRefusedError):
        accept(letter, make_member("other"))


def test_ones_own_link_and_an_ended_one_are_refused(alice: Member, bob: Member) -> None:
    link = invite(alice)
    with pytest.raises(InvitationRefusedError):
        accept(link, alice)
    invitation_end(invitation=link)
    with pytest.raises(InvitationRefusedError):
        accept(link, bob)


def test_the_link_of_someone_suspended_opens_nothing(alice: Member, bob: Member) -> None:
    link = invite(alice)
    member_suspend(member=alice, actor=make_member("hanna", is_host=True))
    with pytest.raises(InvitationRefusedError):
        accept(link, bob)


def test_accepting_again_leaves_the_words_of_both_as_they_are_now(alice: Member, bob: Member) -> None:
    link = invite(alice)
    tie = accept(link, bob)
    assert tie is not None
    tie_change(tie=tie, member=alice, how="known", openness="closed")
    again = accept(link, bob)
    assert again is not None
    assert (again.how(alice), again.openness(alice)) == ("known", "closed")
    assert Notice.objects.filter(kind="network.tie_confirmed").count() == 1


def test_an_old_link_does_not_bring_back_a_tie_that_ended(alice: Member, bob: Member) -> None:
    link = invite(alice)
    tie = accept(link, bob)
    assert tie is not None
    tie_end(tie=tie, member=alice)
    asked = accept(link, bob)
    assert asked is not None
    assert (asked.state, asked.proposed_by) == ("proposed", bob)
    assert accept(link, bob) is not None  # and not by trying once more either
    assert list(known_members(bob)) == []


def test_an_old_link_does_not_undo_a_no(alice: Member, bob: Member) -> None:
    link = invite(alice)
    question = tie_propose(proposer=bob, other=alice, how="close", openness="open")
    tie_answer(tie=question, member=alice, yes=False, how="", openness="")
    accept(link, bob)
    assert list(known_members(bob)) == []


def test_a_new_link_after_the_end_makes_the_tie_anew(alice: Member, bob: Member) -> None:
    tie = accept(invite(alice), bob)
    assert tie is not None
    tie_end(tie=tie, member=alice)
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        accept(invite(alice), bob)
    assert list(known_members(bob)) == [alice]


@pytest.mark.parametrize("blocker", ["inviter", "invited"])
def test_a_block_makes_accepting_lead_nowhere_without_saying_so(alice: Member, bob: Member, blocker: str) -> None:
    link = invite(alice)
    one, other = (alice, bob) if blocker == "inviter" else (bob, alice)
    block(blocker=one, blocked=other)
    assert accept(link, bob) is None
    assert not Tie.objects.exists()
    assert not Notice.objects.exists()


def test_one_who_blocks_and_one_who_hides_give_the_same_answer_when_the_tie_had_ended(
    alice: Member, bob: Member
) -> None:
    link = invite(alice)
    tie = accept(link, bob)
    assert tie is not None
    tie_end(tie=tie, member=alice)
    member_update(member=alice, findable="hidden")
    hidden = accept(link, bob)
    block(blocker=alice, blocked=bob)
    assert hidden is None
    assert accept(link, bob) is None


def test_a_letter_leaves_once_and_says_who_and_where_the_address_is_from(alice: Member, memory_channel: Any) -> None:
    invite(alice, email=OUTSIDE, word="You and your boats!")
    deliveries_send()
    deliveries_send()
    (letter,) = memory_channel.sent
    assert letter.to_address == OUTSIDE
    assert letter.subject == "Alice invites you to Durf"
    for body in (letter.text, letter.html):
        assert "You and your boats!" in body
        assert "Alice gave us your address" in body
        assert "/invited/no/" in body
    assert "List-Unsubscribe" not in letter.headers


def test_a_link_sends_nothing(alice: Member, memory_channel: Any) -> None:
    invite(alice)
    assert deliveries_send() == 0


def test_the_same_address_gets_no_second_letter_from_the_same_member(alice: Member, bob: Member) -> None:
    invite(alice, email=OUTSIDE)
    invite(alice, email="Erik@Example.org")
    assert Notice.objects.filter(kind="network.invited").count() == 1
    invite(bob, email=OUTSIDE)
    assert Notice.objects.filter(kind="network.invited").count() == 2


def test_an_address_that_wants_no_mail_gets_none_and_the_inviter_cannot_tell(
    alice: Member, bob: Member, memory_channel: Any
) -> None:
    address_suppress(address=OUTSIDE)
    asked, unasked = invite(alice, email=OUTSIDE), invite(bob, email="ella@example.org")
    deliveries_send()
    assert [letter.to_address for letter in memory_channel.sent] == ["ella@example.org"]
    assert (asked.by_mail, asked.ended_at) == (unasked.by_mail, unasked.ended_at)


def test_suppression_is_read_again_when_the_letter_leaves(alice: Member, memory_channel: Any) -> None:
    invite(alice, email=OUTSIDE)
    address_suppress(address=OUTSIDE)
    assert deliveries_send() == 0


def test_no_letter_goes_to_a_member_who_blocked_the_inviter(alice: Member, bob: Member, memory_channel: Any) -> None:
    block(blocker=bob, blocked=alice)
    invite(alice, email=bob.email)
    assert deliveries_send() == 0


def test_a_letter_that_was_ended_before_it_left_does_not_leave(alice: Member, memory_channel: Any) -> None:
    invitation_end(invitation=invite(alice, email=OUTSIDE))
    assert deliveries_send() == 0


def test_ten_letters_a_day_and_not_one_more(alice: Member) -> None:
    for number in range(10):
        invite(alice, email=f"m{number}@example.org")
    with pytest.raises(QuotaSpentError):
        invite(alice, email="one@example.org")
    assert Invitation.objects.count() == 10
    invite(alice)  # a link is another matter


def test_an_address_that_is_refused_counts_like_any_other(alice: Member) -> None:
    address_suppress(address=OUTSIDE)
    for _ in range(10):
        invite(alice, email=OUTSIDE)
    with pytest.raises(QuotaSpentError):
        invite(alice, email="one@example.org")


def test_never_again_erases_the_address_and_keeps_every_member_from_writing(
    alice: Member, bob: Member, memory_channel: Any
) -> None:
    invitation = invite(alice, email=OUTSIDE)
    invitation_never(token=never_token(invitation))
    assert address_is_suppressed(address=OUTSIDE)
    invitation.refresh_from_db()
    assert (invitation.email, invitation.email_mark) == ("", "")
    with pytest.raises(InvitationRefusedError):
        accept(invitation, bob)
    invite(bob, email=OUTSIDE)
    deliveries_send()
    assert OUTSIDE not in {letter.to_address for letter in memory_channel.sent}


def test_never_again_still_works_after_the_inviter_ended_it(alice: Member) -> None:
    invitation = invite(alice, email=OUTSIDE)
    invitation_end(invitation=invitation)
    invitation_never(token=never_token(invitation))
    assert address_is_suppressed(address=OUTSIDE)


def test_a_made_up_link_says_never_for_nobody(alice: Member) -> None:
    invite(alice, email=OUTSIDE)
    with pytest.raises(LinkUnusableError):
        invitation_never(token="x" * 43)
    assert not address_is_suppressed(address=OUTSIDE)


def test_an_address_without_answer_is_forgotten_after_thirty_days(alice: Member, bob: Member) -> None:
    letter, link = invite(alice, email=OUTSIDE), invite(alice)
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        assert invitations_forget() == 0
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert invitations_forget() == 1
        assert invitations_forget() == 0
        letter.refresh_from_db()
        assert letter.email == ""
        invite(alice, email=OUTSIDE)
        assert Notice.objects.filter(kind="network.invited").count() == 1  # the one letter was sent
        accept(link, bob)
    assert list(known_members(bob)) == [alice]
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert invitations_forget() >= 1
        assert not Invitation.objects.exclude(email_mark="").exists()


def test_whoever_erases_an_address_leaves_no_mark_with_any_inviter(alice: Member, bob: Member) -> None:
    invite(alice, email=OUTSIDE)
    invite(bob, email="another@example.org")
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        invitations_forget()
        invitation_marks_forget(address=OUTSIDE)
    assert [row.inviter for row in Invitation.objects.exclude(email_mark="")] == [bob]


def test_the_address_stands_in_no_table_in_plain_text(alice: Member) -> None:
    invitation = invite(alice, email=OUTSIDE)
    assert Invitation.objects.get(pk=invitation.pk).email == OUTSIDE
    assert tables_with(OUTSIDE) == []
