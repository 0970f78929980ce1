"""A table of terms and their concepts, through which imker, bijenhouder and beekeeper meet."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Self

from durf.matching.text.stems import stems
from durf.matching.text.stops import STOPS
from durf.matching.text.words import tokens

CONCEPT_SIGN = "§"  # no token holds it, so that a concept can never be typed
PHRASE_MAX = 4  # tokens


class Vocabulary:
    """Terms of one word or of up to four, in any language, each with its concept.

    Attributes:
        words: a form or stem of a single word → its concept.
        phrases: the stems of a term of several words, a space between them → its concept.
    """

    def __init__(self, words: Mapping[str, str], phrases: Mapping[str, str]) -> None:
        self.words, self.phrases = words, phrases

    @classmethod
    def of(cls, table: Mapping[str, str] | None) -> Self:
        """Read a table term → concept. O(terms): an index keeps what comes out of it."""
        words: dict[str, str] = {}
        phrases: dict[str, str] = {}
        for term, concept in sorted((table or {}).items()):
            read = [token for token in tokens(term) if token not in STOPS]
            name = CONCEPT_SIGN + concept
            if len(read) == 1:
                for stem in (read[0], *stems(read[0])):
                    words.setdefault(stem, name)
            elif 1 < len(read) <= PHRASE_MAX:
                phrases.setdefault(_stemmed(read), name)
        return cls(words, phrases)

    def concept(self, token: str) -> str | None:
        """Return the concept of a single word, by its form or one of its stems."""
        return next((self.words[form] for form in (token, *stems(token)) if form in self.words), None)

    def concepts(self, read: Sequence[str]) -> Iterator[str]:
        """Yield the concepts of terms of several words found in a row of tokens."""
        if not self.phrases:
            return
        for start in range(len(read) - 1):
            for end in range(start + 2, min(start + PHRASE_MAX, len(read)) + 1):
                concept = self.phrases.get(_stemmed(read[start:end]))
                if concept is not None:
                    yield concept


def _stemmed(read: Sequence[str]) -> str:
    return " ".join(stems(token)[0] for token in read)
