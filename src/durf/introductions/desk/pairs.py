"""The connector's desk: who of the people one knows might mean something to each other, and why.

Everything rests on what each of them shows to members and on the connector's own ties and notebook. What somebody
keeps closed, and what another's tie says, changes nothing here: a pair is left out only over a tie that is open at
both ends, and so no secret.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import cast

from django.conf import settings

from durf.introductions.models import DeskNote, Introduction
from durf.matching import Index, Person, Query, Text
from durf.matching.answers import Hit
from durf.matching.questions import Kind
from durf.members.models import Limit, Member, Strength
from durf.members.models.trait import Audience
from durf.network.models import Contact, Tie
from durf.network.models.tie import Openness
from durf.network.queries import known_list
from durf.reach.vocabulary import vocabulary
from durf.wishes.models import Wish
from durf.wishes.services.notebooks import Notebook

PEOPLE_MOST = 1000  # the nearest; above that the desk would look longer than it helps
QUESTIONS_MOST = 200  # wishes, and as many limits, laid beside the people
ROWS_MOST = {"wish": 6, "limit": 6, "trade": 4, "place": 4}  # a desk, not a list: what is dealt with makes room
CONTACTS_MOST = 12
EACH_MOST = 2  # rows of one sort with the same person: not always the same hub
BEST = 3  # looked at for one wish or limit
COMMON = 0.2  # a trade or place that more than this share have in common says nothing of two
SHARED_MOST = 6  # of one trade or place that are laid side by side


@dataclass(frozen=True)
class Pair:
    """Two people and why: `sort` is wish, limit, trade or place; `other` is None for somebody of the notebook."""

    sort: str
    one: Member
    other: Member | None
    said: str  # the wish, the limit, or what both have in common
    fits: str = ""  # what of the other meets it
    words: tuple[str, ...] = ()
    wish: Wish | None = None
    contact: Contact | None = None
    score: int = 0

    @property
    def same_trade(self) -> bool:
        """Whether they do the same work: perhaps competitors, which is said and is no reason to leave them out."""
        return self.other is not None and _same(self.one.trade, self.other.trade)

    @property
    def telling(self) -> bool:
        """Whether it says enough to bother two people: one word in common is mostly chance, unless it is a trade."""
        by_words = self.sort in ("wish", "limit")
        trade = self.other.trade if self.other is not None else ""
        return not by_words or len(self.words) > 1 or _same(self.fits, trade)

    @property
    def with_id(self) -> str:
        """The public id of the second of the two."""
        return self.other.public_id if self.other is not None else self.contact.public_id if self.contact else ""


class Desk:
    """What one connector's desk rests on, read once in a fixed number of queries."""

    def __init__(self, owner: Member) -> None:
        self.owner = owner
        self.people = _people(owner)
        self._apart = _apart(owner, self.people)
        self._strengths = _shown(Strength, self.people)
        self._index = Index.build(map(self._person, self.people.values()), [], vocabulary=vocabulary())

    def pairs(self) -> dict[str, list[Pair]]:
        """Everything worth a thought, by sort; a pair stands once, at its best reason."""
        taken = set(self._apart)
        found = {}
        for sort, pairs in (
            ("wish", sorted(self._by_wish(), key=_best_first)),
            ("limit", sorted(self._by_limit(), key=_best_first)),
            ("trade", self._by_common("trade")),
            ("place", self._by_common("place")),
        ):
            found[sort] = _spread(pairs, taken, ROWS_MOST[sort])
        return found

    def between(self, one: Member, other: Member) -> list[Pair]:
        """Every reason for these two, for the page on which the connector decides."""
        both = {one.pk, other.pk}
        every = (*self._by_wish(), *self._by_limit(), *self._by_common("trade"), *self._by_common("place"))
        pairs = [pair for pair in every if pair.other is not None and {pair.one.pk, pair.other.pk} == both]
        return [pair for pair in pairs if pair.sort != "trade" or len(pairs) == 1]  # the others say it too

    def _by_wish(self) -> Iterator[Pair]:
        for wish in _wishes(self.owner, self.people):
            asker = self.people[wish.asker_id or 0]
            for hit in self._search(wish.text, asker, cast(Kind, wish.kind)):
                yield self._pair("wish", asker, hit, wish.text, wish)

    def _by_limit(self) -> Iterator[Pair]:
        limits = _shown(Limit, self.people)
        questions = ((pk, text) for pk in self.people for text in limits.get(pk, ()))
        for pk, text in islice(questions, QUESTIONS_MOST):
            for hit in self._search(text, self.people[pk]):
                yield self._pair("limit", self.people[pk], hit, text)

    def _by_common(self, field: str) -> Iterator[Pair]:
        """Pairs of the same trade or place, newcomers first, where few enough share it for it to say something."""
        groups: dict[str, list[Member]] = defaultdict(list)
        for member in sorted(self.people.values(), key=lambda member: (member.joined_at, member.pk), reverse=True):
            if value := str(getattr(member, field)).strip():
                groups[value.casefold()].append(member)
        most = max(SHARED_MOST // 2, COMMON * len(self.people))
        for group in groups.values():
            if len(group) <= most:
                for one, other in combinations(group[:SHARED_MOST], 2):
                    if field == "trade" or not _same(one.trade, other.trade):
                        yield Pair(field, one, other, str(getattr(one, field)).strip())

    def _search(self, text: str, asker: Member, kind: Kind | None = None) -> Sequence[Hit]:
        hits = self._index.search(Query(text=f"{text} ", asker=None, kind=kind, top=BEST + 1)).hits
        return [hit for hit in hits if hit.person != str(asker.pk)][:BEST]

    def _pair(self, sort: str, one: Member, hit: Hit, said: str, wish: Wish | None = None) -> Pair:
        words = tuple(dict.fromkeys(word for why in hit.why for word in why.words))
        fits = hit.why[0].text if hit.why else ""
        return Pair(sort, one, self.people[int(hit.person)], said, fits, words, wish, score=hit.score)

    def _person(self, member: Member) -> Person:
        said = (*self._strengths.get(member.pk, ()), member.trade, member.line)
        return Person(id=str(member.pk), texts=tuple(Text(text) for text in said if text.strip()))


def contact_pairs(owner: Member) -> list[Pair]:
    """Wishes of people one knows beside one's own notebook, those not spoken to for long first. O(contacts)."""
    people = _people(owner)
    wishes = _wishes(owner, people)
    if not wishes or not settings.NOTEBOOKS:
        return []
    notebook = Notebook(owner)
    notes = DeskNote.objects.of(owner).standing().filter(contact__isnull=False)
    taken = {(one, contact) for one, contact in notes.values_list("one_id", "contact_id")}
    found = []
    for wish in wishes:
        asker = people[wish.asker_id or 0]
        for fit in notebook.fitting(wish, BEST):
            if (asker.pk, fit.contact.pk) not in taken:
                words, role = fit.words, fit.contact.role
                found.append(Pair("wish", asker, None, wish.text, role, words, wish, fit.contact))
    return sorted(found, key=lambda pair: not (pair.contact and pair.contact.is_dormant))[:CONTACTS_MOST]


def _people(owner: Member) -> dict[int, Member]:
    """Whom the owner knows and may look up by name, the nearest first."""
    known = {known.member.pk: known.member for known in known_list(owner)}
    seen = set(Member.objects.for_viewer(owner).filter(pk__in=known).values_list("pk", flat=True))
    return dict(islice(((pk, member) for pk, member in known.items() if pk in seen), PEOPLE_MOST))


def _shown(model: type[Strength] | type[Limit], people: Iterable[int]) -> dict[int, list[str]]:
    """What they show to members, by row number of who said it."""
    rows = model.objects.filter(member__in=list(people)).exclude(audience=Audience.MATCHING)
    found: dict[int, list[str]] = defaultdict(list)
    for member_id, text in rows.order_by("pk").values_list("member_id", "text"):
        found[member_id].append(text)
    return found


def _wishes(owner: Member, people: Iterable[int]) -> list[Wish]:
    rows = Wish.objects.for_viewer(owner).open().filter(asker__in=list(people))
    return list(rows.order_by("-published_at", "-pk")[:QUESTIONS_MOST])


def _apart(owner: Member, people: Iterable[int]) -> set[frozenset[int]]:
    """Pairs that need no connector: known to know each other, noted down, or introduced by this one before."""
    pks = list(people)
    ties = Tie.objects.confirmed().filter(a__in=pks, b__in=pks, open_a=Openness.OPEN, open_b=Openness.OPEN)
    notes = DeskNote.objects.filter(owner=owner, other__isnull=False).standing()
    made = Introduction.objects.filter(connector=owner, origin="connector", helper__isnull=False)
    rows = (
        ties.values_list("a_id", "b_id"),
        notes.values_list("one_id", "other_id"),
        made.values_list("asker_id", "helper_id"),
    )
    return {frozenset(pair) for found in rows for pair in found}


def _best_first(pair: Pair) -> int:
    return -pair.score


def _spread(pairs: Iterable[Pair], taken: set[frozenset[int]], most: int) -> list[Pair]:
    """The first rows, each pair once and nobody again and again; what is shown is added to `taken`."""
    shown: list[Pair] = []
    often: Counter[int] = Counter()
    for pair in pairs:
        assert pair.other is not None
        if not pair.telling:
            continue
        both = frozenset({pair.one.pk, pair.other.pk})
        if both in taken or any(often[pk] >= EACH_MOST for pk in both):
            continue
        taken.add(both)
        often.update(both)
        shown.append(pair)
        if len(shown) == most:
            break
    return shown


def _same(one: str, other: str) -> bool:
    return bool(one.strip()) and one.strip().casefold() == other.strip().casefold()
