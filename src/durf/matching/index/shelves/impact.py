"""What one word weighs in one text, and the byte it is kept in.

An impact depends on nothing but the text itself: no average of the collection, no other person's words. So a
hidden text cannot move anybody's score, and a changed text costs no more than itself.
"""

import numpy as np
from numpy.typing import NDArray

from durf.matching.fixed import log2_fixed

K1, B = 1.5, 0.75  # Robertson and Zaragoza, 2009, doi:10.1561/1500000019; MATCHING.md, "A trial's best formula"
PIVOT = 100  # content tokens of a text that is neither short nor long; docs/matching.md, "Score"
IMPACT_ONE = 100  # a BM25 term weight of 1; the highest possible is 100 · (K1 + 1)
COUNT_MAX = 255  # quarters
LENGTH_MAX = 1023  # content tokens; longer texts count as this long
WEIGHT_ONE = 16  # weights of texts are counted in sixteenths


def _table() -> NDArray[np.uint8]:
    counts = np.arange(COUNT_MAX + 1) / 4
    lengths = np.arange(LENGTH_MAX + 1)
    norms = K1 * (1 - B + B * lengths / PIVOT)
    raw = np.floor(IMPACT_ONE * (K1 + 1) * counts[None, :] / (counts[None, :] + norms[:, None]) + 0.5)
    return np.maximum(raw, counts[None, :] > 0).astype(np.uint8)


IMPACTS = _table()  # uint8 (LENGTH_MAX + 1, COUNT_MAX + 1), by length and count in quarters

# One byte holds 0..507,904 with a mantissa of four bits: 16 steps a doubling, as Lucene's SmallFloat does it.
_CODES = np.arange(256, dtype=np.int64)
VALUES: NDArray[np.int64] = np.where(_CODES < 32, _CODES, (16 + (_CODES & 15)) << np.maximum((_CODES >> 4) - 1, 0))
VALUES_MAX = int(VALUES[-1])


def coded(values: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return the byte whose value is the highest not above each of the values, which are ≥ 0; uint8, same shape."""
    return (np.searchsorted(VALUES, values, side="right") - 1).astype(np.uint8)


# What an impact counts in the scan: log2(1 + its value) in 1/64, so that a third text adds less than the first.
LOUDNESS: NDArray[np.int32] = (log2_fixed(IMPACT_ONE + VALUES) - log2_fixed(np.array([IMPACT_ONE])) >> 6).astype(
    np.int32
)
