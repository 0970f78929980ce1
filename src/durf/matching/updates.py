"""The changes an index takes in after it was built."""

from dataclasses import dataclass

from durf.matching.people import Person, Tie


@dataclass(frozen=True, slots=True)
class PersonSet:
    """Someone is here, or is different now: texts, availability and findability are replaced as given."""

    person: Person


@dataclass(frozen=True, slots=True)
class PersonRemoved:
    """Someone is gone, and their ties with them; an unknown id changes nothing."""

    id: str


@dataclass(frozen=True, slots=True)
class TieSet:
    """Two people know each other, or say something else of it now; replaces an earlier tie of the two."""

    tie: Tie


@dataclass(frozen=True, slots=True)
class TieRemoved:
    """The tie of two people has ended, in whichever order they are named; an unknown tie changes nothing."""

    a: str
    b: str


Change = PersonSet | PersonRemoved | TieSet | TieRemoved
