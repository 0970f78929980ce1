"""How well people fit a wish, in integers: texts one by one, all as one, what they are known for, how active they are.

log2 score = log2 A + log2(S + .1) + .3 B + 1.5 · min(1, 30 / c) · log2 Z   (docs/matching.md, "Score"), with
A the root of the best ten texts' squared scores, each times .1 + 2^(−u/.07); S all texts of a person as one, as a share
of the best; B by how much more often than others they use the words; Z their activity; c the words of the wish.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt

import numpy as np

from durf.matching.compiled import compiled
from durf.matching.fixed import BITS, ONE, Ints, log2_fixed, power2_fixed
from durf.matching.index.shelves.draft import UNDATED
from durf.matching.index.shelves.impact import IMPACT_ONE, K1, WEIGHT_ONE, B
from durf.matching.search.close.clock import Clock
from durf.matching.search.close.texts import Readings
from durf.matching.search.scan.scan import Weighed

BEST_ITEMS = 10
RECENCY_FLOOR = 410  # .1 in 1/4096
SHARE_FLOOR = 410  # .1
PERSON_PIVOT = 350  # content tokens of all texts of a person that are neither few nor many
LIFT = 150  # so many texts of the community's habit are mixed into a person's own
LIFT_SHARE = (3, 10)
ACTIVE = (41, 819)  # .01 a text, .2 for everyone, in 1/4096
ACTIVE_SHARE = (3, 2)
ACTIVE_WORDS = 30  # words of a wish from which on its text tells more and activity less
SHARPER = (7, 5)  # power of a word's rarity where all texts are read as one


@dataclass(frozen=True, slots=True)
class Habit:
    """What the community says: how many texts there are, and how much each word of the wish weighs in all of them."""

    texts: int
    masses: Ints


def fits(readings: Readings, people: int, words: Sequence[Weighed], clock: Clock, habit: Habit) -> tuple[Ints, Ints]:
    """Return text fit, 1..2^40, and activity of those read closely; int64 (people,) each.

    O(texts · log texts + people · words).
    """
    share = _whole(readings, people, words)
    share = share * ONE // max(int(share.max(initial=0)), 1) + SHARE_FLOOR
    newness, lasting = clock.newness(readings.moments)
    pooled = _pooled(readings, people, lasting + RECENCY_FLOOR)
    logs = log2_fixed(np.maximum(pooled, 1)) // 2 + log2_fixed(share)
    logs += LIFT_SHARE[0] * _lift(readings, people, words, habit) // LIFT_SHARE[1]
    activity = _activity(readings, people, newness)
    damped = ACTIVE_WORDS * ONE // max(len(words), ACTIVE_WORDS)
    logs += ACTIVE_SHARE[0] * (activity * damped >> BITS) // ACTIVE_SHARE[1]
    return np.maximum(power2_fixed(np.clip(logs, 0, 40 * ONE)), 1), activity


def _pooled(readings: Readings, people: int, recency: Ints) -> Ints:
    """Return Σ s² · recency over the best ten texts of each; int64 (people,), < 2^61."""
    return best_of_each(readings.owners, readings.scores * readings.scores * (recency >> 4), people)


@compiled
def best_of_each(owners: Ints, worths: Ints, people: int) -> Ints:
    """Return the sum of the ten highest worths of each owner; int64 (people,). O(worths)."""
    best = np.zeros((people, BEST_ITEMS), np.int64)
    for number in range(owners.size):
        row, worth = best[owners[number]], worths[number]
        if worth <= row[BEST_ITEMS - 1]:
            continue
        place = BEST_ITEMS - 1
        while place > 0 and row[place - 1] < worth:
            row[place] = row[place - 1]
            place -= 1
        row[place] = worth
    sums: Ints = best.sum(axis=1)
    return sums


def _whole(readings: Readings, people: int, words: Sequence[Weighed]) -> Ints:
    """Return the BM25 of all texts of a person read as one, rare words sharper; int64 (people,)."""
    lengths = np.bincount(readings.owners, readings.sizes, minlength=people).astype(np.int64) // WEIGHT_ONE
    norms = K1 * (1 - B + B * lengths / PERSON_PIVOT)
    counts = readings.counts / (4.0 * WEIGHT_ONE)
    impacts = np.floor(IMPACT_ONE * (K1 + 1) * counts / (counts + norms[:, None])).astype(np.int64)
    rarities = log2_fixed(np.array([word.rarity for word in words], dtype=np.int64))
    worths = power2_fixed(SHARPER[0] * (rarities - BITS * ONE) // SHARPER[1] + 8 * ONE)
    return impacts @ (worths * np.array([word.weight for word in words], dtype=np.int64))


def _lift(readings: Readings, people: int, words: Sequence[Weighed], habit: Habit) -> Ints:
    """Return Σ g [log2(1 + V / 150P) − log2(1 + n/150)] / √Σg in 1/4096; int64 (people,).

    V is how much a word weighs in a person's n texts, P in the community's average one: above 0 where they use the
    words of the wish more than others do. Dirichlet smoothing (Zhai and Lafferty, 2004, doi:10.1145/984321.984322).
    """
    weights = np.array([word.weight for word in words], dtype=np.int64)
    root = max(isqrt(int(weights.sum()) << 16), 1)  # 256 · √(Σ weight in sixteenths) = 1024 · √Σg
    expected = LIFT * (habit.masses + IMPACT_ONE // 2)
    lifted = log2_fixed(ONE + readings.values * (habit.texts + 1) * ONE // expected) - BITS * ONE
    texts = np.bincount(readings.owners, minlength=people)
    many = log2_fixed(ONE + texts * ONE // LIFT) - BITS * ONE
    return lifted @ weights * 64 // root - many * root // 1024


def _activity(readings: Readings, people: int, newness: Ints) -> Ints:
    """Return log2 of log2(1 + (R + .01 n + .2) / 2) in 1/4096: R the newness of dated texts together, n their number.

    All undated texts of a person together count as one new text, so that writing many strengths does not pay.
    """
    dated = readings.moments != UNDATED
    recent = np.bincount(readings.owners[dated], newness[dated], minlength=people).astype(np.int64)
    number = np.bincount(readings.owners[dated], minlength=people)
    standing = np.bincount(readings.owners[~dated], minlength=people) > 0
    recent, number = recent + ONE * standing, number + standing
    activity = (recent + ACTIVE[0] * number + ACTIVE[1]) // 2
    return log2_fixed(log2_fixed(ONE + activity) - BITS * ONE) - BITS * ONE
