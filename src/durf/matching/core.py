"""The index: people and ties in; helpers, reach, slate and paths out."""

from collections.abc import Iterable, Mapping, Set
from typing import Self

from durf.matching.answers import Answer
from durf.matching.people import Person, Tie
from durf.matching.questions import Query
from durf.matching.updates import Change


class Index:
    """People and ties, searchable; a search sees either all of a change or nothing of it."""

    @classmethod
    def build(
        cls, people: Iterable[Person], ties: Iterable[Tie], vocabulary: Mapping[str, str] | None = None
    ) -> Self:
        """Build an index; `vocabulary` maps a term to its concept, so that terms of one concept meet."""
        raise NotImplementedError

    def apply(self, changes: Iterable[Change]) -> None:
        """Take in changes, in order; they are visible to the next search."""
        raise NotImplementedError

    def search(self, query: Query, blocked: Set[str] = frozenset()) -> Answer:
        """Find who can help; people in `blocked` are as if they were not there."""
        raise NotImplementedError

    def path(self, a: str, b: str, blocked: Set[str] = frozenset()) -> tuple[str, ...]:
        """Return the shortest introduction path from a to b, both included, over ties that are not closed."""
        raise NotImplementedError
