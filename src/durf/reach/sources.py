"""What other rooms tell the index about members, and who is in it at all."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Protocol, cast

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from durf.matching import Person, Text, Tie
from durf.matching.people import Openness
from durf.members.models import Member
from durf.network.models import Tie as TieRow
from durf.network.models.tie import STRENGTH, HowWell

NEWCOMER_FOR = timedelta(weeks=6)


class Source(Protocol):
    """One room's texts and willingness; `member_ids=None` means everybody."""

    def texts(self, member_ids: Collection[int] | None) -> Iterable[tuple[int, Text]]:
        """Texts with the row number of the member they belong to."""

    def availability(self, member_ids: Collection[int] | None) -> Mapping[int, float]:
        """How willing a member is to be asked now, 0..1; members left out count as 1."""


def people(member_ids: Collection[int] | None = None) -> list[Person]:
    """Build the index's people: those who are here, with what every room says of them.

    Who chose not to be found is known as an asker with ties alone: no texts, not returned, not counted, no via.
    """
    rows = Member.objects.active()
    if member_ids is not None:
        rows = rows.filter(pk__in=member_ids)
    texts: dict[int, list[Text]] = defaultdict(list)
    availability: dict[int, float] = defaultdict(lambda: 1.0)
    for source in _sources():
        for member_id, text in source.texts(member_ids):
            texts[member_id].append(text)
        for member_id, share in source.availability(member_ids).items():
            availability[member_id] *= share
    newcomer_since = timezone.now() - NEWCOMER_FOR
    return [
        Person(
            id=str(member.pk),
            texts=tuple(texts[member.pk]),
            availability=availability[member.pk],
            findable=_may_be_found(member) and availability[member.pk] > 0,
            place=member.place or None,
            langs=tuple(member.languages),
            newcomer=member.joined_at > newcomer_since,
        )
        for member in rows
    ]


def _may_be_found(member: Member) -> bool:
    return member.findable != Member.Findable.HIDDEN and not member.paused()


def ties(pairs: Collection[tuple[int, int]] | None = None) -> list[Tie]:
    """Build the index's ties: what both ends said yes to, each with its own word on closeness and openness."""
    rows = TieRow.objects.confirmed()
    if pairs is not None:
        rows = rows.filter(a_id__in=[a for a, _ in pairs], b_id__in=[b for _, b in pairs])
    return [
        Tie(
            a=str(row.a_id),
            b=str(row.b_id),
            strength_a=STRENGTH[HowWell(row.how_a)],
            strength_b=STRENGTH[HowWell(row.how_b)],
            open_a=cast(Openness, row.open_a),
            open_b=cast(Openness, row.open_b),
        )
        for row in rows
        if pairs is None or (row.a_id, row.b_id) in pairs
    ]


def _sources() -> list[Source]:
    return [import_string(name)() for name in settings.REACH_SOURCES]
