"""networkx and dictionaries: what one writes first in plain Python."""

from collections import Counter, defaultdict
from heapq import nlargest
from math import log

import networkx
import numpy as np

from bench.community.folder import Folder
from bench.peers.igraphs import spans_of
from bench.peers.question import CLOSENESS, TOP, Found, Question
from bench.peers.sqlite import bodies

K1, B = 1.5, 0.75


class Networkx:
    """An inverted index of dictionaries, and networkx's neighbours."""

    name = "networkx"
    tuning = "term weights made ahead; sorted vocabulary for prefixes; sets for rings, kept while the same person types; heapq"
    leaves_out = "mutual ties, strengths, why and via whom"

    def __init__(self, folder: Folder) -> None:
        self._words = folder.words()
        self._held = _weights(folder)
        self._available = (np.array(folder.read("availability")) / 250).tolist()
        self._findable = (np.array(folder.read("flags")) & 1 > 0).tolist()
        starts, others, words = (np.array(folder.read(f"tie_{name}")) for name in ("starts", "others", "words"))
        ends = np.repeat(np.arange(folder.people), np.diff(starts))
        once = ends < others
        rows = zip(ends[once].tolist(), others[once].tolist(), (words[once] >> 6 > 0).tolist(), strict=True)
        self._graph = networkx.Graph()
        self._graph.add_nodes_from(range(folder.people))
        self._graph.add_edges_from((a, b, {"walked": walked}) for a, b, walked in rows)
        self._asker: int | None = None
        self._own: set[int] = set()
        self._two: set[int] = set()

    def ask(self, question: Question) -> Found:
        """Answer."""
        if question.asker != self._asker:
            self._stand(question.asker)
        scores: dict[int, float] = defaultdict(float)
        for number in (number for span in spans_of(question, self._words) for number in span):
            for slot, weight in self._held.get(self._words[number], {}).items():
                scores[slot] += weight
        scores.pop(question.asker, None)
        rings = {slot: self._ring(slot) for slot in scores if self._available[slot]}
        counts = Counter(rings.values())
        worth = {slot: scores[slot] * self._available[slot] * CLOSENESS[ring] for slot, ring in rings.items()}
        best = nlargest(TOP, worth, key=worth.__getitem__)
        return Found((counts[1], counts[2], counts[3]), tuple(best))

    def _ring(self, slot: int) -> int:
        return 1 if slot in self._own else 2 if slot in self._two else 3

    def _stand(self, asker: int) -> None:
        self._asker = asker
        self._own = {slot for slot in self._graph[asker] if self._findable[slot]}
        self._two = {slot for friend in self._own for slot, tie in self._graph[friend].items() if tie["walked"]}

    def close(self) -> None:
        """Nothing to let go of."""


def _weights(folder: Folder) -> dict[str, dict[int, float]]:
    held: dict[str, dict[int, float]] = defaultdict(dict)
    lengths = {}
    for slot, body in bodies(folder):
        words = body.split(" ")
        lengths[slot] = len(words)
        for word, count in Counter(words).items():
            held[word][slot] = count
    mean = sum(lengths.values()) / len(lengths)
    for row in held.values():
        rarity = log(1 + (len(lengths) - len(row) + 0.5) / (len(row) + 0.5))
        for slot, count in row.items():
            row[slot] = rarity * count * (K1 + 1) / (count + K1 * (1 - B + B * lengths[slot] / mean))
    return dict(held)
