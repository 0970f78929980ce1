"""What the index knows of members from wishes: what they answered, thanks they got, and how often they were asked."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import cast

from django.utils import timezone

from durf.matching import Text
from durf.matching.people import Audience
from durf.members.models import Member
from durf.wishes.models import Nudge, Offer, Thanks
from durf.wishes.models.wish import WishAudience

ANSWER_WEIGHT = 0.7  # said to help one person; less than what somebody says of themselves
THANKS_WEIGHT = 0.5
LOAD_WINDOW = timedelta(days=14)
OPEN_TO_MANY = (WishAudience.EVERYONE, WishAudience.MEMBERS)


class WishSource:
    """This room's word in the index. Nothing private enters: no private answers, no wishes for a few."""

    def texts(self, member_ids: Collection[int] | None) -> Iterable[tuple[int, Text]]:
        """Public answers and tips, then public thanks both sides agreed to."""
        for offer in _answers(member_ids):
            if offer.helper_id is not None:
                yield offer.helper_id, _text(offer, f"offer:{offer.pk}", ANSWER_WEIGHT)
        for thanks in _thanks(member_ids):
            if thanks.helper_id is not None:
                yield thanks.helper_id, _text(thanks, f"thanks:{thanks.pk}", THANKS_WEIGHT)

    def availability(self, member_ids: Collection[int] | None) -> Mapping[int, float]:
        """Ease off those who were asked lately: a half at as many nudges as they want in a fortnight.

        Nudges for private words alone are left out, or the order others see would tell of them; and it counts from
        the day they were chosen, because when a letter left depends on those too.
        """
        recent = Nudge.objects.filter(created_at__gt=timezone.now() - LOAD_WINDOW, match__scope="shown")
        recent = recent.exclude(state="dropped")
        if member_ids is not None:
            recent = recent.filter(match__member_id__in=member_ids)
        asked = Counter(recent.values_list("match__member_id", flat=True))
        weekly = dict(Member.objects.filter(pk__in=asked).values_list("pk", "nudges_a_week"))
        return {pk: 1 / (1 + asked[pk] / (2 * weekly[pk])) for pk in asked if weekly.get(pk)}


def _text(row: Offer | Thanks, key: str, weight: float) -> Text:
    audience = cast(Audience, row.wish.audience)
    return Text(body=row.text, weight=weight, at=row.created_at, lang=row.wish.language, audience=audience, key=key)


def _answers(member_ids: Collection[int] | None) -> Iterable[Offer]:
    rows = Offer.objects.filter(
        private=False, withdrawn_at=None, hidden_at=None, wish__hidden_at=None, wish__audience__in=OPEN_TO_MANY
    )
    rows = rows.exclude(text="").exclude(helper=None).select_related("wish")
    return rows if member_ids is None else rows.filter(helper_id__in=member_ids)


def _thanks(member_ids: Collection[int] | None) -> Iterable[Thanks]:
    rows = Thanks.objects.filter(public=True, helper_agrees=True, wish__hidden_at=None, wish__audience__in=OPEN_TO_MANY)
    rows = rows.exclude(connector__isnull=False, connector_agrees=None).exclude(connector_agrees=False)
    rows = rows.exclude(helper=None).select_related("wish")
    return rows if member_ids is None else rows.filter(helper_id__in=member_ids)
