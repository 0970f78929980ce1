"""How new a dated text is: a clock that counts what the community said since, not days."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from durf.matching.fixed import BITS, ONE, power2_fixed
from durf.matching.index.shelves.draft import UNDATED
from durf.matching.index.world import World

Longs = NDArray[np.int64]

HALF = (7, 100)  # said before so many of all dated texts, a text counts half; MATCHING.md, "A trial's best formula"
HALF_DAYS = 180  # what one knows is not outdated sooner than in half a year; docs/matching.md, "Score"
DAY = 24 * 3600 * 1_000_000  # microseconds
CALENDAR_FROM = 631_152_000_000_000  # texts all older than 1990 are dated by running numbers, not by a calendar
_DOUBLINGS = 20  # older than this many halvings is as good as never


class Clock:
    """The dated texts one asker may read, as if the absent were not there."""

    def __init__(self, world: World, audiences: Sequence[int], absent: Sequence[int]) -> None:
        self._here = [world.shelves[number].times for number in audiences]
        self._here += [np.array(world.fresh[number].times, dtype=np.int64) for number in audiences]
        self._gone = [np.array(world.fresh[number].gone, dtype=np.int64) for number in audiences]
        self._gone.append(np.array(sorted(_moments_of(world, audiences, absent)), dtype=np.int64))
        self.dated = sum(times.size for times in self._here) - sum(times.size for times in self._gone)

    def newness(self, moments: Longs) -> tuple[Longs, Longs]:
        """Return 2^(−u/.07) in 1/4096, u the share of all dated texts that are newer; undated ones are new.

        Then the same, but never less than half for each half year of age, counted from the newest text.
        int64 (k,) to int64 (k,) each. O(k · log of the dated texts).
        """
        halvings = self._halvings(moments)
        newest = self._newest()
        if newest < CALENDAR_FROM:
            return (left := self._left(halvings, moments)), left
        age = newest - np.where(moments == UNDATED, newest, moments)
        lasting = np.minimum(halvings, age // (DAY // ONE) // HALF_DAYS)
        return self._left(halvings, moments), self._left(lasting, moments)

    def _halvings(self, moments: Longs) -> Longs:
        newer = np.zeros(moments.size, dtype=np.int64)
        for times in self._here:
            newer += times.size - np.searchsorted(times, moments, side="right")
        for times in self._gone:
            newer -= times.size - np.searchsorted(times, moments, side="right")
        return newer * (ONE * HALF[1]) // (HALF[0] * max(self.dated, 1))

    def _left(self, halvings: Longs, moments: Longs) -> Longs:
        left = power2_fixed(np.maximum(_DOUBLINGS * ONE - halvings, 0)) >> (_DOUBLINGS - BITS)
        return np.where(moments == UNDATED, ONE, left)

    def _newest(self) -> int:
        """Return the moment of the newest text that is not gone, UNDATED where there is none."""
        newest = max((int(times[-1]) for times in self._here if times.size), default=UNDATED)
        while newest != UNDATED and self._at(newest, self._here) == self._at(newest, self._gone):
            older = [int(times[place - 1]) for times in self._here if (place := np.searchsorted(times, newest)) > 0]
            newest = max(older, default=UNDATED)
        return newest

    @staticmethod
    def _at(moment: int, columns: Sequence[Longs]) -> int:
        return sum(int(np.diff(np.searchsorted(times, [moment, moment + 1]))[0]) for times in columns)


def _moments_of(world: World, audiences: Sequence[int], slots: Sequence[int]) -> Iterator[int]:
    for number in audiences:
        shelf, fresh = world.shelves[number], world.fresh[number]
        for slot in slots:
            settled = slot < world.stale.size and not world.stale[slot]
            found = [int(shelf.moments[item]) for item in shelf.items_of(slot)] if settled else []
            found += [item.moment for item in fresh.items.get(slot, ())]
            yield from (at for at in found if at != UNDATED)
