"""Who holds a word: the settled postings of all its tokens as one list, and those since the snapshot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from durf.matching.addresses import address_of
from durf.matching.index.shelves.impact import VALUES, VALUES_MAX, coded
from durf.matching.index.shelves.shelf import Shelf
from durf.matching.index.world import World
from durf.matching.search.scan.kernels import count_on, scatter, sweep
from durf.matching.search.scratch import Scratch

Words = NDArray[np.uint32]
Bytes = NDArray[np.uint8]

NO_SLOTS: Words = np.zeros(0, dtype=np.uint32)
NO_IMPACTS: Bytes = np.zeros(0, dtype=np.uint8)


class Settled:
    """The list of a word in the snapshot: postings, slots rising, where they lie, and the sum of their values.

    `outdated` is how many stale slots are on it, their values together, and how many of the stale were looked at;
    `told` what was last made of it, for one version of the world and those as if not there.
    """

    def __init__(self, postings: Words, mass: int | np.int64) -> None:
        self.postings, self.mass = postings, int(mass)
        self.address = address_of(postings)
        self.outdated = (0, 0, 0)
        self.told: tuple[object, Listing | None] = (None, None)

    def standing(self, stale: Sequence[int]) -> tuple[int, int]:
        """Return how many on the list are not stale, and their values together. O(newly stale · log list)."""
        gone, lost, seen = self.outdated
        if seen < len(stale):
            fresh = np.array(stale[seen:], dtype=np.uint32)
            more, values = count_on(self.postings, VALUES, fresh)
            gone, lost, seen = gone + more, lost + int(values), seen + fresh.size
            self.outdated = (gone, lost, seen)
        return int(self.postings.size) - gone, self.mass - lost


@dataclass(frozen=True, slots=True)
class Listing:
    """Everyone in view who holds a word.

    Attributes:
        settled: their list in the snapshot, the stale and the absent still on it.
        slots, impacts: uint32, uint8 (f,), those with fresh texts, and what the word weighs with them, coded.
        people: how many they are, without the stale and the absent.
        mass: what it weighs with all of them together.
    """

    settled: Settled
    slots: Words
    impacts: Bytes
    people: int
    mass: int


class Lists:
    """Looks words up for one search: the audiences its asker may read, and those as if not there."""

    def __init__(self, world: World, audiences: Sequence[int], absent: Words, scratch: Scratch) -> None:
        self._world = world
        self._audiences = tuple(audiences)
        self._absent = absent
        gone = absent.tolist()
        self._absent_set = frozenset(gone)
        self._absent_settled = (
            np.array([slot for slot in gone if slot < world.stale.size and not world.stale[slot]], dtype=np.uint32)
            if gone
            else NO_SLOTS
        )
        self._now = world.version, self._absent_set
        self._scratch = scratch
        self._found: dict[tuple[tuple[str, ...], str], Listing] = {}

    def listing(self, forms: tuple[str, ...], prefix: str = "") -> Listing:
        """Return who holds a token under one of the terms, or one that begins so (where a prefix is given)."""
        key = (forms, prefix)
        if key not in self._found:
            self._found[key] = self._look_up(forms, prefix)
        return self._found[key]

    def _look_up(self, forms: tuple[str, ...], prefix: str) -> Listing:
        settled = self._settled(forms, prefix)
        when, listing = settled.told
        if listing is None or when != self._now:
            listing = self._listed(settled, forms, prefix)
            settled.told = self._now, listing
        return listing

    def _listed(self, settled: Settled, forms: tuple[str, ...], prefix: str) -> Listing:
        slots, impacts = self._fresh(forms, prefix)
        people, mass = settled.standing(self._world.outdated)
        if self._absent_settled.size:
            absent, missing = count_on(settled.postings, VALUES, self._absent_settled)
            people, mass = people - absent, mass - int(missing)
        if slots.size:
            people, mass = people + slots.size, mass + int(VALUES[impacts].sum())
        return Listing(settled, slots, impacts, people, mass)

    def _settled(self, forms: tuple[str, ...], prefix: str) -> Settled:
        key = (self._audiences, forms, prefix)
        memory = self._world.memory
        kept = memory.recall(key, Settled)
        if kept is not None:
            return kept
        spans = [(shelf, span) for shelf in self._shelves() for span in spans_under(shelf, forms, prefix)]
        if not spans:
            return memory.keep(key, Settled(np.zeros(0, dtype=np.uint32), 0), 0)
        if len(spans) == 1 and len(spans[0][1]) == 1:
            shelf, span = spans[0]
            return memory.keep(key, Settled(_postings(shelf, span), int(shelf.masses[span.start])), 0)
        sums, bits, size = self._scratch.scores, self._scratch.bits, 0
        for shelf, span in spans:
            size += scatter(_postings(shelf, span), VALUES, VALUES_MAX, sums, bits)
        postings, mass = sweep(size, sums, bits)
        return memory.keep(key, Settled(postings, mass), postings.nbytes)

    def _fresh(self, forms: tuple[str, ...], prefix: str) -> tuple[Words, Bytes]:
        sums: dict[int, int] = {}
        for fresh in (self._world.fresh[number] for number in self._audiences):
            if not fresh.items:
                continue
            tokens = set().union(*(fresh.tokens_of(form) for form in forms))
            for token in tokens.union(fresh.beginning_with(prefix) if prefix else ()):
                for slot, code in fresh.holders[token].items():
                    sums[slot] = sums.get(slot, 0) + int(VALUES[code])
        if not sums:
            return NO_SLOTS, NO_IMPACTS
        slots = sorted(slot for slot in sums if slot not in self._absent_set)
        values = np.minimum(np.array([sums[slot] for slot in slots], dtype=np.int64), VALUES_MAX)
        return np.array(slots, dtype=np.uint32), coded(values)

    def _shelves(self) -> Iterator[Shelf]:
        return (self._world.shelves[number] for number in self._audiences)


def spans_under(shelf: Shelf, forms: tuple[str, ...], prefix: str) -> list[range]:
    """Return the numbers of the tokens under the terms or beginning so, each once, as ranges."""
    begun = shelf.tokens.beginning_with(prefix) if prefix else range(0)
    single = {token for form in forms for token in shelf.tokens_of(form).tolist() if token not in begun}
    return [*([begun] if begun else []), *(range(token, token + 1) for token in sorted(single))]


def _postings(shelf: Shelf, span: range) -> Words:
    return shelf.postings[int(shelf.starts[span.start]) : int(shelf.starts[span.stop])]
