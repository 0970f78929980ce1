"""Where made communities are kept, outside git: `$DURF_BENCH`, else data/bench."""

import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
_COMPLETE = "complete"


def people_of(size: str) -> int:
    """Read "100k", "1m" or a plain number."""
    return SIZES[size.lower()] if size.lower() in SIZES else int(size)


class Folder:
    """One community's arrays, a file each, read as maps."""

    def __init__(self, people: int, seed: int) -> None:
        self.people, self.seed = people, seed
        self.path = Path(os.environ.get("DURF_BENCH", "data/bench")) / f"people-{people}-seed-{seed}-v2"

    @property
    def complete(self) -> bool:
        """Tell whether the community was made to its end."""
        return (self.path / _COMPLETE).exists()

    def write(self, name: str, array: NDArray[np.generic]) -> None:
        """Keep an array."""
        self.path.mkdir(parents=True, exist_ok=True)
        np.save(self.path / f"{name}.npy", array)

    def read(self, name: str, mapped: bool = True) -> NDArray[np.generic]:
        """Return an array."""
        return np.load(self.path / f"{name}.npy", mmap_mode="r" if mapped else None)

    def finish(self) -> None:
        """Say that all is there."""
        (self.path / _COMPLETE).touch()

    def words(self) -> list[str]:
        """Return the vocabulary, sorted."""
        return (self.path / "words.txt").read_text().split("\n")

    def write_words(self, words: list[str]) -> None:
        """Keep the vocabulary."""
        self.path.mkdir(parents=True, exist_ok=True)
        (self.path / "words.txt").write_text("\n".join(words))
