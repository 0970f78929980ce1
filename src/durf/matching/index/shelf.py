"""The texts of a view, read and laid out as items: one item for each thing a person said or did."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Self

import numpy as np

from durf.matching.fixed import Ints
from durf.matching.people import Text
from durf.matching.text.analysis import content_tokens, dutch_votes
from durf.matching.text.vocabulary import Vocabulary
from durf.matching.text.words import tokens

WEIGHT_ONE = 16  # weights are counted in sixteenths
RECENCY_ONE = 256
RECENCY_FLOOR = 0.1  # } MATCHING.md, "A trial's best formula":
RECENCY_HALF = 0.07  # } 0.1 + 2^(−u/.07), u the share of the dated items that are newer
LEXICON_MIN = 4  # letters

Leaf = tuple[tuple[str, ...], int]  # content tokens of a body, and whether it reads as Dutch (> 0)


class Reader:
    """Reads bodies once and remembers them, for as long as some person holds them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._leaves: dict[str, Leaf] = {}

    def leaf(self, body: str) -> Leaf:
        """Return the tokens of a body and its votes for Dutch."""
        leaf = self._leaves.get(body)
        if leaf is None:
            leaf = (content_tokens(body, self.vocabulary), dutch_votes(tokens(body)))
            self._leaves[body] = leaf
        return leaf

    def forget_all_but(self, bodies: Iterable[str]) -> None:
        """Drop what was read of texts that nobody holds any more."""
        held = set(bodies)
        self._leaves = {body: leaf for body, leaf in self._leaves.items() if body in held}


@dataclass(frozen=True, slots=True)
class Shelf:
    """The items of a view, in the order of their owners' slots.

    Attributes:
        texts: the m texts.
        leaves: their content tokens.
        owners: int64 (m,), slot of the person, rising.
        weights: int64 (m,), in sixteenths, ≥ 1.
        lengths: int64 (m,), content tokens.
        ages: float64 (m,), share of the dated items that are newer, 0..1; nan for an undated item.
        recency: int64 (m,), weight by age in 1/256; an undated item counts as new.
        lexicon: the Dutch words among the tokens.
    """

    texts: tuple[Text, ...]
    leaves: tuple[tuple[str, ...], ...]
    owners: Ints
    weights: Ints
    lengths: Ints
    ages: np.ndarray[tuple[int], np.dtype[np.float64]]
    recency: Ints
    lexicon: frozenset[str]

    @classmethod
    def build(cls, held: Mapping[int, Sequence[Text]], reader: Reader) -> Self:
        """Lay out the texts of each slot. O(total length of the texts)."""
        pairs = [(slot, text) for slot in sorted(held) for text in held[slot] if weight_fixed(text)]
        texts = tuple(text for _, text in pairs)
        leaves = [reader.leaf(text.body) for text in texts]
        ages = _ages(texts)
        return cls(
            texts=texts,
            leaves=tuple(read for read, _ in leaves),
            owners=np.array([slot for slot, _ in pairs], dtype=np.int64),
            weights=np.array([weight_fixed(text) for text in texts], dtype=np.int64),
            lengths=np.array([len(read) for read, _ in leaves], dtype=np.int64),
            ages=ages,
            recency=np.array([recency_fixed(float(age)) for age in ages], dtype=np.int64),
            lexicon=_lexicon(texts, leaves),
        )


def weight_fixed(text: Text) -> int:
    """Return the weight of a text in sixteenths; 0 means it is not read."""
    return round(text.weight * WEIGHT_ONE)


@lru_cache(maxsize=100_000)
def recency_fixed(age: float) -> int:
    """Return the weight of an item by its age in volume (0 newest, 1 oldest, nan undated), in 1/256."""
    newness = 1.0 if age != age else 2.0 ** (-age / RECENCY_HALF)
    return round(RECENCY_ONE * (RECENCY_FLOOR + newness))


def moment(at: datetime) -> float:
    """Return a time as seconds; one without a zone is taken for UTC, so that machines agree."""
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def _ages(texts: Sequence[Text]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    moments = np.array([np.nan if text.at is None else moment(text.at) for text in texts], dtype=np.float64)
    dated = ~np.isnan(moments)
    times = np.sort(moments[dated])
    ages = np.full(len(texts), np.nan)
    if times.size:
        ages[dated] = (times.size - np.searchsorted(times, moments[dated], side="right")) / times.size
    return ages


def _lexicon(texts: Sequence[Text], leaves: Sequence[Leaf]) -> frozenset[str]:
    """Collect the words of Dutch texts; a text that does not tell follows the majority."""
    votes = [
        (1 if text.lang == "nl" else -1) if text.lang else votes for text, (_, votes) in zip(texts, leaves, strict=True)
    ]
    undecided_dutch = sum((vote > 0) - (vote < 0) for vote in votes) >= 0
    return frozenset(
        token
        for vote, (read, _) in zip(votes, leaves, strict=True)
        if vote > 0 or (vote == 0 and undecided_dutch)
        for token in read
        if len(token) >= LEXICON_MIN and token.isalpha()
    )
