"""What a search must answer, worked out the slow and obvious way: what is read and how well it fits.

Loops over people and texts, no arrays, no caches. It shares the text analysis with the library (which
test_analysis.py checks by hand) and nothing else.
"""

import math
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import UTC

from durf.matching.people import Person, Text
from durf.matching.questions import Query
from durf.matching.text.analysis import Analyser, content_tokens, dutch_votes
from durf.matching.text.stems import stems
from durf.matching.text.stops import EVERYDAY, STOPS
from durf.matching.text.vocabulary import Vocabulary
from durf.matching.text.words import half_typed, tokens


@dataclass
class Item:
    """One text a person holds in the world as the asker may know it."""

    owner: str
    text: Text
    tokens: tuple[str, ...]
    counts: dict[str, int]
    recency: int = 0
    newness: float | None = None
    score: int = 0


@dataclass
class Wanted:
    """One word of the wish: what means it wholly, and each half of it as (terms, decides)."""

    token: str
    forms: tuple[str, ...]
    halves: list[tuple[tuple[str, ...], bool]]
    weight: int
    decides: bool


class Fitting:
    """One query on one world: what may be read, how well it fits, who is reached."""

    def __init__(self, people: Mapping[str, Person], vocabulary: Vocabulary, query: Query, blocked: Set[str]) -> None:
        self.people, self.vocabulary, self.query = people, vocabulary, query
        self.asker = query.asker if query.asker in people else None
        self.present = {id for id, one in self.people.items() if one.findable and id not in blocked}
        audiences = {"everyone"} | ({"members"} if self.asker else set())
        self.items = self._items(audiences | ({"matching"} if query.scope == "nudge" else set()))
        self.readers = {item.owner for item in self.items}
        self._date()
        self._score_items()

    # What there is to read

    def _items(self, audiences: Set[str]) -> list[Item]:
        held = [
            (id, text)
            for id in sorted(self.present)
            for text in self.people[id].texts
            if text.audience in audiences and round(text.weight * 16) > 0
        ]
        self.analyser = Analyser(self._dutch_words([text for _, text in held]), self.vocabulary)
        items = []
        for owner, text in held:
            read = content_tokens(text.body, self.vocabulary)
            counts: dict[str, int] = {}
            for token in read:
                for term, share in self.analyser.word(token).shares().items():
                    counts[term] = counts.get(term, 0) + share
            items.append(Item(owner, text, read, counts))
        return items

    def _dutch_words(self, texts: list[Text]) -> frozenset[str]:
        votes = [
            dutch_votes(tokens(text.body)) if text.lang is None else 1 if text.lang == "nl" else -1 for text in texts
        ]
        majority = sum(vote > 0 for vote in votes) >= sum(vote < 0 for vote in votes)
        return frozenset(
            token
            for text, vote in zip(texts, votes, strict=True)
            if vote > 0 or (vote == 0 and majority)
            for token in content_tokens(text.body, self.vocabulary)
            if len(token) >= 4 and token.isalpha()
        )

    def _date(self) -> None:
        def seconds(item: Item) -> float:
            assert item.text.at is not None
            return (item.text.at if item.text.at.tzinfo else item.text.at.replace(tzinfo=UTC)).timestamp()

        dated = [item for item in self.items if item.text.at is not None]
        for item in self.items:
            newness = 1.0
            if item.text.at is not None:
                newer = sum(seconds(other) > seconds(item) for other in dated)
                newness = item.newness = 2.0 ** (-(newer / len(dated)) / 0.07)
            item.recency = round(256 * (0.1 + newness))

    # What is asked

    def wanted(self, growing: bool) -> list[Wanted]:
        """The words of the wish; growing: its last word may become more."""
        worths: dict[str, float] = {}
        first, _, rest = self.query.text.partition("\n")
        for line, worth in ((first, 1.5), (rest, 1.0)):
            for token in content_tokens(line, self.vocabulary):
                worths[token] = worths.get(token, 0.0) + worth
        by_forms: dict[tuple[str, ...], tuple[str, float]] = {}
        for token, worth in worths.items():
            forms = self.analyser.word(token).forms
            name, sofar = by_forms.get(forms, (token, 0.0))
            by_forms[forms] = (name, sofar + worth)
        wanted = []
        for forms, (token, worth) in by_forms.items():
            halves = [(part.forms, decides(self.analyser, part.token)) for part in self.analyser.word(token).parts]
            weight = math.floor(16 * math.sqrt(worth))
            wanted.append(Wanted(token, forms, halves, weight, decides(self.analyser, token)))
        return self._grown(wanted) if growing else wanted

    def _grown(self, wanted: list[Wanted]) -> list[Wanted]:
        typed = tokens(self.query.text)[-1:] if half_typed(self.query.text) else []
        if typed and len(typed[0]) >= 3 and typed[0] not in STOPS and decides(self.analyser, typed[0]):
            forms = self.analyser.word(typed[0]).forms
            grown = dict.fromkeys(forms)
            for token in sorted({token for item in self.items for token in item.tokens}):
                if token.startswith(typed[0]):
                    grown.update(dict.fromkeys(self.analyser.word(token).forms))
            for want in wanted:
                if want.forms == forms:
                    want.forms = tuple(grown)
        return wanted

    # How well people fit

    def holders(self, terms: tuple[str, ...]) -> set[str]:
        """Who has a text with one of the terms."""
        return {item.owner for item in self.items if any(term in item.counts for term in terms)}

    def rarity(self, people: int) -> int:
        """How rare a word of so many people is."""
        return round(4096 * math.log2(2 * len(self.readers) + 2)) - round(4096 * math.log2(2 * people + 1))

    def _weighed(self) -> Iterator[tuple[tuple[str, ...], int]]:
        for want in self.wanted(growing=True):
            for terms, weight in ((want.forms, want.weight), *((half, want.weight // 2) for half, _ in want.halves)):
                yield terms, (self.rarity(len(self.holders(terms))) >> 4) * weight

    def _score_items(self) -> None:
        lengths = {id: sum(len(item.tokens) for item in self.of(id)) for id in self.readers}
        total = sum(lengths.values())
        per_item, per_person = (max(total / max(many, 1), 1e-9) for many in (len(self.items), len(self.readers)))
        self.whole = dict.fromkeys(self.readers, 0)
        for terms, worth in self._weighed():
            for item in self.items:
                count = highest(item, terms)
                item.score += worth * impact(count, len(item.tokens), per_item) if count else 0
            for id in self.readers:
                counts = [highest(item, terms) * round(item.text.weight * 16) for item in self.of(id)]
                if any(counts):
                    self.whole[id] += worth * impact(sum(counts) // 16, lengths[id], per_person)
        for item in self.items:
            item.score = min((item.score >> 10) * round(item.text.weight * 16) // 16, 1 << 20)

    def of(self, id: str) -> list[Item]:
        """The items of a person."""
        return [item for item in self.items if item.owner == id]

    def fit(self, id: str, best_whole: int) -> int:
        """How well all texts of a person fit."""
        powers = [
            (item.score * item.score >> 8) * int(math.sqrt(256.0 * item.score)) * item.recency for item in self.of(id)
        ]
        pooled = sum(sorted(powers, reverse=True)[:10])
        share = (self.whole[id] >> 10) * 4096 // max(best_whole, 1) + 82
        logs = 2 * log2(max(pooled, 1)) // 5 + 3 * log2(share) // 5 + self._activity(id) // 2
        return max(power2(max(logs, 0)), 1)

    def _activity(self, id: str) -> int:
        newness = [item.newness for item in self.of(id) if item.newness is not None]
        standing = any(item.newness is None for item in self.of(id))
        activity = math.fsum(newness) + standing + 0.1 * (len(newness) + standing)
        return round(4096 * math.log2(math.log1p((activity + 0.02) / 2)))

    # Who is reached

    def reached(self) -> tuple[set[str], tuple[str, ...]]:
        """Who is reached, and by which words."""
        finished, words = self._covered(self.wanted(growing=False))
        growing, more = self._covered(self.wanted(growing=True))
        return {id for id in finished | growing if self._eligible(id)}, tuple(dict.fromkeys((*words, *more)))

    def _covered(self, wanted: list[Wanted]) -> tuple[set[str], tuple[str, ...]]:
        claims, nobody_has = [], False
        for want in wanted:
            if want.decides:
                whole = self.holders(want.forms)
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

    def _eligible(self, id: str) -> bool:
        one, query = self.people[id], self.query
        return (
            id in self.present
            and id != self.asker
            and round(one.availability * 256) > 0
            and (query.place is None or one.place in (None, query.place))
            and (query.lang is None or not one.langs or query.lang in one.langs)
        )


def decides(analyser: Analyser, token: str) -> bool:
    """Whether a word may decide who is reached."""
    parts = analyser.word(token).parts
    if parts and not any(decides(analyser, part.token) for part in parts):
        return False
    everyday = {stem for word in EVERYDAY for stem in stems(word)}
    return not token.isdigit() and token not in EVERYDAY and not everyday & set(stems(token))


def highest(item: Item, terms: tuple[str, ...]) -> int:
    """The count of a word in an item: the highest of its terms, in quarters."""
    return max((item.counts.get(term, 0) for term in terms), default=0)


def impact(count: int, length: int, average: float) -> int:
    """BM25 with k1 1.5 and b .75, in hundredths."""
    times = count / 4.0
    return int(100 * 2.5 * times / (times + 1.5 * (0.25 + 0.75 * length / average)))


def log2(value: int) -> int:
    """In 1/4096, by a table of 4096 steps."""
    mantissa, exponent = math.frexp(value)
    step = int((mantissa * 2 - 1) * 4096)
    return (exponent - 1) * 4096 + round(4096 * math.log2(1 + step / 4096))


def power2(value: int) -> int:
    """The inverse of log2."""
    mantissa: int = round(4096 * 2.0 ** (value % 4096 / 4096))
    return mantissa << (value // 4096) >> 12
