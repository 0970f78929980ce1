"""Logarithms and powers of two in fixed point, so that every machine and every shard gives the same score.

Only additions, products, divisions and table look-ups touch a score; the tables are rounded once, to 1/4096,
far from where libraries differ.
"""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

BITS = 12
ONE = 1 << BITS  # one doubling

_LOG = np.array([round(ONE * math.log2(1 + step / ONE)) for step in range(ONE)], dtype=np.int64)
_POWER = np.array([round(ONE * 2.0 ** (step / ONE)) for step in range(ONE)], dtype=np.int64)


def log2_fixed(values: Ints) -> Ints:
    """Return log2 of integers ≥ 1 in units of 1/4096; int64 of the same shape. O(size)."""
    mantissa, exponent = np.frexp(values.astype(np.float64))
    steps = ((mantissa * 2 - 1) * ONE).astype(np.int64)
    return (exponent.astype(np.int64) - 1) * ONE + _LOG[steps]


def power2_fixed(values: Ints) -> Ints:
    """Return floor(2**(values / 4096)) of integers 0..50·4096, by table; int64 of the same shape. O(size)."""
    powers: Ints = np.left_shift(_POWER[values & (ONE - 1)], values >> BITS) >> BITS
    return powers


def log2_of(value: float) -> int:
    """Return log2 of one positive number in units of 1/4096, rounded."""
    return round(ONE * math.log2(value))


@lru_cache(maxsize=65_536)
def rarity(people: int, readers: int) -> int:
    """Return how rare a word is: log2 of (2N + 2) / (2n + 1), in units of 1/4096.

    n of N people have it in a text. Robertson and Spärck Jones's weight in the form that is never negative
    (Robertson and Zaragoza, 2009, doi:10.1561/1500000019), counted over people, not texts (MATCHING.md).
    """
    return log2_of(2 * readers + 2) - log2_of(2 * people + 1)
