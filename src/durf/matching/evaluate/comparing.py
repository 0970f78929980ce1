"""Whether a difference between two methods means anything: the paired bootstrap over questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from durf.matching.evaluate.figures import Figures

Floats = NDArray[np.float64]
Verdict = Literal["above", "equal", "below"]

COMPARED = ("ndcg10", "mrr")
RESAMPLES = 10_000
SEED = 20261126
_AT_ONCE = 500  # resamples drawn together, to bound memory


@dataclass(frozen=True, slots=True)
class Difference:
    """Ours minus theirs in one figure.

    Attributes:
        difference: of the means over all questions.
        low, high: its 95 % interval.
        verdict: above or below where the interval leaves out 0, else equal.
    """

    difference: float
    low: float
    high: float
    verdict: Verdict


Compared = dict[str, dict[str, Difference]]


def compare(durf: Figures, simple: Mapping[str, Figures]) -> Compared:
    """Return our difference from each simple method in each figure of COMPARED."""
    pairs = [(method, figure) for method in simple for figure in COMPARED]
    table = [np.subtract(durf.each[figure], simple[method].each[figure]) for method, figure in pairs]
    found = differences(np.array(table, dtype=np.float64).reshape(len(pairs), -1).T)
    against: Compared = {method: {} for method in simple}
    for (method, figure), difference in zip(pairs, found, strict=True):
        against[method][figure] = difference
    return against


def differences(table: Floats) -> list[Difference]:
    """Return mean and interval of each column of differences, one row a question.

    Args:
        table: float64 (questions, columns).

    Questions are drawn with replacement, for all columns the same ones, and the interval runs from the 2.5th to the
    97.5th percentile of the means (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13; for retrieval
    Sakai, SIGIR 2006, doi:10.1145/1148170.1148261). No question, no difference. O(RESAMPLES · questions · columns).
    """
    if not table.shape[0]:
        return [Difference(0.0, 0.0, 0.0, "equal")] * table.shape[1]
    low, high = np.percentile(resampled(table, np.random.default_rng(SEED)), (2.5, 97.5), axis=0)
    return [_judged(*three) for three in zip(table.mean(axis=0).tolist(), low.tolist(), high.tolist(), strict=True)]


def resampled(table: Floats, random: np.random.Generator) -> Floats:
    """Return the column means of RESAMPLES draws of as many rows; float64 (RESAMPLES, columns)."""
    size = table.shape[0]
    means = [
        random.multinomial(size, np.full(size, 1 / size), size=_AT_ONCE) @ table / size
        for _ in range(RESAMPLES // _AT_ONCE)
    ]
    return np.concatenate(means)


def _judged(difference: float, low: float, high: float) -> Difference:
    verdict: Verdict = "above" if low > 0 else "below" if high < 0 else "equal"
    return Difference(round(difference, 4), round(low, 4), round(high, 4), verdict)


def told(against: Compared) -> str:
    """Return the differences for people to read."""
    head = f"{'ours against':<12}{'figure':>13}{'difference':>13}{'from':>13}{'to':>13}  verdict\n"
    return head + "".join(
        f"{method:<12}{figure:>13}{one.difference:>+13.4f}{one.low:>+13.4f}{one.high:>+13.4f}  {one.verdict}\n"
        for method, row in against.items()
        for figure, one in row.items()
    )
