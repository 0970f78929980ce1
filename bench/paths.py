"""`bench paths`: the shortest introduction path, beside networkx, igraph and rustworkx, on the same ties."""

import argparse
from collections.abc import Callable, Sequence

import igraph
import networkx
import numpy as np
import rustworkx
from numpy.typing import NDArray

from bench.community.folder import Folder, people_of
from bench.community.laid import id_of, index_of
from bench.community.making import made
from bench.measuring import load, percentiles, printed, ratios, said, timed
from durf.matching.core import Index

PAIRS, WARM = 200, 5
Way = Sequence[object]
Walk = Callable[[int, int], Way]
Edges = NDArray[np.int64]


def paths_main(arguments: Sequence[str]) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser("durf bench paths", description=__doc__)
    parser.add_argument("--n", type=people_of, default=people_of("100k"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--names", default="igraph,networkx,rustworkx")
    parser.add_argument("--pairs", type=int, default=PAIRS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    folder = made(options.n, options.seed, said)
    index = index_of(folder)
    pairs = drawn_pairs(folder, options.pairs)
    walked = walkable(folder)
    rows = []
    for name in options.names.split(","):
        said(f"preparing {name}")
        walk, tuning = WALKS[name](options.n, walked)
        row = {"bench": "paths", "peer": name, "n": options.n, "queries": len(pairs), "tuning": tuning}
        rows.append(row | beside(index, walk, pairs) | {"load": load()})
    printed(rows, options.json, f"paths-{options.n}")
    return 0 if all(row["lengths_equal"] for row in rows) else 1


def drawn_pairs(folder: Folder, many: int) -> list[tuple[int, int]]:
    """Draw pairs of different people who can be found."""
    rng = np.random.default_rng((folder.seed, 9))
    findable = np.flatnonzero(folder.read("flags") & 1)
    pairs = rng.choice(findable, (many, 2)).tolist()
    return [(a, b) for a, b in pairs if a != b]


def walkable(folder: Folder) -> Edges:
    """Return the ties that are not closed, between people who are not hidden, each once; int64 (k, 2)."""
    starts, others, words = (np.array(folder.read(f"tie_{name}")) for name in ("starts", "others", "words"))
    ends = np.repeat(np.arange(folder.people, dtype=np.uint32), np.diff(starts))
    findable = np.array(folder.read("flags")) & 1 > 0
    kept = (words >> 6 > 0) & (ends < others) & findable[ends] & findable[others]
    return np.column_stack((ends[kept], others[kept])).astype(np.int64)


def beside(index: Index, walk: Walk, pairs: Sequence[tuple[int, int]]) -> dict[str, object]:
    """Walk alternately."""
    core, peer, steps, equal = [], [], [], True
    for number, (a, b) in enumerate([*pairs[:WARM], *pairs]):
        mine, core_ms = timed(lambda a=a, b=b: index.path(id_of(a), id_of(b)))
        theirs, peer_ms = timed(lambda a=a, b=b: walk(a, b))
        equal &= len(mine) == len(theirs)
        if number >= WARM:
            core.append(core_ms)
            peer.append(peer_ms)
            steps.append(max(len(mine) - 1, 0))
    row = percentiles(core, "core") | percentiles(peer, "peer")
    return {**row, **ratios(row), "steps_mean": round(sum(steps) / len(steps), 2), "lengths_equal": equal}


def _networkx(people: int, edges: Edges) -> tuple[Walk, str]:
    graph = networkx.Graph()
    graph.add_nodes_from(range(people))
    graph.add_edges_from(edges.tolist())

    def walk(a: int, b: int) -> Way:
        try:
            return networkx.bidirectional_shortest_path(graph, a, b)  # type: ignore[no-any-return]
        except networkx.NetworkXNoPath:
            return ()

    return walk, "bidirectional_shortest_path over ties that are not closed"


def _igraph(people: int, edges: Edges) -> tuple[Walk, str]:
    graph = igraph.Graph(n=people, edges=edges)
    return lambda a, b: graph.get_shortest_path(a, b), "get_shortest_path (one goal) over ties that are not closed"


def _rustworkx(people: int, edges: Edges) -> tuple[Walk, str]:
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(people))
    graph.add_edges_from_no_data([(a, b) for a, b in edges.tolist()])

    def walk(a: int, b: int) -> Way:
        found = rustworkx.dijkstra_shortest_paths(graph, a, target=b)
        return found[b] if b in found else ()  # noqa: SIM401  # its mapping has no get

    return walk, "dijkstra_shortest_paths with a goal (it has no breadth-first search for one pair)"


WALKS: dict[str, Callable[[int, Edges], tuple[Walk, str]]] = {
    "networkx": _networkx,
    "igraph": _igraph,
    "rustworkx": _rustworkx,
}
