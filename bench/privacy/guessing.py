"""An attacker who learns: from people whose truth they know (their own accomplices) to those whose truth they guess.

Logistic regression with a ridge, by Newton's method; the same for whoever reads public facts only and for whoever
asked the server as well, so that what differs between them is what the server gave away.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RIDGE, STEPS = 4.0, 25
RESAMPLED = 2000
FOLDS = 10
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Guessed:
    """Precision and recall in percent on the half whose truth is not known, and the flags they come from."""

    precision: float
    recall: float
    said: Flags


def guessed(known: Floats, truth: Flags, asked: Floats, hidden_truth: Flags) -> Guessed:
    """Learn on `known` (float64 (people, facts)) and guess for `asked`; a yes is a probability of a half or more."""
    weights = _learnt(known, truth)
    said = _with_one(asked, known) @ weights >= 0
    return Guessed(*scores(said, hidden_truth), said)


def fit(facts: Floats, truth: Flags) -> float:
    """Return how well these facts foretell the truth among people whose truth is known: the mean log-likelihood.

    Ten-fold cross-validation, so that what only seems to tell something counts against itself.
    """
    fold = np.arange(truth.size) % FOLDS
    total = 0.0
    for number in range(FOLDS):
        rest, mine = fold != number, fold == number
        odds = _with_one(facts[mine], facts[rest]) @ _learnt(facts[rest], truth[rest])
        total -= float(np.logaddexp(0, np.where(truth[mine], -odds, odds)).sum())
    return total / truth.size


def scores(said: Flags, truth: Flags) -> tuple[float, float]:
    """Return precision and recall in percent; who says yes to nobody has a precision of 0."""
    right = float(np.count_nonzero(said & truth))
    return 100 * right / max(np.count_nonzero(said), 1), 100 * right / max(np.count_nonzero(truth), 1)


def gain(one: Flags, other: Flags, truth: Flags, seed: int) -> dict[str, list[float]]:
    """Return by how many points `other` is above `one`: the 95 % interval over resampled people, paired."""
    rng = np.random.default_rng(seed)
    rows = []
    for picked in rng.integers(truth.size, size=(RESAMPLED, truth.size)):
        before, after = scores(one[picked], truth[picked]), scores(other[picked], truth[picked])
        rows.append((after[0] - before[0], after[1] - before[1]))
    low, high = np.percentile(rows, (2.5, 97.5), axis=0)
    return {
        "precision_interval": [round(float(low[0]), 2), round(float(high[0]), 2)],
        "recall_interval": [round(float(low[1]), 2), round(float(high[1]), 2)],
    }


def _learnt(facts: Floats, truth: Flags) -> Floats:
    rows = _with_one(facts, facts)
    weights = np.zeros(rows.shape[1])
    penalty = np.full(rows.shape[1], RIDGE)
    penalty[0] = 0
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (truth - chance) - penalty * weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty + 1e-9)
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def _with_one(facts: Floats, scale: Floats) -> Floats:
    """Put every fact on the scale of those learnt from, beside a constant."""
    spread = scale.std(axis=0)
    return np.hstack((np.ones((len(facts), 1)), (facts - scale.mean(axis=0)) / np.where(spread > 0, spread, 1)))
