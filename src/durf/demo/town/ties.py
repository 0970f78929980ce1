"""Who knows whom: circles, neighbours and colleagues make communities, and a few people know very many.

The model is Chung and Lu's (2002): each person has a weight, drawn lognormal as degrees in real networks are, and two
people know each other with a chance that grows with both weights and with what they share.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from itertools import combinations
from math import exp
from random import Random

from durf.demo.town.chance import chance, public_id, share
from durf.demo.town.content import Acquaintance, Person, Town
from durf.members.models import Member
from durf.network.models import Contact, Tie
from durf.network.services.contacts import marks_of

Pair = tuple[str, str]

SHARED_GROUP, SHARED_PLACE, SHARED_TRADE, STRANGERS = 5.0, 1.6, 4.0, 0.12
SPREAD = 0.85  # of the lognormal weights: the tail
DENSITY = 0.022  # set so that half of the people know at most about ten others
WELL_KNOWN = {"hanna": 12.0, "bob": 8.0, "mo": 7.0, "ellen": 6.0, "yusuf": 3.5, "gwen": 3.5, "ton": 3.0}
MOST = 78
LEAST = 2
APART = ("alice", "dora")  # nobody knows both
NEVER = frozenset({("alice", "charlie")})
CLOSED, OPEN = 0.04, 0.5  # share of ends; one closed end closes a tie
STEM = 6


def ties_build(town: Town, members: Mapping[str, Member], now: datetime) -> list[Tie]:
    """Make the ties that chance gives, those the stories presuppose, and the proposals that wait."""
    written = {_pair(tie.a, tie.b): tie for tie in town.ties}
    people = {person.handle: person for person in town.people}
    settled = {pair for pair, tie in written.items() if not tie.word}
    pairs = (pairs_choose(town.people, settled) | settled) - (set(written) - settled)
    rows = [_drawn(people, members, pair, now) for pair in sorted(pairs - settled)]
    rows += [_spoken(members, written[pair], now) for pair in sorted(written)]
    Tie.objects.bulk_create(rows)
    return rows


def notebook_build(town: Town, members: Mapping[str, Member], now: datetime) -> dict[str, Contact]:
    """Write down the contacts; returned by first name in lower case."""
    contacts = {}
    for note in town.notes:
        owner = members[note.owner]
        contacts[note.name.split()[0].lower()] = Contact(
            public_id=public_id("contact", note.owner, note.name),
            owner=owner,
            name=note.name,
            email=note.email,
            email_mark=marks_of(owner.pk, note.name, note.email, "", "")["email_mark"],
            how=note.how,
            language=note.lang,
            note=note.note,
            created_at=_between(owner.joined_at, now, chance("contact", note.name)),
        )
    Contact.objects.bulk_create(contacts.values())
    return contacts


def pairs_choose(people: list[Person], settled: set[Pair]) -> set[Pair]:
    """Draw who knows whom; the rules of the standing cast hold whatever is drawn."""
    weights = {person.handle: _weight(person) for person in people}
    likings = {_pair(a.handle, b.handle): _liking(a, b) for a, b in combinations(people, 2)}
    pairs = set(settled)
    for pair, liking in sorted(likings.items()):
        if pair not in NEVER and _meets(pair, liking * weights[pair[0]] * weights[pair[1]]):
            pairs.add(pair)
    _thin_out(pairs, settled)
    _take_in(people, pairs, likings)
    return _keep_apart(pairs, settled)


def _meets(pair: Pair, pull: float) -> bool:
    return share("meets", *pair) < 1 - exp(-DENSITY * pull)


def _weight(person: Person) -> float:
    weight = chance("weight", person.handle).lognormvariate(0, SPREAD)
    weight = WELL_KNOWN.get(person.handle, weight)
    return weight * 0.3 if person.newcomer else weight


def _liking(a: Person, b: Person) -> float:
    shared = len(set(a.groups) & set(b.groups)) * SHARED_GROUP
    near = SHARED_PLACE if a.place and a.place == b.place else 0
    return STRANGERS + shared + near + (SHARED_TRADE if _stems(a.trade) & _stems(b.trade) else 0)


@cache
def _stems(trade: str) -> frozenset[str]:
    """Trades are free text: "oud-verpleegster" and "verpleegkundige" share a stem."""
    words = re.findall(r"[^\W\d_]+", trade.lower())
    return frozenset(word[:STEM] for word in words if len(word) >= STEM and word not in ("retired", "beginnend"))


def _thin_out(pairs: set[Pair], settled: set[Pair]) -> None:
    """Nobody knows more people than can be told apart on a page."""
    for handle, known in sorted(_neighbours(pairs).items()):
        spare = sorted(_pair(handle, other) for other in known)
        spare = [pair for pair in spare if pair not in settled and pair in pairs]
        excess = len(known) - MOST
        if excess > 0:
            pairs.difference_update(chance("thin", handle).sample(spare, excess))


def _take_in(people: list[Person], pairs: set[Pair], likings: Mapping[Pair, float]) -> None:
    """Whoever knows hardly anybody at least knows the two they share most with."""
    known = _neighbours(pairs)
    for handle in (person.handle for person in people if len(known[person.handle]) < LEAST):
        free = {other.handle for other in people if _pair(handle, other.handle) not in NEVER} - known[handle] - {handle}
        nearest = sorted(free, key=lambda other: (-likings[_pair(handle, other)], other))
        pairs.update(_pair(handle, other) for other in nearest[: LEAST - len(known[handle])])


def _keep_apart(pairs: set[Pair], settled: set[Pair]) -> set[Pair]:
    """Take away the far one's side of every bridge between the two who must stay strangers."""
    near, far = APART
    bridges = {_pair(far, other) for other in _neighbours(pairs)[near] | {near}} & pairs
    if bridges & settled:
        raise ValueError(f"the written ties join {near} and {far}: {sorted(bridges & settled)}")
    return pairs - bridges


