"""What everyone said: short texts, half of the community's own topics, half of what all talk about."""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bench.community.chance import drawn, state_of

Words = NDArray[np.uint32]
Longs = NDArray[np.int64]
Bytes = NDArray[np.uint8]

TEXTS_MEAN = 6.0
SHORTEST, LONGEST = 4, 14  # content words of a text
TOPICAL = 0.5  # share of words taken from the community's topics
TOPICS = 60  # words of a community, three quarters of them its field's
FIELD_WORDS, FIELD_SIZE = 300, 4000  # words of a field, people a field
FLAT = 20.0  # Mandelbrot's q: the most frequent content word is 1 in 20 · ln(V / 20) words, one person in ten has it
UNDATED_SHARE = 0.4
YEARS_US = 5 * 365 * 86_400_000_000


@dataclass(frozen=True, slots=True)
class Texts:
    """m items with e entries and w words: `owners` uint32 (m,) rising; entry_starts int64 (m + 1,); entries uint32 (e,)
    token numbers; counts uint8 (e,) in quarters; lengths uint16 (m,); moments int64 (m,); bodies uint8 (bytes,) with
    body_starts int64 (m + 1,)."""

    owners: Words
    entry_starts: Longs
    entries: Words
    counts: Bytes
    lengths: NDArray[np.uint16]
    moments: Longs
    bodies: Bytes
    body_starts: Longs


def topics(community_count: int, people: int, words: int, seed: int) -> Words:
    """Return the topic words of each community, as ranks of frequency; uint32 (communities, TOPICS)."""
    rng = np.random.default_rng((seed, 4))
    fields = max(people // FIELD_SIZE, 8)
    # Uniform in the logarithm: topics are of every frequency but the very highest.
    field_words = np.exp(rng.uniform(np.log(200), np.log(words - 1), (fields, FIELD_WORDS))).astype(np.uint32)
    field_of = rng.integers(fields, size=community_count)
    shared = TOPICS * 3 // 4
    chosen = rng.integers(FIELD_WORDS, size=(community_count, shared))
    own = rng.integers(200, words, size=(community_count, TOPICS - shared), dtype=np.uint32)
    mixed = np.concatenate((field_words[field_of[:, None], chosen], own), axis=1)
    return rng.permuted(mixed, axis=1)


def written(
    findable: NDArray[np.bool_],
    community_of: Words,
    topic_words: Words,
    number_of: Words,
    spelled: list[bytes],
    seed: int,
) -> Texts:
    """Let everyone who can be found write their texts.

    `number_of` gives the token number (its place in the sorted vocabulary) of a rank, `spelled` the word of a number.
    """
    rng = np.random.default_rng((seed, 5))
    many = np.where(findable, 1 + rng.poisson(TEXTS_MEAN - 1, findable.size), 0)
    owners = np.repeat(np.arange(findable.size, dtype=np.uint32), many)
    sizes = rng.integers(SHORTEST, LONGEST + 1, owners.size)
    starts = np.zeros(owners.size + 1, np.int64)
    np.cumsum(sizes, out=starts[1:])
    said = _said(owners, starts, community_of, topic_words, number_of, state_of(seed, 20))
    entry_starts, entries, counts = _counted(starts, said)
    moments = rng.integers(1_600_000_000_000_000, 1_600_000_000_000_000 + YEARS_US, owners.size)
    moments[rng.random(owners.size) < UNDATED_SHARE] = -(1 << 63)
    blob = np.frombuffer(b"".join(spelled), dtype=np.uint8)
    offsets = np.zeros(len(spelled) + 1, np.int64)
    np.cumsum([len(word) for word in spelled], out=offsets[1:])
    bodies, body_starts = _spelled(starts, said, blob, offsets)
    return Texts(owners, entry_starts, entries, counts, sizes.astype(np.uint16), moments, bodies, body_starts)


@njit(cache=True)
def _said(
    owners: Words, starts: Longs, community_of: Words, topic_words: Words, number_of: Words, state: NDArray[np.uint64]
) -> Words:
    said = np.empty(starts[-1], np.uint32)
    words, wide = number_of.size, topic_words.shape[1]
    reach = np.log((words + FLAT) / FLAT)
    narrow = np.log((wide + 8.0) / 8.0)
    for item in range(owners.size):
        row = topic_words[community_of[owners[item]]]
        for place in range(starts[item], starts[item + 1]):
            if drawn(state) < TOPICAL:
                rank = np.int64(row[min(np.int64(8.0 * np.exp(narrow * drawn(state)) - 8.0), wide - 1)])
            else:
                rank = min(np.int64(FLAT * np.exp(reach * drawn(state)) - FLAT), words - 1)
            said[place] = number_of[rank]
    return said


@njit(cache=True)
def _counted(starts: Longs, said: Words) -> tuple[Longs, Words, Bytes]:
    """Count words within each text, in order of appearance."""
    entry_starts = np.zeros_like(starts)
    entries, counts = np.empty(said.size, np.uint32), np.empty(said.size, np.uint8)
    size = 0
    for item in range(starts.size - 1):
        first = size
        for place in range(starts[item], starts[item + 1]):
            at = first
            while at < size and entries[at] != said[place]:
                at += 1
            if at == size:
                entries[at], counts[at] = said[place], 0
                size += 1
            counts[at] += 4
        entry_starts[item + 1] = size
    return entry_starts, entries[:size].copy(), counts[:size].copy()


@njit(cache=True)
def _spelled(starts: Longs, said: Words, blob: Bytes, offsets: Longs) -> tuple[Bytes, Longs]:
    """Write the texts out, words with a space between them."""
    body_starts = np.zeros_like(starts)
    size = 0
    for item in range(starts.size - 1):
        for place in range(starts[item], starts[item + 1]):
            size += offsets[said[place] + 1] - offsets[said[place]] + 1
        size -= starts[item + 1] > starts[item]
        body_starts[item + 1] = size
    bodies = np.empty(size, np.uint8)
    at = 0
    for item in range(starts.size - 1):
        for place in range(starts[item], starts[item + 1]):
            if place > starts[item]:
                bodies[at] = 32
                at += 1
            for letter in range(offsets[said[place]], offsets[said[place] + 1]):
                bodies[at] = blob[letter]
                at += 1
    return bodies, body_starts
