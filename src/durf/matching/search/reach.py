"""Who a wish reaches: those whose texts cover enough of its rare words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from durf.matching.fixed import Ints, rarity
from durf.matching.index.view import View
from durf.matching.search.reading import Reading, Want
from durf.matching.text.analysis import FULL, HALF

Mask = NDArray[np.bool_]

FIT_MIN = (1, 8)  # share of the best possible fit that counts as reached; docs/matching.md, "Reach"
CLAIMS_MAX = 4  # rarest words of a wish that decide, so that a long careful wish reaches as far as a short one
BLUNT = 2  # a word less than half as rare as the rarest is vague here and decides nothing
COMMON_SHARE = 3  # a word that more than a third of the people use is common,
COMMON_PEOPLE = 5  # once they are more than five


@dataclass(frozen=True, slots=True)
class Claim:
    """A deciding word.

    Attributes:
        token: the word.
        rarity: see `fixed.rarity`; of all who cover at least half of it.
        people: how many those are.
        whole: int64, slots of those who cover it wholly.
        halves: slots of those who have the one and the other half of a compound that nobody has wholly.
    """

    token: str
    rarity: int
    people: int
    whole: Ints
    halves: tuple[Ints, ...]


def reached(reading: Reading, view: View, eligible: Mask) -> tuple[Mask, tuple[str, ...]]:
    """Tell per slot whether the wish reaches the person, and which words decided.

    A wish whose last word is half typed reaches all whom it would reach if that word were finished, and
    those whom what it may become reaches: so a space and a vague word after it never raise the count.
    Cost: O(postings of the words).
    """
    mask, words = _covered(reading.finished, view)
    if reading.growing != reading.finished:
        more, more_words = _covered(reading.growing, view)
        mask, words = mask | more, tuple(dict.fromkeys((*words, *more_words)))
    return mask & eligible, words


def _covered(wants: Sequence[Want], view: View) -> tuple[Mask, tuple[str, ...]]:
    claims = [_claim(want, view) for want in wants if want.decisive]
    known = [claim for claim in claims if claim.people and not _is_common(claim.people, view)]
    cover = np.zeros(view.present.size, dtype=np.int64)
    if not known:
        return cover > 0, ()
    rarest = max(claim.rarity for claim in known)
    sharp = [claim for claim in known if BLUNT * claim.rarity >= rarest]
    chosen = sorted(sharp, key=lambda claim: -claim.rarity)[:CLAIMS_MAX]
    for claim in chosen:
        cover += claim.rarity * _shares(claim, cover.size)
    unknown = rarest if any(not claim.people for claim in claims) else 0
    best = FULL * (unknown + sum(claim.rarity for claim in chosen))
    enough = (cover > 0) & (FIT_MIN[1] * cover >= FIT_MIN[0] * best)
    return enough, tuple(claim.token for claim in chosen)


def _claim(want: Want, view: View) -> Claim:
    whole = view.merged(want.forms).people
    parts = () if whole.size else want.deciding_parts
    halves = tuple(half for part in parts if not _is_common((half := view.merged(part).people).size, view))
    people = int(np.unique(np.concatenate((whole, *halves))).size)
    return Claim(want.token, rarity(people, view.readers), people, whole, halves)


def _is_common(people: int, view: View) -> bool:
    return people > COMMON_PEOPLE and COMMON_SHARE * people > view.readers


def _shares(claim: Claim, size: int) -> Ints:
    """Return how much of the word each person covers, in quarters; int64 (n,)."""
    shares = np.zeros(size, dtype=np.int64)
    for half in claim.halves:
        shares[half] += HALF
    shares[claim.whole] = FULL
    return shares
