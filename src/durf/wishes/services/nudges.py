"""Nudges: who may be asked now, the claim in the transaction that sends, "not now", and asking one more."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from durf.changes.services import person_changed
from durf.members.models import Block, Member
from durf.notices.services.notify import notices_see, notify
from durf.wishes.models import Match, Nudge, Offer, Wish
from durf.wishes.models.match import NUDGE
from durf.wishes.models.wish import WishAudience

WEEK = timedelta(days=7)
WORD_LONGEST = 300


class Verdict(StrEnum):
    """Whether a nudge may go now, and if not, what stands in its way."""

    GO = "go"
    ENDED = "ended"  # the wish is closed, hidden, or its asker is gone
    GONE = "gone"  # the person left, was suspended or is hidden
    BLOCKED = "blocked"
    RESTING = "resting"
    WEEK_FULL = "week_full"
    OUTSIDE = "outside"  # no longer in the audience
    ANSWERED = "answered"  # offered already


class AlreadyAskedError(Exception):
    """This person was asked for this wish before; never twice."""


class NotNowError(Exception):
    """This person cannot be asked right now; why is theirs to know."""


class NobodyThereError(Exception):
    """There is no such person for this asker."""


class EnoughAskedError(Exception):
    """As many people were asked as one wish may ask; `most` is that number."""

    def __init__(self, most: int) -> None:
        super().__init__(str(most))
        self.most = most


@dataclass(frozen=True)
class Circumstances:
    """What is read again before asking, for a few people at once, in four queries however many they are."""

    now: datetime
    blocked: frozenset[int]
    asked_this_week: Counter[int]
    asked_openly: Counter[int]  # of those, what others may know of: not for private words or somebody of a notebook
    answered: frozenset[int]
    audience: frozenset[int] | None  # None: the audience leaves nobody out

    @classmethod
    def read(cls, *, wish: Wish, member_ids: Collection[int], now: datetime, count_waiting: bool) -> "Circumstances":
        """Read them for one wish. `count_waiting` counts nudges on their way as asked, to choose others first."""
        asker = wish.asker_id
        pairs = Block.objects.filter(Q(blocker_id=asker) | Q(blocked_id=asker)).values_list("blocker", "blocked")
        asked = Q(sent_at__gt=now - WEEK)
        if count_waiting:
            asked |= Q(state="waiting")
        nudged = Nudge.objects.filter(asked, match__member_id__in=member_ids)
        asked_for = list(nudged.values_list("match__member_id", "match__scope"))
        offers = Offer.objects.filter(wish=wish, withdrawn_at=None, helper__isnull=False)
        readers = None
        if wish.audience == WishAudience.NETWORK:
            readers = frozenset(wish.reach_members.filter(pk__in=member_ids).values_list("pk", flat=True))
        return cls(
            now=now,
            blocked=frozenset(pk for pair in pairs for pk in pair if pk != asker),
            asked_this_week=Counter(pk for pk, _scope in asked_for),
            asked_openly=Counter(pk for pk, scope in asked_for if scope == "shown"),
            answered=frozenset(pk for pk in offers.values_list("helper_id", flat=True) if pk is not None),
            audience=readers,
        )

    def judge(self, *, wish: Wish, member: Member, place: str, again: bool = False, openly: bool = False) -> Verdict:
        """Judge one person; `again` is a message tried once more, which the week's number has counted already.

        `openly`: whom to choose shows to others, so that what only this person knows of must not decide it. What then
        is too much for their week leaves when there is room again.
        """
        asker = wish.asker
        if not wish.is_open or asker is None or not asker.is_active:
            return Verdict.ENDED
        if not (member.is_active and member.approved) or member.findable == Member.Findable.HIDDEN:
            return Verdict.GONE
        if member.pk in self.blocked:
            return Verdict.BLOCKED
        if member.paused():
            return Verdict.RESTING
        asked = self.asked_openly if openly else self.asked_this_week
        if not again and asked[member.pk] >= member.nudges_a_week:
            return Verdict.WEEK_FULL
        if self.audience is not None and member.pk not in self.audience and place != "chosen":
            return Verdict.OUTSIDE
        return Verdict.ANSWERED if member.pk in self.answered else Verdict.GO


def nudge_may_go(nudge: Nudge, now: datetime) -> Verdict:
    """Read again what may have changed since the nudge was meant: pause, block, week, audience, the wish itself."""
    match = nudge.match
    facts = Circumstances.read(wish=match.wish, member_ids=[match.member_id], now=now, count_waiting=False)
    return facts.judge(wish=match.wish, member=match.member, place=match.place, again=nudge.state == "sent")


@transaction.atomic
def nudge_claim(*, nudge_id: str) -> Nudge | None:
    """Take a nudge for sending, inside the transaction that sends it; None when it must not go, now or ever.

    The person's row is locked first: two workers with two wishes never exceed the week's number together.
    """
    found = Nudge.objects.filter(public_id=nudge_id).values_list("match__member_id", flat=True).first()
    if found is None:
        return None
    Member.objects.select_for_update().get(pk=found)
    nudge = Nudge.objects.select_related("match__wish__asker", "match__member").get(public_id=nudge_id)
    if nudge.state not in ("waiting", "sent"):
        return None
    now = timezone.now()
    verdict = nudge_may_go(nudge, now)
    if nudge.state == "sent":
        return nudge if verdict is Verdict.GO else None
    if verdict is not Verdict.GO:
        if verdict is not Verdict.WEEK_FULL or not nudge.match.member.nudges_a_week:
            _move(nudge, "dropped")
        return None
    _move(nudge, "sent", sent_at=now)
    return nudge


def nudge_later(*, nudge_id: str) -> datetime | None:
    """When a nudge that waits for room in its person's week may be tried again; None: it does not wait."""
    nudge = Nudge.objects.filter(public_id=nudge_id, state="waiting").select_related("match__member").first()
    if nudge is None:
        return None
    week = Nudge.objects.filter(match__member=nudge.match.member, sent_at__gt=timezone.now() - WEEK)
    sent = list(week.order_by("-sent_at").values_list("sent_at", flat=True)[: nudge.match.member.nudges_a_week])
    return sent[-1] + WEEK if sent and sent[-1] is not None else None


