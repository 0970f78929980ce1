"""Who types which letter, and when it is to arrive."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bench.community.folder import Folder
from bench.sessions import sessions


@dataclass(frozen=True, slots=True)
class Letter:
    """One preview: the text as it stands after a letter of a member, given by slot."""

    slot: int
    text: str


def one_by_one(folder: Folder, members: int, many: int) -> list[list[Letter]]:
    """Return so many wishes, each typed from its third letter on by another member."""
    rng = np.random.default_rng((folder.seed, 11))
    slots = rng.choice(members, size=many, replace=many > members).tolist()
    typed = sessions(folder, many, stream=11)
    return [_letters(slot, session.typed()) for slot, session in zip(slots, typed, strict=True)]


def together(folder: Folder, members: int, typing: int, many: int) -> list[Letter]:
    """Return letters of members of whom so many type at any moment.

    Each letter is the next of one of them, drawn evenly; whoever is done makes room for the next member. At the
    beginning all are somewhere in the middle of their wish.
    """
    rng = np.random.default_rng((folder.seed, 12, typing))
    order = rng.permutation(members).tolist()
    texts = iter(sessions(folder, typing + many, stream=12))
    turn = 0

    def next_one() -> list[Letter]:
        nonlocal turn
        turn += 1
        return _letters(order[(turn - 1) % members], next(texts).typed())

    active = [letters[int(rng.integers(len(letters))) :] for letters in (next_one() for _ in range(typing))]
    found = []
    for place in rng.integers(typing, size=many).tolist():
        found.append(active[place].pop(0))
        if not active[place]:
            active[place] = next_one()
    return found


def arrivals_s(seed: int, rate: float, many: int) -> list[float]:
    """Return when each letter is to arrive, in seconds from the beginning: a Poisson process."""
    steps: list[float] = np.cumsum(np.random.default_rng((seed, 13)).exponential(1 / rate, size=many)).tolist()
    return steps


def _letters(slot: int, texts: Iterator[str]) -> list[Letter]:
    """Leave out what the form strips: after a space the page asks what it asked before."""
    return [Letter(slot, text) for text in texts if not text.endswith(" ")]
