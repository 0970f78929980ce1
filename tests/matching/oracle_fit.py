"""What a search must answer, worked out the slow and obvious way: what is read, who is reached, how well it fits.

Loops over people and texts, no arrays, no caches. It shares the text analysis with the library (which
test_analysis.py checks by hand) and nothing else.
"""

import math
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC

from durf.matching.people import Person, Text
from durf.matching.questions import Query
from durf.matching.text.analysis import Analyser, content_tokens
from durf.matching.text.stems import stems
from durf.matching.text.stops import EVERYDAY, STOPS
from durf.matching.text.vocabulary import Vocabulary
from durf.matching.text.words import half_typed, tokens
from tests.matching.oracle_numbers import coded, impact, log2, loud, power2


@dataclass
class Item:
    """One text a person holds in the world as the asker may know it; counts in quarters."""

    owner: str
    text: Text
    counts: dict[str, int]
    length: int
    weight: int
    newness: int = 4096
    lasting: int = 4096
    score: int = 0


@dataclass(frozen=True)
class Meaning:
    """What means a word: its stems and concept, and what a half-typed one begins with."""

    forms: tuple[str, ...]
    prefix: str = ""


@dataclass
class Wanted:
    """One word of the wish, and its halves as (meaning, decides)."""

    token: str
    meaning: Meaning
    weight: int
    close_weight: int
    decides: bool
    halves: list[tuple[Meaning, bool]] = field(default_factory=list)


@dataclass(frozen=True)
class Weight:
    """What a word of the wish weighs: its weights in the wish, how rare it is, its values with everyone together."""

    meaning: Meaning
    weight: int
    close_weight: int
    rare: int
    mass: int

    @property
    def worth(self) -> int:
        """In the scan."""
        return min((self.rare >> 6) * self.weight, 1 << 17)


