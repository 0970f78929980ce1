"""Who was asked for each wish, in waves as life would send them; all of it more than a week ago.

So nobody's number for this week is used up, and whoever tries the demo meets people who are free to be asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.conf import settings

from durf.demo.town.chance import chance, public_id
from durf.demo.town.content import Asked, Town
from durf.demo.town.moments import after
from durf.members.models import Member
from durf.wishes.models import Match, Nudge, Wish

WEEK = timedelta(days=7)
QUIET_SINCE = WEEK + timedelta(hours=2)
A_WAVE = timedelta(hours=24)
FIRST = timedelta(minutes=2)
ENOUGH = 2  # offers after which nobody else is asked
MOST_WAVES = 3
DECLINE = 0.5
PATIENCE = timedelta(days=25)


def nudges_build(town: Town, members: Mapping[str, Member], wishes: Mapping[str, Wish], now: datetime) -> None:
    """Send the waves of every wish, oldest wish first, within everybody's number for the week."""
    asked_at: dict[int, list[datetime]] = defaultdict(list)
    matches: dict[int, list[Match]] = defaultdict(list)
    for match in Match.objects.shown().select_related("member"):
        matches[match.wish_id].append(match)
    rows: list[Nudge] = []
    for asked in sorted(town.wishes, key=lambda wish: (-wish.days, wish.key)):
        wish = wishes[asked.key]
        sent = _waves(asked, wish, matches[wish.pk], asked_at, now)
        wish.waves = max((nudge.wave for nudge in sent), default=0)
        rows += sent
    Nudge.objects.bulk_create(rows)
    Wish.objects.bulk_update(wishes.values(), ["waves"], batch_size=100)


def _waves(
    asked: Asked, wish: Wish, matches: list[Match], asked_at: dict[int, list[datetime]], now: datetime
) -> list[Nudge]:
    published_at = wish.published_at or wish.created_at
    helped = {part.by: after(published_at, part.hours, now) for part in asked.help}
    left = sorted(matches, key=lambda match: (match.member.handle not in helped, match.position))
    last = min(now - QUIET_SINCE, wish.closed_at or now)
    sent: list[Nudge] = []
    for wave in range(1, MOST_WAVES + 1):
        sent_at = published_at + FIRST + A_WAVE * (wave - 1)
        if sent_at > last or sum(moment < sent_at for moment in helped.values()) >= ENOUGH:
            break
        free = [match for match in left if _free(match.member, asked_at[match.member_id], sent_at)]
        free = [match for match in free if helped.get(match.member.handle, sent_at) >= sent_at]
        chosen = free[: settings.NUDGE_WAVES[min(wave, len(settings.NUDGE_WAVES)) - 1]]
        for match in chosen:
            left.remove(match)
            asked_at[match.member_id].append(sent_at)
            sent.append(_nudge(match, wave, sent_at, helped.get(match.member.handle), wish, now))
    return sent


def _free(member: Member, asked_at: Iterable[datetime], sent_at: datetime) -> bool:
    """Within their number in every week that this nudge would fall in."""
    near = sum(abs(moment - sent_at) < WEEK for moment in asked_at)
    return near < member.nudges_a_week and member.joined_at < sent_at


def _nudge(match: Match, wave: int, sent_at: datetime, offered_at: datetime | None, wish: Wish, now: datetime) -> Nudge:
    dice = chance("nudge", match.public_id)
    state, answered_at = "sent", None
    if offered_at is not None:
        state, answered_at = "offered", offered_at
    elif dice.random() < DECLINE:
        state, answered_at = "declined", after(sent_at, dice.uniform(0.3, 40), now)
    elif wish.state != "open" or now - sent_at > PATIENCE:
        state, answered_at = "expired", wish.closed_at or sent_at + PATIENCE
    return Nudge(
        public_id=public_id("nudge", match.public_id),
        match=match,
        state=state,
        wave=wave,
        created_at=sent_at,
        sent_at=sent_at,
        answered_at=answered_at,
    )
