"""Via whom: the people between asker and helper as they stand now, named as far as this reader may know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from durf.members.models import Block, Member
from durf.network.models import Tie
from durf.network.models.tie import Openness
from durf.wishes.models import Match


@dataclass(frozen=True)
class Nearness:
    """How a helper stands to the asker today: the ring, and the people between them. `None`: someone unnamed."""

    ring: int | None
    via: tuple[Member | None, ...] = ()

    @property
    def names(self) -> list[str]:
        """The first names of connectors who may be named."""
        return [connector.first_name for connector in self.via if connector is not None]


def nearness_read(
    matches: Sequence[Match], *, reader: Member, passed_on: Mapping[int, int | None] | None = None
) -> dict[int, Nearness]:
    """Read anew how near each helper is, by match; a tie that ended, closed or was blocked since is gone.

    The asker knows their own ties, so for them only the step from connector to helper must be open to be named.
    The helper is a third person to the asker's tie: for them both steps must be open, and a closed one hides all.
    `passed_on` is who gave their name by passing this wish on, by helper.
    """
    connectors = _connectors(matches)
    people = {match.member_id for match in matches} | {match.wish.asker_id for match in matches}
    everyone = {pk for pk in people if pk is not None} | {connector.pk for connector in connectors.values()}
    ties = _ties(everyone)
    apart = _blocks(everyone)
    found = {}
    for match in matches:
        via = [connectors[entry["member"]] for entry in match.via if entry["member"] in connectors]
        agreed = (passed_on or {}).get(match.member_id)
        found[match.pk] = _nearness(match, via, ties, apart, reader, agreed)
    return found


def _nearness(
    match: Match,
    via: list[Member],
    ties: dict[frozenset[int], str],
    apart: set[frozenset[int]],
    reader: Member,
    agreed: int | None,
) -> Nearness:
    asker, helper = match.wish.asker_id, match.member_id
    if asker is None:
        return Nearness(ring=None)
    if frozenset({asker, helper}) in ties:
        return Nearness(ring=1)
    named: list[Member | None] = []
    unnamed = 0
    for connector in via:
        first, second = frozenset({asker, connector.pk}), frozenset({connector.pk, helper})
        if first not in ties or second not in ties or first in apart or second in apart:
            continue
        steps = [ties[second]] if reader.pk == asker else [ties[first], ties[second]]
        if Openness.CLOSED in steps:
            continue
        if connector.pk == agreed or all(step == Openness.OPEN for step in steps):
            named.append(connector)
        else:
            unnamed += 1
    people = tuple(named) + ((None,) if unnamed else ())
    return Nearness(ring=2 if people else (3 if match.ring else None), via=people)


def _connectors(matches: Sequence[Match]) -> dict[str, Member]:
    public_ids = {entry["member"] for match in matches for entry in match.via}
    rows = Member.objects.active().exclude(findable=Member.Findable.HIDDEN).filter(public_id__in=public_ids)
    return {member.public_id: member for member in rows}


def _ties(people: set[int]) -> dict[frozenset[int], str]:
    """Confirmed ties among these people and how open each is: the stricter of both words."""
    rows = Tie.objects.confirmed().filter(Q(a_id__in=people) & Q(b_id__in=people))
    return {
        frozenset({a, b}): _stricter(open_a, open_b)
        for a, b, open_a, open_b in rows.values_list("a_id", "b_id", "open_a", "open_b")
    }


def _stricter(one: str, other: str) -> str:
    for word in (Openness.CLOSED, Openness.ASK):
        if word in (one, other):
            return word
    return Openness.OPEN


def _blocks(people: set[int]) -> set[frozenset[int]]:
    rows = Block.objects.filter(blocker_id__in=people, blocked_id__in=people)
    return {frozenset(pair) for pair in rows.values_list("blocker_id", "blocked_id")}