def _neighbours(pairs: set[Pair]) -> dict[str, set[str]]:
    known: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        known[a].add(b)
        known[b].add(a)
    return known


def _drawn(people: Mapping[str, Person], members: Mapping[str, Member], pair: Pair, now: datetime) -> Tie:
    dice = chance("tie", *pair)
    warm = _liking(people[pair[0]], people[pair[1]]) > SHARED_GROUP + STRANGERS
    words = [(_how(dice, warm), _openness(dice)) for _ in pair]
    return _tie(members, pair, [how for how, _ in words], [word for _, word in words], now)


def _how(dice: Random, warm: bool) -> str:
    weights = (15, 50, 35) if warm else (42, 48, 10)
    return dice.choices(("barely", "known", "close"), weights)[0]


def _openness(dice: Random) -> str:
    return dice.choices(("closed", "open", "ask"), (CLOSED, OPEN, 1 - CLOSED - OPEN))[0]


def _spoken(members: Mapping[str, Member], tie: Acquaintance, now: datetime) -> Tie:
    row = _tie(members, (tie.a, tie.b), list(tie.how), list(tie.open), now)
    if tie.word:
        row.state, row.confirmed_at, row.word = "proposed", None, tie.word
        row.proposed_by = members[tie.a]
        row.created_at = now - timedelta(hours=chance("proposal", tie.a, tie.b).uniform(5, 90))
    return row


def _tie(members: Mapping[str, Member], pair: Pair, hows: list[str], opens: list[str], now: datetime) -> Tie:
    ends = sorted(zip((members[handle] for handle in pair), hows, opens, strict=True), key=lambda end: end[0].pk)
    dice = chance("tie made", *sorted(pair))
    (a, how_a, open_a), (b, how_b, open_b) = ends
    confirmed_at = _between(max(a.joined_at, b.joined_at), now, dice)
    return Tie(
        public_id=public_id("tie", *sorted(pair)),
        a=a,
        b=b,
        proposed_by=a if dice.random() < 0.5 else b,
        state="confirmed",
        how_a=how_a,
        how_b=how_b,
        open_a=open_a,
        open_b=open_b,
        created_at=confirmed_at - timedelta(hours=dice.uniform(0, 20)),
        confirmed_at=confirmed_at,
    )


def _between(start: datetime, end: datetime, dice: Random) -> datetime:
    """A moment between the two, rather early than late: one meets people when one arrives."""
    return start + (end - start) * (dice.random() ** 2)


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
