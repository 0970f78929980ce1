"""ESCO's files of occupations and skills, read into concepts: one file in one language, strictly or not at all."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import category

ADDRESS, PREFERRED = "conceptUri", "preferredLabel"
OTHERS = ("altLabels", "hiddenLabels")  # one on a line; a file may lack them
DELIMITERS = ",;\t"  # the last two where a spreadsheet saved it anew


class VocabularyFileError(Exception):
    """A file that cannot be read; the message says which, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept as a file has it: its address, and its words, the preferred ones first."""

    address: str
    words: tuple[str, ...]


def concepts_read(path: Path) -> list[Concept]:
    """Read all concepts of a file of ESCO's, in UTF-8 or UTF-16. Raises VocabularyFileError."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise VocabularyFileError(f"{path} cannot be read: {error.strerror}.") from error
    found: dict[str, dict[str, None]] = {}
    for address, words in _rows(path, _decoded(path, raw)):
        found.setdefault(address, {}).update(dict.fromkeys(words))
    if not found:
        raise VocabularyFileError(f"{path} holds no concepts; is it the whole file as ESCO gives it?")
    return [Concept(address, tuple(words)) for address, words in found.items()]


def word_plain(word: str) -> str:
    """Return a word as a vocabulary keeps it: lower case, single spaces, no tabs, breaks or invisible signs."""
    seen = (" " if category(sign) == "Cc" else sign for sign in word if category(sign) != "Cf")
    return " ".join("".join(seen).lower().split())


def _decoded(path: Path, raw: bytes) -> str:
    encoding = "utf-8-sig"
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\0" in raw[:2]:  # UTF-16 without its mark: every other byte of a header is NUL
        encoding = "utf-16-be" if raw[:1] == b"\0" else "utf-16-le"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"{path}, line {line}: the letters are not UTF-8 or UTF-16. Save it as UTF-8 and load it again."
        raise VocabularyFileError(message) from error


def _rows(path: Path, text: str) -> Iterator[tuple[str, list[str]]]:
    header = text.partition("\n")[0]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=header.count), strict=True)
    line = 1
    try:
        columns = next(lines, [])
        if ADDRESS not in columns or PREFERRED not in columns:
            message = f"{path}, line 1: there is no column {ADDRESS} or {PREFERRED}. Give a CSV file of ESCO's."
            raise VocabularyFileError(message)
        line = lines.line_num + 1
        for cells in lines:
            if any(cells):
                yield _concept(path, line, columns, cells)
            line = lines.line_num + 1
    except csv.Error as error:
        raise VocabularyFileError(f"{path}, line {line}: this is no CSV ({error}). Nothing was loaded.") from error


def _concept(path: Path, line: int, columns: list[str], cells: list[str]) -> tuple[str, list[str]]:
    if len(cells) != len(columns):
        message = f"{path}, line {line}: {len(columns)} columns were expected, not {len(cells)}. Nothing was loaded."
        raise VocabularyFileError(message)
    row = dict(zip(columns, cells, strict=True))
    address = word_plain(row[ADDRESS])
    labels = [row[PREFERRED], *(label for column in OTHERS for label in row.get(column, "").splitlines())]
    words = [word for label in labels for word in _words(label)]
    if "://" not in address or not words:
        message = f"{path}, line {line}: a concept needs an address in {ADDRESS} and a word. Nothing was loaded."
        raise VocabularyFileError(message)
    return address, words


def _words(label: str) -> list[str]:
    """Read "imker/imkerin" as two words; anything else as it stands."""
    word = word_plain(label)
    halves = word.split("/")
    if len(halves) == 2 and all(len(half) > 2 and half.isalpha() for half in halves):
        return halves
    return [word] if word else []
