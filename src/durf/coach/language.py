"""Which of the two languages a text is written in. Only nl and en: what the coach speaks."""

import re
from functools import cache
from importlib import resources
from typing import Literal

Language = Literal["nl", "en"]

_WORD = re.compile(r"[a-zà-ÿ]+")
_READ_AT_MOST = 4000  # characters; a language shows itself long before that
# Spellings that hardly occur in the other language.
_DUTCH_LOOK = re.compile(r"ij|aa|uu|oe[a-z]|sch|eeuw|ieuw|[^aeiou]je\b|tje|lijk|heid\b|ë")
_ENGLISH_LOOK = re.compile(r"th|sh|wh|tion|ough|ck|'s\b|qu|ly\b")


@cache
def _words(language: Language) -> frozenset[str]:
    file = resources.files("durf.coach") / "words" / language / "language.txt"
    return frozenset(line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))


def guess(text: str) -> Language:
    """Guess the language of a wish, so that hints come in the words of the asker."""
    dutch_words, english_words = _words("nl"), _words("en")
    low = text[:_READ_AT_MOST].lower().replace("’", "'")
    found = _WORD.findall(low)
    dutch = sum(3 for word in found if word in dutch_words) + len(_DUTCH_LOOK.findall(low))
    english = sum(3 for word in found if word in english_words) + len(_ENGLISH_LOOK.findall(low))
    return "en" if english > dutch else "nl"
