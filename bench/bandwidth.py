"""`bench bandwidth`: what the memory of this machine allows, and how far from it a keystroke is.

The floor of a query: the lists of its words, read once, four bytes a posting; and of everyone on them two columns
(nearness and availability), of which memory hands over whole lines of 64 bytes, at most the whole column; all at the
speed of reading in order, as STREAM measures it (McCalpin 1995) in the same run. What is in the caches can beat it.
"""

import argparse
from collections.abc import Sequence
from functools import partial

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bench.community.folder import people_of
from bench.community.laid import world_of
from bench.community.making import made
from bench.core import undisturbed
from bench.measuring import load, percentiles, printed, said, timed
from bench.sessions import sessions
from durf.matching.core import Index
from durf.matching.questions import Query
from durf.matching.search.reading import read_wish
from durf.matching.search.search import Search

TEST_BYTES, PASSES = 256 << 20, 7
POSTING, COLUMNS, LINE = 4, 2, 64
TOP, SESSIONS = 20, 40


def bandwidth_main(arguments: Sequence[str]) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser("durf bench bandwidth", description=__doc__)
    parser.add_argument("--n", type=people_of, default=people_of("100k"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    folder = made(options.n, options.seed, said)
    index = Index(world_of(folder))
    speeds = memory_speeds()
    times, floors = [], []
    with undisturbed():
        for session in sessions(folder, SESSIONS, stream=6):
            first, *rest = session.typed()
            index.scan(Query(first, session.id, top=TOP))
            for text in rest:
                times.append(timed(partial(index.scan, Query(text, session.id, top=TOP)))[1])
                floors.append(must_read(index, Query(text, session.id)) / speeds["read_gb_s"] / 1e6)
    speeds_after = memory_speeds()
    row: dict[str, object] = {"bench": "bandwidth", "n": options.n, "queries": len(times)}
    row |= {f"{name}_before": value for name, value in speeds.items()}
    row |= {f"{name}_after": value for name, value in speeds_after.items()}
    row |= percentiles(times, "core") | percentiles(floors, "floor")
    row |= {f"distance_{p}": round(row[f"core_{p}_ms"] / row[f"floor_{p}_ms"], 1) for p in ("p50", "p99")}  # type: ignore[operator]
    printed([{**row, "load": load()}], options.json, f"bandwidth-{options.n}")
    return 0


def must_read(index: Index, query: Query) -> int:
    """Return how many bytes a query cannot do without."""
    with Search.begun(query, index._world, frozenset()) as search:
        wanted = read_wish(query.text, index._world.analyser).growing
        people = sum(search.lists.listing(want.forms, want.prefix).people for want in wanted)
        return people * POSTING + COLUMNS * min(max(people, 1) * LINE, len(index._world.members))


def memory_speeds() -> dict[str, float]:
    """Return the best of several passes over 256 MB by one thread, in GB/s: read; read and written by a copy."""
    words = np.ones(TEST_BYTES // 8, dtype=np.int64)
    target = np.zeros_like(words)
    _summed(words[:8])
    reads = [timed(lambda: _summed(words))[1] for _ in range(PASSES)]
    copies = [timed(lambda: np.copyto(target, words))[1] for _ in range(PASSES)]
    return {
        "read_gb_s": round(TEST_BYTES / min(reads) / 1e6, 2),
        "copy_gb_s": round(2 * TEST_BYTES / min(copies) / 1e6, 2),
    }


@njit(cache=True)
def _summed(words: NDArray[np.int64]) -> int:
    total = 0
    for place in range(words.size):
        total += words[place]
    return total
