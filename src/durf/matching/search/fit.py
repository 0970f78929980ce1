"""How well people's texts fit a wish: each item by itself, the best ten of a person together, and all as one text.

The formula is the trial's of MATCHING.md, in integers:
[Σ over the best 10 items of s^2.5 · recency]^(1/2.5) · (one-text share + .02)^.6 · activity^.5.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from durf.matching.fixed import Ints, log2_fixed, power2_fixed, rarity
from durf.matching.index.shelf import WEIGHT_ONE
from durf.matching.index.view import View
from durf.matching.search.reading import Want

BEST_ITEMS = 10
ITEM_MAX = 1 << 20  # keeps s^2.5 · recency · 10 within 63 bits
SCALE_BITS = 10  # dropped from a sum of rarity · weight · impact
RARITY_BITS = 4  # dropped from a rarity, which then counts doublings in 1/256
SHARE_ONE = 1 << 12
SHARE_FLOOR = 82  # .02


@dataclass(frozen=True, slots=True)
class Fit:
    """Text fit of one wish.

    Attributes:
        items: int64 (m,), score s of each item, 0..2^20.
        pooled: int64 (n,), Σ s^2.5 · recency over a person's best ten items, scaled; 0 where nothing fits.
        whole: int64 (n,), score of all texts of a person read as one.
    """

    items: Ints
    pooled: Ints
    whole: Ints


def text_fit(wants: Sequence[Want], view: View) -> Fit:
    """Score every item and every person of the view. O(postings of the words)."""
    items = np.zeros(view.shelf.owners.size, dtype=np.int64)
    whole = np.zeros(view.present.size, dtype=np.int64)
    for terms, weight in _weighed(wants):
        found = view.merged(terms)
        worth = (rarity(found.people.size, view.readers) >> RARITY_BITS) * weight
        items[found.items] += worth * found.impacts
        whole[found.people] += worth * found.person_impacts
    items = np.minimum((items >> SCALE_BITS) * view.shelf.weights // WEIGHT_ONE, ITEM_MAX)
    return Fit(items, _pooled(items, view), whole >> SCALE_BITS)


def combined(fit: Fit, chosen: Ints, view: View) -> Ints:
    """Return the text fit of the chosen slots as one integer each, 1..2^32, in their order. O(chosen)."""
    whole = fit.whole[chosen]
    share = whole * SHARE_ONE // max(int(whole.max(initial=0)), 1) + SHARE_FLOOR
    pooled = np.maximum(fit.pooled[chosen], 1)
    logs = 2 * log2_fixed(pooled) // 5 + 3 * log2_fixed(share) // 5 + view.activity[chosen] // 2
    return np.maximum(power2_fixed(np.maximum(logs, 0)), 1)


def _weighed(wants: Sequence[Want]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the terms of each word with its weight, then those of its halves with half of it."""
    for want in wants:
        yield want.forms, want.weight
        for part in want.parts:
            yield part.forms, want.weight // 2


def _pooled(items: Ints, view: View) -> Ints:
    touched = np.flatnonzero(items)
    scores = items[touched]
    roots = np.sqrt(256.0 * scores).astype(np.int64)
    worths = (scores * scores >> 8) * roots * view.shelf.recency[touched]
    owners = view.shelf.owners[touched]
    best = _best_of_each(owners, worths)
    pooled = np.zeros(view.present.size, dtype=np.int64)
    np.add.at(pooled, owners[best], worths[best])
    return pooled


def _best_of_each(owners: Ints, worths: Ints) -> Ints | NDArray[np.bool_]:
    """Return which of the worths belong to the ten highest of their owner; owners rise."""
    firsts = np.flatnonzero(np.diff(owners, prepend=-1))
    sizes = np.diff(firsts, append=owners.size)
    if not sizes.size or int(sizes.max()) <= BEST_ITEMS:
        return np.ones(owners.size, dtype=np.bool_)
    order = np.lexsort((-worths, owners))
    place = np.arange(owners.size) - np.repeat(firsts, sizes)
    return order[place < BEST_ITEMS]
