"""Words that mean the same, in one language or two: a small list of our own for everyday trades.

Each line of `vocabulary/*.tsv` is one concept: its words, separated by tabs.
"""

from functools import cache
from pathlib import Path


@cache
def vocabulary() -> dict[str, str]:
    """Return the table term → concept that the index is built with."""
    table: dict[str, str] = {}
    for file in sorted((Path(__file__).parent / "vocabulary").glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            words = [word.strip().lower() for word in line.split("\t") if word.strip()]
            if len(words) > 1 and not line.startswith("#"):
                table.update(dict.fromkeys(words, words[0]))
    return table
