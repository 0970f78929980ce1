"""Ties: proposed by one, true when both say so, opened by each end for itself, ended by either."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from durf.changes.services import tie_changed
from durf.members.models import Member
from durf.members.services.blocks import is_blocked
from durf.network.models import Tie
from durf.network.models.tie import TIE
from durf.notices.services.notify import notify
from durf.safety.services.quotas import Quota, quota_use

PROPOSALS = Quota("tie_propose", 20, timedelta(days=1))


class TieRefusedError(Exception):
    """No tie can be proposed here: with oneself, with someone who is not there for the proposer, or twice."""


@transaction.atomic
def tie_propose(*, proposer: Member, other: Member, how: str, openness: str, word: str = "") -> Tie:
    """Say that you know someone; the tie exists when they say so too. Proposing back to each other is a yes."""
    if proposer.pk == other.pk or is_blocked(proposer, other):
        raise TieRefusedError
    a, b = sorted((proposer, other), key=lambda member: member.pk)
    tie = Tie.objects.between(a, b).select_for_update().first() or Tie(a=a, b=b, proposed_by=proposer)
    if tie.pk and tie.state == "confirmed":
        raise TieRefusedError
    if tie.pk and tie.state == "proposed":
        if tie.proposed_by_id == proposer.pk:
            raise TieRefusedError
        return tie_answer(tie=tie, member=proposer, yes=True, how=how, openness=openness)
    quota_use(quota=PROPOSALS, subject=proposer.public_id)
    tie.state, tie.proposed_by, tie.word, tie.created_at = "proposed", proposer, word, timezone.now()
    _choose(tie, proposer, how, openness)
    tie.save()
    notify(member=other, kind="network.tie_proposed", subject=tie.public_id)
    return tie


@transaction.atomic
def tie_answer(*, tie: Tie, member: Member, yes: bool, how: str, openness: str) -> Tie:
    """Say yes, with your own word on closeness and openness, or say nothing more: a no is silent."""
    then = "confirmed" if yes else "declined"
    waiting = Tie.objects.waiting_for(member).filter(pk=tie.pk, state__in=TIE.sources(then))
    if not waiting.update(state=then, confirmed_at=timezone.now() if yes else None):
        raise TieRefusedError
    tie.refresh_from_db()
    if yes:
        _choose(tie, member, how, openness)
        tie.save()
        tie_changed(a_id=tie.a_id, b_id=tie.b_id)
        notify(member=tie.other(member), kind="network.tie_confirmed", subject=tie.public_id)
    return tie


@transaction.atomic
def tie_make(*, one: Member, other: Member, how: str, openness: str, how_other: str, openness_other: str) -> Tie:
    """Make a confirmed tie at once: both have said so, one by inviting and the other by accepting."""
    a, b = sorted((one, other), key=lambda member: member.pk)
    tie = Tie.objects.between(a, b).select_for_update().first() or Tie(a=a, b=b, proposed_by=one)
    tie.state, tie.confirmed_at, tie.ended_at = "confirmed", timezone.now(), None
    _choose(tie, one, how, openness)
    _choose(tie, other, how_other, openness_other)
    tie.save()
    tie_changed(a_id=tie.a_id, b_id=tie.b_id)
    return tie


@transaction.atomic
def tie_change(*, tie: Tie, member: Member, how: str, openness: str) -> Tie:
    """Change your own word; effective in every preview and path at once."""
    _choose(tie, member, how, openness)
    tie.save()
    tie_changed(a_id=tie.a_id, b_id=tie.b_id)
    return tie


@transaction.atomic
def tie_end(*, tie: Tie, member: Member) -> Tie:
    """End the tie; the other is not told, it is simply no longer there."""
    ended = Tie.objects.of(member).filter(pk=tie.pk, state__in=TIE.sources("ended"))
    if ended.update(state="ended", ended_at=timezone.now()):
        tie_changed(a_id=tie.a_id, b_id=tie.b_id)
    tie.refresh_from_db()
    return tie


@transaction.atomic
def tie_end_between(*, one: Member, other: Member) -> None:
    """What follows a block: their tie ends as any tie ends."""
    for tie in Tie.objects.between(one, other):
        tie_end(tie=tie, member=one)


def known_members(member: Member) -> QuerySet[Member]:
    """Members with a confirmed tie to this one."""
    mine = Q(ties_a__b=member, ties_a__state="confirmed") | Q(ties_b__a=member, ties_b__state="confirmed")
    found: QuerySet[Member] = Member.objects.active().filter(mine).distinct()
    return found


def _choose(tie: Tie, member: Member, how: str, openness: str) -> None:
    side = tie.side(member)
    setattr(tie, f"how_{side}", how)
    setattr(tie, f"open_{side}", openness)
