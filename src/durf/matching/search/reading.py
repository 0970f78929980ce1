"""A wish as the index reads it: its words, what each may match, and how much it weighs."""

import math
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from durf.matching.index.view import View
from durf.matching.text.analysis import Word, content_tokens
from durf.matching.text.stems import stems
from durf.matching.text.stops import EVERYDAY, STOPS
from durf.matching.text.words import half_typed, tokens

PREFIX_MIN = 3  # letters typed before a half-typed word is guessed at; fewer would reach half the town
WORDS_MAX = 512  # distinct words of a wish that are read
WEIGHT_ONE = 16
FIRST_LINE = 1.5  # MATCHING.md, "A trial's best formula": a term weighs sqrt(1.5·tf_title + tf_body)


@dataclass(frozen=True, slots=True)
class Want:
    """One word of a wish.

    Attributes:
        token: the word, lower case.
        forms: the terms that mean the whole word; for a half-typed word also what it may become.
        parts: the halves of a compound.
        weight: in sixteenths.
        decisive: False for everyday words and numbers, which rank but decide nothing.
    """

    token: str
    forms: tuple[str, ...]
    parts: tuple[Word, ...]
    weight: int
    decisive: bool

    @property
    def deciding_parts(self) -> tuple[tuple[str, ...], ...]:
        """The terms of each half that is not an everyday word."""
        return tuple(part.forms for part in self.parts if is_decisive(part))


@dataclass(frozen=True, slots=True)
class Reading:
    """A wish read twice: as if its last word were finished, and with all that word may become."""

    finished: tuple[Want, ...]
    growing: tuple[Want, ...]


def read_wish(text: str, view: View) -> Reading:
    """Read the text of a wish by the rules of the view. O(length of the text)."""
    first, _, rest = text.partition("\n")
    counts: dict[str, float] = {}
    for line, worth in ((first, FIRST_LINE), (rest, 1.0)):
        for token in content_tokens(line, view.analyser.vocabulary):
            if token in counts or len(counts) < WORDS_MAX:
                counts[token] = counts.get(token, 0.0) + worth
    finished = tuple(_united(view, counts))
    return Reading(finished, _grown(finished, text, view))


def _united(view: View, counts: dict[str, float]) -> Iterator[Want]:
    """Make one want of all tokens with the same forms, in the order of the text."""
    words: dict[tuple[str, ...], Word] = {}
    worths: dict[tuple[str, ...], float] = {}
    for token, worth in counts.items():
        word = view.analyser.word(token)
        words.setdefault(word.forms, word)
        worths[word.forms] = worths.get(word.forms, 0.0) + worth
    for forms, word in words.items():
        weight = math.floor(WEIGHT_ONE * math.sqrt(worths[forms]))
        yield Want(word.token, forms, word.parts, weight, is_decisive(word))


def is_decisive(word: Word) -> bool:
    """Tell whether a word may decide who is reached: no everyday word in any form, no number."""
    if word.parts and not any(is_decisive(part) for part in word.parts):
        return False
    return not (word.token.isdigit() or word.token in EVERYDAY or _everyday_stems().intersection(stems(word.token)))


@cache
def _everyday_stems() -> frozenset[str]:
    # A stem that respells its word is another word's: the Dutch stem of "bezig" is "bees".
    return frozenset(stem for word in EVERYDAY for stem in stems(word) if word.startswith(stem))


def _grown(wants: tuple[Want, ...], text: str, view: View) -> tuple[Want, ...]:
    """Let the half-typed last word also mean every word of the view that begins with it."""
    typed = tokens(text)[-1:] if half_typed(text) else []
    if not typed or len(typed[0]) < PREFIX_MIN or typed[0] in STOPS:
        return wants
    word = view.analyser.word(typed[0])
    if not is_decisive(word):
        return wants
    forms = word.forms
    grown = dict.fromkeys(forms)
    for token in _beginning_with(typed[0], view.postings.tokens):
        grown.update(dict.fromkeys(view.analyser.word(token).forms))
    return tuple(replace(want, forms=tuple(grown)) if want.forms == forms else want for want in wants)


def _beginning_with(prefix: str, sorted_tokens: tuple[str, ...]) -> Iterator[str]:
    for place in range(bisect_left(sorted_tokens, prefix), len(sorted_tokens)):
        if not sorted_tokens[place].startswith(prefix):
            return
        yield sorted_tokens[place]
