"""One search: read the wish, scan whom it reaches, read the best closely, and say why and through whom."""

from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from durf.matching.answers import Answer, Hit, Reach, Ring
from durf.matching.index.members import NEWCOMER, Members
from durf.matching.index.world import World, slots_present
from durf.matching.people import AUDIENCES
from durf.matching.questions import Query
from durf.matching.search.close.clock import Clock
from durf.matching.search.close.fit import Habit, fits
from durf.matching.search.close.load import eased
from durf.matching.search.close.texts import Readings, read_closely
from durf.matching.search.closeness import (
    CLOSENESS_ONE,
    NO_CLOSENESS,
    RINGS,
    UNNAMED,
    closeness_table,
    standing,
)
from durf.matching.search.reading import Reading, read_wish
from durf.matching.search.reasons import Wanted, connectors, reasons, vias
from durf.matching.search.scan.claims import Claims, claims
from durf.matching.search.scan.lists import Lists
from durf.matching.search.scan.scan import NO_ROOMS, Scan, Weighed, weighed
from durf.matching.search.scratch import Scratch, Standing, pool
from durf.matching.search.slate import mixed_slate

Longs = NDArray[np.int64]
Words = NDArray[np.uint32]
Bytes = NDArray[np.uint8]
BEST, ROOMS = 256, (32, 32, 32, 8)  # read closely: of all, of each ring, of newcomers; docs/matching.md, "Score"
BITS = {audience: bit for bit, audience in enumerate(AUDIENCES)}


