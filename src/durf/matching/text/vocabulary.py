"""A table of terms and their concepts, through which imker, bijenhouder and beekeeper meet."""

from collections.abc import Iterator, Mapping, Sequence

from durf.matching.text.stems import stems
from durf.matching.text.stops import STOPS
from durf.matching.text.words import tokens

CONCEPT_SIGN = "§"  # no token holds it, so that a concept can never be typed
PHRASE_MAX = 4  # tokens


class Vocabulary:
    """Terms of one word or of up to four, in any language, each with its concept."""

    def __init__(self, table: Mapping[str, str] | None = None) -> None:
        self.table = dict(table or {})
        self._words: dict[str, str] = {}
        self._phrases: dict[tuple[str, ...], str] = {}
        for term, concept in sorted(self.table.items()):
            read = [token for token in tokens(term) if token not in STOPS]
            name = CONCEPT_SIGN + concept
            if len(read) == 1:
                for stem in (read[0], *stems(read[0])):
                    self._words.setdefault(stem, name)
            elif 1 < len(read) <= PHRASE_MAX:
                self._phrases.setdefault(tuple(stems(token)[0] for token in read), name)

    def concept(self, token: str) -> str | None:
        """Return the concept of a single word, by its form or one of its stems."""
        return next((self._words[form] for form in (token, *stems(token)) if form in self._words), None)

    def phrases(self, read: Sequence[str]) -> Iterator[str]:
        """Yield the concepts of terms of several words found in a row of tokens."""
        if not self._phrases:
            return
        row = [stems(token)[0] for token in read]
        for start in range(len(row)):
            for length in range(2, PHRASE_MAX + 1):
                concept = self._phrases.get(tuple(row[start : start + length]))
                if concept is not None and start + length <= len(row):
                    yield concept
