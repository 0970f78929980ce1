"""DuckDB: a table of postings sorted by word, joined with ties by a columnar engine."""

import duckdb
import numpy as np
from numpy.typing import NDArray

from bench.community.folder import Folder
from bench.peers.igraphs import spans_of
from bench.peers.question import CLOSENESS, TOP, Found, Question
from durf.matching.fixed import rarity

_ASK = f"""
WITH found AS (
  SELECT slot, sum(worth) AS fit FROM posting WHERE {{words}} GROUP BY slot),
placed AS MATERIALIZED (
  SELECT slot, fit * available AS worth, coalesce(ring, 3) AS ring
  FROM found JOIN member USING (slot) LEFT JOIN near USING (slot) WHERE available > 0 AND slot <> $asker)
SELECT 0, ring, count(*)::double FROM placed GROUP BY ring
UNION ALL
(SELECT 1, slot, worth * CASE ring WHEN 1 THEN {CLOSENESS[1]} WHEN 2 THEN {CLOSENESS[2]} ELSE {CLOSENESS[3]} END AS score
 FROM placed ORDER BY score DESC LIMIT {TOP})
"""
_STAND = """
CREATE OR REPLACE TEMP TABLE near AS
WITH own AS MATERIALIZED (SELECT b FROM tie JOIN member ON slot = b WHERE a = ? AND findable)
SELECT b AS slot, 1 AS ring FROM own UNION ALL
SELECT DISTINCT tie.b, 2 FROM tie JOIN own ON tie.a = own.b WHERE walked AND tie.b NOT IN (SELECT b FROM own)
"""


class DuckDb:
    """All in memory, one connection."""

    name = "duckdb"
    tuning = (
        "postings with term weights made ahead, sorted by word so that zone maps skip the rest; prefixes as a range of words; ties "
        "sorted by their first end; ART indexes on the first end and on members; in memory; two threads; rings kept in a temporary "
        "table while the same person types"
    )
    leaves_out = "BM25 of DuckDB's own fts extension has no prefixes, so it is plain SQL over our weights; mutual ties, why, via whom"

    def __init__(self, folder: Folder) -> None:
        self._base = duckdb.connect(config={"threads": 2})
        for name, columns in _tables(folder).items():
            self._base.register("columns", columns)
            self._base.execute(f"CREATE TABLE {name} AS SELECT * FROM columns")
            self._base.unregister("columns")
        for index in ("tie (a)", "member (slot)"):
            self._base.execute(f"CREATE INDEX {index.split()[0]}_by ON {index}")
        self._base.execute("ANALYZE")
        self._words = folder.words()
        self._asker = -1

    def ask(self, question: Question) -> Found:
        """Answer."""
        if question.asker != self._asker:
            self._asker = question.asker
            self._base.execute(_STAND, [question.asker])
        rings, best = [0, 0, 0], []
        numbers = {f"w{number}": word for number, word in enumerate(self._spans(question))}
        spans = " OR ".join(f"word BETWEEN ${name}[1] AND ${name}[2]" for name in numbers)
        rows = self._base.execute(_ASK.format(words=spans), {**numbers, "asker": question.asker}).fetchall()
        for kind, number, value in rows:
            if kind:
                best.append(number)
            else:
                rings[number - 1] = int(value)
        return Found((rings[0], rings[1], rings[2]), tuple(best))

    def _spans(self, question: Question) -> list[list[int]]:
        """Return first and last number of each word in the sorted vocabulary."""
        return [[span.start, span.stop - 1] for span in spans_of(question, self._words)]

    def close(self) -> None:
        """Let go of the memory."""
        self._base.close()


def _tables(folder: Folder) -> dict[str, dict[str, NDArray[np.generic]]]:
    starts, others, words = (np.array(folder.read(f"tie_{name}")) for name in ("starts", "others", "words"))
    ends = np.repeat(np.arange(folder.people, dtype=np.int32), np.diff(starts))
    available = np.array(folder.read("availability")).astype(np.float32) / 250
    findable = np.array(folder.read("flags")) & 1 > 0
    return {
        "posting": _postings(folder),
        "member": {"slot": np.arange(folder.people, dtype=np.int32), "available": available, "findable": findable},
        "tie": {"a": ends, "b": others.astype(np.int32), "walked": words >> 6 > 0},
    }


def _postings(folder: Folder) -> dict[str, NDArray[np.generic]]:
    """Return word, slot and BM25 weight of each posting, sorted by word."""
    starts, counts = folder.read("entry_starts"), np.array(folder.read("counts"), dtype=np.int64) // 4
    owners = np.repeat(np.array(folder.read("owners")), np.diff(starts))
    lengths = np.bincount(owners, counts)
    keys = np.array(folder.read("entries")).astype(np.int64) << 32 | owners
    pairs, place = np.unique(keys, return_inverse=True)
    times = np.bincount(place, counts)
    word, slot = (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)
    held = np.bincount(word)
    readers = int(np.count_nonzero(lengths))
    rare = np.array([rarity(int(people), readers) / 4096 for people in range(int(held.max()) + 1)])[held[word]]
    mean = lengths.sum() / readers
    worth = rare * times * 2.5 / (times + 1.5 * (0.25 + 0.75 * lengths[slot] / mean))
    return {"word": word, "slot": slot, "worth": worth.astype(np.float32)}
