"""The close reading: the best of a scan, text by text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from durf.matching.compiled import compiled
from durf.matching.index.shelves.draft import Item
from durf.matching.index.shelves.impact import IMPACTS, WEIGHT_ONE
from durf.matching.index.shelves.shelf import Shelf
from durf.matching.index.world import World
from durf.matching.people import Text
from durf.matching.search.scan.lists import spans_under
from durf.matching.search.scan.scan import Weighed
from durf.matching.search.scratch import Scratch

Longs = NDArray[np.int64]
Words = NDArray[np.uint32]
Halves = NDArray[np.uint16]
Bytes = NDArray[np.uint8]

SCALE_BITS = 10  # dropped from a sum of worth · impact
ITEM_MAX = 1 << 20  # keeps s^2.5 · recency · 10 within 63 bits


@dataclass(frozen=True, slots=True)
class Readings:
    """The texts of some people, k in all, as one wish reads them.

    Attributes:
        owners: int64 (k,), place of their owner among those read, rising only within an audience.
        scores: int64 (k,), how well each text fits, 0..2^20.
        moments: int64 (k,), microseconds or UNDATED.
        sizes: int64 (k,), content tokens · weight in sixteenths.
        counts: int64 (people, words), how often each word occurs in all their texts, in quarters · sixteenths.
        values: int64 (people, words), how much it weighs in all of them, the sum of its impacts.
        sources: per audience, in the order of the texts: the shelf, items of it, and fresh items after them.
    """

    owners: Longs
    scores: Longs
    moments: Longs
    sizes: Longs
    counts: Longs
    values: Longs
    sources: tuple[tuple[Shelf, Longs, tuple[Item, ...]], ...]

    def texts_of(self, owner: int) -> Iterator[Text]:
        """Yield the texts of one person that fit at all, best first."""
        places = np.flatnonzero((self.owners == owner) & (self.scores > 0))
        for place in places[np.argsort(-self.scores[places], kind="stable")].tolist():
            yield self._text(place)

    def _text(self, place: int) -> Text:
        for shelf, items, fresh in self.sources:
            if place < items.size:
                return shelf.text(int(items[place]))
            if place < items.size + len(fresh):
                return fresh[place - items.size].text
            place -= items.size + len(fresh)
        raise IndexError(place)


def read_closely(
    slots: Words, words: Sequence[Weighed], world: World, audiences: Sequence[int], scratch: Scratch
) -> Readings:
    """Read all texts for these audiences of the people at `slots`. O(length of their texts)."""
    sums = np.zeros((2, len(slots), len(words)), dtype=np.int64)
    worths = np.array([word.close_worth for word in words], dtype=np.int64)
    parts = []
    sources = []
    for number in audiences:
        shelf = world.shelves[number]
        owners, items = _items_of(shelf, slots, world.stale)
        scores = _read_shelf(shelf, number, items, owners, words, worths, sums, world, scratch)
        sizes = shelf.lengths[items].astype(np.int64) * shelf.weights[items]
        parts.append((owners, scores, shelf.moments[items], sizes))
        fresh = world.fresh[number].items
        here = enumerate(slots.tolist()) if fresh else ()
        held = [(place, item) for place, slot in here for item in fresh.get(slot, ())]
        parts.append(_read_fresh(held, words, worths, sums, world))
        sources.append((shelf, items, tuple(item for _, item in held)))
    owners, scores, moments, sizes = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return Readings(owners, scores, moments, sizes, sums[0], sums[1], tuple(sources))


def _items_of(shelf: Shelf, slots: Words, stale: Bytes) -> tuple[Longs, Longs]:
    """Return, for each settled item of the people at `slots`, the place of its owner among them, and the item."""
    places = np.flatnonzero(slots < stale.size)
    places = places[stale[slots[places]] == 0]
    begins = shelf.item_starts[slots[places]].astype(np.int64)
    sizes = shelf.item_starts[slots[places] + 1].astype(np.int64) - begins
    ends = np.cumsum(sizes)
    items = np.arange(int(sizes.sum())) + np.repeat(begins - (ends - sizes), sizes)
    return np.repeat(places, sizes), items


def _read_shelf(
    shelf: Shelf,
    number: int,
    items: Longs,
    owners: Longs,
    words: Sequence[Weighed],
    worths: Longs,
    sums: Longs,
    world: World,
    scratch: Scratch,
) -> Longs:
    rows: dict[int, list[int]] = {}
    for place, word in enumerate(words):
        for token in _tokens(shelf, number, word, world):
            rows.setdefault(token, []).append(place)
    starts = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows.values()], out=starts[1:])
    meant = np.array([place for row in rows.values() for place in row], dtype=np.int64)
    tokens = np.array(list(rows), dtype=np.int64)
    lookup = scratch.lookup(number, len(shelf.tokens))
    lookup[tokens] = np.arange(1, tokens.size + 1)
    columns = (shelf.entry_starts, shelf.entries, shelf.counts, shelf.lengths, shelf.weights)
    scores = read_items(items, owners, *columns, lookup, starts, meant, worths, sums)
    lookup[tokens] = 0
    return scores


def _tokens(shelf: Shelf, number: int, word: Weighed, world: World) -> list[int]:
    key = ("tokens", number, word.forms, word.prefix)
    found = world.memory.recall(key, list)
    if found is None:
        found = [token for span in spans_under(shelf, word.forms, word.prefix) for token in span]
        world.memory.keep(key, found, 8 * len(found))
    return found


def _read_fresh(
    held: Sequence[tuple[int, Item]], words: Sequence[Weighed], worths: Longs, sums: Longs, world: World
) -> tuple[Longs, Longs, Longs, Longs]:
    scores = []
    meant = _Meant(words, world)
    for owner, item in held:
        total = 0
        for place, count in meant.counts(item).items():
            impact = int(IMPACTS[item.length, count])
            total += int(worths[place]) * impact
            sums[:, owner, place] += (count * item.weight, impact * item.weight // WEIGHT_ONE)
        scores.append(min((total >> SCALE_BITS) * item.weight // WEIGHT_ONE, ITEM_MAX))
    return (
        np.array([owner for owner, _ in held], dtype=np.int64),
        np.array(scores, dtype=np.int64),
        np.array([item.moment for _, item in held], dtype=np.int64),
        np.array([item.length * item.weight for _, item in held], dtype=np.int64),
    )


class _Meant:
    """The words of a wish by what means them, so that a long text meets a long wish in O(its tokens)."""

    def __init__(self, words: Sequence[Weighed], world: World) -> None:
        self._analyser = world.analyser
        self._prefixes = [(place, word.prefix) for place, word in enumerate(words) if word.prefix]
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            for form in word.forms:
                self._places.setdefault(form, []).append(place)

    def counts(self, item: Item) -> dict[int, int]:
        """Return how often each word occurs in a text, by its place: of several tokens the most frequent counts."""
        best: dict[int, int] = {}
        for token, count in item.counts.items():
            places = {place for form in self._analyser.word(token).forms for place in self._places.get(form, ())}
            places.update(place for place, prefix in self._prefixes if token.startswith(prefix))
            for place in places:
                best[place] = max(best.get(place, 0), count)
        return best


@compiled
def read_items(
    items: Longs,
    owners: Longs,
    entry_starts: Longs,
    entries: Words,
    counts: Bytes,
    lengths: Halves,
    weights: Halves,
    lookup: Words,
    starts: Longs,
    meant: Longs,
    worths: Longs,
    sums: Longs,
) -> Longs:
    """Return how well each item fits; adds to `sums` how often each word occurs and how much it weighs. O(entries).

    `lookup` gives for a token 1 + its row: the words meant[starts[row]:starts[row + 1]] it stands for.
    """
    scores = np.zeros(items.size, np.int64)
    best = np.zeros(worths.size, np.int64)
    touched = np.empty(worths.size, np.int64)
    for number in range(items.size):
        item = items[number]
        found = 0
        for entry in range(entry_starts[item], entry_starts[item + 1]):
            row = lookup[entries[entry]]
            if row == 0:
                continue
            for place in range(starts[row - 1], starts[row]):
                word = meant[place]
                if best[word] == 0:
                    touched[found] = word
                    found += 1
                best[word] = max(best[word], np.int64(counts[entry]))
        total = np.int64(0)
        for place in range(found):
            word = touched[place]
            impact = np.int64(IMPACTS[lengths[item], best[word]])
            total += worths[word] * impact
            sums[0, owners[number], word] += best[word] * weights[item]
            sums[1, owners[number], word] += impact * weights[item] // WEIGHT_ONE
            best[word] = 0
        scores[number] = min((total >> SCALE_BITS) * weights[item] // WEIGHT_ONE, ITEM_MAX)
    return scores
