"""Texts that changed since the snapshot: read at once, kept in dictionaries until the next snapshot takes them in."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from durf.matching.index.shelves.draft import UNDATED, Item, read_item
from durf.matching.index.shelves.impact import IMPACTS, WEIGHT_ONE
from durf.matching.index.shelves.layout import code_of
from durf.matching.people import Text
from durf.matching.text.analysis import Analyser


class Fresh:
    """The fresh texts of one audience.

    Attributes:
        items: slot → its items.
        holders: token → slot → impact, coded as in a shelf.
        terms: stem or concept → tokens.
        tokens: all tokens, sorted.
        held, outdated_items: how many items are here, and how many of the snapshot hold no longer.
        times, gone: sorted moments of dated items here, and of those of the snapshot that hold no longer.
    """

    def __init__(self) -> None:
        self.items: dict[int, tuple[Item, ...]] = {}
        self.holders: dict[str, dict[int, int]] = {}
        self.terms: dict[str, set[str]] = {}
        self.tokens: list[str] = []
        self.held = 0
        self.outdated_items = 0
        self.times: list[int] = []
        self.gone: list[int] = []

    def put(self, slot: int, items: tuple[Item, ...], analyser: Analyser) -> None:
        """Take in somebody's texts in place of those here before."""
        self.drop(slot)
        if not items:
            return
        self.items[slot] = items
        self.held += len(items)
        for token, value in summed(items).items():
            if token not in self.holders:
                self.holders[token] = {}
                insort(self.tokens, token)
                for term in analyser.forms(token):
                    self.terms.setdefault(term, set()).add(token)
            self.holders[token][slot] = code_of(max(value, 1))
        for item in items:
            if item.moment != UNDATED:
                insort(self.times, item.moment)

    def drop(self, slot: int) -> None:
        """Forget somebody's texts."""
        dropped = self.items.pop(slot, ())
        self.held -= len(dropped)
        for item in dropped:
            for token in item.counts:
                self.holders[token].pop(slot, None)
            if item.moment != UNDATED:
                del self.times[bisect_left(self.times, item.moment)]

    def outdate(self, moments: Sequence[int]) -> None:
        """Write down items of the snapshot that hold no longer, by their moments."""
        self.outdated_items += len(moments)
        for at in moments:
            if at != UNDATED:
                insort(self.gone, at)

    def tokens_of(self, term: str) -> set[str]:
        """Return the tokens under a stem or concept."""
        return self.terms.get(term, set())

    def beginning_with(self, prefix: str) -> Sequence[str]:
        """Return the tokens that begin so."""
        first = bisect_left(self.tokens, prefix)
        last = first
        while last < len(self.tokens) and self.tokens[last].startswith(prefix):
            last += 1
        return self.tokens[first:last]


def read_items(texts: Iterable[Text], analyser: Analyser) -> tuple[Item, ...]:
    """Read somebody's texts for one audience. O(length of the texts)."""
    return tuple(item for text in texts if (item := read_item(text, analyser)) is not None)


def summed(items: Iterable[Item]) -> dict[str, int]:
    """Add up the impacts of each token over items."""
    values: dict[str, int] = {}
    for item in items:
        for token, count in item.counts.items():
            impact = int(IMPACTS[item.length, count]) * item.weight // WEIGHT_ONE
            values[token] = values.get(token, 0) + impact
    return values
