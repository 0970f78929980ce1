"""The wishes of the town, and who could help with them by the same search that every other wish goes through."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from durf.demo.town.chance import public_id
from durf.demo.town.content import Asked, Town
from durf.demo.town.moments import dated, moment
from durf.members.models import Member
from durf.wishes.models import Match, Tag, Wish
from durf.wishes.services.asking import tags_find
from durf.wishes.services.matches import matches_make
from durf.wishes.services.thanking import LOOK_BACK_AFTER


def wishes_build(town: Town, members: Mapping[str, Member], now: datetime) -> dict[str, Wish]:
    """Ask every wish, at its own time; returned by key."""
    rows = [_wish(asked, members[asked.asker], now) for asked in town.wishes]
    Wish.objects.bulk_create(rows)
    by_id = {wish.public_id: wish for wish in Wish.objects.select_related("asker")}
    wishes = {asked.key: by_id[public_id("wish", asked.key)] for asked in town.wishes}
    Tag.objects.bulk_create(Tag(wish=wish, word=word) for wish in wishes.values() for word in tags_find(wish.text))
    return wishes


def matches_build(wishes: Mapping[str, Wish]) -> None:
    """Find who could help, and give each match the id and the moment it always has."""
    for wish in wishes.values():
        matches_make(wish=wish)
    rows = list(Match.objects.select_related("wish", "member"))
    for row in rows:
        row.public_id = public_id("match", row.wish.public_id, row.member.handle)
        row.created_at = row.wish.published_at or row.wish.created_at
    Match.objects.bulk_update(rows, ["public_id", "created_at"], batch_size=200)


def _wish(asked: Asked, asker: Member, now: datetime) -> Wish:
    language = asked.lang or asker.language
    published_at = moment(now, asked.days, asked.key)
    closed_at = None if asked.closed is None else moment(now, asked.closed, asked.key, "closed")
    look_back_at = closed_at + LOOK_BACK_AFTER if closed_at is not None and asked.state == "fulfilled" else None
    asked_already = look_back_at is not None and look_back_at < now
    return Wish(
        public_id=public_id("wish", asked.key),
        asker=asker,
        text=dated(asked.text, language, now),
        kind=asked.kind,
        language=language,
        place=asked.place,
        by_when=None if asked.by is None else timezone.localdate(now) + timedelta(days=asked.by),
        audience=asked.audience,
        state=asked.state,
        created_at=published_at - timedelta(minutes=9),
        published_at=published_at,
        closed_at=closed_at,
        look_back_at=None if asked_already else look_back_at,
        looked_back_at=look_back_at if asked_already else None,
        aftermath=asked.aftermath,
    )
