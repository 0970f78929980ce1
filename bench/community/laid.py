"""A made community as the index sees it, without a Person object for anyone."""

from collections.abc import Mapping

import numpy as np

from bench.community.folder import Folder
from durf.matching.core import Index
from durf.matching.index.members import Members
from durf.matching.index.shelves.draft import Draft
from durf.matching.index.shelves.impact import WEIGHT_ONE
from durf.matching.index.shelves.shelf import Columns, Shelf
from durf.matching.index.strings import Strings
from durf.matching.index.ties import SLOT_SHIFT, Ties
from durf.matching.index.world import World
from durf.matching.people import AUDIENCES
from durf.matching.text.analysis import Analyser
from durf.matching.text.vocabulary import Vocabulary

_WIDTH = 8


def id_of(slot: int) -> str:
    """Return the id of a member; ids sort as slots do."""
    return f"m{slot:0{_WIDTH}d}"


def world_of(folder: Folder, first_letter: str = "m", vocabulary: Mapping[str, str] | None = None) -> World:
    """Lay a community out; ids are the first letter and the slot. O(entries + ties)."""
    analyser = Analyser(Vocabulary.of(vocabulary))
    shelves = [_shelf(folder, analyser)]
    shelves += [Shelf.build(Draft(), folder.people, analyser) for _ in AUDIENCES[1:]]
    return World(_members(folder, first_letter), _ties(folder), tuple(shelves), {}, analyser)


def index_of(folder: Folder, first_letter: str = "m", vocabulary: Mapping[str, str] | None = None) -> Index:
    """Return the index of a community."""
    return Index(world_of(folder, first_letter, vocabulary))


def _members(folder: Folder, first_letter: str) -> Members:
    slots = np.arange(folder.people, dtype=np.int64)
    digits = (slots[:, None] // 10 ** np.arange(_WIDTH - 1, -1, -1) % 10 + ord("0")).astype(np.uint8)
    blob = np.concatenate((np.full((folder.people, 1), ord(first_letter), np.uint8), digits), axis=1).ravel()
    offsets = np.arange(folder.people + 1, dtype=np.uint32) * np.uint32(_WIDTH + 1)
    members = Members.empty(Strings(blob, offsets))
    members.flags[:] = folder.read("flags")
    members.availability[:] = folder.read("availability")
    members.holds[:] = np.bincount(folder.read("owners"), minlength=folder.people) > 0
    members.holders[:2] = np.bincount(members.holds, minlength=2)[:2]
    return members


def _ties(folder: Folder) -> Ties:
    starts, others = folder.read("tie_starts"), folder.read("tie_others")
    rows = (others << np.uint32(SLOT_SHIFT)) | folder.read("tie_words")
    return Ties(starts[:-1].astype(np.uint32), np.diff(starts).astype(np.uint32), rows)


def _shelf(folder: Folder, analyser: Analyser) -> Shelf:
    names = ("owners", "entry_starts", "entries", "counts", "lengths", "moments")
    parts = {name: folder.read(name, mapped=False) for name in names}
    items = parts["lengths"].size
    columns = Columns(
        **parts,
        weights=np.full(items, WEIGHT_ONE, dtype=np.uint16),
        bodies=Strings(folder.read("bodies"), folder.read("body_starts")),
        keys=Strings(np.zeros(0, np.uint8), np.zeros(items + 1, np.uint32)),
    )
    return Shelf.laid_out(folder.words(), columns, folder.people, analyser)
