"""The scan: whom a wish reaches, and a first score of everyone reached, by adding up what their words weigh.

It reads postings alone; the best are then read closely, text by text (`close/`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from durf.matching.answers import Reach
from durf.matching.fixed import rarity
from durf.matching.index.world import World
from durf.matching.questions import Query
from durf.matching.search.closeness import rings_within
from durf.matching.search.reading import Want
from durf.matching.search.scan.claims import FIT_MIN, Claims
from durf.matching.search.scan.lists import Listing, Lists
from durf.matching.search.scan.windows import COLUMNS, GROUPS, SIZE, Asked, People, scan_windows
from durf.matching.search.scratch import Scratch

Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]
Words = NDArray[np.uint32]

SCAN_WORDS = 16  # words of a wish that the scan adds up, those that weigh most; docs/matching.md, "Score"
SCAN_BITS = 6  # dropped from a rarity in the scan, and
WORTH_MAX = 1 << 17  # no word may be worth more, so that sixteen of them fit 32 bits
RARITY_BITS = 4  # dropped from a rarity, which then counts doublings in 1/256
NO_STALE = np.zeros(0, dtype=np.uint8)
EVERYWHERE = np.zeros(0, dtype=np.bool_)
EVERYONE = np.ones(2, dtype=np.bool_)
NOBODY = np.zeros(0, dtype=np.uint32)
NO_SCORES = np.zeros(0, dtype=np.int64)
NO_ROOMS = (0,) * GROUPS


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

    def __init__(self, query: Query, world: World, scratch: Scratch, closeness: Longs) -> None:
        members = world.members
        self._scratch = scratch
        self._people = People(
            scratch.near,
            members.availability,
            members.flags,
            members.places,
            members.languages,
            world.stale if world.outdated else NO_STALE,
            members.order,
            members.settled,
        )
        self._asked = Asked(
            rings_within(query.within),
            members.place_number(query.place) if query.place is not None else 0,
            members.languages_allowed(query.lang) if query.lang is not None else EVERYWHERE,
            closeness,
        )

    def best(
        self, finished: Claims, growing: Claims, words: Sequence[Weighed], rooms: Sequence[int]
    ) -> tuple[Reach, Words, Longs]:
        """Return how many one of the two readings reaches by ring, and slots and products of the best of them.

        `rooms` is how many best to keep of all, of each ring and of the newcomers; some may come more than once.
        O(postings of the words).
        """
        marks, enough = _marks(finished, growing)
        lists, fresh = _table(marks, words[:SCAN_WORDS])
        counts, slots, products = self._swept(lists, len(marks), fresh, enough, rooms, NOBODY, NO_SCORES)
        _, first, named, beyond, unnamed = counts.tolist()
        return Reach(first, named + unnamed, beyond, unnamed), slots, products

    def everyone(self, words: Sequence[Weighed]) -> tuple[Words, Longs]:
        """Return slots and scores of all who hold one of the words and may be asked, reached or not."""
        marks = [(word.listing, 1) for word in words]
        lists, fresh = _table(marks, words[:SCAN_WORDS])
        most = int(lists[:, SIZE].sum()) + fresh.size
        room = np.empty(most, dtype=np.uint32), np.empty(most, dtype=np.int64)
        return self._swept(lists, len(marks), fresh, EVERYONE, NO_ROOMS, *room)[1:]

    def best_of_everyone(self, words: Sequence[Weighed], rooms: Sequence[int]) -> Words:
        """Return the slots of the best of those; some may come more than once."""
        marks = [(word.listing, 1) for word in words]
        lists, fresh = _table(marks, words[:SCAN_WORDS])
        return self._swept(lists, len(marks), fresh, EVERYONE, rooms, NOBODY, NO_SCORES)[1]

    def _swept(
        self,
        lists: Longs,
        marking: int,
        fresh: Words,
        enough: Flags,
        rooms: Sequence[int],
        everyone: Words,
        scores: Longs,
    ) -> tuple[Longs, Words, Longs]:
        room = np.array(rooms, dtype=np.int64)
        scratch = self._scratch.sums, self._scratch.window
        return scan_windows(lists, marking, fresh, enough, self._people, self._asked, room, *scratch, everyone, scores)


def _marks(finished: Claims, growing: Claims) -> tuple[list[tuple[Listing, int]], Flags]:
    """Return the lists that decide, each with its bit, and for each set of bits whether it is enough."""
    places: dict[int, int] = {}
    marks: list[tuple[Listing, int]] = []
    covers: list[list[int]] = []  # per list, how much of the best possible fit being on it covers in each reading
    for reading, claims in enumerate((finished, growing)):
        for claim in claims.chosen:
            for listing, share in claim.covers:
                place = places.setdefault(id(listing), len(marks))
                if place == len(marks):
                    marks.append((listing, 1 << place))
                    covers.append([0, 0])
                covers[place][reading] += claim.rarity * share
    return marks, _enough(covers, (finished.best, growing.best))


def _table(marks: Sequence[tuple[Listing, int]], words: Sequence[Weighed]) -> tuple[Longs, Words]:
    """Describe the lists for `windows.scan_windows`: first those that mark, then those that only score."""
    worths: dict[int, int] = {}
    for word in words:
        worths[id(word.listing)] = worths.get(id(word.listing), 0) + word.worth
    rows: list[tuple[int, ...]] = []
    fresh: list[Words] = []
    held = 0
    marking = {id(listing) for listing, _ in marks}
    scoring = {id(word.listing): word.listing for word in words if id(word.listing) not in marking}
    for listing, bit in (*marks, *((listing, 0) for listing in scoring.values())):
        settled, begin = listing.settled, held
        if listing.slots.size:
            fresh.append(listing.slots << np.uint32(8) | listing.impacts)
            held += listing.slots.size
        worth = worths.pop(id(listing), 0)
        rows.append((settled.address, settled.postings.size, bit, worth, begin, held))
    table = np.array(rows, dtype=np.int64).reshape(len(rows), COLUMNS)
    return table, np.concatenate(fresh) if fresh else NOBODY


def _enough(covers: Sequence[Sequence[int]], best: Sequence[int]) -> Flags:
    """Tell for each set of lists whether being on them all covers an eighth of the best possible fit of a reading.

    `covers` gives per list what it covers in each of the two readings. bool (2^lists,).
    """
    sums = [(0, 0)]
    for finished, growing in covers:
        sums += [(one + finished, other + growing) for one, other in sums]
    fits = [any(total and FIT_MIN * total >= whole for total, whole in zip(pair, best, strict=True)) for pair in sums]
    return np.array(fits, dtype=np.bool_)
