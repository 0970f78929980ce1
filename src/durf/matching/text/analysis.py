"""From tokens to terms: stems of two languages, halves of compounds, concepts; one rule for all texts."""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from durf.matching.text.compounds import compound_parts
from durf.matching.text.stems import stems
from durf.matching.text.stops import DUTCH_MARKS, ENGLISH_MARKS, STOPS
from durf.matching.text.vocabulary import CONCEPT_SIGN, Vocabulary
from durf.matching.text.words import tokens

FULL = 4  # shares are counted in quarters: a whole word counts 4,
HALF = 2  # a half of a compound 2
WORDS_KEPT = 200_000


@dataclass(frozen=True, slots=True)
class Word:
    """One token as read: `forms` are its stems and concept, `parts` the halves of a compound."""

    token: str
    forms: tuple[str, ...]
    parts: tuple["Word", ...] = ()

    def shares(self) -> dict[str, int]:
        """Return each term of the word with its share, in quarters."""
        terms = dict.fromkeys((term for part in self.parts for term in part.forms), HALF)
        terms.update(dict.fromkeys(self.forms, FULL))
        return terms


class Analyser:
    """Reads tokens as words, given the collection's own Dutch words and the host's vocabulary."""

    def __init__(self, lexicon: Set[str], vocabulary: Vocabulary) -> None:
        self._lexicon = lexicon
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

    def _read(self, token: str) -> Word:
        if token.startswith(CONCEPT_SIGN):
            return Word(token, (token,))
        halves = compound_parts(token, self._lexicon)
        return Word(token, self._forms(token), tuple(Word(half, self._forms(half)) for half in halves))

    def _forms(self, token: str) -> tuple[str, ...]:
        concept = self.vocabulary.concept(token)
        return stems(token) if concept is None else (*stems(token), concept)


def content_tokens(body: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the tokens of a text but stop words and lone letters, then the concepts of its phrases."""
    read = [token for token in tokens(body) if token not in STOPS and (len(token) > 1 or not token.isascii())]
    return (*read, *vocabulary.phrases(read))


def dutch_votes(body_tokens: Iterable[str]) -> int:
    """Count the Dutch little words minus the English ones; above 0 the text is taken for Dutch."""
    return sum((token in DUTCH_MARKS) - (token in ENGLISH_MARKS) for token in body_tokens)
