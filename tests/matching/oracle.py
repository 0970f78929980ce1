"""What a search must answer, worked out the slow and obvious way: who stands where, and the answer.

How well texts fit is in oracle_fit.py.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Set

from durf.matching.answers import Answer, Hit, Reach, Ring, SlateEntry, Via, Why
from durf.matching.people import Person, Tie
from durf.matching.questions import Query
from durf.matching.text.analysis import content_tokens
from durf.matching.text.vocabulary import Vocabulary
from durf.matching.text.words import tokens
from tests.matching.oracle_fit import Fitting, Item, Meaning

PEAK = {"advice": 200, "hand": 200, "company": 190, None: 150, "thing": 140, "lead": 100}


class Oracle:
    """A world of people and ties."""

    def __init__(
        self, people: Iterable[Person], ties: Iterable[Tie], vocabulary: Mapping[str, str] | None = None
    ) -> None:
        self.people = {person.id: person for person in people}
        self.ties = {frozenset((tie.a, tie.b)): tie for tie in ties}
        self.vocabulary = Vocabulary.of(vocabulary)

    def search(self, query: Query, blocked: Set[str] = frozenset()) -> Answer:
        """Answer a query."""
        return Answering(self, query, blocked).answer()

    def end(self, a: str, b: str) -> tuple[int, str] | None:
        """How well a knows b (0..63) and the stricter openness of their tie; None without a tie."""
        tie = self.ties.get(frozenset((a, b)))
        if tie is None or a not in self.people or b not in self.people:
            return None
        stricter = min((tie.open_a, tie.open_b), key=["closed", "ask", "open"].index)
        return round((tie.strength_a if tie.a == a else tie.strength_b) * 63), stricter


class Answering(Fitting):
    """One query on one world: where people stand, and the answer."""

    def __init__(self, oracle: Oracle, query: Query, blocked: Set[str]) -> None:
        super().__init__(oracle.people, oracle.vocabulary, query, blocked)
        self.oracle = oracle

    # Where people stand

    def connectors(self, id: str) -> list[str]:
        """Those the asker knows whose tie to the person may be walked."""
        if self.asker is None or id == self.asker:
            return []
        between = [c for c in sorted(self.present) if self.oracle.end(self.asker, c) and c != id]
        return [c for c in between if (end := self.oracle.end(c, id)) and end[1] != "closed"]

    def ring(self, id: str) -> Ring:
        """1, 2 or 3; 3 for a visitor too."""
        if self.asker is not None and self.oracle.end(self.asker, id):
            return 1
        return 2 if self.connectors(id) else 3

    def _closeness(self, id: str) -> int:
        if self.asker is None:
            return 256
        mutual = min(len(self.connectors(id)), 5)
        near = 16
        if self.ring(id) == 1:
            near = 160 + 80 * (self._knows(self.asker, id) // 8) // 7 + 3 * mutual
        elif self.ring(id) == 2:
            chains = [self._knows(self.asker, c) * self._knows(c, id) // 63 for c in self.connectors(id)]
            near = 60 + 8 * mutual + 40 * (max(chains) // 4) // 15
        return 160 + 96 * 110**2 // (110**2 + (near - PEAK[self.query.kind]) ** 2)

    def _knows(self, a: str, b: str) -> int:
        end = self.oracle.end(a, b)
        assert end is not None
        return end[0]

    def _vias(self, id: str) -> tuple[Via, ...]:
        if self.asker is None or self.ring(id) != 2:
            return ()
        ways = []
        for connector in self.connectors(id):
            strength, openness = self.oracle.end(connector, id) or (0, "closed")
            ways.append((openness != "open", -self._knows(self.asker, connector) * strength, connector))
        return tuple(Via(connector, not unnamed) for unnamed, _, connector in sorted(ways)[:3])

    # The answer

    def answer(self) -> Answer:
        """Put it all together."""
        reached, words = self.reached()
        reached = {id for id in reached if self.ring(id) <= self.query.within}
        ring2 = [id for id in reached if self.ring(id) == 2 and self.asker]
        unnamed = [
            id for id in ring2 if not any((self.oracle.end(c, id) or "  ")[1] == "open" for c in self.connectors(id))
        ]
        ring1 = sum(self.ring(id) == 1 for id in reached)
        reach = Reach(ring1, len(ring2), len(reached) - ring1 - len(ring2), len(unnamed))
        if not self.query.top:
            return Answer(reach=reach, words=words)
        read = self._read_closely(reached)
        fits = self.fits(read)
        hits = [self._hit(id, fits[id]) for id in read]
        hits = self._eased(sorted(hits, key=lambda hit: (-hit.score, hit.person)))
        return Answer(tuple(hits[: self.query.top]), reach, tuple(self._slate(hits)), words)

    def _read_closely(self, reached: set[str]) -> list[str]:
        """The best 256 of the scan, 32 of each ring and 8 newcomers."""
        scores = {id: self.scan(id) * self._closeness(id) * round(self.people[id].availability * 250) for id in reached}
        best = sorted(reached, key=lambda id: (-scores[id], id))
        chosen = set(best[: max(256, self.query.top)])
        for ring in (1, 2, 3):
            chosen.update([id for id in best if self.ring(id) == ring][:32])
        chosen.update([id for id in best if self.people[id].newcomer][:8])
        return sorted(chosen)

    def _eased(self, hits: list[Hit]) -> list[Hit]:
        """In a community of 300 at most eight of the first ten are of the busiest fiftieth."""
        busiest = min(math.ceil(len(self.readers) / 50), 32)
        if len(self.readers) < 300 or len(hits) <= max(busiest, 10):
            return hits
        edge = sorted((self.activity(hit.person) for hit in hits), reverse=True)[busiest]
        first: list[Hit] = []
        busy = 0
        for hit in hits:
            is_busy = self.activity(hit.person) > edge
            busy += is_busy
            if len(first) < 10 and not (is_busy and busy > 8):
                first.append(hit)
        return first + [hit for hit in hits if hit not in first]

    def _hit(self, id: str, fit: int) -> Hit:
        availability = round(self.people[id].availability * 250)
        score = max(fit * self._closeness(id) * availability // 4096, 1)
        ring = self.ring(id) if self.asker else None
        return Hit(id, score, ring, len(self.connectors(id)), tuple(self._whys(id))[:3], self._vias(id))

    def _whys(self, id: str) -> Iterator[Why]:
        meanings = [want.meaning for want in self.wanted(True) if want.decides]
        meanings += [half for want in self.wanted(True) if want.decides for half, ok in want.halves if ok]
        for item in sorted(self.of(id), key=lambda item: -item.score):
            fitting = {token for token in self._tokens(item) if any(self._has(token, one) for one in meanings)}
            if item.score and fitting:
                chunks = [chunk for chunk in item.text.body.split() if fitting & set(tokens(chunk))]
                words = dict.fromkeys(chunk.strip(".,;:!?()[]{}<>\"'“”‘’„…«»*/-–—").lower() for chunk in chunks)
                yield Why(tuple(words), item.text.key, item.text.body)

    def _tokens(self, item: Item) -> tuple[str, ...]:
        return content_tokens(item.text.body, self.analyser.vocabulary)

    def _has(self, token: str, meaning: Meaning) -> bool:
        parts = self.analyser.word(token).parts
        return any(self.means(one, meaning) for one in (token, *(part.token for part in parts)))

    def _slate(self, hits: list[Hit]) -> Iterator[SlateEntry]:
        left = list(hits)
        own = [hit for hit in left if self.ring(hit.person) == 1][:4]
        network = [hit for hit in left if self.ring(hit.person) == 2][:4]
        far = [hit for hit in left if self.ring(hit.person) == 3][:3]
        left = [hit for hit in left if hit not in own + network + far]
        newcomer = [hit for hit in left if self.people[hit.person].newcomer][:1]
        left = [hit for hit in left if hit not in newcomer]
        yield from (SlateEntry(hit, "own") for hit in own)
        yield from (SlateEntry(hit, "network") for hit in network)
        yield from (SlateEntry(hit, "far") for hit in far)
        yield from (SlateEntry(hit, "newcomer") for hit in newcomer)
        yield from (SlateEntry(hit, "rest") for hit in left[: 12 - len(own + network + far + newcomer)])
