"""A whole invented community, made from a seed."""

import time
from collections.abc import Callable

import numpy as np

from bench.community.folder import Folder
from bench.community.network import communities, network
from bench.community.texts import topics, written
from bench.community.words import pseudo_words, vocabulary_size

HIDDEN_SHARE, NEWCOMER_SHARE = 0.01, 0.05
AVAILABILITY = ((250, 0.7), (125, 0.15), (50, 0.1), (0, 0.05))  # out of 250: at ease, busy, very busy, paused
HERE, NEWCOMER, FINDABLE = 4, 2, 1


def made(people: int, seed: int, say: Callable[[str], None] = lambda line: None) -> Folder:
    """Return the folder of a community, made now when it is not there yet."""
    folder = Folder(people, seed)
    if folder.complete:
        return folder
    began = time.perf_counter()
    order, community = communities(people, seed)
    rows = network(order, community, seed)
    for name, array in (("tie_starts", rows.starts), ("tie_others", rows.others), ("tie_words", rows.words)):
        folder.write(name, array)
    say(f"ties: {rows.others.size // 2:,} after {time.perf_counter() - began:.0f} s")
    del rows
    findable = _members(folder)
    community_of = np.empty(people, np.uint32)
    community_of[order] = community
    _texts(folder, findable, community_of)
    folder.finish()
    say(f"all after {time.perf_counter() - began:.0f} s")
    return folder


def _members(folder: Folder) -> np.ndarray:
    rng = np.random.default_rng((folder.seed, 6))
    findable = rng.random(folder.people) >= HIDDEN_SHARE
    flags = HERE + FINDABLE * findable + NEWCOMER * (rng.random(folder.people) < NEWCOMER_SHARE)
    steps, shares = zip(*AVAILABILITY, strict=True)
    folder.write("availability", rng.choice(np.array(steps, np.uint8), folder.people, p=shares))
    folder.write("flags", flags.astype(np.uint8))
    return findable


def _texts(folder: Folder, findable: np.ndarray, community_of: np.ndarray) -> None:
    by_rank = pseudo_words(vocabulary_size(folder.people), folder.seed)
    order = sorted(range(len(by_rank)), key=by_rank.__getitem__)
    number_of = np.empty(len(by_rank), np.uint32)
    number_of[order] = np.arange(len(by_rank), dtype=np.uint32)
    words = [by_rank[rank] for rank in order]
    folder.write_words(words)
    topic_words = topics(int(community_of.max()) + 1, folder.people, len(words), folder.seed)
    texts = written(findable, community_of, topic_words, number_of, [word.encode() for word in words], folder.seed)
    for name in texts.__dataclass_fields__:
        folder.write(name, getattr(texts, name))
