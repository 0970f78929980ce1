"""People typing: each letter is a query; words are those members use, as often as they use them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bench.community.folder import Folder
from bench.community.laid import id_of
from bench.community.words import is_plain
from durf.matching.text.analysis import Analyser
from durf.matching.text.vocabulary import Vocabulary

FIRST_LETTERS = 3  # with fewer the last word is not guessed at
FEWEST, MOST = 2, 5


@dataclass(frozen=True, slots=True)
class Session:
    """Someone types a wish: the words of it, and their slot."""

    asker: int
    words: tuple[str, ...]

    @property
    def id(self) -> str:
        """The asker's id."""
        return id_of(self.asker)

    def typed(self) -> Iterator[str]:
        """Yield the text after each letter from the third on."""
        text = " ".join(self.words)
        return (text[:size] for size in range(FIRST_LETTERS, len(text) + 1))


def sessions(folder: Folder, many: int, stream: int = 0) -> list[Session]:
    """Draw askers by their ties (those who know many also ask) and words by how often they occur."""
    rng = np.random.default_rng((folder.seed, 7, stream))
    others, entries = folder.read("tie_others"), folder.read("entries")
    words = folder.words()
    found = []
    for _ in range(many):
        asker = int(others[rng.integers(others.size)])
        size = int(rng.integers(FEWEST, MOST + 1))
        chosen = tuple(words[int(entries[place])] for place in rng.integers(entries.size, size=size))
        found.append(Session(asker, chosen))
    return found


def cold_texts(folder: Folder, many: int, stream: int = 1) -> list[tuple[str, str]]:
    """Return new askers with new texts, cut somewhere in their last word."""
    rng = np.random.default_rng((folder.seed, 8, stream))
    found = []
    for session in sessions(folder, many, stream):
        last = session.words[-1]
        cut = int(rng.integers(min(FIRST_LETTERS, len(last)), len(last) + 1))
        found.append((session.id, " ".join((*session.words[:-1], last[:cut]))))
    return found


def plain(asked: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Keep the texts all read alike: "too", on the way to "toobar", is a stop word to the index alone."""
    analyser = Analyser(Vocabulary.of(None))
    return [(asker, text) for asker, text in asked if all(is_plain(word, analyser) for word in text.split())]
