"""What core and peers are asked alike, and what a peer must answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bench.community.folder import Folder
from bench.oracle import FLOOR, PEAK, PREFIX_MIN, WIDTH
from bench.sessions import plain, sessions
from durf.matching.core import Index
from durf.matching.questions import Query
from durf.matching.search.reading import read_wish
from durf.matching.search.scan.claims import claims
from durf.matching.search.search import Search
from durf.matching.text.analysis import FULL

TOP = 20


@dataclass(frozen=True, slots=True)
class Question:
    """A text of an asker, all of whose words decide: whoever holds one of them is reached.

    `words` are whole, but the last one stands for all that begin with it when `growing`.
    """

    asker: int
    id: str
    text: str
    words: tuple[str, ...]
    growing: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a peer found: people in ring 1, 2 and beyond, and the slots of the best, best first."""

    rings: tuple[int, int, int]
    best: tuple[int, ...]


class Peer(Protocol):
    """Something one could use instead of the index.

    Attributes:
        name: as on the command line.
        tuning: what was done to make it fast.
        leaves_out: what it cannot do that the index does.
    """

    name: str
    tuning: str
    leaves_out: str

    def ask(self, question: Question) -> Found:
        """Answer."""
        ...

    def close(self) -> None:
        """Let go of what it holds."""
        ...


def closeness(ring: int) -> int:
    """Return what a ring is worth to a peer that knows rings alone: the middle of the ring on our own curve, in 1/256.

    Peers do without mutual ties and strengths, which makes them faster, not slower.
    """
    nearness = {1: 200, 2: 90, 3: 16}[ring]
    return FLOOR + (256 - FLOOR) * WIDTH**2 // (WIDTH**2 + (nearness - PEAK) ** 2)


CLOSENESS = {ring: closeness(ring) / 256 for ring in (1, 2, 3)}


def questions(folder: Folder, index: Index, many: int) -> tuple[list[Question], int]:
    """Draw every third keystroke of people typing; return those whose words all decide, and how many were drawn."""
    kept: list[Question] = []
    drawn = 0
    for session in sessions(folder, 4 * many, stream=3):
        for _, text in plain([(session.id, text) for text in list(session.typed())[2::3]]):
            drawn += 1
            words = tuple(dict.fromkeys(text.split(" ")))
            if len(words) == len(text.split(" ")) and _all_decide(index, session.id, text, words):
                kept.append(Question(session.asker, session.id, text, words, len(words[-1]) >= PREFIX_MIN))
        if len(kept) >= many:
            break
    return kept[:many], drawn


def _all_decide(index: Index, asker: str, text: str, words: Sequence[str]) -> bool:
    """Tell whether everyone who holds one of the words covers the eighth of the best fit that counts as reached."""
    with Search.begun(Query(text, asker), index._world, frozenset()) as search:
        reading = read_wish(text, index._world.analyser)
        _, growing = claims(reading, search.lists, search.readers)
    chosen = growing.chosen
    if {claim.token for claim in chosen} != set(words):
        return False
    return growing.best == FULL * sum(one.rarity for one in chosen) and all(
        8 * FULL * one.rarity >= growing.best for one in chosen
    )
