"""The one bridge from the database to `matching`: who can help, how far does this reach, through whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import cast

from django.db.models import Q

from durf.matching import Answer, Query
from durf.matching.questions import Kind
from durf.matching.warm import warm
from durf.members.models import Block, Member
from durf.network.models import Tie
from durf.network.models.tie import STRENGTH, HowWell, Openness
from durf.reach.live_index import live_index
from durf.reach.picture import Picture, picture_draw

KEEP_EVERY_S = 600.0


@dataclass(frozen=True)
class Way:
    """A connector between two people; named only where the way to the helper is open."""

    connector: Member
    named: bool


def refresh() -> None:
    """Bring this process's index up to date, or build it, and let every loop be compiled before a member types."""
    warm()
    live_index.current()


def index_keep() -> int:
    """Build the index anew once a day; write it to its file now and then, and at once where somebody is gone.

    A sweep that moves no row.
    """
    live_index.renew()
    due = monotonic() - _Rhythm.last_s > KEEP_EVERY_S
    if live_index.keep(at_once=due) or due:
        _Rhythm.last_s = monotonic()
    return 0


class _Rhythm:
    """When this process last looked; nothing is lost when the process is."""

    last_s = float("-inf")


def find_helpers(
    *,
    asker: Member | None,
    text: str,
    kind: str | None = None,
    language: str | None = None,
    scope: str = "shown",
    audience: str = "members",
    top: int = 40,
) -> Answer:
    """Find who can help, each with why and via whom, for this asker's eyes; nothing is written.

    Person ids in the answer are row numbers of members, as texts. For the audience "network" only rings 1 and 2
    are asked. With top=0 only the counts are.
    """
    query = Query(
        text=text,
        asker=str(asker.pk) if asker else None,
        scope="nudge" if scope == "nudge" else "shown",
        kind=cast(Kind, kind) if kind else None,
        lang=language,
        top=top,
        within=2 if audience == "network" else 3,
    )
    return live_index.current().search(query, blocked=_blocked(asker))


def measure_reach(
    *,
    viewer: Member | None,
    text: str,
    kind: str | None = None,
    language: str | None = None,
    audience: str = "members",
) -> Picture:
    """How far a text reaches as this viewer may see it: the live preview, and `durf reach`."""
    answer = find_helpers(asker=viewer, text=text, kind=kind, language=language, audience=audience, top=0)
    members = Member.objects.active().count()
    return picture_draw(answer.reach, viewer=str(viewer.pk) if viewer else "", query=text, members=members)


def introduction_ways(*, asker: Member, helper: Member) -> list[Way]:
    """People who know both, nearest first."""
    return introduction_ways_to(asker=asker, helpers=[helper])[helper.pk]


def introduction_ways_to(*, asker: Member, helpers: Sequence[Member]) -> dict[int, list[Way]]:
    """People who know the asker and each helper, nearest first, by row number of helpers; in three queries.

    The asker's own ties count whatever their openness; the second step must not be closed at either end, and its
    connector is named only where both ends say open.
    """
    pks = [helper.pk for helper in helpers]
    confirmed = Tie.objects.confirmed().select_related("a", "b")
    mine = {tie.other(asker).pk: tie for tie in confirmed.of(asker)}
    theirs = list(confirmed.filter(Q(a__in=pks, b__in=mine) | Q(b__in=pks, a__in=mine)))
    blocks = _blocks([asker, *helpers])
    return {helper.pk: _ways(asker, helper, mine, theirs, blocks) for helper in helpers}


def _ways(
    asker: Member, helper: Member, mine: dict[int, Tie], ties: list[Tie], blocks: set[frozenset[int]]
) -> list[Way]:
    ways = []
    for tie in ties:
        if helper.pk not in (tie.a_id, tie.b_id):
            continue
        connector = tie.other(helper)
        words = {tie.open_a, tie.open_b}
        apart = any(frozenset({connector.pk, end.pk}) in blocks for end in (asker, helper))
        if connector.pk in mine and Openness.CLOSED not in words and _may_connect(connector) and not apart:
            nearness = _nearness(mine[connector.pk]) * _nearness(tie)
            ways.append((-nearness, connector.pk, Way(connector, named=words == {Openness.OPEN})))
    return [way for _, _, way in sorted(ways, key=lambda found: found[:2])]


def _nearness(tie: Tie) -> float:
    return (STRENGTH[HowWell(tie.how_a)] + STRENGTH[HowWell(tie.how_b)]) / 2


def _may_connect(connector: Member) -> bool:
    return connector.is_active and connector.approved and connector.findable != Member.Findable.HIDDEN


def _blocks(members: Sequence[Member]) -> set[frozenset[int]]:
    """Pairs kept apart, with one of these at an end."""
    pks = [member.pk for member in members]
    rows = Block.objects.filter(Q(blocker__in=pks) | Q(blocked__in=pks))
    return {frozenset(pair) for pair in rows.values_list("blocker_id", "blocked_id")}


def _blocked(member: Member | None) -> frozenset[str]:
    """Row numbers of those who blocked the member or whom the member blocked."""
    if member is None:
        return frozenset()
    return frozenset(str(pk) for pair in _blocks([member]) for pk in pair if pk != member.pk)
