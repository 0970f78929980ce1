"""The index: people and ties in; helpers, reach, slate and paths out."""

from collections.abc import Iterable, Mapping, Set
from threading import Lock
from typing import Self

from durf.matching.answers import Answer
from durf.matching.index.network import tie_key
from durf.matching.index.shelf import Reader
from durf.matching.index.world import World
from durf.matching.people import Person, Tie, check_people
from durf.matching.questions import Query
from durf.matching.search.paths import shortest_path
from durf.matching.search.search import Search
from durf.matching.text.vocabulary import Vocabulary
from durf.matching.updates import Change, PersonRemoved, PersonSet, TieRemoved, TieSet


class Index:
    """People and ties, searchable; a search sees either all of a change or nothing of it."""

    def __init__(self, vocabulary: Mapping[str, str] | None = None) -> None:
        self._people: dict[str, Person] = {}
        self._ties: dict[tuple[str, str], Tie] = {}
        self._reader = Reader(Vocabulary(vocabulary))
        self._world = World.build({}, {}, self._reader)
        self._lock = Lock()

    @classmethod
    def build(cls, people: Iterable[Person], ties: Iterable[Tie], vocabulary: Mapping[str, str] | None = None) -> Self:
        """Build an index.

        Args:
            people: each id once, else ValueError.
            ties: of a doubled tie the last one holds; one that names someone unknown waits for them.
            vocabulary: a term of up to four words → its concept; terms of one concept meet.

        Cost: O(total length of the texts), spent at the first search of each audience.
        """
        index = cls(vocabulary)
        index._people = check_people(people)
        index._ties = {tie_key(tie.a, tie.b): tie for tie in ties}
        index._world = World.build(index._people, index._ties, index._reader)
        return index

    def apply(self, changes: Iterable[Change]) -> None:
        """Take in changes, in order; they are visible to the next search.

        Cost: O(people + ties · log ties) once a call; where a text or who is findable changed, the next search
        lays out the texts anew.
        """
        with self._lock:
            for change in changes:
                self._take(change)
            self._reader.forget_all_but(text.body for one in self._people.values() for text in one.texts)
            world = World.build(self._people, self._ties, self._reader)
            world.keep_views_of(self._world)
            self._world = world

    def search(self, query: Query, blocked: Set[str] = frozenset()) -> Answer:
        """Find who can help.

        Args:
            query: the wish.
            blocked: ids of people who are, for this asker, as if they were not there.

        Cost: O(postings of the words + ties within two steps of the asker).
        """
        return Search.start(query, self._world, blocked).answer()

    def rank(self, query: Query, blocked: Set[str] = frozenset()) -> list[tuple[str, int]]:
        """Return everyone with a text that fits at all and their score, best first, whether reached or not."""
        search = Search.start(query, self._world, blocked)
        slots, scores = search.ranked(search.anyone_fitting())
        return [(search.world.people[slot].id, score) for slot, score in zip(slots, scores, strict=True)]

    def path(self, a: str, b: str, blocked: Set[str] = frozenset()) -> tuple[str, ...]:
        """Return the shortest introduction path from a to b, both included, over ties that are not closed.

        () when there is none or one of them is unknown, hidden (b) or blocked (b); (a,) when a is b.
        Which connectors may be named is the caller's matter.
        """
        return shortest_path(a, b, self._world, blocked)

    def _take(self, change: Change) -> None:
        match change:
            case PersonSet(person):
                self._people[person.id] = person
            case PersonRemoved(id):
                self._people.pop(id, None)
                self._ties = {key: tie for key, tie in self._ties.items() if id not in key}
            case TieSet(tie):
                self._ties[tie_key(tie.a, tie.b)] = tie
            case TieRemoved(a, b):
                self._ties.pop(tie_key(a, b), None)
