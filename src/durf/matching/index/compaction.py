"""From a snapshot and what changed since to a new snapshot, without reading any settled text again."""

from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from durf.matching.compiled import compiled
from durf.matching.index.members import HERE, Members
from durf.matching.index.shelves.draft import Draft, Item
from durf.matching.index.shelves.shelf import Columns, Shelf
from durf.matching.index.strings import Strings
from durf.matching.index.ties import SLOT_SHIFT, Ties, gathered
from durf.matching.index.world import Frozen, World

Longs = NDArray[np.int64]
Words = NDArray[np.uint32]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Move:
    """Who goes where: old slots in the order of the new ones, and the new slot of each old one (-1: gone)."""

    old: Longs
    new: Longs


def compacted(frozen: Frozen) -> World:
    """Lay out everything anew, the fresh among the settled. O(entries + ties + tokens · log tokens)."""
    members = frozen.members
    here = np.flatnonzero(members.flags[: len(members)] & HERE)
    old = here[np.argsort(members.order_of(here), kind="stable")]
    new = np.full(len(members), -1, dtype=np.int64)
    new[old] = np.arange(old.size)
    move = Move(old, new)
    shelves = tuple(_shelf(frozen, number, move) for number in range(len(frozen.shelves)))
    return World(_members(members, move), _ties(frozen.ties, move), shelves, dict(frozen.waiting), frozen.analyser)


def _members(old: Members, move: Move) -> Members:
    ids = old.ids if _unmoved(move, old.settled) else Strings.build(old.id(slot) for slot in move.old.tolist())
    members = Members(ids, list(old.place_names), list(old.language_sets))
    for name, column in old.columns():
        setattr(members, name, column[move.old].copy())
    members.count_holders()
    return members


def _unmoved(move: Move, settled: int) -> bool:
    return move.old.size == settled and bool((move.old == np.arange(settled)).all())


def _ties(old: Ties, move: Move) -> Ties:
    ends = np.repeat(np.arange(old.sizes.size, dtype=np.int64), old.sizes)
    rows = gathered(*old.arrays)
    ends, others = move.new[ends], move.new[rows >> SLOT_SHIFT]
    kept = (ends >= 0) & (others >= 0)
    ends, rows = ends[kept], (others[kept] << SLOT_SHIFT | rows[kept] & 0xFF).astype(np.uint32)
    if not _unmoved(move, old.sizes.size):
        order = np.argsort(ends << 32 | rows, kind="stable")
        ends, rows = ends[order], rows[order]
    return Ties.laid_out(move.old.size, ends, rows)


def _shelf(frozen: Frozen, number: int, move: Move) -> Shelf:
    """Take the items of everyone in their new order: settled ones by number, fresh ones read already."""
    shelf, fresh = frozen.shelves[number], frozen.fresh_items[number]
    standing = move.old[(move.old < frozen.stale.size)]
    standing = standing[frozen.stale[standing] == 0]
    begins = shelf.item_starts[standing].astype(np.int64)
    sizes = shelf.item_starts[standing + 1].astype(np.int64) - begins
    items = _spread(begins, sizes)
    owners = np.repeat(move.new[standing], sizes)
    held = [(int(move.new[slot]), item) for slot in fresh if move.new[slot] >= 0 for item in fresh[slot]]
    names, renumbered = _names(shelf, items, [item for _, item in held])
    added = _drafted(held, names)
    order = np.argsort(np.concatenate((owners, np.asarray(added.owners, dtype=np.int64))), kind="stable")
    return Shelf.laid_out(
        list(names), _merged(shelf, items, owners, renumbered, added, order), move.old.size, frozen.analyser
    )


def _names(shelf: Shelf, items: Longs, added: list[Item]) -> tuple[dict[str, int], Words]:
    """Number anew the tokens that somebody still says, and tell the new number of each old one."""
    said = np.zeros(len(shelf.tokens), dtype=np.bool_)
    begins = shelf.entry_starts[items]
    said[shelf.entries[_spread(begins, shelf.entry_starts[items + 1] - begins)]] = True
    old = {number: shelf.tokens.text(number) for number in np.flatnonzero(said).tolist()}
    names = sorted(set(old.values()).union(chain.from_iterable(item.counts for item in added)))
    numbers = {name: number for number, name in enumerate(names)}
    renumbered = np.zeros(len(shelf.tokens), dtype=np.uint32)
    renumbered[list(old)] = [numbers[name] for name in old.values()]
    return numbers, renumbered


def _drafted(held: list[tuple[int, Item]], names: dict[str, int]) -> Draft:
    draft = Draft()
    draft.tokens = names
    for slot, item in held:
        draft.put(slot, item)
    return draft


def _merged(shelf: Shelf, items: Longs, owners: Longs, renumbered: Words, added: Draft, order: Longs) -> Columns:
    """Put settled items and added ones together, in the order given."""
    begins = shelf.entry_starts[items]
    sizes = shelf.entry_starts[items + 1] - begins
    entries = np.concatenate((renumbered[shelf.entries[_spread(begins, sizes)]], np.asarray(added.entries, np.uint32)))
    counts = np.concatenate((shelf.counts[_spread(begins, sizes)], np.asarray(added.counts, np.uint8)))
    all_sizes = np.concatenate((sizes, np.diff(np.asarray(added.starts, np.int64))))
    starts = np.zeros(all_sizes.size + 1, dtype=np.int64)
    np.cumsum(all_sizes, out=starts[1:])
    moved = _spread(starts[order], all_sizes[order])
    new_starts = np.zeros_like(starts)
    np.cumsum(all_sizes[order], out=new_starts[1:])
    both = {
        name: np.concatenate((getattr(shelf, name)[items], np.asarray(getattr(added, name), dtype=kind)))[order]
        for name, kind in (("lengths", np.uint16), ("weights", np.uint16), ("moments", np.int64))
    }
    return Columns(
        owners=np.concatenate((owners, np.asarray(added.owners, np.int64)))[order].astype(np.uint32),
        entry_starts=new_starts,
        entries=entries[moved].astype(np.uint32),
        counts=counts[moved],
        bodies=_strings(shelf.bodies, items, added.bodies, order),
        keys=_strings(shelf.keys, items, added.keys, order),
        **both,
    )


def _strings(old: Strings, items: Longs, added: list[str], order: Longs) -> Strings:
    more = Strings.build(added)
    offsets, more_offsets = old.offsets.astype(np.int64), more.offsets.astype(np.int64)
    begins = np.concatenate((offsets[items], more_offsets[:-1] + old.blob.size))[order]
    sizes = np.concatenate((offsets[items + 1] - offsets[items], np.diff(more_offsets)))[order]
    return Strings.laid_out(np.concatenate((old.blob, more.blob))[_spread(begins, sizes)], sizes)


@compiled
def _spread(begins: Longs, sizes: Longs) -> Longs:
    """Return begin, begin + 1, … of each size, one after the other."""
    places = np.empty(sizes.sum(), np.int64)
    at = 0
    for number in range(begins.size):
        for step in range(sizes[number]):
            places[at] = begins[number] + step
            at += 1
    return places
