"""Why someone fits, and through whom they can be reached."""

from collections.abc import Iterable, Sequence, Set
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from durf.matching.answers import Via, Why
from durf.matching.compiled import compiled
from durf.matching.index.members import FINDABLE, Members
from durf.matching.index.ties import CLOSED, OPEN, SLOT_SHIFT, STRENGTH_BITS, tie_at
from durf.matching.index.world import World
from durf.matching.people import Text
from durf.matching.search.closeness import EXCLUDED
from durf.matching.search.reading import Want
from durf.matching.text.analysis import Analyser, Word, content_tokens
from durf.matching.text.words import tokens

Longs = NDArray[np.int64]
Words = NDArray[np.uint32]
Bytes = NDArray[np.uint8]
Way = tuple[bool, int, int]  # unnamed, minus the strength of the chain, slot

REASONS_MAX = 3
VIAS_MAX = 3
_STRENGTH = (1 << STRENGTH_BITS) - 1
_SIGNS = ".,;:!?()[]{}<>\"'“”‘’„…«»*/-–—"


class Wanted:
    """What is worth giving as a reason: the terms of deciding words, and what half-typed ones begin with."""

    def __init__(self, wants: Sequence[Want], analyser: Analyser) -> None:
        deciding = [want for want in wants if want.decisive]
        self.terms = {term for want in deciding for term in want.forms}
        self.terms.update(term for want in deciding for part in want.deciding_parts for term in part)
        self.prefixes = tuple(want.prefix for want in deciding if want.prefix)
        self._analyser = analyser
        self._met: dict[str, bool] = {}

    def met_in(self, body: str) -> frozenset[str]:
        """Return the tokens of a text that are wanted, or of which a half is."""
        read = content_tokens(body, self._analyser.vocabulary)
        return frozenset(token for token in read if self._meets(token))

    def _meets(self, token: str) -> bool:
        met = self._met.get(token)
        if met is None:
            met = self._met[token] = self._read(self._analyser.word(token))
        return met

    def _read(self, word: Word) -> bool:
        words = (word, *word.parts)
        if any(form in self.terms for one in words for form in one.forms):
            return True
        return any(one.token.startswith(prefix) for prefix in self.prefixes for one in words)


def reasons(texts: Iterable[Text], wanted: Wanted) -> tuple[Why, ...]:
    """Return those of the texts, best first, that hold something wanted, at most three."""
    found: list[Why] = []
    for text in texts:
        met = wanted.met_in(text.body)
        if met:
            found.append(Why(_as_written(text.body, met), text.key, text.body))
        if len(found) == REASONS_MAX:
            break
    return tuple(found)


def connectors(asker: int, slot: int, world: World, near: Bytes) -> list[Way]:
    """Return everyone the asker knows whose tie to the person may be walked: named first, then the strongest.

    O(both rows).
    """
    ways = ways_between(asker, slot, world.members.flags, near, *world.ties.arrays)
    return [(bool(unnamed), strength, connector) for unnamed, strength, connector in ways.tolist()]


@compiled
def ways_between(
    asker: int, slot: int, flags: Bytes, near: Bytes, starts: Words, sizes: Words, rows: Words, tail: Words
) -> Longs:
    """Return per connector: unnamed, minus the strength of the chain, slot; int64 (c, 3). O(both rows)."""
    ways = np.empty((min(sizes[asker], sizes[slot]), 3), np.int64)
    mine, mine_end = np.int64(starts[asker]), np.int64(starts[asker]) + np.int64(sizes[asker])
    theirs, theirs_end = np.int64(starts[slot]), np.int64(starts[slot]) + np.int64(sizes[slot])
    found = 0
    while mine < mine_end and theirs < theirs_end:
        my_tie, their_tie = tie_at(mine, rows, tail), tie_at(theirs, rows, tail)
        connector = my_tie >> SLOT_SHIFT
        if connector <= their_tie >> SLOT_SHIFT:
            mine += 1
        if connector >= their_tie >> SLOT_SHIFT:
            theirs += 1
        openness = (their_tie & 0xFF) >> STRENGTH_BITS
        if connector != their_tie >> SLOT_SHIFT or openness == CLOSED:
            continue
        if flags[connector] & FINDABLE and near[connector] != EXCLUDED:
            first, last = np.int64(starts[connector]), np.int64(starts[connector]) + np.int64(sizes[connector])
            while first < last:
                middle = (first + last) // 2
                if tie_at(middle, rows, tail) >> SLOT_SHIFT < slot:
                    first = middle + 1
                else:
                    last = middle
            chain = (my_tie & _STRENGTH) * (tie_at(first, rows, tail) & _STRENGTH)
            ways[found, 0], ways[found, 1], ways[found, 2] = openness != OPEN, -chain, connector
            found += 1
    return ways[:found]


def vias(ways: Iterable[Way], members: Members) -> tuple[Via, ...]:
    """Return the best connectors, named ones first, then the strongest, then by id, at most three."""
    ordered = sorted((unnamed, strength, members.id(slot)) for unnamed, strength, slot in ways)
    return tuple(Via(id, not unnamed) for unnamed, _, id in ordered[:VIAS_MAX])


def _as_written(body: str, matching: Set[str]) -> tuple[str, ...]:
    """Return the words of a text whose tokens match, as they stand in it but for capitals."""
    words = (chunk.strip(_SIGNS).lower() for chunk in body.split() if not matching.isdisjoint(_tokens_of(chunk)))
    return tuple(dict.fromkeys(words))


@lru_cache(maxsize=50_000)
def _tokens_of(chunk: str) -> tuple[str, ...]:
    return tuple(tokens(chunk))
