"""The numbers of the oracle: logarithms in 1/4096, impacts in hundredths, and the byte they are kept in."""

import math
from functools import cache


def log2(value: int) -> int:
    """In 1/4096, by a table of 4096 steps."""
    mantissa, exponent = math.frexp(value)
    step = int((mantissa * 2 - 1) * 4096)
    return (exponent - 1) * 4096 + round(4096 * math.log2(1 + step / 4096))


def power2(value: int) -> int:
    """The inverse of log2."""
    mantissa: int = round(4096 * 2.0 ** (value % 4096 / 4096))
    return mantissa << (value // 4096) >> 12


@cache
def impact(count: int, length: int) -> int:
    """BM25 with k1 1.5, b .75 and pivot 100, in hundredths, of a word so often (in quarters) in a text so long."""
    times = count / 4.0
    return max(math.floor(100 * 2.5 * times / (times + 1.5 * (0.25 + 0.75 * length / 100)) + 0.5), count > 0)


def coded(value: int) -> int:
    """The highest value not above this one that a byte with four bits of mantissa can hold."""
    shift = max(value.bit_length() - 5, 0)
    return min(value >> shift << shift, 31 << 14)


def loud(value: int) -> int:
    """What a value counts in the scan."""
    return (log2(100 + value) - log2(100)) >> 6
