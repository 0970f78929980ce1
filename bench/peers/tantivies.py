"""tantivy and rustworkx: a full-text engine in Rust, and a graph library in Rust."""

import numpy as np
import rustworkx
import tantivy
from numpy.typing import NDArray

from bench.community.folder import Folder
from bench.peers.igraphs import spans_of
from bench.peers.question import CLOSENESS, TOP, Found, Question
from bench.peers.sqlite import bodies

_WORTH = np.array([0.0, CLOSENESS[1], CLOSENESS[2], CLOSENESS[3]], dtype=np.float32)
_HEAP = 1 << 30


class TantivyRustworkx:
    """One segment of texts with the slot as a fast field; neighbours from two compiled graphs."""

    name = "tantivy+rustworkx"
    tuning = (
        "one segment for each gigabyte written, in a mapped folder; whitespace tokeniser with frequencies, nothing stored but the "
        "slot as a fast field; a boolean query of terms built without the parser, prefixes as their words from a sorted vocabulary; no "
        "larger heap than can match; rings kept while the same person types; two rustworkx graphs asked for neighbors(), rest in numpy"
    )
    leaves_out = "Python asks for all who match to count them by ring (no collector of its own from Python); mutual ties, via whom"

    def __init__(self, folder: Folder) -> None:
        self._words = folder.words()
        self._held = np.bincount(folder.read("entries"), minlength=len(self._words))
        self._index = _index(folder)
        self._searcher = self._index.searcher()
        self._schema = self._index.schema
        starts, others, words = (np.array(folder.read(f"tie_{name}")) for name in ("starts", "others", "words"))
        ends = np.repeat(np.arange(folder.people, dtype=np.uint32), np.diff(starts))
        self._findable = np.array(folder.read("flags")) & 1 > 0
        self._available = np.array(folder.read("availability")).astype(np.float32) / 250
        self._all = _graph(folder.people, ends, others, np.ones(others.size, bool))
        self._walked = _graph(folder.people, ends, others, words >> 6 > 0)
        self._asker, self._around = -1, np.zeros(0, dtype=np.uint8)

    def ask(self, question: Question) -> Found:
        """Answer."""
        if question.asker != self._asker:
            self._asker, self._around = question.asker, self._rings(question.asker)
        hits = self._searcher.search(self._query(question), limit=self._most(question), count=False).hits
        if not hits:
            return Found((0, 0, 0), ())
        fits, addresses = zip(*hits, strict=True)
        slots = np.array(self._searcher.fast_field_values("slot", list(addresses)), dtype=np.int64)
        kept = (self._available[slots] > 0) & (slots != question.asker)
        slots, scores = slots[kept], np.array(fits, dtype=np.float32)[kept]
        rings = self._around[slots]
        counts = np.bincount(rings, minlength=4)
        worth = scores * self._available[slots] * _WORTH[rings]
        best = np.argpartition(-worth, TOP)[:TOP] if worth.size > TOP else np.arange(worth.size)
        order = best[np.argsort(-worth[best], kind="stable")]
        return Found((int(counts[1]), int(counts[2]), int(counts[3])), tuple(slots[order].tolist()))

    def _most(self, question: Question) -> int:
        """Return no less than how many match, so that no larger heap is made."""
        return max(sum(self._held[span.start : span.stop].sum() for span in spans_of(question, self._words)), 1)

    def _query(self, question: Question) -> tantivy.Query:
        meant = [self._words[number] for span in spans_of(question, self._words) for number in span]
        parts = [tantivy.Query.term_query(self._schema, "body", word) for word in meant]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])

    def _rings(self, asker: int) -> NDArray[np.uint8]:
        rings = np.full(self._findable.size, 3, dtype=np.uint8)
        own = np.array(self._all.neighbors(asker), dtype=np.int64)
        own = own[self._findable[own]]
        for friend in own.tolist():
            rings[np.array(self._walked.neighbors(friend), dtype=np.int64)] = 2
        rings[own] = 1
        return rings

    def close(self) -> None:
        """Nothing to let go of."""


def _graph(
    people: int, ends: NDArray[np.uint32], others: NDArray[np.uint32], kept: NDArray[np.bool_]
) -> rustworkx.PyGraph:
    once = kept & (ends < others)
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(people))
    graph.add_edges_from_no_data(list(zip(ends[once].tolist(), others[once].tolist(), strict=True)))
    return graph


def _index(folder: Folder) -> tantivy.Index:
    path = folder.path / "peer.tantivy"
    fields = tantivy.SchemaBuilder()
    fields.add_text_field("body", stored=False, tokenizer_name="whitespace", index_option="freq")
    fields.add_unsigned_field("slot", stored=False, indexed=False, fast=True)
    schema = fields.build()
    fresh = not path.exists()
    path.mkdir(exist_ok=True)
    index = tantivy.Index(schema, path=str(path), reuse=not fresh)
    if fresh:
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        for slot, body in bodies(folder):
            document = tantivy.Document(body=body)
            document.add_unsigned("slot", slot)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
    index.reload()
    return index
