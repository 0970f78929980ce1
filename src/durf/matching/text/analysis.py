"""From tokens to terms: stems of two languages, halves of compounds, concepts; one rule for all texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from durf.matching.text.compounds import compound_parts
from durf.matching.text.stems import stems
from durf.matching.text.stops import DUTCH_MARKS, ENGLISH_MARKS, EVERYDAY, STOPS
from durf.matching.text.vocabulary import CONCEPT_SIGN, Vocabulary
from durf.matching.text.words import tokens

FULL = 4  # shares are counted in quarters: a whole word counts 4,
HALF = 2  # a half of a compound 2
WORDS_KEPT = 500_000


@dataclass(frozen=True, slots=True)
class Word:
    """One token as read: `forms` are its stems and concept, `parts` the halves of a compound.

    A decisive word may decide whom a wish reaches: it is no everyday word in any form, and no number.
    """

    token: str
    forms: tuple[str, ...]
    decisive: bool = True
    parts: tuple["Word", ...] = ()

    def shares(self) -> dict[str, int]:
        """Return each term of the word with its share, in quarters."""
        terms = dict.fromkeys((term for part in self.parts for term in part.forms), HALF)
        terms.update(dict.fromkeys(self.forms, FULL))
        return terms


class Analyser:
    """Reads tokens as words, given the host's vocabulary; the same token always reads the same."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._known: dict[str, Word] = {}

    def word(self, token: str) -> Word:
        """Read one token of `content_tokens`."""
        word = self._known.get(token)
        if word is None:
            if len(self._known) >= WORDS_KEPT:
                self._known.clear()
            word = self._known[token] = self._read(token)
        return word

    def counts(self, body: str) -> tuple[dict[str, int], int]:
        """Return how often each token occurs in a text, in quarters, halves of compounds included, and its length.

        The length counts whole content tokens.
        """
        read = content_tokens(body, self.vocabulary)
        counts: dict[str, int] = {}
        for token in read:
            counts[token] = counts.get(token, 0) + FULL
            for part in self.word(token).parts:
                counts[part.token] = counts.get(part.token, 0) + HALF
        return counts, len(read)

    def forms(self, token: str) -> tuple[str, ...]:
        """Return the terms under which a token stands: its stems and, where the vocabulary has one, its concept."""
        if token.startswith(CONCEPT_SIGN):
            return (token,)
        concept = self.vocabulary.concept(token)
        return stems(token) if concept is None else (*stems(token), concept)

    def _read(self, token: str) -> Word:
        if token.startswith(CONCEPT_SIGN):
            return Word(token, (token,))
        parts = tuple(Word(half, self.forms(half), _tells(half)) for half in compound_parts(token))
        decisive = _tells(token) and (not parts or any(part.decisive for part in parts))
        return Word(token, self.forms(token), decisive, parts)


def content_tokens(body: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the tokens of a text but stop words and lone letters, then the concepts of its phrases."""
    read = [token for token in tokens(body) if token not in STOPS and (len(token) > 1 or not token.isascii())]
    return (*read, *vocabulary.concepts(read))


def _tells(token: str) -> bool:
    return not (token.isdigit() or token in EVERYDAY or _everyday_stems().intersection(stems(token)))


@cache
def _everyday_stems() -> frozenset[str]:
    # A stem that respells its word is another word's: the Dutch stem of "bezig" is "bees".
    return frozenset(stem for word in EVERYDAY for stem in stems(word) if word.startswith(stem))


def dutch_votes(body_tokens: Iterable[str]) -> int:
    """Count the Dutch little words minus the English ones; above 0 the text is taken for Dutch."""
    return sum((token in DUTCH_MARKS) - (token in ENGLISH_MARKS) for token in body_tokens)
