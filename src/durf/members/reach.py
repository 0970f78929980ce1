"""What the index knows of members: their strengths, trade and line, and whether they rest."""

from collections.abc import Collection, Iterable, Mapping
from typing import cast

from django.db.models import Q
from django.utils import timezone

from durf.matching import Text
from durf.matching.people import Audience
from durf.members.models import Member, Strength
from durf.members.models.member import MemberQuerySet

TRADE_WEIGHT = 0.8  # a trade says less than a strength in one's own words


class MemberSource:
    """This room's word in the index; nothing of people who are hidden or not here ever enters it."""

    def texts(self, member_ids: Collection[int] | None) -> Iterable[tuple[int, Text]]:
        """Strengths, with the audience each was given, then trade and line, for members."""
        present = _present(member_ids)
        for strength in Strength.objects.filter(member__in=present):
            audience = cast(Audience, strength.audience)
            yield (
                strength.member_id,
                Text(body=strength.text, audience=audience, key=f"strength:{strength.pk}"),
            )
        for pk, trade, line in present.values_list("pk", "trade", "line"):
            if trade:
                yield pk, Text(body=trade, weight=TRADE_WEIGHT, audience="members", key=f"trade:{pk}")
            if line:
                yield pk, Text(body=line, audience="members", key=f"line:{pk}")

    def availability(self, member_ids: Collection[int] | None) -> Mapping[int, float]:
        """0 for those who rest, are suspended or want no nudges; 1 for the others."""
        rows = Member.objects.all() if member_ids is None else Member.objects.filter(pk__in=member_ids)
        resting = Q(paused_until__gte=timezone.localdate()) | Q(nudges_a_week=0)
        away = Q(is_active=False) | Q(approved_at=None)
        return dict.fromkeys(rows.filter(resting | away).values_list("pk", flat=True), 0.0)


def _present(member_ids: Collection[int] | None) -> MemberQuerySet:
    rows = Member.objects.active().exclude(findable=Member.Findable.HIDDEN)
    return rows if member_ids is None else rows.filter(pk__in=member_ids)
