"""Dutch and English stems of a token, side by side."""

from functools import lru_cache
from threading import local

import Stemmer

STEMMED_MAX = 64  # letters; longer tokens are no words and stand for themselves

_stemmers = local()  # a stemmer is not safe to share between threads


@lru_cache(maxsize=200_000)
def stems(token: str) -> tuple[str, ...]:
    """Return the Dutch and the English stem of a token (Snowball), one where they agree.

    Source: Porter's Snowball algorithms, https://snowballstem.org/algorithms/.
    """
    if len(token) > STEMMED_MAX:
        return (token,)
    if not hasattr(_stemmers, "pair"):
        _stemmers.pair = (Stemmer.Stemmer("dutch"), Stemmer.Stemmer("english"))
    dutch, english = (stemmer.stemWord(token) for stemmer in _stemmers.pair)
    return (dutch,) if dutch == english else (dutch, english)
