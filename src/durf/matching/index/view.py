"""What one kind of asker may know: the items, postings and statistics of the people and texts open to them.

Statistics are counted over what the view holds alone, so that a hidden person, a blocked one or a text for
matching only leaves no trace in anyone's scores (TRUST.md, non-interference).
"""

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from durf.matching.fixed import Ints, log2_of
from durf.matching.index.postings import Postings
from durf.matching.index.shelf import RECENCY_HALF, Reader, Shelf
from durf.matching.people import Person, Text
from durf.matching.text.analysis import Analyser

K1, B = 1.5, 0.75  # MATCHING.md, "A trial's best formula"
IMPACT_ONE = 100  # an impact of 100 is a BM25 term weight of 1; the highest possible is 100 · (K1 + 1)
LISTS_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Merged:
    """The postings of a few terms that mean one word; an item's count is the highest of theirs.

    Attributes:
        items, impacts: int64 (p,), items that hold the word and their BM25 impact, 0..250.
        people, person_impacts: int64 (q,), people that hold it and the impact of all their texts as one.
    """

    items: Ints
    impacts: Ints
    people: Ints
    person_impacts: Ints


@dataclass(frozen=True, slots=True)
class View:
    """People, items, terms.

    Attributes:
        present: bool (n,), who may be returned, counted and walked through, by slot.
        readers: how many of them hold a text.
        activity: int64 (n,), log2 of the activity, in 1/4096.
        person_lengths: int64 (n,), content tokens of all their items.
        item_length, person_length: averages, ≥ 1e-9.
    """

    present: NDArray[np.bool_]
    readers: int
    shelf: Shelf
    analyser: Analyser
    postings: Postings
    activity: Ints
    person_lengths: Ints
    item_length: float
    person_length: float
    _lists: dict[tuple[str, ...], Merged] = field(default_factory=dict)

    @classmethod
    def build(cls, people: Sequence[Person], audiences: Set[str], absent: Set[str], reader: Reader) -> Self:
        """Build the view of `people` (by slot) on texts for `audiences`, as if `absent` were not there."""
        present = np.array([one.findable and one.id not in absent for one in people], dtype=np.bool_)
        held: Mapping[int, list[Text]] = {
            slot: [text for text in one.texts if text.audience in audiences]
            for slot, one in enumerate(people)
            if present[slot]
        }
        shelf = Shelf.build(held, reader)
        analyser = Analyser(shelf.lexicon, reader.vocabulary)
        lengths = np.bincount(shelf.owners, shelf.lengths, minlength=len(people)).astype(np.int64)
        readers = int(np.unique(shelf.owners).size)
        total = int(lengths.sum())
        return cls(
            present=present,
            readers=readers,
            shelf=shelf,
            analyser=analyser,
            postings=Postings.build(shelf.leaves, analyser),
            activity=_activity(shelf, len(people)),
            person_lengths=lengths,
            item_length=max(total / max(len(shelf.texts), 1), 1e-9),
            person_length=max(total / max(readers, 1), 1e-9),
        )

    def merged(self, terms: tuple[str, ...]) -> Merged:
        """Return the postings of a word, given as its terms. O(p · log p) the first time."""
        found = self._lists.get(terms)
        if found is None:
            if len(self._lists) >= LISTS_KEPT:
                self._lists.clear()
            found = self._lists[terms] = self._merge(terms)
        return found

    def _merge(self, terms: tuple[str, ...]) -> Merged:
        items, counts = _highest([self.postings.row(term) for term in terms])
        owners = self.shelf.owners[items]
        firsts = np.flatnonzero(np.diff(owners, prepend=-1))
        people = owners[firsts]
        weighed = counts * self.shelf.weights[items]
        sums = np.add.reduceat(weighed, firsts) // 16 if firsts.size else weighed
        return Merged(
            items=items,
            impacts=impact(counts, self.shelf.lengths[items], self.item_length),
            people=people,
            person_impacts=impact(sums, self.person_lengths[people], self.person_length),
        )


def impact(counts: Ints, lengths: Ints, average: float) -> Ints:
    """Return the BM25 impact of counts in quarters, 0..250 (Robertson and Zaragoza 2009). O(size)."""
    times = counts / 4.0
    return (IMPACT_ONE * (K1 + 1) * times / (times + K1 * (1 - B + B * lengths / average))).astype(np.int64)


def _highest(rows: Sequence[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    """Unite postings; where several hold an item, the highest count stands."""
    if len(rows) == 1:
        return rows[0]
    items = np.concatenate([row for row, _ in rows]) if rows else np.zeros(0, np.int64)
    counts = np.concatenate([count for _, count in rows]) if rows else np.zeros(0, np.int64)
    order = np.argsort(items, kind="stable")
    firsts = np.flatnonzero(np.diff(items[order], prepend=-1))
    if not firsts.size:
        return items, counts
    return items[order][firsts], np.maximum.reduceat(counts[order], firsts)


def _activity(shelf: Shelf, people: int) -> Ints:
    """Return log2 of log1p((R + .1 n + .02) / 2) per slot, in 1/4096 (MATCHING.md, "A trial's best formula").

    n counts a person's dated items and R sums 2^(−u/.07) over them; someone with undated items, which stand
    until taken back, counts as having one new item more, however many they are.
    """
    newness: list[list[float]] = [[] for _ in range(people)]
    standing = [False] * people
    for owner, age in zip(shelf.owners.tolist(), shelf.ages.tolist(), strict=True):
        if math.isnan(age):
            standing[owner] = True
        else:
            newness[owner].append(2.0 ** (-age / RECENCY_HALF))
    sums = [(math.fsum(new) + stands, len(new) + stands) for new, stands in zip(newness, standing, strict=True)]
    return np.array([log2_of(math.log1p((r + 0.1 * n + 0.02) / 2)) for r, n in sums], dtype=np.int64)