class Fitting:
    """One query on one world: what may be read, who is reached, how well texts fit."""

    def __init__(self, people: Mapping[str, Person], vocabulary: Vocabulary, query: Query, blocked: Set[str]) -> None:
        self.people, self.query = people, query
        self.analyser = Analyser(vocabulary)
        self.asker = query.asker if query.asker in people else None
        self.present = {id for id, one in self.people.items() if one.findable and id not in blocked}
        audiences = {"everyone"} | ({"members"} if self.asker else set())
        self.items = list(self._items(audiences | ({"matching"} if query.scope == "nudge" else set())))
        self.readers = {item.owner for item in self.items}
        self._date()

    # What there is to read

    def _items(self, audiences: Set[str]) -> Iterator[Item]:
        for id in sorted(self.present):
            for audience in ("everyone", "members", "matching"):
                for text in self.people[id].texts:
                    weight = round(text.weight * 16)
                    if text.audience == audience and audience in audiences and weight:
                        counts, length = self.analyser.counts(text.body)
                        capped = {token: min(count, 255) for token, count in counts.items()}
                        yield Item(id, text, capped, min(length, 1023), weight)

    def _date(self) -> None:
        def moment(item: Item) -> float:
            assert item.text.at is not None
            return (item.text.at if item.text.at.tzinfo else item.text.at.replace(tzinfo=UTC)).timestamp()

        dated = [item for item in self.items if item.text.at is not None]
        for item in dated:
            newer = sum(moment(other) > moment(item) for other in dated)
            halvings = newer * 4096 * 100 // (7 * len(dated))
            item.newness = item.lasting = power2(max(20 * 4096 - halvings, 0)) >> 8
            newest = max(moment(other) for other in dated)
            if newest >= 631152000:  # 1990: a calendar
                age = round((newest - moment(item)) * 1_000_000) // (24 * 3600 * 1_000_000 // 4096) // 180
                item.lasting = power2(max(20 * 4096 - min(halvings, age), 0)) >> 8

    def of(self, id: str) -> list[Item]:
        """The items of a person."""
        return [item for item in self.items if item.owner == id]

    def count(self, item: Item, meaning: Meaning) -> int:
        """How often a word occurs in an item, in quarters: as often as the token that occurs most."""
        return max((count for token, count in item.counts.items() if self.means(token, meaning)), default=0)

    def means(self, token: str, meaning: Meaning) -> bool:
        """Whether a token of a text means a word."""
        if meaning.prefix and token.startswith(meaning.prefix):
            return True
        return bool(set(meaning.forms) & set(self.analyser.word(token).forms))

    # What is asked

    def wanted(self, growing: bool) -> list[Wanted]:
        """The words of the wish; growing: its last word may become more."""
        first, _, rest = self.query.text.partition("\n")
        lines = [content_tokens(line, self.analyser.vocabulary) for line in (first, rest)]
        names: dict[tuple[str, ...], str] = {}
        for token in (*lines[0], *lines[1]):
            names.setdefault(self.analyser.word(token).forms, token)
        prefix = self._prefix() if growing else ""
        found = []
        for forms, token in names.items():
            grows = prefix if prefix and forms == self.analyser.word(prefix).forms else ""
            once, more = (sum(self.analyser.word(one).forms == forms for one in line) for line in lines)
            weight, close = (math.floor(16 * math.sqrt(worth * once + more)) for worth in (1.5, 6.0))
            word = Wanted(token, Meaning(forms, grows), weight, close, decides(self.analyser, token))
            for part in self.analyser.word(token).parts:
                word.halves.append((Meaning(part.forms), decides(self.analyser, part.token)))
            found.append(word)
        return found

    def _prefix(self) -> str:
        typed = tokens(self.query.text)[-1:] if half_typed(self.query.text) else []
        if typed and len(typed[0]) >= 3 and typed[0] not in STOPS and decides(self.analyser, typed[0]):
            return typed[0]
        return ""

    # Who is reached

    def reached(self) -> tuple[set[str], tuple[str, ...]]:
        """Who is reached, and by which words."""
        finished, words = self._covered(self.wanted(growing=False))
        growing, more = self._covered(self.wanted(growing=True))
        return {id for id in finished | growing if self.eligible(id)}, tuple(dict.fromkeys((*words, *more)))

    def holders(self, meaning: Meaning) -> set[str]:
        """Who has a text with the word."""
        return {item.owner for item in self.items if self.count(item, meaning)}

    def rarity(self, people: int) -> int:
        """How rare a word of so many people is."""
        return round(4096 * math.log2(2 * len(self.readers) + 2)) - round(4096 * math.log2(2 * people + 1))

    def _covered(self, wanted: list[Wanted]) -> tuple[set[str], tuple[str, ...]]:
        claims, nobody_has = [], False
        for want in wanted:
            if want.decides:
                whole = self.holders(want.meaning)
                halves = [] if whole else [self.holders(half) for half, decides in want.halves if decides]
                halves = [half for half in halves if not self._common(len(half))]
                people = whole.union(*halves)
                nobody_has = nobody_has or not people
                if people and not self._common(len(people)):
                    claims.append((self.rarity(len(people)), want.token, whole, halves))
        if not claims:
            return set(), ()
        rarest = max(claim[0] for claim in claims)
        sharp = [claim for claim in claims if 2 * claim[0] >= rarest]
        chosen = sorted(sharp, key=lambda claim: -claim[0])[:4]
        best = 4 * (sum(claim[0] for claim in chosen) + (rarest if nobody_has else 0))
        covers = {
            id: sum(
                rare * (4 if id in whole else 2 * sum(id in half for half in halves))
                for rare, _, whole, halves in chosen
            )
            for id in self.readers
        }
        return {id for id, cover in covers.items() if cover and 8 * cover >= best}, tuple(c[1] for c in chosen)

    def _common(self, people: int) -> bool:
        return people > 5 and 3 * people > len(self.readers)

    def eligible(self, id: str) -> bool:
        """Whether a person may be asked."""
        one, query = self.people[id], self.query
        return (
            id in self.present
            and id != self.asker
            and round(one.availability * 250) > 0
            and (query.place is None or one.place in (None, query.place))
            and (query.lang is None or not one.langs or query.lang in one.langs)
        )

    # What the words weigh

    def weighed(self) -> list[Weight]:
        """Each word and half of one; what weighs most first."""
        found = []
        for want in self.wanted(growing=True):
            for meaning in (want.meaning, *(half for half, _ in want.halves)):
                holders = self.holders(meaning)
                rare = self.rarity(len(holders))
                if holders and rare >> 6:
                    mass = sum(self.value(id, meaning) for id in holders)
                    found.append(Weight(meaning, want.weight, want.close_weight, rare, mass))
        return sorted(found, key=lambda word: -word.worth)

    def value(self, id: str, meaning: Meaning) -> int:
        """What a word weighs in all texts of a person, as kept in a byte: per audience and token, then together."""
        sums: dict[tuple[str, str], int] = {}
        for item in self.of(id):
            for token, count in item.counts.items():
                if self.means(token, meaning):
                    key = (item.text.audience, token)
                    sums[key] = sums.get(key, 0) + impact(count, item.length) * item.weight // 16
        return coded(sum(coded(max(value, 1)) for value in sums.values()))

    def scan(self, id: str) -> int:
        """The score of the scan: the sixteen words that weigh most."""
        words = self.weighed()[:16]
        return 1 + sum(word.worth * loud(self.value(id, word.meaning)) for word in words)

    # How well people fit

    def fits(self, people: list[str]) -> dict[str, int]:
        """How well the texts of these people fit."""
        words = self.weighed()
        wholes = {id: self._whole(id, words) for id in people}
        best = max(max(wholes.values(), default=0), 1)
        return {id: self._fit(id, words, wholes[id] * 4096 // best + 410) for id in people}

    def _fit(self, id: str, words: list[Weight], share: int) -> int:
        for item in self.of(id):
            total = sum(
                (word.rare >> 4) * word.close_weight * impact(self.count(item, word.meaning), item.length)
                for word in words
            )
            item.score = min((total >> 10) * item.weight // 16, 1 << 20)
        worths = sorted((item.score**2 * ((item.lasting + 410) >> 4) for item in self.of(id)), reverse=True)
        logs = log2(max(sum(worths[:10]), 1)) // 2 + log2(share) + 3 * self._lift(id, words) // 10
        damped = 30 * 4096 // max(len(words), 30)
        logs += 3 * (self.activity(id) * damped >> 12) // 2
        return max(power2(min(max(logs, 0), 40 * 4096)), 1)

    def _whole(self, id: str, words: list[Weight]) -> int:
        length = sum(item.length * item.weight for item in self.of(id)) // 16
        total = 0
        for word in words:
            times = sum(self.count(item, word.meaning) * item.weight for item in self.of(id)) / 64.0
            part = math.floor(100 * 2.5 * times / (times + 1.5 * (0.25 + 0.75 * length / 350)))
            total += part * power2(7 * (log2(word.rare) - 12 * 4096) // 5 + 8 * 4096) * word.weight
        return total

    def _lift(self, id: str, words: list[Weight]) -> int:
        weights = sum(word.weight for word in words)
        root = max(math.isqrt(weights << 16), 1)
        total = 0
        for word in words:
            value = sum(impact(self.count(item, word.meaning), item.length) * item.weight // 16 for item in self.of(id))
            lifted = value * (len(self.items) + 1) * 4096 // (150 * (word.mass + 50))
            total += word.weight * (log2(4096 + lifted) - 12 * 4096)
        many = log2(4096 + len(self.of(id)) * 4096 // 150) - 12 * 4096
        return total * 64 // root - many * root // 1024

    def activity(self, id: str) -> int:
        """How active a person is."""
        dated = [item.newness for item in self.of(id) if item.text.at is not None]
        standing = any(item.text.at is None for item in self.of(id))
        activity = (sum(dated) + 4096 * standing + 41 * (len(dated) + standing) + 819) // 2
        return log2(log2(4096 + activity) - 12 * 4096) - 12 * 4096


def decides(analyser: Analyser, token: str) -> bool:
    """Whether a word may decide who is reached."""
    parts = analyser.word(token).parts
    if parts and not any(decides(analyser, part.token) for part in parts):
        return False
    everyday = {stem for word in EVERYDAY for stem in stems(word) if word.startswith(stem)}
    return not token.isdigit() and token not in EVERYDAY and not everyday & set(stems(token))
