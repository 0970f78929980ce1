"""The index: people and ties in; helpers, reach, slate and paths out."""

from collections.abc import Iterable, Mapping, Set
from pathlib import Path
from threading import Lock
from typing import Self

from durf.matching.answers import Answer, Reach
from durf.matching.index.building import build_world
from durf.matching.index.compaction import compacted
from durf.matching.index.snapshot import read_snapshot, write_snapshot
from durf.matching.index.world import World
from durf.matching.people import Person, Tie
from durf.matching.questions import Query
from durf.matching.search.paths import shortest_path
from durf.matching.search.search import BEST, Search
from durf.matching.text.analysis import Analyser
from durf.matching.text.vocabulary import Vocabulary
from durf.matching.updates import Change, PersonRemoved, PersonSet, TieRemoved, TieSet

READ_CLOSELY = BEST  # of a whole ranking, as a search does: so what is measured is what is served


class Index:
    """People and ties, searchable from several threads; a search sees either all of a change or nothing of it."""

    def __init__(self, world: World, note: Mapping[str, str] | None = None) -> None:
        self._world = world
        self.note = dict(note or {})
        self._changing = Lock()
        self._since: list[Change] | None = None  # what changed while a compaction is under way

    @classmethod
    def build(cls, people: Iterable[Person], ties: Iterable[Tie], vocabulary: Mapping[str, str] | None = None) -> Self:
        """Build an index.

        Args:
            people: each id once, else ValueError.
            ties: of a doubled tie the last one holds; one that names someone unknown waits for them.
            vocabulary: a term of up to four words → its concept; terms of one concept meet.

        Cost: O(total length of the texts + ties · log ties).
        """
        return cls(build_world(people, ties, Analyser(Vocabulary.of(vocabulary))))

    def apply(self, changes: Iterable[Change]) -> None:
        """Take in changes, in order and all at once; they are visible to the next search.

        Cost: O(length of the changed texts + rows of the changed ties), whatever the size of the index.
        """
        changes = list(changes)
        with self._changing:
            _take(changes, self._world)
            if self._since is not None:
                self._since.extend(changes)

    def compact(self) -> None:
        """Take what changed into a new snapshot in memory; searches and changes go on meanwhile.

        Cost: O(entries + ties + tokens · log tokens). A second call while one is under way changes nothing.
        """
        with self._changing:
            if self._since is not None:
                return
            self._since, frozen = [], self._world.frozen()
        try:
            world = compacted(frozen)
            with self._changing:
                _take(self._since, world)
                self._world = world
        finally:
            self._since = None

    @property
    def changed(self) -> int:
        """How much was changed since the last snapshot; beyond some thousands `compact` pays."""
        return self._world.changed

    def save(self, path: Path, note: Mapping[str, str] | None = None) -> None:
        """Write everything as it stands now to one file, beside it first, then renamed.

        Args:
            path: the file.
            note: the caller's own words, kept with it, to be read as `index.note`.

        A crash at any point leaves the file that was there before. Raises OSError. Cost: O(size).
        """
        with self._changing:
            frozen = self._world.frozen()
            if note is not None:
                self.note = dict(note)
        write_snapshot(Path(path), compacted(frozen), self.note)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Map a saved index into memory; changes to it stay in memory.

        Raises:
            SnapshotError: the file is no index of this version, is cut off or was altered.
            OSError: it cannot be read.

        Cost: O(size) for the sums, below a second for a million people.
        """
        world, note = read_snapshot(Path(path))
        return cls(world, note)

    def search(self, query: Query, blocked: Set[str] = frozenset()) -> Answer:
        """Find who can help.

        Args:
            query: the wish.
            blocked: ids of people who are, for this asker, as if they were not there.

        Cost: O(postings of the words + ties within two steps of the asker + texts of those read closely).
        """
        with Search.begun(query, self._world, blocked) as search:
            return search.answer()

    def scan(self, query: Query, blocked: Set[str] = frozenset()) -> tuple[list[tuple[str, int]], Reach]:
        """Return id and score of the `query.top` best by the scan alone, and how many the wish reaches.

        The scan is the first half of a search: it adds up what words weigh and reads no text closely, so its order is
        not that of `search`, while its counts are.
        """
        with Search.begun(query, self._world, blocked) as search:
            best, reach = search.scanned(query.top)
            return [(search.world.members.id(slot), score) for slot, score in best], reach

    def rank(self, query: Query, blocked: Set[str] = frozenset()) -> list[tuple[str, int]]:
        """Return everyone with a text that fits at all and their score, best first, whether reached or not.

        Scores need not fall throughout: whoever is passed over among the first ten, so that not the same few are asked
        again and again, keeps theirs.
        """
        with Search.begun(query, self._world, blocked) as search:
            return [(search.world.members.id(slot), score) for slot, score in search.ranked(READ_CLOSELY)]

    def path(self, a: str, b: str, blocked: Set[str] = frozenset()) -> tuple[str, ...]:
        """Return the shortest introduction path from a to b, both included, over ties that are not closed.

        () when there is none or one of them is unknown, hidden (b) or blocked (b); (a,) when a is b.
        Which connectors may be named is the caller's matter.
        """
        world = self._world
        with world.lock.reading():
            return shortest_path(a, b, world, blocked)


def _take(changes: Iterable[Change], world: World) -> None:
    with world.lock.writing():
        for change in changes:
            match change:
                case PersonSet(person):
                    world.set_person(person)
                case PersonRemoved(id):
                    world.remove_person(id)
                case TieSet(tie):
                    world.set_tie(tie)
                case TieRemoved(a, b):
                    world.remove_tie(a, b)
