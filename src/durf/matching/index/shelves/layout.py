"""From items to postings, in one pass over their entries (a counting sort by token)."""

import numpy as np
from numpy.typing import NDArray

from durf.matching.compiled import compiled
from durf.matching.index.shelves.impact import IMPACTS, VALUES_MAX, WEIGHT_ONE

Longs = NDArray[np.int64]
Words = NDArray[np.uint32]
Halves = NDArray[np.uint16]
Bytes = NDArray[np.uint8]


@compiled
def code_of(value: int) -> int:
    """Return the byte of a value ≥ 0; the same as `impact.coded`."""
    value = min(value, VALUES_MAX)
    shift = 0
    while (value >> shift) >= 32:
        shift += 1
    return (value >> shift) + 16 * shift


@compiled
def value_of(code: int) -> int:
    """Return the value of a byte; the same as `impact.VALUES`."""
    return code if code < 32 else (16 + (code & 15)) << ((code >> 4) - 1)


@compiled
def posting_sizes(tokens: int, owners: Words, starts: Longs, entries: Words) -> Longs:
    """Return how many owners hold each token; int64 (tokens,). O(entries)."""
    sizes = np.zeros(tokens, dtype=np.int64)
    last = np.full(tokens, -1, dtype=np.int64)
    for item in range(owners.size):
        for place in range(starts[item], starts[item + 1]):
            token = entries[place]
            if last[token] != owners[item]:
                last[token] = owners[item]
                sizes[token] += 1
    return sizes


@compiled
def fill_postings(
    posting_starts: Longs,
    owners: Words,
    entry_starts: Longs,
    entries: Words,
    counts: Bytes,
    lengths: Halves,
    weights: Halves,
) -> tuple[Words, Longs]:
    """Return the postings, slot << 8 | impact, and per token the sum of the impacts' values. O(entries)."""
    postings = np.empty(posting_starts[-1], np.uint32)
    place = posting_starts[:-1].copy()
    last = np.full(place.size, -1, dtype=np.int64)
    sums, masses = np.zeros(place.size, dtype=np.int64), np.zeros(place.size, dtype=np.int64)
    for item in range(owners.size):
        owner = np.int64(owners[item])
        row = IMPACTS[lengths[item]]
        for entry in range(entry_starts[item], entry_starts[item + 1]):
            token = entries[entry]
            if last[token] != owner:
                last[token] = owner
                sums[token] = 0
                place[token] += 1
            else:
                masses[token] -= value_of(code_of(max(sums[token], 1)))
            sums[token] += np.int64(row[counts[entry]]) * weights[item] // WEIGHT_ONE
            code = code_of(max(sums[token], 1))
            masses[token] += value_of(code)
            postings[place[token] - 1] = owner << 8 | code
    return postings, masses
