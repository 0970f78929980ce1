"""What a scan must answer, worked out slowly from the texts and ties as made: no index, no kernel.

Counts by ring and the twenty best of a scan, exact integers, from the definitions in docs/matching.md.
"""

import math
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from bench.community.folder import Folder
from bench.community.laid import id_of
from durf.matching.index.shelves.impact import IMPACT_ONE, K1, PIVOT, B

Longs = NDArray[np.int64]
PEAK, WIDTH, FLOOR = 150, 110, 160  # closeness of a wish of no kind
FINDABLE, PREFIX_MIN = 1, 3


def impact(count: int, length: int) -> int:
    """Return what a word weighs in one text."""
    return max(math.floor(IMPACT_ONE * (K1 + 1) * count / (count + K1 * (1 - B + B * length / PIVOT)) + 0.5), 1)


def quantised(value: int) -> int:
    """Return the highest number with a mantissa of four bits that is not above."""
    shift = max(value.bit_length() - 5, 0)
    return (value >> shift) << shift


def loudness(value: int) -> int:
    """Return what a sum of impacts counts in the scan: log2((100 + value) / 100) in 1/64."""
    return (log2_fixed(IMPACT_ONE + value) - log2_fixed(IMPACT_ONE)) >> 6


def log2_fixed(value: int) -> int:
    """Return log2 of an integer ≥ 1 in 1/4096, its mantissa cut to twelve bits."""
    exponent = value.bit_length() - 1
    step = (value << 12 >> exponent) - 4096
    return exponent * 4096 + round(4096 * math.log2(1 + step / 4096))


def rarity(people: int, readers: int) -> int:
    """Return log2((2N + 2) / (2n + 1)) in 1/4096."""
    return round(4096 * math.log2(2 * readers + 2)) - round(4096 * math.log2(2 * people + 1))


class Oracle:
    """A community as it was made."""

    def __init__(self, folder: Folder) -> None:
        self.words = folder.words()
        self.entries = np.array(folder.read("entries"))
        starts = folder.read("entry_starts")
        item_of = np.repeat(np.arange(starts.size - 1), np.diff(starts))
        self.owners = np.array(folder.read("owners"))[item_of]
        self.lengths = np.array(folder.read("lengths"))[item_of]
        self.counts = np.array(folder.read("counts"))
        self.flags, self.availability = np.array(folder.read("flags")), np.array(folder.read("availability"))
        self.starts, self.others = folder.read("tie_starts"), folder.read("tie_others")
        self.tie_words = folder.read("tie_words")
        self.readers = int(np.unique(self.owners).size)

    def holders(self, word: str, prefix: bool) -> dict[int, int]:
        """Return slot → what the word weighs there."""
        first, last = np.searchsorted(self.words, [word, word + ("\x7f" if prefix else " ")])
        by_token: dict[tuple[int, int], int] = defaultdict(int)
        for place in np.flatnonzero((self.entries >= first) & (self.entries < last)).tolist():
            weighs = impact(int(self.counts[place]) // 4, int(self.lengths[place]))
            by_token[int(self.owners[place]), int(self.entries[place])] += weighs
        sums: dict[int, int] = defaultdict(int)
        for (slot, _), value in by_token.items():
            sums[slot] += quantised(value)
        return {slot: quantised(value) for slot, value in sums.items()}

    def near(self, asker: int) -> dict[int, tuple[int, int]]:
        """Return slot → ring and closeness of all within two steps."""
        own = {other: word & 63 for other, word in self._row(asker) if self.flags[other] & FINDABLE}
        mutual: dict[int, int] = defaultdict(int)
        chain: dict[int, int] = defaultdict(int)
        for friend, mine in own.items():
            for other, word in self._row(friend):
                if word >> 6 and other != asker and self.flags[other] & FINDABLE:
                    mutual[other] += 1
                    chain[other] = max(chain[other], mine * (word & 63) // 63)
        found = {}
        for slot, many in mutual.items():
            step = min(chain[slot] * 16 >> 6, 15)
            found[slot] = (2, self._worth(60 + 8 * min(many, 5) + 40 * step // 15))
        for slot, mine in own.items():
            found[slot] = (1, self._worth(160 + 80 * (mine // 8) // 7 + 3 * min(mutual.get(slot, 0), 5)))
        return found

    def answer(self, asker: int, text: str, most: int = 20) -> tuple[tuple[int, int, int], list[tuple[str, int]]]:
        """Return people by ring, and id and score of the best by the scan."""
        words = text.split(" ")
        typed = len(words[-1]) >= PREFIX_MIN
        lists = {(word, False): self.holders(word, False) for word in set(words)}
        lists |= {(words[-1], True): self.holders(words[-1], True)} if typed else {}
        grown = list(dict.fromkeys((word, typed and word == words[-1]) for word in words))
        reached = self._reached([(word, False) for word in dict.fromkeys(words)], lists) | self._reached(grown, lists)
        near = self.near(asker)
        stands = {
            slot: near.get(slot, (3, self._worth(16))) for slot in reached if slot != asker and self.availability[slot]
        }
        rings = [ring for ring, _ in stands.values()]
        products = {}
        for slot, (_, close) in stands.items():
            fit = 1 + sum(self._weight(word, words, lists) * loudness(lists[word].get(slot, 0)) for word in grown)
            products[slot] = fit * close * int(self.availability[slot])
        best = sorted(products, key=lambda slot: (-products[slot], slot))[:most]
        scored = [(id_of(slot), max(products[slot] // (256 * 16), 1)) for slot in best]
        return (rings.count(1), rings.count(2), rings.count(3)), scored

    def _weight(self, word: tuple[str, bool], words: list[str], lists: dict[tuple[str, bool], dict[int, int]]) -> int:
        times = 16 * math.sqrt(1.5 * words.count(word[0]))
        return min((rarity(len(lists[word]), self.readers) >> 6) * math.floor(times), 1 << 17) if lists[word] else 0

    def _reached(self, words: list[tuple[str, bool]], lists: dict[tuple[str, bool], dict[int, int]]) -> set[int]:
        held = {word: len(lists[word]) for word in words}
        rare = {word: rarity(n, self.readers) for word, n in held.items() if n and not (n > 5 and 3 * n > self.readers)}
        if not rare:
            return set()
        rarest = max(rare.values())
        sharp = sorted((word for word in rare if 2 * rare[word] >= rarest), key=lambda word: -rare[word])[:4]
        best = sum(rare[word] for word in sharp) + (rarest if not all(held.values()) else 0)
        cover: dict[int, int] = defaultdict(int)
        for word in sharp:
            for slot in lists[word]:
                cover[slot] += rare[word]
        return {slot for slot, covered in cover.items() if 8 * covered >= best}

    def _row(self, slot: int) -> list[tuple[int, int]]:
        span = slice(int(self.starts[slot]), int(self.starts[slot + 1]))
        return list(zip(self.others[span].tolist(), self.tie_words[span].tolist(), strict=True))

    def _worth(self, nearness: int) -> int:
        return FLOOR + (256 - FLOOR) * WIDTH**2 // (WIDTH**2 + (nearness - PEAK) ** 2)
