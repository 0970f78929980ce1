"""One search: read the wish, see who it reaches, score them, and say why and through whom."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

import numpy as np

from durf.matching.answers import Answer, Hit, Reach, Ring
from durf.matching.fixed import Ints
from durf.matching.index.view import View
from durf.matching.index.world import AVAILABILITY_ONE, World
from durf.matching.questions import Query
from durf.matching.search.closeness import CLOSENESS_ONE, Rings, closeness
from durf.matching.search.fit import Fit, combined, text_fit
from durf.matching.search.reach import Mask, reached
from durf.matching.search.reading import Reading, read_wish
from durf.matching.search.reasons import reasons, vias, wanted_terms
from durf.matching.search.slate import mixed_slate


@dataclass(frozen=True, slots=True)
class Search:
    """All that is known while one wish is answered."""

    query: Query
    world: World
    view: View
    asker: int | None
    rings: Rings | None
    reading: Reading
    fit: Fit
    _hits: dict[int, Hit] = field(default_factory=dict)

    @classmethod
    def start(cls, query: Query, world: World, blocked: Set[str]) -> "Search":
        """Read the wish and score the texts."""
        view = world.view(query, blocked)
        asker = world.slot(query.asker)
        rings = None if asker is None else Rings.around(asker, world.network, view.present)
        reading = read_wish(query.text, view)
        return cls(query, world, view, asker, rings, reading, text_fit(reading.growing, view))

    def answer(self) -> Answer:
        """Return hits, reach and slate of those the wish reaches."""
        mask, words = reached(self.reading, self.view, self.world.eligible(self.query, self.view))
        ranked, scores = self.ranked(mask)
        score_of = dict(zip(ranked, scores, strict=True))
        wanted = wanted_terms(self.reading.growing)

        def hit_of(slot: int) -> Hit:
            if slot not in self._hits:
                self._hits[slot] = self._hit(slot, score_of[slot], wanted)
            return self._hits[slot]

        lines = [(slot, self._ring(slot) or 3, self.world.people[slot].newcomer) for slot in ranked]
        return Answer(
            hits=tuple(hit_of(slot) for slot in ranked[: self.query.top]),
            reach=self._reach(mask),
            slate=mixed_slate(lines, hit_of),
            words=words,
        )

    def ranked(self, mask: Mask) -> tuple[Sequence[int], Sequence[int]]:
        """Return the slots of the mask, best first, ties by id, and their scores."""
        slots: Ints = np.flatnonzero(mask).astype(np.int64)
        near = closeness(self.rings.nearness[slots], self.query.kind) if self.rings else np.int64(CLOSENESS_ONE)
        score = combined(self.fit, slots, self.view) * near * self.world.availability[slots]
        score = np.maximum(score // (CLOSENESS_ONE * AVAILABILITY_ONE // 16), 1)
        order = np.lexsort((slots, -score))
        return slots[order].tolist(), score[order].tolist()

    def anyone_fitting(self) -> Mask:
        """Tell per slot who may be returned and has a text that fits at all."""
        return self.world.eligible(self.query, self.view) & (self.fit.pooled > 0)

    def _ring(self, slot: int) -> Ring | None:
        if self.rings is None:
            return None
        ring = self.rings.ring[slot]
        return 1 if ring == 1 else 2 if ring == 2 else 3

    def _hit(self, slot: int, score: int, wanted: Set[str]) -> Hit:
        ring = self._ring(slot)
        return Hit(
            person=self.world.people[slot].id,
            score=score,
            ring=ring,
            mutual=int(self.rings.mutual[slot]) if self.rings else 0,
            why=reasons(slot, self.fit, wanted, self.view),
            via=vias(self.asker, slot, self.world, self.view) if self.asker is not None and ring == 2 else (),
        )

    def _reach(self, mask: Mask) -> Reach:
        if self.rings is None:
            return Reach(beyond=int(mask.sum()))
        first, second, beyond = (int((mask & (self.rings.ring == ring)).sum()) for ring in (1, 2, 3))
        unnamed = mask & (self.rings.ring == 2) & (self.rings.named == 0)
        return Reach(first, second, beyond, int(unnamed.sum()))
