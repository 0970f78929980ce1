"""Pronounceable pseudo-words that no stemmer touches and no list of stop words or compounds knows.

So every peer, whatever its stemmer, sees the same words, and agreement can be exact.
"""

import numpy as np

from durf.matching.text.analysis import Analyser
from durf.matching.text.stops import EVERYDAY, STOPS
from durf.matching.text.vocabulary import Vocabulary

_ONSETS = "b d f g h k l m n p r s t v z br dr fr gr kl kr pl pr sl st str tr vl w kn".split()
_VOWELS = "a o u i au oo ou a o i".split()
_CODAS = "k l m n p r f rk lk mp nt rt lf rm lp k l m n r".split()
_SPARE = 2.2  # candidates for each word wanted
_SKEW = 0.8  # onsets are not equally frequent, so prefixes are not either


def vocabulary_size(people: int) -> int:
    """Return how many different words so many people use: Heaps's law with exponent 1/2, 400,000 at a million."""
    return int(400 * people**0.5)


def pseudo_words(size: int, seed: int) -> list[str]:
    """Return different words, shorter ones tending to come first (as frequent words are shorter: Zipf 1935)."""
    analyser = Analyser(Vocabulary.of(None))
    rng = np.random.default_rng((seed, 1))
    found: dict[str, None] = {}
    while len(found) < size:
        for word in _candidates(int(size * _SPARE), rng):
            if word not in found and is_plain(word, analyser):
                found[word] = None
                if len(found) == size:
                    break
    words = list(found)
    noise = rng.normal(0.0, 2.0, size)
    lengths = np.array([len(word) for word in words])
    return [words[number] for number in np.argsort(lengths + noise, kind="stable")]


def _candidates(size: int, rng: np.random.Generator) -> list[str]:
    chances = 1.0 / np.arange(2, len(_ONSETS) + 2) ** _SKEW
    chances /= chances.sum()
    onsets = rng.choice(len(_ONSETS), (size, 4), p=chances)
    vowels = rng.integers(len(_VOWELS), size=(size, 4))
    codas = rng.integers(len(_CODAS), size=size)
    syllables = rng.choice([2, 3, 4], size, p=[0.35, 0.5, 0.15])
    rows = zip(onsets.tolist(), vowels.tolist(), codas.tolist(), syllables.tolist(), strict=True)
    return [
        "".join(_ONSETS[o] + _VOWELS[v] for o, v in zip(onset[:many], vowel[:many], strict=True)) + _CODAS[coda]
        for onset, vowel, coda, many in rows
    ]


def is_plain(word: str, analyser: Analyser) -> bool:
    """Tell whether the index reads a word as it stands: no stop word, no everyday word, no compound, its own stem."""
    if word in STOPS or word in EVERYDAY:
        return False
    read = analyser.word(word)
    return read.forms == (word,) and not read.parts
