"""The word lists of a language, and where their phrases occur in a text.

A list is a plain text file `words/<language>/<tag>.txt`, one phrase a line, `#` starts a comment.
In a phrase `ab*`, `*ab` and `*ab*` match by part, `_` is any one word, `{number}` a number, `{nth}` a
day of the month, `{clock}` an hour, and `{month}` any single word of the list `month`.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from durf.coach.language import Language
from durf.coach.reading.sentences import Word

Fits = Callable[[str], bool]

_FIGURES = {
    "{nth}": re.compile(r"\d{1,2}(?:e|de|ste|th|st|nd|rd)"),
    "{clock}": re.compile(r"\d{1,2}(?:[:.]\d\d)?(?:am|pm|u|h|uur)"),
    "{date}": re.compile(r"\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?|\d{1,2}:\d\d|\d\d\.\d\d"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase of the list `tag` stands at the words `first` up to `last` (not included)."""

    tag: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of a list: a test for each word in turn."""

    tag: str
    parts: tuple[Fits, ...]


class Lexicon:
    """All lists of one language, arranged so that a text is read once."""

    def __init__(self, lists: dict[str, list[str]]) -> None:
        self._lists = {tag: frozenset(lines) for tag, lines in lists.items()}
        self._exact: dict[str, list[Phrase]] = defaultdict(list)
        self._loose: list[Phrase] = []
        for tag, lines in lists.items():
            for line in lines:
                self._add(tag, line.split())

    def _add(self, tag: str, parts: list[str]) -> None:
        phrase = Phrase(tag, tuple(self._fits(part) for part in parts))
        if parts[0].strip("*_{}") == parts[0]:
            self._exact[parts[0]].append(phrase)
        else:
            self._loose.append(phrase)

    def _fits(self, part: str) -> Fits:
        core = part.strip("*")
        if part == "_":
            return lambda word: True
        if part == "{number}":
            number = self._lists["number"]
            return lambda word: word[0].isdigit() or word in number
        if part in _FIGURES:
            return lambda word: _FIGURES[part].fullmatch(word) is not None
        if part.startswith("{"):
            return self._lists[part[1:-1]].__contains__
        if part.startswith("*") and part.endswith("*"):
            return lambda word: core in word
        if part.startswith("*"):
            return lambda word: word.endswith(core)
        if part.endswith("*"):
            return lambda word: word.startswith(core)
        return part.__eq__

    @lru_cache(maxsize=4096)  # noqa: B019  the two lexicons live as long as the process
    def _beginning_with(self, word: str) -> tuple[Phrase, ...]:
        loose = [phrase for phrase in self._loose if phrase.parts[0](word)]
        return (*self._exact.get(word, ()), *loose)

    def marks(self, words: tuple[Word, ...]) -> Iterable[Mark]:
        """Find every phrase of every list in these words, never across the end of a sentence."""
        for first, word in enumerate(words):
            owner = word.low.removesuffix("'s")
            phrases = self._beginning_with(word.low)
            if owner != word.low:  # "my colleague's claim" speaks of the colleague
                phrases += tuple(phrase for phrase in self._beginning_with(owner) if len(phrase.parts) == 1)
            for phrase in phrases:
                last = first + len(phrase.parts)
                if last > len(words) or words[last - 1].sentence != word.sentence:
                    continue
                if all(fits(words[first + i].low) for i, fits in enumerate(phrase.parts)):
                    yield Mark(phrase.tag, first, last)


def _lines(text: str) -> list[str]:
    stripped = (line.partition("#")[0].strip().lower() for line in text.splitlines())
    return [line for line in stripped if line]


@cache
def lexicon(language: Language) -> Lexicon:
    """Read the lists of a language, once a process."""
    folder = resources.files("durf.coach") / "words" / language
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".txt")), key=lambda file: file.name)
    return Lexicon({file.name.removesuffix(".txt"): _lines(file.read_text(encoding="utf-8")) for file in files})
