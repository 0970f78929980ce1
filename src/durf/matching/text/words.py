"""From characters to tokens: lower case, without accents, the same for texts and wishes."""

import re
import unicodedata

_TOKEN = re.compile(r"[a-z0-9]+(?:\+\+|#(?![a-z0-9]))?|[^\W\d_a-z]+")
_GENITIVE = re.compile(r"['’`](?:s|n|t|m|re|ve|ll|d)\b")
_HALF_TYPED = re.compile(r"[^\W_]\Z")

BEE = "bij"
_BEFORE_A_BEE = "de een elke iedere deze die zieke wilde solitaire dode honing mijn jouw zijn haar onze welke"
_BEE_MARKS = frozenset(_BEFORE_A_BEE.split())


def tokens(body: str) -> list[str]:
    """Split a text into tokens: lower case, accents folded, "auto's" as "auto", "c++" and "c#" kept whole.

    The Dutch *bij* is a bee where a word such as *de*, *een* or *wilde* stands before it, or where it stands
    alone; elsewhere it is a preposition and dropped, so that a beekeeper is not lost among all who help *bij*
    something (MATCHING.md: a stop list must keep *bij*).
    """
    found: list[str] = _TOKEN.findall(folded(body))
    if BEE not in found:
        return found
    alone = len(found) == 1
    return [
        token
        for place, token in enumerate(found)
        if token != BEE or alone or (place > 0 and found[place - 1] in _BEE_MARKS)
    ]


def folded(body: str) -> str:
    """Return the text in lower case without accents and without a genitive or contracted ending."""
    plain = body.replace("\x00", " ")
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return _GENITIVE.sub("", plain.lower())


def half_typed(body: str) -> bool:
    """Tell whether the last word may still grow: the text ends in a letter or a digit."""
    return _HALF_TYPED.search(body) is not None
