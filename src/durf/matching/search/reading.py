"""A wish as the index reads it: its words, what each may match, and how much it weighs."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from durf.matching.text.analysis import Analyser, Word, content_tokens
from durf.matching.text.stops import STOPS
from durf.matching.text.words import half_typed, tokens

PREFIX_MIN = 3  # letters typed before a half-typed word is guessed at; fewer would reach half the town
WORDS_MAX = 512  # distinct words of a wish that are read
WEIGHT_ONE = 16
FIRST_LINE = 1.5  # MATCHING.md, "A trial's best formula": a term weighs sqrt(1.5·tf_title + tf_body);
FIRST_LINE_CLOSE = 6.0  # where texts are read one by one, sqrt(6·tf_title + tf_body); docs/matching.md, "Score"


@dataclass(frozen=True, slots=True)
class Want:
    """One word of a wish.

    Attributes:
        token: the word, lower case.
        forms: the terms that mean the whole word.
        prefix: what a half-typed word begins with, else "".
        parts: the halves of a compound.
        weight, close_weight: in sixteenths; the second where texts are read one by one.
        decisive: False for everyday words and numbers, which rank but decide nothing.
    """

    token: str
    forms: tuple[str, ...]
    prefix: str
    parts: tuple[Word, ...]
    weight: int
    close_weight: int
    decisive: bool

    @property
    def deciding_parts(self) -> tuple[tuple[str, ...], ...]:
        """The terms of each half that is not an everyday word."""
        return tuple(part.forms for part in self.parts if part.decisive)


@dataclass(frozen=True, slots=True)
class Reading:
    """A wish read twice: as if its last word were finished, and with all that word may become."""

    finished: tuple[Want, ...]
    growing: tuple[Want, ...]


def read_wish(text: str, analyser: Analyser) -> Reading:
    """Read the text of a wish. O(length of the text)."""
    counts: dict[str, list[int]] = {}
    for line, part in enumerate(text.partition("\n")[::2]):
        for token in content_tokens(part, analyser.vocabulary):
            if token in counts or len(counts) < WORDS_MAX:
                counts.setdefault(token, [0, 0])[line] += 1
    finished = tuple(_united(analyser, counts))
    return Reading(finished, _grown(finished, text, analyser))


def _united(analyser: Analyser, counts: dict[str, list[int]]) -> Iterator[Want]:
    """Make one want of all tokens with the same forms, in the order of the text."""
    words: dict[tuple[str, ...], Word] = {}
    times: dict[tuple[str, ...], list[int]] = {}
    for token, (first, rest) in counts.items():
        word = analyser.word(token)
        words.setdefault(word.forms, word)
        sofar = times.setdefault(word.forms, [0, 0])
        times[word.forms] = [sofar[0] + first, sofar[1] + rest]
    for forms, word in words.items():
        first, rest = times[forms]
        weight, close_weight = (_weight(worth * first + rest) for worth in (FIRST_LINE, FIRST_LINE_CLOSE))
        yield Want(word.token, forms, "", word.parts, weight, close_weight, word.decisive)


def _weight(worth: float) -> int:
    return math.floor(WEIGHT_ONE * math.sqrt(worth))


def _grown(wants: tuple[Want, ...], text: str, analyser: Analyser) -> tuple[Want, ...]:
    """Let the half-typed last word also mean every token that begins with it."""
    typed = tokens(text)[-1:] if half_typed(text) else []
    if not typed or len(typed[0]) < PREFIX_MIN or typed[0] in STOPS:
        return wants
    word = analyser.word(typed[0])
    if not word.decisive:
        return wants
    return tuple(replace(want, prefix=typed[0]) if want.forms == word.forms else want for want in wants)
