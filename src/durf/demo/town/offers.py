"""What people offered, and the thanks and stories it came to."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from durf.demo.town.chance import public_id
from durf.demo.town.content import Asked, Help, Thank, Town
from durf.demo.town.moments import after, dated
from durf.members.models import Member
from durf.wishes.models import Offer, Story, Thanks, Wish

STORY_AFTER = timedelta(hours=31)


def offers_build(
    town: Town, members: Mapping[str, Member], wishes: Mapping[str, Wish], now: datetime
) -> dict[tuple[str, str], Offer]:
    """Let everybody come forward; returned by wish and helper."""
    rows = {
        (asked.key, part.by): _offer(asked, part, wishes[asked.key], members[part.by], now)
        for asked in town.wishes
        for part in asked.help
    }
    Offer.objects.bulk_create(rows.values())
    made = {offer.public_id: offer for offer in Offer.objects.all()}
    return {key: made[row.public_id] for key, row in rows.items()}


def thanks_build(
    town: Town, members: Mapping[str, Member], wishes: Mapping[str, Wish], offers: Mapping[tuple[str, str], Offer]
) -> None:
    """Thank those who helped, and tell the stories that all who appear in them like."""
    Thanks.objects.bulk_create(
        _thanks(asked, number, thank, wishes[asked.key], members, offers)
        for asked in town.wishes
        for number, thank in enumerate(asked.thanks)
    )
    Story.objects.bulk_create(_story(asked, wishes[asked.key]) for asked in town.wishes if asked.story)


def _offer(asked: Asked, part: Help, wish: Wish, helper: Member, now: datetime) -> Offer:
    said = part.say if part.form == "introduction" else part.text  # the word about another is for the two alone
    return Offer(
        public_id=public_id("offer", asked.key, part.by),
        wish=wish,
        helper=helper,
        form=part.form,
        text=dated(said, helper.language, now),
        private=part.private,
        created_at=after(wish.published_at or wish.created_at, part.hours, now),
    )


def _thanks(
    asked: Asked,
    number: int,
    thank: Thank,
    wish: Wish,
    members: Mapping[str, Member],
    offers: Mapping[tuple[str, str], Offer],
) -> Thanks:
    offer = offers.get((asked.key, thank.connector or thank.helper)) or offers.get((asked.key, thank.helper))
    return Thanks(
        public_id=public_id("thanks", asked.key, number),
        wish=wish,
        offer=offer,
        helper=members.get(thank.helper),
        connector=members.get(thank.connector),
        outside=thank.outside,
        text=thank.text,
        public=thank.public,
        helper_agrees=thank.agree if thank.helper else None,
        connector_agrees=thank.agree if thank.connector else None,
        created_at=wish.closed_at or wish.created_at,
    )


def _story(asked: Asked, wish: Wish) -> Story:
    closed_at = wish.closed_at or wish.created_at
    liked = all(thank.agree for thank in asked.thanks if thank.public)
    return Story(
        public_id=public_id("story", asked.key),
        wish=wish,
        text=asked.story,
        created_at=closed_at,
        published_at=closed_at + STORY_AFTER if liked else None,
    )
