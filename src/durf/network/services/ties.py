"""Ties: proposed by one, true when both say so, opened by each end for itself, ended by either."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from durf.changes.services import tie_changed, ties_changed
from durf.members.models import Member
from durf.members.services.blocks import is_blocked
from durf.network.models import OpennessBefore, Tie
from durf.network.models.tie import TIE, Openness, TieSource
from durf.notices.services.notify import notices_see, notify
from durf.safety.services.quotas import Quota, quota_use

PROPOSALS = Quota("tie_propose", 20, timedelta(days=1))
ANSWER_PATIENCE = timedelta(days=30)  # TRUST.md: pending consent
AT_ONCE = 500  # ties in one statement
LETTER_REST = timedelta(days=30)  # asking the same person again waits on their page, without another letter


class TieRefusedError(Exception):
    """This tie cannot take this step: with oneself, with someone who is not there, or not waiting for an answer."""


@transaction.atomic
def tie_propose(*, proposer: Member, other: Member, how: str, openness: str, word: str = "") -> Tie:
    """Say that you know someone; the tie exists when they say so too. Proposing back to each other is a yes.

    Asking again answers and costs the same whether the other has not answered yet or said a silent no.
    """
    if proposer.pk == other.pk or not Member.objects.for_viewer(proposer).filter(pk=other.pk).exists():
        raise TieRefusedError
    return _propose(proposer, other, how, openness, word)


@transaction.atomic
def tie_propose_quietly(*, proposer: Member, other: Member, how: str, source: TieSource) -> None:
    """Ask as an import does: on their page and without a letter; who asked already is not asked anew."""
    tie = Tie.objects.between(proposer, other).first()
    if tie is not None and (tie.state == "confirmed" or tie.proposed_by_id == proposer.pk):
        return
    tie = _propose(proposer, other, how, Openness.ASK, "", quietly=True)
    if tie.state == "proposed":
        Tie.objects.filter(pk=tie.pk).update(source=source)


@transaction.atomic
def tie_answer(*, tie: Tie, member: Member, yes: bool, how: str, openness: str) -> Tie:
    """Say yes, with your own word on closeness and openness, or say nothing more: a no is silent."""
    waiting = Tie.objects.waiting_for(member).filter(pk=tie.pk)
    now = timezone.now()
    if not yes:
        answered = waiting.update(state="declined", ended_at=now)
    elif is_blocked(tie.a, tie.b):
        answered = 0
    else:
        answered = waiting.update(
            state="confirmed", confirmed_at=now, ended_at=None, **_words(tie, member, how, openness)
        )
    if not answered:
        raise TieRefusedError
    tie.refresh_from_db()
    notices_see(member=member, subject=tie.public_id)
    if yes:
        tie_changed(a_id=tie.a_id, b_id=tie.b_id)
        notify(member=tie.other(member), kind="network.tie_confirmed", subject=tie.public_id)
    return tie


@transaction.atomic
def tie_make(*, one: Member, other: Member, how: str, openness: str, how_other: str, openness_other: str) -> Tie:
    """Make a confirmed tie at once: both have said so, one by inviting and the other by accepting.

    A tie that stands already keeps the words its ends gave it.
    """
    tie, _ = _row(one, other, proposed_by=one)
    if tie.state == "confirmed":
        return tie
    TIE.check(tie.state, "confirmed")
    words = {**_words(tie, one, how, openness), **_words(tie, other, how_other, openness_other)}
    words["source"] = TieSource.INVITATION
    Tie.objects.filter(pk=tie.pk).update(state="confirmed", confirmed_at=timezone.now(), ended_at=None, **words)
    tie.refresh_from_db()
    tie_changed(a_id=tie.a_id, b_id=tie.b_id)
    return tie


@transaction.atomic
def tie_change(*, tie: Tie, member: Member, how: str, openness: str) -> Tie:
    """Change your own word; effective in every preview and path at once."""
    mine = Tie.objects.confirmed().of(member).filter(pk=tie.pk)
    if not mine.update(**_words(tie, member, how, openness)):
        raise TieRefusedError
    tie.refresh_from_db()
    tie_changed(a_id=tie.a_id, b_id=tie.b_id)
    return tie


@transaction.atomic
def ties_open(*, member: Member, openness: str, source: str = "") -> int:
    """Give one word on openness to all of one's ties at once, or to those of one source; returns how many.

    What they said before is kept until the next time, so that it can be taken back.
    """
    ties = Tie.objects.confirmed().of(member)
    chosen = list(ties.filter(source=source) if source else ties)
    before = {str(tie.pk): tie.openness(member) for tie in chosen}
    OpennessBefore.objects.update_or_create(owner=member, defaults={"words": before, "at": timezone.now()})
    _open(member, {openness: chosen})
    return len(chosen)


@transaction.atomic
def ties_open_undo(*, member: Member) -> int:
    """Give every tie the word it had before all were opened or closed at once; returns how many."""
    before = OpennessBefore.objects.select_for_update().filter(owner=member).first()
    words = before.words if before is not None else {}
    ties = list(Tie.objects.confirmed().of(member).filter(pk__in=[int(pk) for pk in words]))
    _open(member, {openness: [tie for tie in ties if words[str(tie.pk)] == openness] for openness in Openness.values})
    if before is not None:
        before.delete()
    return len(ties)


def _open(member: Member, words: Mapping[str, Sequence[Tie]]) -> None:
    """Give many ties the member's word at once: a few statements however many they are, so that nobody waits."""
    for openness, ties in words.items():
        for begin in range(0, len(ties), AT_ONCE):
            some = Tie.objects.confirmed().filter(pk__in=[tie.pk for tie in ties[begin : begin + AT_ONCE]])
            some.filter(a=member).update(open_a=openness)
            some.filter(b=member).update(open_b=openness)
    ties_changed(ends=[(tie.a_id, tie.b_id) for ties in words.values() for tie in ties])


