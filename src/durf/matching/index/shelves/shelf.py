"""The texts of one audience, laid out to be searched: who holds a token, and what each text says.

Never changed once made. Each audience has a shelf of its own: a search never touches what its asker may not read.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

from durf.matching.index.shelves.draft import UNDATED, Draft
from durf.matching.index.shelves.layout import fill_postings, posting_sizes
from durf.matching.index.strings import Strings
from durf.matching.people import Text
from durf.matching.text.analysis import Analyser

Longs = NDArray[np.int64]
Words = NDArray[np.uint32]
Halves = NDArray[np.uint16]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Columns:
    """Items in the order of their owners, one row each, entries beside: what a shelf is laid out from (see `Shelf`)."""

    owners: Words
    entry_starts: Longs
    entries: Words
    counts: Bytes
    lengths: Halves
    weights: Halves
    moments: Longs
    bodies: Strings
    keys: Strings

    @classmethod
    def of(cls, draft: Draft, number: Words) -> Self:
        """Take over a draft, its tokens numbered anew."""
        entries = np.asarray(draft.entries, dtype=np.uint32)
        return cls(
            owners=np.asarray(draft.owners, dtype=np.uint32),
            entry_starts=np.asarray(draft.starts, dtype=np.int64),
            entries=number[entries] if entries.size else entries,
            counts=np.asarray(draft.counts, dtype=np.uint8),
            lengths=np.asarray(draft.lengths, dtype=np.uint16),
            weights=np.asarray(draft.weights, dtype=np.uint16),
            moments=np.asarray(draft.moments, dtype=np.int64),
            bodies=Strings.build(draft.bodies),
            keys=Strings.build(draft.keys),
        )


@dataclass(frozen=True, slots=True)
class Shelf:
    """One audience's texts of n people: t tokens, p postings, m items with e entries.

    A slot takes three bytes and shares four with an impact, which allows 16.7 million people.

    Attributes:
        tokens: the t tokens, sorted.
        terms: stems and concepts, sorted; those of term i are term_tokens[term_starts[i]:term_starts[i + 1]].
        starts: int64 (t + 1,), postings of a token.
        postings: uint32 (p,), slot << 8 | impact: those who hold the token, slots rising, and `impact.coded` of
            the sum of its impacts in their items.
        masses: int64 (t,), the values of a token's impacts together.
        item_starts: uint32 (n + 1,), items of a slot.
        entry_starts: int64 (m + 1,), entries of an item.
        entries, counts: uint32, uint8 (e,), token number and times it occurs, in quarters.
        lengths, weights: uint16 (m,), content tokens; weight in sixteenths.
        moments: int64 (m,), microseconds, or UNDATED.
        times: int64, the moments of dated items, sorted.
        bodies, keys: the m texts themselves and the caller's references.
    """

    tokens: Strings
    terms: Strings
    term_starts: Longs
    term_tokens: Words
    starts: Longs
    postings: Words
    masses: Longs
    item_starts: Words
    entry_starts: Longs
    entries: Words
    counts: Bytes
    lengths: Halves
    weights: Halves
    moments: Longs
    times: Longs
    bodies: Strings
    keys: Strings

    @classmethod
    def build(cls, draft: Draft, people: int, analyser: Analyser) -> Self:
        """Lay out a draft over so many slots. O(entries + tokens · log tokens)."""
        names = sorted(draft.tokens)
        number = np.zeros(len(names), dtype=np.uint32)
        number[[draft.tokens[name] for name in names]] = np.arange(len(names), dtype=np.uint32)
        return cls.laid_out(names, Columns.of(draft, number), people, analyser)

    @classmethod
    def laid_out(cls, names: Sequence[str], columns: Columns, people: int, analyser: Analyser) -> Self:
        """Lay out items whose entries number the sorted tokens already."""
        owners, moments = columns.owners, columns.moments
        starts = np.zeros(len(names) + 1, dtype=np.int64)
        np.cumsum(posting_sizes(len(names), owners, columns.entry_starts, columns.entries), out=starts[1:])
        entries = (columns.entry_starts, columns.entries, columns.counts, columns.lengths, columns.weights)
        postings, masses = fill_postings(starts, owners, *entries)
        terms, term_starts, term_tokens = _terms(names, analyser)
        return cls(
            tokens=Strings.build(names),
            terms=terms,
            term_starts=term_starts,
            term_tokens=term_tokens,
            starts=starts,
            postings=postings,
            masses=masses,
            item_starts=np.searchsorted(owners, np.arange(people + 1)).astype(np.uint32),
            times=np.sort(moments[moments != UNDATED]),
            **{one.name: getattr(columns, one.name) for one in fields(columns) if one.name != "owners"},
        )

    def tokens_of(self, term: str) -> Words:
        """Return the tokens that stand under a stem or concept. O(log terms)."""
        number = self.terms.find(term)
        span = slice(0, 0) if number < 0 else slice(int(self.term_starts[number]), int(self.term_starts[number + 1]))
        return self.term_tokens[span]

    def items_of(self, slot: int) -> range:
        """Return the items of a person."""
        if slot + 1 >= self.item_starts.size:
            return range(0)
        return range(int(self.item_starts[slot]), int(self.item_starts[slot + 1]))

    def text(self, item: int) -> Text:
        """Return an item as far as a reason needs it: body and key."""
        return Text(self.bodies.text(item), key=self.keys.text(item))

    def core_bytes(self) -> int:
        """Return the size of what a scan reads: postings, tokens, and where items begin."""
        parts = (self.starts, self.postings, self.masses, self.item_starts, self.term_starts, self.term_tokens)
        strings = sum(one.blob.nbytes + one.offsets.nbytes for one in (self.tokens, self.terms))
        return sum(part.nbytes for part in parts) + strings

    def arrays(self) -> Iterator[tuple[str, NDArray[np.generic]]]:
        """Yield every array with its name, to be written to a file."""
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, Strings):
                yield f"{one.name}.blob", value.blob
                yield f"{one.name}.offsets", value.offsets
            else:
                yield one.name, value


def _terms(names: Iterable[str], analyser: Analyser) -> tuple[Strings, Longs, Words]:
    """Sort the stems and concepts of the tokens, each with the tokens that stand under it."""
    table: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        for term in analyser.forms(name):
            table.setdefault(term, []).append(number)
    ordered = sorted(table)
    starts = np.zeros(len(ordered) + 1, dtype=np.int64)
    np.cumsum([len(table[term]) for term in ordered], out=starts[1:])
    tokens = np.array([number for term in ordered for number in table[term]], dtype=np.uint32)
    return Strings.build(ordered), starts, tokens
