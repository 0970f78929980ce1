"""Who further on is reached through exactly one of my people.

Only ties that are open at both ends count here, to members found by name: everything this says I may also read one by
one. Were ties that are asked first counted too, somebody missing from the list would tell of such a tie.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from durf.members.models import Block, Member
from durf.network.models import Tie
from durf.network.models.tie import Openness
from durf.network.queries import Known

MOST, NAMES = 8, 3


@dataclass(frozen=True)
class OnlyThrough:
    """One of my people, how many are reached only through them, and the first few of those."""

    connector: Member
    count: int
    some: list[Member]


def only_through(member: Member, known: Iterable[Known]) -> list[OnlyThrough]:
    """Those through whom most are reached that nobody else leads to; in four queries, whatever their number."""
    mine = {row.member.pk: row.member for row in known if row.member.findable != Member.Findable.HIDDEN}
    near = {row.member.pk for row in known} | {member.pk}
    apart = set(Block.objects.filter(blocker=member).values_list("blocked_id", flat=True))
    apart |= set(Block.objects.filter(blocked=member).values_list("blocker_id", flat=True))
    ways: dict[int, set[int]] = defaultdict(set)
    for connector, far in _open_steps(member):
        if connector in mine and far not in near and far not in apart:
            ways[far].add(connector)
    alone = {far: next(iter(connectors)) for far, connectors in ways.items() if len(connectors) == 1}
    counts = Counter(alone.values())
    first = sorted(counts, key=lambda pk: (-counts[pk], mine[pk].name.casefold(), pk))[:MOST]
    behind: dict[int, list[int]] = {pk: [] for pk in first}
    for far in sorted(alone):
        if alone[far] in behind and len(behind[alone[far]]) < NAMES:
            behind[alone[far]].append(far)
    people = Member.objects.in_bulk([far for fars in behind.values() for far in fars])
    return [OnlyThrough(mine[pk], counts[pk], [people[far] for far in behind[pk]]) for pk in first]


def _open_steps(member: Member) -> Iterable[tuple[int, int]]:
    """Every step from one of my people to a member found by name, over a tie both of them call open."""
    confirmed = Tie.objects.confirmed()
    mine = confirmed.filter(b=member).values("a"), confirmed.filter(a=member).values("b")
    steps = confirmed.filter(open_a=Openness.OPEN, open_b=Openness.OPEN)
    for here, there in (("a", "b"), ("b", "a")):
        begins = Q(**{f"{here}__in": mine[0]}) | Q(**{f"{here}__in": mine[1]})
        found = Q(
            **{
                f"{there}__is_active": True,
                f"{there}__approved_at__isnull": False,
                f"{there}__findable": Member.Findable.NAME,
            }
        )
        yield from steps.filter(begins, found).values_list(f"{here}_id", f"{there}_id")
