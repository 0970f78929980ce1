"""An invented community with secrets, and what is public about each: to be imported once Django is set up.

Whether a secret is there hangs on public facts (four times out of five, or one out of five) and on nothing else but
chance. So whoever reads public facts guesses well, and whoever does better than that was told something.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from django.core.management import call_command
from django.utils import timezone

from durf.members.models import Member, Strength
from durf.network.models import Tie
from durf.reach.live_index import live_index
from durf.reach.services import refresh
from durf.safety.models import QuotaUse

SYLLABLES = "ba bo da de do ga gi ka ki ko la le lo ma mi mo na ne no pa po ra ri ro sa se so ta ti to va ve vo".split()
PLACES, TRADES = 40, 60
TIES_MEAN = 12
LIKELY, UNLIKELY = 0.8, 0.2
OPENNESS, OPENNESS_WEIGHTS = ("closed", "ask", "open"), (15, 50, 35)
SECRETS = ("tie", "member", "strength")
PRIVATE = ("schulden", "burnout", "scheiding", "verslaving", "reuma", "epilepsie")


@dataclass(frozen=True, slots=True)
class Target:
    """Something to find out. `who` need not be here; `friend` is someone a sybil knows; `words` find `who` alone."""

    secret: str
    truth: bool
    public: tuple[float, ...]
    sybil: int
    who: str  # the handle, or what it would be
    name: str
    words: str
    friend: str = ""


class Town:
    """The members as made, and the accounts of the attacker."""

    def __init__(self, people: int, sybils: int, seed: int) -> None:
        self.chance = Random(seed)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)  # pages name their files by content
        self.members = self._members(people)
        self.sybils = self.members[:sybils]
        self.rare: dict[int, str] = {}
        self._strengths()
        self.ties: set[tuple[int, int]] = set()
        self.friends = self._ties(sybils)

    def secrets(self, each: dict[str, int]) -> list[Target]:
        """Write the secrets into the database, so many of each kind asked after."""
        found = [
            *self._closed_ties(each["tie"]),
            *self._hidden_members(each["member"]),
            *self._private_strengths(each["strength"]),
        ]
        live_index.forget()
        refresh()
        return found

    def unkept(self) -> None:
        """Let the same secrets stand as if nothing could be kept; it is the next day."""
        Tie.objects.filter(open_a="closed", open_b="closed").update(open_a="ask", open_b="ask")
        Member.objects.filter(handle__startswith="p").update(findable="unnamed")
        Strength.objects.filter(audience="matching").update(audience="members")
        QuotaUse.objects.all().delete()
        live_index.forget()
        refresh()

    def _members(self, people: int) -> list[Member]:
        now = timezone.now()
        return Member.objects.bulk_create(
            Member(
                email=f"m{number}@example.org",
                handle=f"m{number}",
                name=f"{self._word().title()} {self._word().title()}",
                place=f"Plaats {number % PLACES}",
                trade=f"vak {self.chance.randrange(TRADES)}",
                findable=self.chance.choices(("name", "unnamed", "hidden"), (80, 12, 8))[0] if number > 99 else "name",
                approved_at=now,
                welcomed_at=now,
            )
            for number in range(people)
        )

    def _strengths(self) -> None:
        common = [self._word() for _ in range(2000)]
        rows = []
        for member in self.members:
            self.rare[member.pk] = f"{self._word()}{self._word()} {self._word()}{self._word()}"
            plain = " ".join(self.chance.choices(common, k=6))
            rows += [Strength(member=member, text=self.rare[member.pk]), Strength(member=member, text=plain)]
        Strength.objects.bulk_create(rows)

    def _ties(self, sybils: int) -> dict[int, list[Member]]:
        """Ties in one's place (two in three) and anywhere; the sybils talked many people into one."""
        friends: dict[int, list[Member]] = {}
        rows = []
        for number, member in enumerate(self.members):
            wanted = TIES_MEAN // 2 if number >= sybils else min(len(self.members) // sybils // 2, 150)
            others = {
                self._somebody(number, near=self.chance.random() < 2 / 3 and number >= sybils) for _ in range(wanted)
            }
            chosen = [self.members[other] for other in sorted(others) if other >= sybils]
            fresh = [other for other in chosen if self._new(member, other)]
            rows += [self._tie(member, other, *self.chance.choices(OPENNESS, OPENNESS_WEIGHTS, k=2)) for other in fresh]
            if number < sybils:
                friends[member.pk] = fresh
        Tie.objects.bulk_create(rows, batch_size=5000)
        return friends

    def _closed_ties(self, many: int) -> Iterator[Target]:
        """Does this friend of mine know that person? Both are listed; likelier in one place."""
        rows, found = [], []
        while len(found) < many:
            sybil = self.chance.choice(self.sybils)
            friend = self.chance.choice(self.friends[sybil.pk])
            near = self.chance.random() < 0.5
            other = self.members[self._somebody(self.members.index(friend) if near else 0, near=near)]
            if other.findable != "name" or friend.findable != "name" or other in self.sybils or other == friend:
                continue
            if (min(sybil.pk, other.pk), max(sybil.pk, other.pk)) in self.ties or not self._new(friend, other):
                continue
            same_place, same_trade = friend.place == other.place, friend.trade == other.trade
            truth = self.chance.random() < (LIKELY if same_place else UNLIKELY)
            if truth:
                rows.append(self._tie(friend, other, "closed", "closed"))
            public = (float(same_place), float(same_trade))
            words = self.rare[other.pk]
            found.append(Target("tie", truth, public, sybil.pk, other.handle, other.name, words, friend.handle))
        Tie.objects.bulk_create(rows, batch_size=5000)
        yield from found

    def _hidden_members(self, many: int) -> Iterator[Target]:
        """Is this person here? One knows name, address and what they are good at; likelier if they work nearby."""
        now = timezone.now()
        made, strengths = [], []
        for number in range(many):
            near = self.chance.random() < 0.5
            truth = self.chance.random() < (LIKELY if near else UNLIKELY)
            name, words = (
                f"{self._word().title()} {self._word().title()}",
                f"{self._word()}{self._word()} {self._word()}",
            )
            if truth:
                member = Member(email=f"p{number}@example.org", handle=f"p{number}", name=name, findable="hidden")
                member.approved_at = member.welcomed_at = now
                made.append(member)
                strengths.append(Strength(member=member, text=words))
            public = (float(near), self.chance.random())
            yield Target("member", truth, public, self.chance.choice(self.sybils).pk, f"p{number}", name, words)
        Member.objects.bulk_create(made)
        Strength.objects.bulk_create(strengths)

    def _private_strengths(self, many: int) -> Iterator[Target]:
        """Did this friend of mine write down that they know of such a thing? Likelier in some trades."""
        rows = []
        people = [(sybil, friend) for sybil in self.sybils for friend in self.friends[sybil.pk]]
        self.chance.shuffle(people)
        for sybil, friend in people[:many]:
            likely = int(friend.trade.split()[1]) < TRADES // 2
            truth = self.chance.random() < (LIKELY if likely else UNLIKELY)
            word = self.chance.choice(PRIVATE)
            if truth:
                rows.append(Strength(member=friend, text=f"{word} {self._word()}", audience="matching"))
            public = (float(likely), float(friend.place == sybil.place))
            yield Target("strength", truth, public, sybil.pk, friend.handle, friend.name, word)
        Strength.objects.bulk_create(rows)

    def _somebody(self, number: int, *, near: bool) -> int:
        if not near:
            return self.chance.randrange(len(self.members))
        return (number % PLACES + PLACES * self.chance.randrange(len(self.members) // PLACES)) % len(self.members)

    def _new(self, one: Member, other: Member) -> bool:
        pair = (min(one.pk, other.pk), max(one.pk, other.pk))
        if one.pk == other.pk or pair in self.ties:
            return False
        self.ties.add(pair)
        return True

    @staticmethod
    def _tie(one: Member, other: Member, open_one: str, open_other: str) -> Tie:
        a, b = sorted((one, other), key=lambda member: member.pk)
        return Tie(a=a, b=b, proposed_by=one, state="confirmed", open_a=open_one, open_b=open_other)

    def _word(self) -> str:
        return "".join(self.chance.choices(SYLLABLES, k=4))  # few enough share one half of a compound
