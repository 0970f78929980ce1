"""The scan: whom a wish reaches, and a first score of everyone reached, by adding up what their words weigh.

It reads postings alone; the best are then read closely, text by text (`close/`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from durf.matching.answers import Reach
from durf.matching.fixed import rarity
from durf.matching.index.shelves.impact import LOUDNESS
from durf.matching.index.world import World
from durf.matching.questions import Query
from durf.matching.search.closeness import UNNAMED, rings_within
from durf.matching.search.reading import Want
from durf.matching.search.scan.claims import FIT_MIN, Claims
from durf.matching.search.scan.kernels import add_scores, mark, probe_scores, settle, start_scores, take_scores
from durf.matching.search.scan.lists import Listing, Lists
from durf.matching.search.scratch import Scratch

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]
Words = NDArray[np.uint32]

SCAN_WORDS = 16  # words of a wish that the scan adds up, those that weigh most; docs/matching.md, "Score"
SCAN_BITS = 6  # dropped from a rarity in the scan, and
WORTH_MAX = 1 << 17  # no word may be worth more, so that sixteen of them fit 32 bits
RARITY_BITS = 4  # dropped from a rarity, which then counts doublings in 1/256
PROBE_FROM = 24  # a list so many times longer than those reached is probed, not read
NO_STALE = np.zeros(0, dtype=np.uint8)
EVERYWHERE = np.zeros(0, dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word to be scored.

    Attributes:
        listing: who holds it.
        forms, prefix: what means it (see `reading.Want`).
        weight, close_weight: see `reading.Want`.
        rarity: see `fixed.rarity`.
    """

    listing: Listing
    forms: tuple[str, ...]
    prefix: str
    weight: int
    close_weight: int
    rarity: int

    @property
    def worth(self) -> int:
        """What an impact of it is multiplied with in the scan: rarity · weight."""
        return min((self.rarity >> SCAN_BITS) * self.weight, WORTH_MAX)

    @property
    def close_worth(self) -> int:
        """What an impact of it is multiplied with where texts are read one by one."""
        return (self.rarity >> RARITY_BITS) * self.close_weight


def weighed(wants: Sequence[Want], lists: Lists, readers: int) -> list[Weighed]:
    """Return the words of a wish and the halves of its compounds as words of their own, what weighs most first."""
    found = []
    for want in wants:
        for forms, prefix in ((want.forms, want.prefix), *((part.forms, "") for part in want.parts)):
            listing = lists.listing(forms, prefix)
            rare = rarity(listing.people, readers)
            if listing.people and rare >> SCAN_BITS and want.weight:
                found.append(Weighed(listing, forms, prefix, want.weight, want.close_weight, rare))
    return sorted(found, key=lambda word: -word.worth)


class Scan:
    """One pass over the lists of a wish; `scratch` holds the nearness of everyone already."""

    def __init__(self, query: Query, world: World, scratch: Scratch) -> None:
        self._query, self._world, self._scratch = query, world, scratch
        self._stale = world.stale if world.outdated else NO_STALE

    def reached(self, finished: Claims, growing: Claims) -> tuple[Words, Reach]:
        """Return the slots of everyone one of the two readings reaches, and how many they are by ring.

        O(postings of the deciding words).
        """
        listings: list[Listing] = []
        covers: list[list[int]] = []  # per list, how much of the best possible fit being on it covers in each reading
        for reading, chosen in enumerate((finished, growing)):
            for claim in chosen.chosen:
                for listing, share in claim.covers:
                    if not any(listing is known for known in listings):
                        listings.append(listing)
                        covers.append([0, 0])
                    place = next(place for place, known in enumerate(listings) if known is listing)
                    covers[place][reading] += claim.rarity * share
        enough = _enough(covers, (finished.best, growing.best))
        found = 0
        for place, listing in enumerate(listings):
            found = self._mark(listing, 1 << place, found)
        return self._settled(found, enough)

    def anyone(self, words: Sequence[Weighed]) -> Words:
        """Return the slots of all who hold one of the words and may be asked, reached or not."""
        found = 0
        for word in words:
            found = self._mark(word.listing, 1, found)
        return self._settled(found, np.ones(2, dtype=np.bool_))[0]

    def scores(self, slots: Words, words: Sequence[Weighed]) -> Ints:
        """Return what the words weigh with each of the slots; int32, in their order. O(postings)."""
        scores = self._scratch.scores
        start_scores(slots, scores)
        for word in words[:SCAN_WORDS]:
            self._add(word, slots)
        return take_scores(slots, scores)

    def _mark(self, listing: Listing, bit: int, found: int) -> int:
        on, touched = self._scratch.on, self._scratch.touched
        found = mark(listing.settled.postings, bit, self._stale, on, touched, found)
        for slot in listing.slots.tolist():
            if on[slot] == 0:
                touched[found] = slot
                found += 1
            on[slot] |= bit
        return found

    def _settled(self, found: int, enough: Flags) -> tuple[Words, Reach]:
        members, scratch, query = self._world.members, self._scratch, self._query
        counts = np.zeros(UNNAMED + 1, dtype=np.int64)
        kept = settle(
            scratch.touched[:found],
            scratch.on,
            enough,
            scratch.near,
            rings_within(query.within),
            members.availability,
            members.places,
            members.place_number(query.place) if query.place is not None else 0,
            members.languages,
            members.languages_allowed(query.lang) if query.lang is not None else EVERYWHERE,
            counts,
            scratch.reached,
        )
        _, first, named, beyond, unnamed = counts.tolist()
        return scratch.reached[:kept].copy(), Reach(first, named + unnamed, beyond, unnamed)

    def _add(self, word: Weighed, slots: Words) -> None:
        postings, scores = word.listing.settled.postings, self._scratch.scores
        if postings.size > PROBE_FROM * slots.size:
            probe_scores(slots, postings, word.worth, LOUDNESS, self._stale, scores)
        else:
            add_scores(postings, word.worth, LOUDNESS, self._stale, scores)
        fresh = word.listing.slots
        if fresh.size:
            here = scores[fresh] != 0
            scores[fresh[here]] += word.worth * LOUDNESS[word.listing.impacts[here]]


def _enough(covers: Sequence[Sequence[int]], best: Sequence[int]) -> Flags:
    """Tell for each set of lists whether being on them all covers an eighth of the best possible fit of a reading.

    `covers` gives per list what it covers in each of the two readings. bool (2^lists,).
    """
    sums = [(0, 0)]
    for finished, growing in covers:
        sums += [(one + finished, other + growing) for one, other in sums]
    fits = [any(total and FIT_MIN * total >= whole for total, whole in zip(pair, best, strict=True)) for pair in sums]
    return np.array(fits, dtype=np.bool_)
