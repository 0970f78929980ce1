"""A wish cut into sentences and words, with their places in the text. Knows no language."""

import re
from dataclasses import dataclass

WORD = re.compile(r"\d+(?:[.,:/-]\d+)*[^\W\d_]*|[^\W\d_](?:[^\W_]|['’-](?=[^\W_]))*")
STOP = re.compile(r"[.!?…;\n•|\u2600-\u27bf\U0001f300-\U0001faff]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the wish: `low` is what lists are compared with, the rest is where it stands."""

    low: str
    start: int
    end: int
    sentence: int
    capital: bool
    comma_before: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words `first` up to `last` (not included) and whether the writer made it a question."""

    first: int
    last: int
    question: bool


def words_of(text: str) -> tuple[Word, ...]:
    """Find the words of a text and number the sentences they stand in."""
    words: list[Word] = []
    sentence, end = 0, 0
    for found in WORD.finditer(text):
        gap = text[end : found.start()]
        if words and STOP.search(gap):
            sentence += 1
        raw = found.group()
        words.append(
            Word(
                raw.lower().replace("’", "'"),
                found.start(),
                found.end(),
                sentence,
                raw[0].isupper(),
                bool(words) and (" - " in gap or any(mark in gap for mark in ",:—–(/&+")),
            )
        )
        end = found.end()
    return tuple(words)


def sentences_of(text: str, words: tuple[Word, ...]) -> tuple[Sentence, ...]:
    """Group the words into sentences, each with the question mark it may end in."""
    if not words:
        return ()
    firsts = [i for i, word in enumerate(words) if i == 0 or word.sentence != words[i - 1].sentence]
    sentences: list[Sentence] = []
    for first, last in zip(firsts, [*firsts[1:], len(words)], strict=True):
        after = words[last].start if last < len(words) else len(text)
        sentences.append(Sentence(first, last, "?" in text[words[last - 1].end : after]))
    return tuple(sentences)