@dataclass(frozen=True, slots=True)
class Best:
    """Those read closely, best first: slots, scores, and their texts (`places` of the owners in `readings`)."""

    slots: Words
    scores: Longs
    places: Longs
    readings: Readings


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish as read: its words, and which of them decide in each of its two readings."""

    reading: Reading
    finished: Claims
    growing: Claims

    @property
    def words(self) -> tuple[str, ...]:
        """The words that decide."""
        return tuple(dict.fromkeys(claim.token for claim in (*self.finished.chosen, *self.growing.chosen)))


class Search:
    """All that is known while one wish is answered; the world is held still meanwhile."""

    def __init__(self, query: Query, world: World, blocked: Set[str], scratch: Scratch) -> None:
        self.query, self.world, self.scratch = query, world, scratch
        self.asker = world.members.slot(query.asker)
        self.absent = slots_present(world.members, blocked)
        self.audiences = _audiences(query, self.asker)
        self.lists = Lists(world, self.audiences, self.absent, scratch)
        self.readers = _readers(world, self.audiences, self.absent)
        self.closeness = NO_CLOSENESS if self.asker is None else closeness_table(query.kind)

    @classmethod
    @contextmanager
    def begun(cls, query: Query, world: World, blocked: Set[str]) -> Iterator["Search"]:
        """Hold the world still and lay out where everyone stands."""
        with world.lock.reading():
            whose = (world.serial, world.version, query.asker, frozenset(blocked))
            with pool.lent(len(world.members), whose) as scratch:
                search = cls(query, world, blocked, scratch)
                if scratch.whose != whose:
                    scratch.stand(whose, search._around(whose))
                yield search

    def answer(self) -> Answer:
        """Return hits, reach and slate of those the wish reaches."""
        wish, top = self._wish(), self.query.top
        scored = weighed(wish.reading.growing, self.lists, self.readers) if top else []
        rooms = (max(top, BEST), *ROOMS) if top else NO_ROOMS
        reach, slots, _ = self._scan().best(wish.finished, wish.growing, scored, rooms)
        if not slots.size:
            return Answer(reach=reach, words=wish.words)
        return self._told(wish, reach, self._best(slots, scored))

    def scanned(self, most: int) -> tuple[list[tuple[int, int]], Reach]:
        """Return slot and score of the best by the scan alone, best first, and how many the wish reaches by ring."""
        wish = self._wish()
        scored = weighed(wish.reading.growing, self.lists, self.readers) if most else []
        reach, slots, products = self._scan().best(wish.finished, wish.growing, scored, (most, 0, 0, 0, 0))
        if not slots.size:
            return [], reach
        order = np.lexsort((self.world.members.order_of(slots), -products))
        return list(zip(slots[order].tolist(), floored(products[order]).tolist(), strict=True)), reach

    def ranked(self, most: int) -> list[tuple[int, int]]:
        """Return slot and score of everyone with a word of the wish, best first; the best `most` are read closely."""
        reading = read_wish(self.query.text, self.world.analyser)
        words = weighed(reading.growing, self.lists, self.readers)
        slots, scores = self._scan().everyone(words)
        if not slots.size:
            return []
        best = self._best(self._scan().best_of_everyone(words, (most, *ROOMS)), words)
        rest = ~np.isin(slots, best.slots)
        later = totals(scores[rest], slots[rest], self.scratch.near, self.closeness, self.world.members)
        order = np.lexsort((self.world.members.order_of(slots[rest]), -later))
        above = int(later.max(initial=0))  # whoever was read closely stands above all who were not
        ranked = list(zip(best.slots.tolist(), (best.scores + above).tolist(), strict=True))
        return ranked + list(zip(slots[rest][order].tolist(), later[order].tolist(), strict=True))

    def _wish(self) -> Wish:
        reading = read_wish(self.query.text, self.world.analyser)
        return Wish(reading, *claims(reading, self.lists, self.readers))

    def _scan(self) -> Scan:
        return Scan(self.query, self.world, self.scratch, self.closeness)

    def _told(self, wish: Wish, reach: Reach, best: Best) -> Answer:
        wanted = Wanted(wish.reading.growing, self.world.analyser)
        known: dict[int, Hit] = {}

        def hit_of(number: int) -> Hit:
            if number not in known:
                known[number] = self._hit(best, number, wanted)
            return known[number]

        rings = RINGS[self.scratch.near[best.slots]]
        rings[rings == UNNAMED] = 2
        new = self.world.members.flags[best.slots] & NEWCOMER > 0
        lines = list(zip(range(best.slots.size), rings.tolist(), new.tolist(), strict=True))
        hits = tuple(hit_of(number) for number in range(min(self.query.top, best.slots.size)))
        return Answer(hits, reach, mixed_slate(lines, hit_of), wish.words)

    def _best(self, slots: Words, words: Sequence[Weighed]) -> Best:
        members, near = self.world.members, self.scratch.near
        chosen = np.unique(slots)
        readings = read_closely(chosen, words, self.world, self.audiences, self.scratch)
        clock = Clock(self.world, self.audiences, self.absent.tolist())
        habit = Habit(self._texts(), np.array([word.listing.mass for word in words], dtype=np.int64))
        fit, activity = fits(readings, chosen.size, words, clock, habit)
        final = totals(fit, chosen, near, self.closeness, members)
        order = eased(np.lexsort((members.order_of(chosen), -final)), activity, self.readers)
        return Best(chosen[order], final[order], order, readings)

    def _texts(self) -> int:
        """Return how many texts there are in view."""
        absent = self.absent.tolist()
        return sum(self.world.texts(number) - self.world.texts_of(number, absent) for number in self.audiences)

    def _hit(self, best: Best, number: int, wanted: Wanted) -> Hit:
        slot = int(best.slots[number])
        ring = self._ring(slot)
        ways = connectors(self.asker, slot, self.world, self.scratch.near) if self.asker is not None else []
        return Hit(
            person=self.world.members.id(slot),
            score=int(best.scores[number]),
            ring=ring,
            mutual=len(ways),
            why=reasons(best.readings.texts_of(int(best.places[number])), wanted),
            via=vias(ways, self.world.members) if ring == 2 else (),
        )

    def _ring(self, slot: int) -> Ring | None:
        if self.asker is None:
            return None
        ring = int(RINGS[self.scratch.near[slot]])
        return 1 if ring == 1 else 3 if ring == 3 else 2

    def _around(self, whose: object) -> Standing:
        key = ("standing", whose)
        found = self.world.memory.recall(key, Standing)
        if found is None:
            found = standing(self.asker, self.absent, self.world, self.scratch)
            self.world.memory.keep(key, found, 5 * found.slots.size)
        return found


def _audiences(query: Query, asker: int | None) -> tuple[int, ...]:
    """Return the shelves whose texts may be read."""
    members = (BITS["members"],) if asker is not None else ()
    matching = (BITS["matching"],) if query.scope == "nudge" else ()
    return (BITS["everyone"], *members, *matching)


def _readers(world: World, audiences: Sequence[int], absent: Words) -> int:
    """Return how many people in view hold a text."""
    bits = sum(1 << number for number in audiences)
    gone = int(np.count_nonzero(world.members.holds[absent] & bits)) if absent.size else 0
    return world.members.readers(bits) - gone


def totals(scores: Longs, slots: Words, near: Bytes, closeness: Longs, members: Members) -> Longs:
    """Return score × closeness × availability, at least 1; int64, in the order of the slots."""
    return floored(scores * closeness[near[slots]] * members.availability[slots])


def floored(products: Longs) -> Longs:
    """Return scores from products of score, closeness and availability: at least 1."""
    scores: Longs = np.maximum(products // (CLOSENESS_ONE * 16), 1)
    return scores
