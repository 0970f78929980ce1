"""A made community as the index sees it, without a Person object for anyone."""

from dataclasses import replace

import numpy as np

from bench.community.folder import Folder
from durf.matching.core import Index
from durf.matching.index.draft import Draft
from durf.matching.index.members import Members
from durf.matching.index.shelf import Shelf
from durf.matching.index.strings import Strings
from durf.matching.index.ties import Ties
from durf.matching.index.world import World
from durf.matching.people import AUDIENCES
from durf.matching.text.analysis import Analyser
from durf.matching.text.vocabulary import Vocabulary

_WIDTH = 8
_ONCE = 16  # a text's weight of 1, in sixteenths


def id_of(slot: int) -> str:
    """Return the id of a member; ids sort as slots do."""
    return f"m{slot:0{_WIDTH}d}"


def world_of(folder: Folder) -> World:
    """Lay a community out. O(entries + ties)."""
    analyser = Analyser(Vocabulary())
    shelves = [_shelf(folder, analyser)]
    shelves += [Shelf.build(Draft(), folder.people, analyser) for _ in AUDIENCES[1:]]
    return World(_members(folder), _ties(folder), tuple(shelves), {}, analyser)


def index_of(folder: Folder) -> Index:
    """Return the index of a community."""
    return Index(world_of(folder))


def _members(folder: Folder) -> Members:
    slots = np.arange(folder.people, dtype=np.int64)
    digits = (slots[:, None] // 10 ** np.arange(_WIDTH - 1, -1, -1) % 10 + ord("0")).astype(np.uint8)
    blob = np.concatenate((np.full((folder.people, 1), ord("m"), np.uint8), digits), axis=1).ravel()
    offsets = np.arange(folder.people + 1, dtype=np.uint32) * np.uint32(_WIDTH + 1)
    members = Members.empty(Strings(blob, offsets))
    members.flags[:] = folder.read("flags")
    members.availability[:] = folder.read("availability")
    members.holds[:] = np.bincount(folder.read("owners"), minlength=folder.people) > 0
    members.holders[:2] = np.bincount(members.holds, minlength=2)[:2]
    return members


def _ties(folder: Folder) -> Ties:
    starts, others = folder.read("tie_starts"), folder.read("tie_others")
    low, high = (others & 0xFFFF).astype(np.uint16), (others >> 16).astype(np.uint8)
    sizes = np.diff(starts).astype(np.uint32)
    return Ties(starts[:-1].astype(np.uint32), sizes, low, high, np.array(folder.read("tie_words")))


def _shelf(folder: Folder, analyser: Analyser) -> Shelf:
    draft = Draft()
    lengths = folder.read("lengths", mapped=False)
    parts = {
        "owners": folder.read("owners", mapped=False),
        "starts": folder.read("entry_starts", mapped=False),
        "counts": folder.read("counts", mapped=False),
        "lengths": lengths,
        "weights": np.full(lengths.size, _ONCE, dtype=np.uint16),
        "moments": folder.read("moments", mapped=False),
    }
    for name, array in parts.items():
        setattr(draft, name, array)
    entries = folder.read("entries", mapped=False)
    shelf = Shelf.laid_out(folder.words(), entries, draft, folder.people, analyser)
    bodies = Strings(folder.read("bodies"), folder.read("body_starts"))
    keys = Strings(np.zeros(0, np.uint8), np.zeros(lengths.size + 1, np.uint32))
    return replace(shelf, bodies=bodies, keys=keys)