@transaction.atomic
def tie_end(*, tie: Tie, member: Member) -> Tie:
    """End a tie or take a proposal back; the other is not told. Someone else's proposal gets a silent no."""
    mine = Tie.objects.of(member).filter(pk=tie.pk)
    now = timezone.now()
    if mine.confirmed().update(state="ended", ended_at=now):
        tie_changed(a_id=tie.a_id, b_id=tie.b_id)
    elif not mine.asked_by(member).update(state="ended", ended_at=now):
        mine.waiting_for(member).update(state="declined", ended_at=now)
    tie.refresh_from_db()
    return tie


@transaction.atomic
def tie_end_between(*, one: Member, other: Member) -> None:
    """What follows a block: their tie ends as any tie ends, a question of the other gets a silent no."""
    for tie in Tie.objects.between(one, other):
        tie_end(tie=tie, member=one)


@transaction.atomic
def ties_forget() -> int:
    """End questions nobody answered for thirty days, as a silent no would, and forget the words with them."""
    old = timezone.now() - ANSWER_PATIENCE
    asked = Tie.objects.filter(created_at__lt=old)
    ended = asked.filter(state="proposed").update(state="declined", ended_at=timezone.now())
    return ended + asked.filter(state="declined").exclude(word="").update(word="")


def known_members(member: Member) -> QuerySet[Member]:
    """Members with a confirmed tie to this one."""
    ties = Tie.objects.confirmed()
    ends = Q(pk__in=ties.filter(a=member).values("b")) | Q(pk__in=ties.filter(b=member).values("a"))
    found: QuerySet[Member] = Member.objects.active().filter(ends)
    return found


def _propose(proposer: Member, other: Member, how: str, openness: str, word: str, *, quietly: bool = False) -> Tie:
    tie, new = _row(proposer, other, proposed_by=proposer)
    if tie.state == "confirmed":
        raise TieRefusedError
    if tie.state == "proposed" and tie.proposed_by_id != proposer.pk:
        return tie_answer(tie=tie, member=proposer, yes=True, how=how, openness=openness)
    if not quietly:
        quota_use(quota=PROPOSALS, subject=proposer.public_id)
    asked_before = not new and tie.proposed_by_id == proposer.pk
    waits_already = asked_before and tie.state == "proposed"
    unseen = tie.source == TieSource.IMPORT and not quietly  # it shows from now on, as if it had not been there
    written_lately = asked_before and tie.created_at > timezone.now() - LETTER_REST
    tie.state, tie.proposed_by, tie.word, tie.source = "proposed", proposer, word, TieSource.QUESTION
    if unseen or not waits_already:
        tie.created_at = timezone.now()
    for field, value in _words(tie, proposer, how, openness).items():
        setattr(tie, field, value)
    tie.save()
    if not waits_already:
        notify(member=other, kind="network.tie_proposed", subject=tie.public_id, mail=not (written_lately or quietly))
    return tie


def _row(one: Member, other: Member, *, proposed_by: Member) -> tuple[Tie, bool]:
    """The row of this pair, made if need be and locked until the transaction ends; and whether it is new."""
    a, b = sorted((one, other), key=lambda member: member.pk)
    made, new = Tie.objects.get_or_create(a=a, b=b, defaults={"proposed_by": proposed_by})
    return Tie.objects.select_for_update().get(pk=made.pk), new


def _words(tie: Tie, member: Member, how: str, openness: str) -> dict[str, str]:
    """This end's own fields with what it says."""
    side = tie.side(member)
    return {f"how_{side}": how, f"open_{side}": openness}
