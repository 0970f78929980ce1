"""What a search must answer, worked out the slow and obvious way: who stands where, and the answer.

How well texts fit is in oracle_fit.py.
"""

from collections.abc import Iterable, Iterator, Mapping, Set

from durf.matching.answers import Answer, Hit, Reach, Ring, SlateEntry, Via, Why
from durf.matching.people import Person, Tie
from durf.matching.questions import Query
from durf.matching.text.vocabulary import Vocabulary
from durf.matching.text.words import tokens
from tests.matching.oracle_fit import Fitting

PEAK = {"advice": 200, "hand": 200, "company": 190, None: 150, "thing": 140, "lead": 100}


class Oracle:
    """A world of people and ties."""

    def __init__(
        self, people: Iterable[Person], ties: Iterable[Tie], vocabulary: Mapping[str, str] | None = None
    ) -> None:
        self.people = {person.id: person for person in people}
        self.ties = {frozenset((tie.a, tie.b)): tie for tie in ties}
        self.vocabulary = Vocabulary(vocabulary)

    def search(self, query: Query, blocked: Set[str] = frozenset()) -> Answer:
        """Answer a query."""
        return Answering(self, query, blocked).answer()

    def end(self, a: str, b: str) -> tuple[int, str] | None:
        """How well a knows b (0..255) and the stricter openness of their tie; None without a tie."""
        tie = self.ties.get(frozenset((a, b)))
        if tie is None or a not in self.people or b not in self.people:
            return None
        stricter = min((tie.open_a, tie.open_b), key=["closed", "ask", "open"].index)
        return round((tie.strength_a if tie.a == a else tie.strength_b) * 255), stricter


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
            near = 160 + 80 * self._knows(self.asker, id) // 255 + 3 * mutual
        elif self.ring(id) == 2:
            chains = [self._knows(self.asker, c) * self._knows(c, id) // 255 for c in self.connectors(id)]
            near = 60 + 8 * mutual + 40 * max(chains) // 255
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
        best_whole = max((self.whole[id] >> 10 for id in reached), default=0)
        hits = [self._hit(id, best_whole) for id in reached]
        hits.sort(key=lambda hit: (-hit.score, hit.person))
        ring2 = [id for id in reached if self.ring(id) == 2 and self.asker]
        unnamed = [
            id for id in ring2 if not any((self.oracle.end(c, id) or "  ")[1] == "open" for c in self.connectors(id))
        ]
        ring1 = sum(self.ring(id) == 1 for id in reached)
        reach = Reach(ring1, len(ring2), len(reached) - ring1 - len(ring2), len(unnamed))
        return Answer(tuple(hits[: self.query.top]), reach, tuple(self._slate(hits)), words)

    def _hit(self, id: str, best_whole: int) -> Hit:
        availability = round(self.people[id].availability * 256)
        score = max(self.fit(id, best_whole) * self._closeness(id) * availability // 4096, 1)
        ring = self.ring(id) if self.asker else None
        return Hit(id, score, ring, len(self.connectors(id)), tuple(self._whys(id))[:3], self._vias(id))

    def _whys(self, id: str) -> Iterator[Why]:
        wanted = {term for want in self.wanted(True) if want.decides for term in want.forms}
        wanted |= {t for want in self.wanted(True) if want.decides for half, ok in want.halves if ok for t in half}
        for item in sorted(self.of(id), key=lambda item: -item.score):
            fitting = {token for token in item.tokens if wanted & self.analyser.word(token).shares().keys()}
            if item.score and fitting:
                chunks = [chunk for chunk in item.text.body.split() if fitting & set(tokens(chunk))]
                words = dict.fromkeys(chunk.strip(".,;:!?()[]{}<>\"'“”‘’„…«»*/-–—").lower() for chunk in chunks)
                yield Why(tuple(words), item.text.key, item.text.body)

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
