"""Blocks: in both directions, at once, and without a word to the other."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from durf.changes.services import person_changed, tie_changed
from durf.members.models import Block, Member


class OwnBlockError(Exception):
    """Nobody blocks themselves."""


@transaction.atomic
def block(*, blocker: Member, blocked: Member) -> Block:
    """Keep two members apart; higher rooms end what was between them."""
    if blocker.pk == blocked.pk:
        raise OwnBlockError
    row, made = Block.objects.get_or_create(blocker=blocker, blocked=blocked)
    if made:
        for follower in settings.BLOCK_FOLLOWERS:
            import_string(follower)(one=blocker, other=blocked)
        _changed(blocker, blocked)
    return row


@transaction.atomic
def unblock(*, blocker: Member, blocked: Member) -> None:
    """Take one's own block back; the other's, if there is one, stays. What was ended stays ended."""
    if Block.objects.filter(blocker=blocker, blocked=blocked).delete()[0]:
        _changed(blocker, blocked)


def is_blocked(one: Member, other: Member) -> bool:
    """Tell whether either of two members blocked the other."""
    return Block.objects.filter(Q(blocker=one, blocked=other) | Q(blocker=other, blocked=one)).exists()


def blocked_ids(member: Member) -> frozenset[str]:
    """Public ids of everybody a member is kept apart from, whoever asked for it."""
    mine = Member.objects.filter(blocks_had__blocker=member).values_list("public_id", flat=True)
    theirs = Member.objects.filter(blocks_made__blocked=member).values_list("public_id", flat=True)
    return frozenset(mine) | frozenset(theirs)


def _changed(one: Member, other: Member) -> None:
    person_changed(member_id=one.pk)
    person_changed(member_id=other.pk)
    tie_changed(a_id=one.pk, b_id=other.pk)
