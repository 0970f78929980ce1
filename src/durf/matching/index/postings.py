"""From terms to the items that hold them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from durf.matching.fixed import Ints
from durf.matching.text.analysis import Analyser


@dataclass(frozen=True, slots=True)
class Postings:
    """Which items hold a term and how often.

    Attributes:
        rows: number of the row of each term.
        tokens: all tokens of the items, sorted, to look up what a half-typed word may become.
        starts: int64 (terms + 1,).
        items: int64 (p,), rising within a row.
        counts: int64 (p,), times the term occurs in the item, in quarters (half a compound counts 2).
    """

    rows: dict[str, int]
    tokens: tuple[str, ...]
    starts: Ints
    items: Ints
    counts: Ints

    @classmethod
    def build(cls, leaves: Sequence[Sequence[str]], analyser: Analyser) -> Self:
        """Turn items into postings. O(p · log p) for p occurrences."""
        known = tuple(sorted({token for leaf in leaves for token in leaf}))
        numbers = {token: number for number, token in enumerate(known)}
        flat = np.array([numbers[token] for leaf in leaves for token in leaf], dtype=np.int64)
        holders = np.repeat(np.arange(len(leaves)), [len(leaf) for leaf in leaves]).astype(np.int64)
        rows, fan, terms, shares = _terms_of(known, analyser)
        width = fan[1:] - fan[:-1]
        spread = _ranges(fan[flat], width[flat])
        items = np.repeat(holders, width[flat])
        keys = terms[spread] * max(len(leaves), 1) + items
        order = np.argsort(keys, kind="stable")
        firsts = np.flatnonzero(np.diff(keys[order], prepend=-1))
        counts = np.add.reduceat(shares[spread][order], firsts) if firsts.size else np.zeros(0, np.int64)
        kept = keys[order][firsts]
        starts = np.searchsorted(kept // max(len(leaves), 1), np.arange(len(rows) + 1)).astype(np.int64)
        return cls(rows, known, starts, kept % max(len(leaves), 1), counts)

    def row(self, term: str) -> tuple[Ints, Ints]:
        """Return the items that hold a term and the counts; both empty for an unknown term."""
        number = self.rows.get(term)
        span = slice(0, 0) if number is None else slice(int(self.starts[number]), int(self.starts[number + 1]))
        return self.items[span], self.counts[span]


def _terms_of(known: Sequence[str], analyser: Analyser) -> tuple[dict[str, int], Ints, Ints, Ints]:
    """Return the rows of the terms and, per token, where its terms and shares stand."""
    rows: dict[str, int] = {}
    fan, terms, shares = [0], [], []
    for token in known:
        for term, share in analyser.word(token).shares().items():
            terms.append(rows.setdefault(term, len(rows)))
            shares.append(share)
        fan.append(len(terms))
    as_ints = [np.array(column, dtype=np.int64) for column in (fan, terms, shares)]
    return rows, as_ints[0], as_ints[1], as_ints[2]


def _ranges(starts: Ints, widths: Ints) -> Ints:
    """Return start, start + 1, … of each width, one after the other."""
    ends = np.cumsum(widths)
    total = int(ends[-1]) if ends.size else 0
    ranges: Ints = np.arange(total) + np.repeat(starts - (ends - widths), widths)
    return ranges
