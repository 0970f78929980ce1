"""How could I reach someone who…: people who fit, and several ways to each, not always through the same hub."""

from collections import Counter
from dataclasses import dataclass

from durf.members.models import Member
from durf.reach.budget import MEMBER_PREVIEWS, preview_budget
from durf.reach.services import Way, find_helpers, introduction_ways_to

PEOPLE_MOST = 10
WAYS_MOST = 3
SHORTEST = 3  # characters; less says nothing


class SearchedEnoughError(Exception):
    """The member looked as often as one may in ten minutes (TRUST.md: nobody's network is there to be combed)."""


@dataclass(frozen=True)
class Path:
    """One person who fits. `member` is None while they have not given their name; then `said` is empty too."""

    member: Member | None
    ring: int
    words: tuple[str, ...]
    said: str
    ways: tuple[Member, ...]
    unnamed_way: bool  # somebody you know, who stays unnamed until they agree for a wish

    @property
    def direct(self) -> bool:
        """Whether no way is needed."""
        return self.ring == 1

    @property
    def names(self) -> str:
        """The first names of those in between, the one to ask first at the front."""
        return ", ".join(way.first_name for way in self.ways)


def paths_find(*, seeker: Member, text: str) -> list[Path]:
    """Find who fits a text and the ways to each, from what the seeker's own preview rests on.

    The ways to one person lead through different people by themselves. Over the page, a connector who was named
    before stands behind those who were not: the last of equals is the hub everybody else would be sent to.
    """
    if len(text) < SHORTEST:
        return []
    if not preview_budget.spend(seeker.public_id, text, most=MEMBER_PREVIEWS):
        raise SearchedEnoughError
    hits = find_helpers(asker=seeker, text=f"{text} ", top=PEOPLE_MOST).hits
    people = Member.objects.active().in_bulk([int(hit.person) for hit in hits])
    ways = introduction_ways_to(asker=seeker, helpers=[people[int(hit.person)] for hit in hits if hit.ring == 2])
    named_before: Counter[int] = Counter()
    found = []
    for hit in hits:
        member = people[int(hit.person)]
        mine = ways.get(member.pk, [])
        named = _spread(mine, named_before)
        found.append(
            Path(
                member=member if member.visible or hit.ring == 1 else None,
                ring=hit.ring or 3,
                words=tuple(dict.fromkeys(word for why in hit.why for word in why.words)),
                said=hit.why[0].text if hit.why and member.visible else "",
                ways=named,
                unnamed_way=any(not way.named for way in mine),
            )
        )
    return found


def _spread(ways: list[Way], named_before: Counter[int]) -> tuple[Member, ...]:
    named = [way.connector for way in ways if way.named]
    chosen = sorted(named, key=lambda connector: named_before[connector.pk])[:WAYS_MOST]  # stable: else the nearest
    named_before.update(connector.pk for connector in chosen[:1])
    return tuple(chosen)
