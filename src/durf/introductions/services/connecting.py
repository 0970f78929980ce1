"""The asker asks a connector to pass on: silent or unwilling, and the next way is tried, without anyone being told."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from durf.introductions.models import Introduction
from durf.introductions.services.introducing import (
    MEMBER_PATIENCE,
    PROPOSALS,
    helper_tell,
    may_be_introduced,
)
from durf.introductions.services.refusals import (
    AlreadyProposedError,
    HelperUnavailableError,
    IntroductionClosedError,
    NoWayError,
)
from durf.introductions.services.steps import introduction_lock, introduction_step
from durf.members.models import Member
from durf.notices.services.notify import notices_see, notify
from durf.reach.services import Way, introduction_ways
from durf.safety.services.quotas import quota_use
from durf.wishes.models import Wish

CONNECTOR_PATIENCE = timedelta(days=3)
MOST_WAYS = 4  # then enough people were troubled with one question
LEAST_FOR_HELPER = timedelta(days=7)  # later than this before the end nobody is asked any more


@transaction.atomic
def introduction_ask_connector(*, wish: Wish, asker: Member, helper: Member, word: str = "") -> Introduction:
    """Ask the nearest person who knows both to pass this on; the others are kept for later."""
    if not may_be_introduced(asker, helper) or wish.asker_id != asker.pk or not wish.is_open:
        raise HelperUnavailableError
    asked = Introduction.objects.filter(wish=wish, asker=asker, helper=helper, origin="asker")
    if asked.exclude(state="withdrawn").exists():
        raise AlreadyProposedError
    ways = _willing(introduction_ways(asker=asker, helper=helper))
    if not ways:
        raise NoWayError
    quota_use(quota=PROPOSALS, subject=asker.public_id)
    ways = ways[:MOST_WAYS]
    now = timezone.now()
    introduction = Introduction.objects.create(
        wish=wish,
        origin=Introduction.Origin.ASKER,
        asker=asker,
        helper=helper,
        word=word,
        asker_yes_at=now,
        answer_by=now + CONNECTOR_PATIENCE * len(ways) + MEMBER_PATIENCE,
        ways=[way.connector.public_id for way in ways],
    )
    return way_next(introduction=introduction)


@transaction.atomic
def introduction_pass_on(*, introduction: Introduction, connector: Member) -> Introduction:
    """The connector passes it on, and by that is named as the way for this wish."""
    row = introduction_lock(introduction)
    if row.state != "asked" or row.connector_id != connector.pk or row.over:
        raise IntroductionClosedError
    notices_see(member=connector, subject=row.public_id)
    if row.helper is None or not may_be_introduced(row.asker, row.helper):
        _helper_spare(row)
        return row
    return _helper_ask(row)


@transaction.atomic
def introduction_stay_out(*, introduction: Introduction, connector: Member) -> Introduction:
    """The connector stays out: the next way is tried, and nobody is told."""
    row = introduction_lock(introduction)
    if row.state != "asked" or row.connector_id != connector.pk:
        raise IntroductionClosedError
    notices_see(member=connector, subject=row.public_id)
    return way_next(introduction=row)


@transaction.atomic
def way_next(*, introduction: Introduction) -> Introduction:
    """Ask the next connector; with none left the helper directly if found by name, or let time run out."""
    row = introduction_lock(introduction)
    too_late = timezone.now() > _ends(row) - LEAST_FOR_HELPER
    if row.helper is None or too_late or not may_be_introduced(row.asker, row.helper):
        return _leave_unasked(row)
    still = {way.connector.public_id: way for way in _willing(introduction_ways(asker=row.asker, helper=row.helper))}
    left = [public_id for public_id in row.ways if public_id in still]
    if left:
        return _connector_ask(row, still[left[0]].connector, left[1:])
    row.connector, row.ways = None, []
    row.save(update_fields=["connector", "ways"])
    if row.helper.visible:
        return _helper_ask(row)
    return _leave_unasked(row)


def _willing(ways: list[Way]) -> list[Way]:
    """Without those who rest."""
    return [way for way in ways if not way.connector.paused()]


def _connector_ask(row: Introduction, connector: Member, left: list[str]) -> Introduction:
    row.connector, row.ways = connector, left
    row.next_step_at = min(timezone.now() + CONNECTOR_PATIENCE, _ends(row))
    row.save(update_fields=["connector", "ways", "next_step_at"])
    notify(member=connector, kind="introductions.asked", subject=row.public_id, data={"to": connector.public_id})
    return row


def _helper_ask(row: Introduction) -> Introduction:
    """The asker said yes by asking; now the helper may know."""
    introduction_step(row, "proposed")
    introduction_step(row, "one_yes", next_step_at=_ends(row))
    helper_tell(introduction=row)
    return row


def _helper_spare(row: Introduction) -> None:
    """The helper rests or is kept apart from the asker: to everybody it looks passed on and unanswered."""
    introduction_step(row, "proposed")
    introduction_step(row, "declined", next_step_at=_ends(row))


def _ends(row: Introduction) -> datetime:
    """Until when it looks unanswered to the asker: fixed when asking, whoever passes on, stays out or is silent."""
    return row.answer_by or timezone.now() + MEMBER_PATIENCE


def _leave_unasked(row: Introduction) -> Introduction:
    """Nobody is asked any more, but to the asker nothing shows before the day it would have ended anyway."""
    row.connector, row.ways = None, []
    row.next_step_at = _ends(row)
    row.save(update_fields=["connector", "ways", "next_step_at"])
    return row
