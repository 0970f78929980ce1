"""SQLite: FTS5 with prefix indexes, and joins over a covering table of ties."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.community.folder import Folder
from bench.peers.question import CLOSENESS, TOP, Found, Question

_OWN = """INSERT INTO near SELECT tie.b, 1 FROM tie JOIN member ON member.slot = tie.b WHERE tie.a = ? AND findable"""
_TWO = """INSERT OR IGNORE INTO near SELECT tie.b, 2 FROM near CROSS JOIN tie ON tie.a = near.slot WHERE walked"""
_FOUND = """
WITH placed AS MATERIALIZED (
  SELECT said.rowid AS slot, -rank * available AS worth, coalesce(ring, 3) AS ring
  FROM said CROSS JOIN member ON member.slot = said.rowid LEFT JOIN near ON near.slot = said.rowid
  WHERE said MATCH :words AND available > 0 AND said.rowid <> :asker)
"""
_COUNTS = "SELECT 0, ring, count(*) FROM placed GROUP BY ring"
_BEST = f"""SELECT 1, slot, worth * CASE ring WHEN 1 THEN {CLOSENESS[1]} WHEN 2 THEN {CLOSENESS[2]} ELSE {CLOSENESS[3]} END AS score
  FROM placed ORDER BY score DESC LIMIT {TOP}"""
_ALL = f"{_FOUND} SELECT * FROM ({_COUNTS}) UNION ALL SELECT * FROM ({_BEST})"


class Sqlite:
    """One connection, one prepared statement for counts and best together."""

    name = "sqlite"
    tuning = (
        "FTS5 contentless, columnsize on, prefix='3 4 5', optimised; one statement for counts and best; the asker's rings in a "
        "temporary table kept while the same person types; ties WITHOUT "
        "ROWID keyed (a, b) with the walked flag beside; ANALYZE; page cache and mmap hold the whole file, which is read once before timing"
    )
    leaves_out = "mutual ties, strengths, why and via whom; BM25 over people, not items"

    def __init__(self, folder: Folder) -> None:
        path = folder.path / "peer.sqlite"
        if not (folder.path / "peer.sqlite.done").exists():
            path.unlink(missing_ok=True)
            _build(folder, path)
            (folder.path / "peer.sqlite.done").touch()
        with path.open("rb") as file:
            while file.read(1 << 24):
                pass
        self._base = sqlite3.connect(
            f"file:{path}?mode=ro&immutable=1", uri=True, cached_statements=64, isolation_level=None
        )
        self._base.execute("PRAGMA mmap_size = 17179869184")
        self._base.execute("PRAGMA cache_size = -2000000")
        self._base.execute("PRAGMA temp_store = MEMORY")
        self._base.execute("CREATE TEMP TABLE near (slot INTEGER PRIMARY KEY, ring INTEGER NOT NULL)")
        self._asker = -1

    def ask(self, question: Question) -> Found:
        """Answer."""
        if question.asker != self._asker:
            self._asker = question.asker
            self._base.execute("DELETE FROM near")
            self._base.execute(_OWN, (question.asker,))
            self._base.execute(_TWO)
        words = " OR ".join(question.words) + ("*" if question.growing else "")
        rings, best = [0, 0, 0], []
        for kind, number, value in self._base.execute(_ALL, {"asker": question.asker, "words": words}):
            if kind:
                best.append(number)
            else:
                rings[number - 1] = value
        return Found((rings[0], rings[1], rings[2]), tuple(best))

    def close(self) -> None:
        """Close the file."""
        self._base.close()


def _build(folder: Folder, path: Path) -> None:
    base = sqlite3.connect(path)
    base.executescript(
        """PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;
        CREATE TABLE member (slot INTEGER PRIMARY KEY, available REAL NOT NULL, findable INTEGER NOT NULL);
        CREATE TABLE tie (a INTEGER, b INTEGER, walked INTEGER NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
        CREATE VIRTUAL TABLE said USING fts5(body, content='', prefix='3 4 5', tokenize='ascii');"""
    )
    flags, availability = folder.read("flags"), folder.read("availability")
    base.executemany(
        "INSERT INTO member VALUES (?, ?, ?)",
        zip(range(folder.people), (availability / 250).tolist(), (flags & 1).tolist(), strict=False),
    )
    base.executemany("INSERT INTO tie VALUES (?, ?, ?)", tie_lines(folder))
    base.executemany("INSERT INTO said(rowid, body) VALUES (?, ?)", bodies(folder))
    base.executescript("INSERT INTO said(said) VALUES ('optimize'); ANALYZE;")
    base.commit()
    base.close()


def tie_lines(folder: Folder, step: int = 20_000) -> Iterator[tuple[int, int, int]]:
    """Yield both ends of each tie, both ways, and whether it may be walked."""
    starts, others, words = folder.read("tie_starts"), folder.read("tie_others"), folder.read("tie_words")
    for first in range(0, folder.people, step):
        last = min(first + step, folder.people)
        span = slice(int(starts[first]), int(starts[last]))
        ends = np.repeat(np.arange(first, last), np.diff(starts[first : last + 1]))
        yield from zip(ends.tolist(), others[span].tolist(), (words[span] >> 6 > 0).astype(int).tolist(), strict=False)


def bodies(folder: Folder) -> Iterator[tuple[int, str]]:
    """Yield slot and all texts of everyone who wrote something, as one text."""
    owners, starts, blob = folder.read("owners"), folder.read("body_starts"), folder.read("bodies")
    # Texts of one person stand together; a space goes between them.
    firsts = np.flatnonzero(np.diff(owners, prepend=owners[0] - 1 if owners[0] else 2**31))
    bounds = np.append(firsts, owners.size)
    for first, last in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=False):
        texts = (blob[starts[item] : starts[item + 1]].tobytes() for item in range(first, last))
        yield int(owners[first]), b" ".join(texts).decode()
