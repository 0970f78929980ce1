"""Seeded random numbers for compiled loops: the same on every machine and with every version of numpy.

SplitMix64 (Steele, Lea and Flood, OOPSLA 2014, doi:10.1145/2660193.2660195).
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_UNIT = 1.0 / (1 << 53)


@njit(cache=True, inline="always")
def mixed(value: int) -> int:
    """Return 64 bits that look like chance, the same for the same value."""
    value = np.uint64(value) * _STEP
    value = (value ^ (value >> np.uint64(30))) * _FIRST
    value = (value ^ (value >> np.uint64(27))) * _SECOND
    return value ^ (value >> np.uint64(31))


@njit(cache=True, inline="always")
def drawn(state: NDArray[np.uint64]) -> float:
    """Return the next number of a state, 0 ≤ x < 1; `state` is uint64 (1,)."""
    state[0] += np.uint64(1)
    return np.float64(mixed(state[0]) >> np.uint64(11)) * _UNIT


@njit(cache=True, inline="always")
def below(state: NDArray[np.uint64], limit: int) -> int:
    """Return a whole number 0 ≤ x < limit."""
    return np.int64(drawn(state) * limit)


def state_of(seed: int, stream: int) -> NDArray[np.uint64]:
    """Return the state of one stream of a seed; streams do not meet."""
    return np.array([(seed << 48) + (stream << 40)], dtype=np.uint64)
