"""One state of people and ties, never changed once made; an update makes the next one."""

from collections.abc import Mapping, Sequence, Set
from functools import cached_property
from threading import Lock
from typing import Self

import numpy as np
from numpy.typing import NDArray

from durf.matching.fixed import Ints
from durf.matching.index.network import Network
from durf.matching.index.shelf import Reader
from durf.matching.index.view import View
from durf.matching.people import Person, Text, Tie
from durf.matching.questions import Query

AVAILABILITY_ONE = 256
VIEWS_KEPT = 32


class World:
    """People by slot (in the order of their ids), their network, and the views asked for so far."""

    def __init__(self, people: Sequence[Person], network: Network, slots: Mapping[str, int], reader: Reader) -> None:
        self.people = people
        self.network = network
        self.slots = slots
        self._reader = reader
        self._views: dict[tuple[Set[str], Set[str]], View] = {}
        self._lock = Lock()

    @classmethod
    def build(cls, people: Mapping[str, Person], ties: Mapping[tuple[str, str], Tie], reader: Reader) -> Self:
        """Give each person a slot and lay out the ties. O(people + ties · log ties)."""
        ordered = tuple(people[id] for id in sorted(people))
        slots = {person.id: slot for slot, person in enumerate(ordered)}
        return cls(ordered, Network.build(slots, ties.values()), slots, reader)

    def keep_views_of(self, earlier: "World") -> None:
        """Take over the views of an earlier world where only ties, availability or the like have changed."""
        if _written(self.people) == _written(earlier.people):
            with earlier._lock:
                self._views = dict(earlier._views)

    @cached_property
    def availability(self) -> Ints:
        """Availability per slot in 1/256; int64 (n,)."""
        return np.array([round(one.availability * AVAILABILITY_ONE) for one in self.people], dtype=np.int64)

    def view(self, query: Query, blocked: Set[str]) -> View:
        """Return what the asker may know, building it the first time (a block makes a view of its own)."""
        key = (self.audiences(query), frozenset(blocked & self.slots.keys()))
        with self._lock:
            view = self._views.get(key)
            if view is None:
                if len(self._views) >= VIEWS_KEPT:
                    self._views.clear()
                view = self._views[key] = View.build(self.people, *key, self._reader)
        return view

    def audiences(self, query: Query) -> frozenset[str]:
        """Return the audiences whose texts may be read for this query."""
        members = {"members"} if query.asker in self.slots else set()
        matching = {"matching"} if query.scope == "nudge" else set()
        return frozenset({"everyone"} | members | matching)

    def eligible(self, query: Query, view: View) -> NDArray[np.bool_]:
        """Tell per slot who may be returned and counted: present, available, fitting the filters, not the asker."""
        mask = view.present & (self.availability > 0)
        if query.place is not None:
            mask &= np.array([one.place in (None, query.place) for one in self.people], dtype=np.bool_)
        if query.lang is not None:
            mask &= np.array([not one.langs or query.lang in one.langs for one in self.people], dtype=np.bool_)
        asker = self.slot(query.asker)
        if asker is not None:
            mask[asker] = False
        return mask

    def slot(self, id: str | None) -> int | None:
        """Return the slot of an id, None for a visitor or someone unknown."""
        return None if id is None else self.slots.get(id)


def _written(people: Sequence[Person]) -> list[tuple[str, bool, tuple[Text, ...]]]:
    """Return all that a view is made of."""
    return [(one.id, one.findable, one.texts) for one in people]
