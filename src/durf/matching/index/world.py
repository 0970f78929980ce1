"""People, ties and texts as a search finds them: a snapshot, and what changed since.

A search reads under `lock.reading()`, an update writes under `lock.writing()`: all of a change is seen, or nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from durf.matching.index.lock import SharedLock
from durf.matching.index.members import HERE, Members
from durf.matching.index.memory import Memory
from durf.matching.index.shelves.draft import Item
from durf.matching.index.shelves.fresh import Fresh, read_items
from durf.matching.index.shelves.shelf import Shelf
from durf.matching.index.ties import Ties, tie_key, tie_words
from durf.matching.people import AUDIENCES, Person, Tie
from durf.matching.text.analysis import Analyser

_SERIALS = count()
TIES_LIKE_A_PERSON = 50  # rewritten ends of ties that cost a search and the memory no more than one changed person
Waiting = dict[tuple[str, str], Tie]


@dataclass(frozen=True, slots=True)
class Frozen:
    """A world at one moment, which later changes leave alone (see `World`)."""

    members: Members
    ties: Ties
    shelves: tuple[Shelf, ...]
    fresh_items: tuple[dict[int, tuple[Item, ...]], ...]
    stale: NDArray[np.uint8]
    waiting: Waiting
    analyser: Analyser


class World:
    """One index.

    Attributes:
        members, ties: by slot.
        shelves, fresh: the texts of each audience, settled and since.
        stale: uint8 (settled,), 1 where what the shelves say of a slot holds no longer.
        outdated: the stale slots, in the order they became so.
        waiting: ties that name someone not yet known.
        serial, version: which world of this process it is; raised by every change.
        memory: what searches keep of the snapshot, for as long as it stands.
    """

    def __init__(
        self, members: Members, ties: Ties, shelves: tuple[Shelf, ...], waiting: Waiting, analyser: Analyser
    ) -> None:
        self.members, self.ties, self.shelves, self.waiting = members, ties, shelves, waiting
        self.analyser = analyser
        self.fresh = tuple(Fresh() for _ in AUDIENCES)
        self.stale = np.zeros(members.settled, dtype=np.uint8)
        self.outdated: list[int] = []
        self.serial, self.version = next(_SERIALS), 0
        self.lock = SharedLock()
        self.memory = Memory()

    def set_person(self, person: Person) -> None:
        """Take in somebody new, or what is different of them now. O(their texts)."""
        self.version += 1
        slot = self.members.known_slot(person.id)
        if slot is None:
            slot = self.members.add(person.id)
            self.ties.grow(len(self.members))
        self._outdate(slot)
        holds = 0
        for number, audience in enumerate(AUDIENCES):
            texts = [text for text in person.texts if text.audience == audience] if person.findable else []
            items = read_items(texts, self.analyser)
            self.fresh[number].put(slot, items, self.analyser)
            holds |= bool(items) << number
        arrives = not self.members.flags[slot] & HERE
        self.members.describe(slot, person, holds)
        if arrives:
            self._tie_waiting(person.id)

    def remove_person(self, id: str) -> None:
        """Take out somebody and their ties; an unknown id changes nothing."""
        self.version += 1
        self.waiting = {key: tie for key, tie in self.waiting.items() if id not in key}
        slot = self.members.slot(id)
        if slot is None:
            return
        self._outdate(slot)
        for fresh in self.fresh:
            fresh.drop(slot)
        self.members.forget(slot)
        self.ties.clear(slot)

    def set_tie(self, tie: Tie) -> None:
        """Take in a tie, or what both say of it now."""
        self.version += 1
        a, b = self.members.slot(tie.a), self.members.slot(tie.b)
        if a is None or b is None:
            self.waiting[tie_key(tie.a, tie.b)] = tie
        else:
            self.ties.set(a, b, *tie_words(tie))

    def remove_tie(self, a: str, b: str) -> None:
        """End a tie; an unknown one changes nothing."""
        self.version += 1
        self.waiting.pop(tie_key(a, b), None)
        slots = self.members.slot(a), self.members.slot(b)
        if slots[0] is not None and slots[1] is not None:
            self.ties.remove(slots[0], slots[1])

    def frozen(self) -> Frozen:
        """Return everything as it stands now. O(people + what changed since the snapshot)."""
        items = tuple(dict(fresh.items) for fresh in self.fresh)
        members, ties = self.members.copied(), self.ties.copied()
        return Frozen(members, ties, self.shelves, items, self.stale.copy(), dict(self.waiting), self.analyser)

    def texts(self, audience: int) -> int:
        """Return how many texts there are for an audience."""
        fresh = self.fresh[audience]
        return int(self.shelves[audience].lengths.size) - fresh.outdated_items + fresh.held

    def texts_of(self, audience: int, slots: Sequence[int]) -> int:
        """Return how many of them are these people's."""
        shelf, fresh = self.shelves[audience], self.fresh[audience]
        settled = [slot for slot in slots if slot < self.stale.size and not self.stale[slot]]
        return sum(len(shelf.items_of(slot)) for slot in settled) + sum(
            len(fresh.items.get(slot, ())) for slot in slots
        )

    @property
    def changed(self) -> int:
        """How much differs from the snapshot: people, and rows of ties, which weigh by their length."""
        return len(self.outdated) + len(self.members.fresh_ids) + self.ties.rewritten // TIES_LIKE_A_PERSON

    def core_bytes(self) -> int:
        """Return the size of what a search walks through: members, ties, postings."""
        return self.members.core_bytes() + self.ties.core_bytes() + sum(one.core_bytes() for one in self.shelves)

    def _outdate(self, slot: int) -> None:
        """Let what the shelves say of a slot hold no longer."""
        if slot >= self.members.settled or self.stale[slot]:
            return
        self.stale[slot] = 1
        self.outdated.append(slot)
        for shelf, fresh in zip(self.shelves, self.fresh, strict=True):
            fresh.outdate([int(shelf.moments[item]) for item in shelf.items_of(slot)])

    def _tie_waiting(self, id: str) -> None:
        for key in [key for key in self.waiting if id in key]:
            tie = self.waiting.pop(key)
            self.set_tie(tie)


def slots_present(members: Members, ids: Iterable[str]) -> NDArray[np.uint32]:
    """Return the slots of those of the ids who are here, rising."""
    slots = {slot for id in ids if (slot := members.slot(id)) is not None}
    return np.array(sorted(slots), dtype=np.uint32)
