"""What an index knows of each slot beside texts and ties: who it is, and whether and where they may be asked."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray

from durf.matching.index.strings import Strings
from durf.matching.people import AUDIENCES, Person

Bytes = NDArray[np.uint8]

AVAILABILITY_ONE = 250  # a fifth, a quarter and a half are whole numbers of it, and it fits a byte
FINDABLE, NEWCOMER, HERE = 1, 2, 4  # flags
NOWHERE = 0  # number of the place of someone who names none, and of the languages of someone who lists none
NO_PLACE = (1 << 32) - 1  # a place nobody lives in
SLOTS_KEPT = 4096  # ids looked up lately; they never move within a snapshot
SLOTS_MAX = 1 << 24  # a slot takes three bytes
ORDER_BITS = 20  # fresh ids between two neighbours of the snapshot: a million
_SETS = np.arange(1 << len(AUDIENCES))
_HOLD_ANY = ((_SETS[:, None] & _SETS) > 0).astype(np.int64)  # by audiences asked for, by audiences held


class Members:
    """Columns by slot. The first `settled` slots are in the order of their ids; fresh ones follow as they come.

    Attributes:
        ids: the settled ids, sorted.
        availability: uint8 (n,), 0..250.
        flags: uint8 (n,), FINDABLE, NEWCOMER, HERE.
        holds: uint8 (n,), bit a is set when a findable person has a text for audience a.
        places, languages: uint32 (n,), numbers of `place_names` and `language_sets`.
    """

    def __init__(self, ids: Strings, place_names: list[str], language_sets: list[tuple[str, ...]]) -> None:
        self.ids = ids
        self.settled = len(ids)
        self.availability = np.zeros(self.settled, dtype=np.uint8)
        self.flags = np.zeros(self.settled, dtype=np.uint8)
        self.holds = np.zeros(self.settled, dtype=np.uint8)
        self.places = np.zeros(self.settled, dtype=np.uint32)
        self.languages = np.zeros(self.settled, dtype=np.uint32)
        self.place_names, self.language_sets = place_names, language_sets
        self._place_numbers = {name: number for number, name in enumerate(place_names)}
        self._language_numbers = {names: number for number, names in enumerate(language_sets)}
        self.holders = np.zeros(1 << len(AUDIENCES), dtype=np.int64)
        self.fresh_ids: list[str] = []
        self._fresh_slots: dict[str, int] = {}
        self.order = np.zeros(0, dtype=np.int64)
        self._settled_slot = lru_cache(maxsize=SLOTS_KEPT)(ids.find)

    @classmethod
    def empty(cls, ids: Strings) -> Self:
        """Make room for these ids, about whom nothing is known yet."""
        return cls(ids, ["\0"], [()])

    def __len__(self) -> int:
        return self.settled + len(self.fresh_ids)

    def slot(self, id: str | None) -> int | None:
        """Return the slot of somebody who is here, None for a visitor or someone unknown. O(log n)."""
        if id is None:
            return None
        slot = self.known_slot(id)
        return slot if slot is not None and self.flags[slot] & HERE else None

    def known_slot(self, id: str) -> int | None:
        """Return the slot an id has or once had."""
        slot = self._fresh_slots.get(id)
        if slot is None:
            slot = self._settled_slot(id)
        return slot if slot >= 0 else None

    def id(self, slot: int) -> str:
        """Return the id of a slot."""
        return self.ids.text(slot) if slot < self.settled else self.fresh_ids[slot - self.settled]

    def add(self, id: str) -> int:
        """Give someone new a slot behind the others. O(fresh ids)."""
        if len(self) >= SLOTS_MAX:
            raise ValueError(f"an index holds at most {SLOTS_MAX:,} people")
        slot = self._fresh_slots[id] = len(self)
        self.fresh_ids.append(id)
        for name in ("availability", "flags", "holds", "places", "languages"):
            column = getattr(self, name)
            if slot >= column.size:
                setattr(self, name, np.concatenate((column, np.zeros(max(slot // 8, 256), dtype=column.dtype))))
        self.order = self._fresh_order()
        return slot

    def describe(self, slot: int, person: Person, holds: int) -> None:
        """Write down what is said of a person; `holds` is 0 for someone hidden."""
        self.holders[self.holds[slot]] -= bool(self.flags[slot] & HERE)
        self.flags[slot] = HERE | (FINDABLE * person.findable) | (NEWCOMER * person.newcomer)
        self.availability[slot] = round(person.availability * AVAILABILITY_ONE)
        self.places[slot] = self._place(person.place)
        self.languages[slot] = self._languages(person.langs)
        self.holds[slot] = holds
        self.holders[holds] += 1

    def forget(self, slot: int) -> None:
        """Write down that somebody is gone."""
        self.holders[self.holds[slot]] -= bool(self.flags[slot] & HERE)
        self.flags[slot] = self.availability[slot] = self.holds[slot] = 0
        self.places[slot], self.languages[slot] = NOWHERE, 0

    def order_of(self, slots: NDArray[np.integer]) -> NDArray[np.int64]:
        """Return numbers that rise with the ids of the slots; int64, in their order."""
        keys = slots.astype(np.int64) << ORDER_BITS
        fresh = slots >= self.settled
        keys[fresh] = self.order[slots[fresh] - self.settled]
        return keys

    def count_holders(self) -> None:
        """Count anew how many have a text for which audiences. O(people)."""
        here = self.holds[: len(self)][self.flags[: len(self)] & HERE > 0]
        self.holders = np.bincount(here, minlength=self.holders.size).astype(np.int64)

    def readers(self, audiences: int) -> int:
        """Return how many have a text for one of the audiences, given as bits."""
        return int(self.holders @ _HOLD_ANY[audiences])

    def place_number(self, name: str) -> int:
        """Return the number of a place; one that no member can have where nobody is there."""
        return self._place_numbers.get(name, NO_PLACE)

    def places_named(self) -> list[str]:
        """Return the names of places by number, blank where nobody who is here has it: who is gone leaves no word."""
        lived_in = set(np.unique(self.places[: len(self)]).tolist())
        return [name if number in lived_in else f"\0{number}" for number, name in enumerate(self.place_names)]

    def languages_allowed(self, language: str) -> NDArray[np.bool_]:
        """Tell for each set of languages whether someone who lists it reads this one."""
        return np.array([not names or language in names for names in self.language_sets], dtype=np.bool_)

    def columns(self) -> Iterator[tuple[str, NDArray[np.generic]]]:
        """Yield the columns with their names."""
        for name in ("availability", "flags", "holds", "places", "languages"):
            yield name, getattr(self, name)[: len(self)]

    def copied(self) -> "Members":
        """Return the same, which later changes leave alone. O(people)."""
        copy = Members(self.ids, list(self.place_names), list(self.language_sets))
        for name, column in self.columns():
            setattr(copy, name, column.copy())
        copy.holders = self.holders.copy()
        copy.fresh_ids, copy.order = list(self.fresh_ids), self.order
        return copy

    def core_bytes(self) -> int:
        """Return the size of all of it."""
        return self.ids.blob.nbytes + self.ids.offsets.nbytes + sum(column.nbytes for _, column in self.columns())

    def _place(self, name: str | None) -> int:
        if name is None:
            return NOWHERE
        if name not in self._place_numbers:
            self._place_numbers[name] = len(self.place_names)
            self.place_names.append(name)
        return self._place_numbers[name]

    def _languages(self, names: tuple[str, ...]) -> int:
        if names not in self._language_numbers:
            self._language_numbers[names] = len(self.language_sets)
            self.language_sets.append(names)
        return self._language_numbers[names]

    def _fresh_order(self) -> NDArray[np.int64]:
        """Place fresh ids among the settled ones: slot s of the snapshot stands at s << 20, they in between."""
        order = np.zeros(len(self.fresh_ids), dtype=np.int64)
        for rank, number in enumerate(sorted(range(len(self.fresh_ids)), key=self.fresh_ids.__getitem__)):
            order[number] = (self.ids.place(self.fresh_ids[number]) << ORDER_BITS) - (1 << (ORDER_BITS - 1)) + rank
        return order
