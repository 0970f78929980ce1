"""Who can help, how near they are and through whom: the public face of a library of its own."""

from durf.matching.answers import Answer, Hit, Reach, SlateEntry, Via, Why
from durf.matching.compiled import EDITION
from durf.matching.core import Index
from durf.matching.index.snapshot import SnapshotError
from durf.matching.people import Person, Text, Tie
from durf.matching.questions import Query
from durf.matching.updates import Change, PersonRemoved, PersonSet, TieRemoved, TieSet

__all__ = [
    "EDITION",
    "Answer",
    "Change",
    "Hit",
    "Index",
    "Person",
    "PersonRemoved",
    "PersonSet",
    "Query",
    "Reach",
    "SlateEntry",
    "SnapshotError",
    "Text",
    "Tie",
    "TieRemoved",
    "TieSet",
    "Via",
    "Why",
]
