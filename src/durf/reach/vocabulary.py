"""Words that mean the same, in one language or two: a small list of our own, and what a host loads beside it.

Our own: `vocabulary/*.tsv` in this room, one concept a line, its words separated by tabs. Loaded: the same under
DURF_DATA/vocabulary, the concept's address before its words; what two files say of one address is joined.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.conf import settings

from durf.matching.text.stops import EVERYDAY, STOPS
from durf.matching.text.vocabulary import CONCEPT_SIGN, PHRASE_MAX, Vocabulary
from durf.matching.text.words import tokens
from durf.reach.esco import Concept, VocabularyFileError, concepts_read, word_plain

OWN = Path(__file__).parent / "vocabulary"


@dataclass(slots=True)
class Merged:
    """Our own words and the loaded ones together.

    Attributes:
        table: term → concept.
        everyday, long, taken: words left out because everybody uses them, because they are of more than four words,
            and because they mean something else already.
    """

    table: dict[str, str] = field(default_factory=dict)
    everyday: int = 0
    long: int = 0
    taken: int = 0

    @property
    def concepts(self) -> int:
        """How many concepts there are."""
        return len(set(self.table.values()))

    def take(self, words: Iterable[str], concept: str) -> None:
        """Let words mean a concept, but those that mean another already and those that cannot be terms."""
        for word in words:
            count = _length(word)
            if self.table.get(word) == concept:
                continue
            if word in self.table:
                self.taken += 1
            elif not count:
                self.everyday += 1
            elif count > PHRASE_MAX:
                self.long += 1
            else:
                self.table[word] = concept


@cache
def vocabulary() -> dict[str, str]:
    """Return the table term → concept that the index is built with; read once, at the start of a process."""
    return vocabulary_merge().table


def vocabulary_merge() -> Merged:
    """Merge our own words with the loaded ones. Our own win; of the loaded, preferred words go before others.

    A loaded concept whose preferred word is ours is our concept: so a loaded "bee farmer" meets our "imker".
    """
    merged = Merged({word: words[0] for words in _own() for word in words})
    loaded = [(_name(groups, merged.table), groups) for groups in _loaded().values()]
    for name, groups in loaded:
        merged.take((words[0] for words in groups), name)
    for name, groups in loaded:
        merged.take((word for words in groups for word in words[1:]), name)
    return merged


def vocabulary_load(files: Sequence[Path], *, lang: str | None = None) -> list[tuple[Path, list[Concept]]]:
    """Keep files of ESCO's under DURF_DATA/vocabulary, all or none; one loaded before is replaced.

    Returns where each stands now and what it holds. Raises VocabularyFileError.
    """
    read = [(_place(file, lang), concepts_read(file)) for file in files]
    if len({place for place, _ in read}) < len(read):
        raise VocabularyFileError(
            "Two of the files have the same name. Load them one by one, with --lang, or rename one."
        )
    for place, concepts in read:
        place.parent.mkdir(parents=True, exist_ok=True)
        lines = ["# One concept a line: its address, then its words.\n"]
        lines += ["\t".join((concept.address, *concept.words)) + "\n" for concept in concepts]
        beside = place.with_name(f"{place.name}.{os.getpid()}.new")
        beside.write_text(
            "\n".join(["# One concept a line: its address, then its words.", *lines, ""]), encoding="utf-8"
        )
        beside.replace(place)
    return read


def vocabulary_words(word: str) -> tuple[str, list[str]] | None:
    """Return the concept a word has when it is read, and all words of that concept; None for a word without one."""
    table = vocabulary()
    known, read = Vocabulary.of(table), _content(word)
    found = known.concept(read[0]) if len(read) == 1 else next(known.concepts(read), None)
    if found is None:
        return None
    concept = found.removeprefix(CONCEPT_SIGN)
    return concept, sorted(term for term, meant in table.items() if meant == concept)


def _own() -> Iterator[list[str]]:
    return (words for file in sorted(OWN.glob("*.tsv")) for words in _lines(file) if len(words) > 1)


def _loaded() -> dict[str, list[list[str]]]:
    """Return per address what each file says: its words, the preferred one first."""
    found: dict[str, list[list[str]]] = {}
    for file in sorted((Path(settings.DATA) / "vocabulary").glob("*.tsv")):
        for first, *words in _lines(file):
            address, said = (first, words) if "://" in first else (f"{file.name} {first}", [first, *words])
            if said:
                found.setdefault(address, []).append(said)
    return found


def _lines(file: Path) -> Iterator[list[str]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise VocabularyFileError(f"{file} is not UTF-8. Load it anew, or take it away.") from error
    for line in text.split("\n"):
        words = [word_plain(word) for word in line.split("\t") if word_plain(word)]
        if words and not line.startswith("#"):
            yield words


def _name(groups: list[list[str]], table: dict[str, str]) -> str:
    preferred = [words[0] for words in groups]
    return next((table[word] for word in preferred if word in table), preferred[0])


def _content(word: str) -> list[str]:
    return [token for token in tokens(word) if token not in STOPS]


def _length(word: str) -> int:
    """Count the words of a term that are read; 0 when what is left is nothing, a letter, a number or everyday."""
    read = _content(word)
    if len(read) == 1 and (read[0] in EVERYDAY or read[0].isdigit() or (len(read[0]) == 1 and read[0].isascii())):
        return 0
    return len(read)


def _place(file: Path, lang: str | None) -> Path:
    name = file.stem if lang is None or file.stem.endswith(lang) else f"{file.stem}_{lang}"
    return Path(settings.DATA) / "vocabulary" / f"{name}.tsv"
