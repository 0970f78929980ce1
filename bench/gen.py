"""`bench gen`: an invented community of any size, and how its ties compare with real ones."""

import argparse
import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.community.chance import state_of
from bench.community.folder import people_of
from bench.community.making import made
from bench.community.network import clustering, two_steps
from bench.measuring import printed, said

SHARES = (0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1.0)
REAL = ("facebook_ego", "email_eu_core", "deezer_hu", "wiki_vote")
SAMPLES = 40
Longs = NDArray[np.int64]


def gen_main(arguments: Sequence[str]) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser("durf bench gen", description=__doc__)
    parser.add_argument("--n", type=people_of, default=people_of("100k"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--graphs", type=Path, help="folder of real graphs (a,b per line, .csv.gz) to compare with")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    folder = made(options.n, options.seed, said)
    rows = [
        {
            "bench": "gen",
            "graph": "made",
            "n": options.n,
            **ties_of(folder.read("tie_starts"), folder.read("tie_others")),
        }
    ]
    rows[0] |= words_of(folder.read("entries"), folder.read("owners"), folder.read("entry_starts"))
    for name in REAL if options.graphs else ():
        starts, others = read_graph(options.graphs / f"{name}.csv.gz")
        rows.append({"bench": "gen", "graph": name, "n": starts.size - 1, **ties_of(starts, others)})
    printed(rows, options.json, f"gen-{options.n}")
    return 0


def ties_of(starts: Longs, others: NDArray[np.uint32]) -> dict[str, object]:
    """Return the curve of degrees over their mean, how many are two steps away, and how clustered they are."""
    starts, others = np.array(starts), np.array(others)
    degrees = np.diff(starts)
    seen = np.zeros(degrees.size, np.uint8)
    drawn = np.random.default_rng(1).integers(degrees.size, size=SAMPLES).tolist()
    curve = np.quantile(degrees, SHARES) / degrees.mean()
    return {
        "ties_mean": round(float(degrees.mean()), 1),
        "ties_over_mean_at": dict(zip(map(str, SHARES), curve.round(2).tolist(), strict=True)),
        "one_step_median": float(np.median(degrees[drawn])),
        "two_steps_median": float(np.median([two_steps(slot, starts, others, seen) for slot in drawn])),
        "clustering": round(clustering(starts, others, 20_000, state_of(1, 99)), 3),
    }


def words_of(entries: NDArray[np.uint32], owners: NDArray[np.uint32], starts: Longs) -> dict[str, object]:
    """Return how many people hold a word drawn as often as it is used (the first 100,000 people)."""
    items = int(np.searchsorted(owners, 100_000))
    holders = np.repeat(owners[:items], np.diff(starts[: items + 1])).astype(np.int64)
    pairs = np.unique(holders << 32 | entries[: starts[items]])
    people = int(holders.max()) + 1
    held = np.bincount(pairs & 0xFFFFFFFF)[pairs & 0xFFFFFFFF] / people
    shares = np.quantile(held, SHARES).round(6).tolist()
    return {
        "postings_per_person": round(pairs.size / people, 1),
        "texts_per_person": round(items / people, 1),
        "share_of_people_with_a_drawn_word_at": dict(zip(map(str, SHARES), shares, strict=True)),
    }


def read_graph(path: Path) -> tuple[Longs, NDArray[np.uint32]]:
    """Read a graph of `a,b` lines as rows, both ways."""
    with gzip.open(path, "rt") as file:
        numbers: dict[str, int] = {}
        pairs = np.array([[numbers.setdefault(end, len(numbers)) for end in pair] for pair in _pairs(file)])
    both = np.unique(np.concatenate((pairs, pairs[:, ::-1])), axis=0)
    starts = np.zeros(len(numbers) + 1, np.int64)
    np.cumsum(np.bincount(both[:, 0], minlength=len(numbers)), out=starts[1:])
    return starts, both[:, 1].astype(np.uint32)


def _pairs(lines: Iterator[str]) -> Iterator[list[str]]:
    return (
        ends for line in lines if len(ends := line.strip().split(",")) == 2 and ends[0] != ends[1] and ends[0].isdigit()
    )
