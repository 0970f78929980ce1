"""A wish as the coach reads it: its words, and which phrases of the lists stand where."""

from collections import defaultdict

from durf.coach.language import Language, guess
from durf.coach.reading.lexicon import Mark, lexicon
from durf.coach.reading.sentences import Sentence, Word, sentences_of, words_of

# What looks back or is a figure of speech wins from the date it seems to contain.
_OUTSHONE_BY = {"when": "since", "ask": "soft", "unhurried": "since", "grave": "harmless", "vague": "handy"}


_READ_AT_MOST = 8000  # characters: four pages; only private numbers are looked for beyond it


class Reading:
    """One text, read once; the rules only ask questions of it."""

    def __init__(self, text: str, lang: Language | None = None) -> None:
        self.entire = text
        self.text = text[:_READ_AT_MOST]
        self.lang: Language = lang or guess(text)
        self.words: tuple[Word, ...] = words_of(self.text)
        self.sentences: tuple[Sentence, ...] = sentences_of(self.text, self.words)
        self._marks = self._found()
        self._covered: dict[tuple[str, ...], frozenset[int]] = {}

    def _found(self) -> dict[str, list[Mark]]:
        found: dict[str, list[Mark]] = defaultdict(list)
        for mark in lexicon(self.lang).marks(self.words):
            found[mark.tag].append(mark)
        for tag, brighter in _OUTSHONE_BY.items():
            covered = {i for mark in found[brighter] for i in range(mark.first, mark.last)}
            found[tag] = [mark for mark in found[tag] if not covered.intersection(range(mark.first, mark.last))]
        return found

    def marks(self, tag: str) -> list[Mark]:
        """Give the places where a phrase of this list stands, in order."""
        return self._marks.get(tag, [])

    def has(self, *tags: str) -> bool:
        """Tell whether any phrase of any of these lists occurs."""
        return any(self._marks.get(tag) for tag in tags)

    def covered(self, *tags: str) -> frozenset[int]:
        """Give the numbers of all words that belong to a phrase of these lists."""
        if tags not in self._covered:
            self._covered[tags] = frozenset(
                i for tag in tags for mark in self.marks(tag) for i in range(mark.first, mark.last)
            )
        return self._covered[tags]

    def sentences_with(self, *tags: str) -> frozenset[int]:
        """Give the numbers of the sentences in which a phrase of these lists stands."""
        return frozenset(self.words[mark.first].sentence for tag in tags for mark in self.marks(tag))

    def clauses(self) -> list[range]:
        """Cut the sentences at their commas, dashes and brackets."""
        cuts = [
            i
            for i, word in enumerate(self.words)
            if i == 0 or word.comma_before or word.sentence != self.words[i - 1].sentence
        ]
        return [range(a, b) for a, b in zip(cuts, [*cuts[1:], len(self.words)], strict=True)]

    def content(self) -> list[int]:
        """Give the words that carry meaning: not plain, not part of asking."""
        empty = self.covered("plain", "ask", "soft", "vague", "when", "unhurried", "logistics")
        return [i for i in range(len(self.words)) if i not in empty]
