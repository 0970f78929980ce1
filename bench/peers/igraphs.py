"""bm25s and igraph: scores of all people as one numpy array, and two steps in a compiled graph."""

from bisect import bisect_left

import bm25s
import igraph
import numpy as np
from numpy.typing import NDArray

from bench.community.folder import Folder
from bench.peers.question import CLOSENESS, TOP, Found, Question

Bools = NDArray[np.bool_]


class Bm25sIgraph:
    """Eager sparse scores (Lù, arXiv:2407.03618) and igraph's compiled neighbourhoods."""

    name = "bm25s+igraph"
    tuning = (
        "bm25s with numba scoring, scores made ahead, token numbers given (no tokeniser); prefixes by two bisections in a "
        "sorted vocabulary; two igraph graphs (all ties; ties not closed) asked with neighborhood(order=1); arrays and "
        "bincount for the rest; argpartition for the best; the rings kept while the same person types"
    )
    leaves_out = (
        "cannot be updated: one changed text means a new index; no prefixes of its own, mutual ties, why or via whom"
    )

    def __init__(self, folder: Folder) -> None:
        self._words = folder.words()
        self._scorer = _scorer(folder, len(self._words))
        starts, others, words = (np.array(folder.read(f"tie_{name}")) for name in ("starts", "others", "words"))
        ends = np.repeat(np.arange(folder.people, dtype=np.uint32), np.diff(starts))
        self._findable = np.array(folder.read("flags")) & 1 > 0
        self._available = np.array(folder.read("availability")).astype(np.float32) / 250
        self._there = self._findable & (self._available > 0)
        self._all = _graph(folder.people, ends, others, np.ones(others.size, bool))
        self._walked = _graph(folder.people, ends, others, words >> 6 > 0)
        self._asker, self._around = -1, np.zeros(0, dtype=np.uint8)

    def ask(self, question: Question) -> Found:
        """Answer."""
        numbers = [number for span in spans_of(question, self._words) for number in span]
        scores = self._scorer.get_scores_from_ids(numbers)
        found = np.flatnonzero((scores > 0) & self._there)
        found = found[found != question.asker]
        if question.asker != self._asker:
            self._asker, self._around = question.asker, self._rings(question.asker)
        rings = self._around[found]
        counts = np.bincount(rings, minlength=4)
        worth = scores[found] * self._available[found] * _WORTH[rings]
        best = np.argpartition(-worth, TOP)[:TOP] if worth.size > TOP else np.arange(worth.size)
        order = best[np.argsort(-worth[best], kind="stable")]
        return Found((int(counts[1]), int(counts[2]), int(counts[3])), tuple(found[order].tolist()))

    def _rings(self, asker: int) -> NDArray[np.uint8]:
        rings = np.full(self._there.size, 3, dtype=np.uint8)
        own = np.array(self._all.neighbors(asker), dtype=np.int64)
        own = own[self._findable[own]]
        for row in self._walked.neighborhood(own.tolist(), order=1, mindist=1):
            rings[row] = 2
        rings[own] = 1
        return rings

    def close(self) -> None:
        """Nothing to let go of."""


_WORTH = np.array([0.0, CLOSENESS[1], CLOSENESS[2], CLOSENESS[3]], dtype=np.float32)


def spans_of(question: Question, words: list[str]) -> list[range]:
    """Return the numbers, in the sorted vocabulary, of what each word of a question stands for."""
    ends = [*(" " for _ in question.words[1:]), "\x7f" if question.growing else " "]
    pairs = zip(question.words, ends, strict=True)
    return [range(bisect_left(words, word), bisect_left(words, word + end)) for word, end in pairs]


def _graph(people: int, ends: NDArray[np.uint32], others: NDArray[np.uint32], kept: Bools) -> igraph.Graph:
    once = kept & (ends < others)
    return igraph.Graph(n=people, edges=np.column_stack((ends[once], others[once])).astype(np.int64))


def _scorer(folder: Folder, words: int) -> bm25s.BM25:
    """Index everyone's words, once for each community; token numbers are those of the vocabulary."""
    path = folder.path / "peer.bm25s"
    if path.exists():
        return bm25s.BM25.load(path)
    starts, entries, counts = folder.read("entry_starts"), folder.read("entries"), folder.read("counts")
    owners = folder.read("owners")
    tokens = np.repeat(np.array(entries), np.array(counts) // 4)
    bounds = np.zeros(folder.people + 1, dtype=np.int64)
    per_item = np.add.reduceat(np.array(counts, dtype=np.int64) // 4, starts[:-1])
    np.cumsum(np.bincount(owners, per_item, minlength=folder.people).astype(np.int64), out=bounds[1:])
    documents = [tokens[first:last] for first, last in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)]
    scorer = bm25s.BM25(k1=1.5, b=0.75, backend="numba")
    scorer.index(
        (documents, {str(number): number for number in range(words)}), show_progress=False, create_empty_token=False
    )
    scorer.save(path)
    return bm25s.BM25.load(path)