@transaction.atomic
def nudge_drop(*, nudge_id: str) -> None:
    """Let a nudge go that has not left: what it rested on is no longer there."""
    for nudge in Nudge.objects.filter(public_id=nudge_id, state="waiting"):
        _move(nudge, "dropped")


@transaction.atomic
def nudge_decline(*, nudge: Nudge) -> bool:
    """ "Not now": nobody is told, and this person is not asked again for this wish. False when nothing changed."""
    notices_see(member=nudge.match.member, subject=nudge.public_id)
    return _move(nudge, "declined", answered_at=timezone.now())


@transaction.atomic
def nudge_answer(*, wish: Wish, helper: Member) -> None:
    """An offer answers the nudge; someone found by private words alone is visible from now on."""
    Match.objects.filter(wish=wish, member=helper, scope="nudge").update(scope="shown")
    nudge = Nudge.objects.filter(match__wish=wish, match__member=helper).select_related("match__member").first()
    if nudge is None:
        return
    notices_see(member=helper, subject=nudge.public_id)
    if nudge.state == "waiting":
        _move(nudge, "dropped")
    else:
        _move(nudge, "offered", answered_at=timezone.now())


@transaction.atomic
def nudge_ask(*, wish: Wish, member: Member, word: str = "") -> Nudge:
    """The asker asks one more person, with a word of their own; the person's week and rest hold for this too.

    Raises `NobodyThereError` for someone hidden, blocked or unknown to the asker, all alike. Someone who was asked
    for private words alone looks to the asker like anybody who was not asked yet: they are shown as asked now, and
    no second message leaves.
    """
    wish = Wish.objects.select_for_update(of=("self",)).select_related("asker").get(pk=wish.pk)
    match = wish.matches.filter(member=member).select_related("nudge").first()
    nudge = match.nudge if match is not None and hasattr(match, "nudge") else None
    if nudge is not None and nudge.state == "dropped":
        nudge.delete()  # it never left
        nudge = None
    unseen = nudge is not None and nudge.match.scope == "nudge"
    _may_ask(wish, member, match, again=unseen)
    if nudge is not None and not unseen:
        raise AlreadyAskedError
    chosen = _match_choose(wish, member, match)
    if nudge is None:
        return nudge_make(match=chosen, wave=wish.waves, word=word)
    nudge.word = word.strip()[:WORD_LONGEST]
    nudge.save(update_fields=["word"])
    return nudge


def _may_ask(wish: Wish, member: Member, match: Match | None, *, again: bool) -> None:
    """Raise what stands in the way of asking this person."""
    facts = Circumstances.read(wish=wish, member_ids=[member.pk], now=timezone.now(), count_waiting=True)
    verdict = facts.judge(wish=wish, member=member, place="chosen", again=again, openly=True)
    known = match is not None and match.scope == "shown"
    known = known or Member.objects.for_viewer(wish.asker).filter(pk=member.pk).exists()
    if member.pk == wish.asker_id or not known or verdict in (Verdict.BLOCKED, Verdict.GONE):
        raise NobodyThereError
    if verdict is Verdict.ANSWERED:
        raise AlreadyAskedError
    asked = Nudge.objects.filter(match__wish=wish, match__member=member, match__scope="shown").exists()
    if verdict is not Verdict.GO and not asked:
        raise NotNowError
    if nudges_left(wish=wish) < 1:
        raise EnoughAskedError(settings.NUDGES_A_WISH)


def nudge_make(*, match: Match, wave: int, word: str = "") -> Nudge:
    """Mean to ask somebody: the nudge and its notice, which is read again before it leaves."""
    nudge = Nudge.objects.create(match=match, wave=wave, word=word.strip()[:WORD_LONGEST])
    notify(member=match.member, kind="wishes.nudge", subject=nudge.public_id)
    person_changed(member_id=match.member_id)
    return nudge


def nudges_left(*, wish: Wish) -> int:
    """How many people this wish may still ask. Those found by private words alone come on top and do not count:
    a strength only Durf knows of must not change who else is asked."""
    asked = Nudge.objects.filter(match__wish=wish, match__scope="shown").exclude(state="dropped").count()
    rounds = 1 if wish.again_at is None else 2  # sent out once more with other words
    return max(0, rounds * settings.NUDGES_A_WISH - asked)


def _match_choose(wish: Wish, member: Member, match: Match | None) -> Match:
    """Write down someone whom the asker found without the slate."""
    if match is None:
        last = wish.matches.aggregate(last=Max("position"))["last"] or 0
        return Match.objects.create(wish=wish, member=member, position=last + 1, place="chosen")
    if match.scope == "nudge":
        Match.objects.filter(pk=match.pk).update(scope="shown", place="chosen")
    return match


def _move(nudge: Nudge, state: str, **fields: object) -> bool:
    """Take the step if it still exists."""
    ready = Nudge.objects.filter(pk=nudge.pk, state__in=NUDGE.sources(state))
    moved = ready.update(state=state, **fields)
    nudge.refresh_from_db(fields=["state", "sent_at", "answered_at"])
    if moved and state == "dropped":
        person_changed(member_id=nudge.match.member_id)
    return bool(moved)
