"""Which words of a wish decide who is reached, and how much of each a person must hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from durf.matching.fixed import rarity
from durf.matching.search.reading import Reading, Want
from durf.matching.search.scan.lists import Listing, Lists
from durf.matching.text.analysis import FULL, HALF

FIT_MIN = 8  # an eighth of the best possible fit counts as reached; docs/matching.md, "Reach"
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
        covers: who covers how much of it, in quarters: all of it, or, where nobody has the whole compound,
            the one and the other half.
    """

    token: str
    rarity: int
    people: int
    covers: tuple[tuple[Listing, int], ...]


@dataclass(frozen=True, slots=True)
class Claims:
    """The words that decide, at most four, and the best possible fit, in rarity · quarters."""

    chosen: tuple[Claim, ...]
    best: int


def claims(reading: Reading, lists: Lists, readers: int) -> tuple[Claims, Claims]:
    """Choose the deciding words of both readings of a wish among those of `readers` people."""
    finished = [_claim(want, lists, readers) if want.decisive else None for want in reading.finished]
    if reading.growing is reading.finished:
        chosen = _chosen(finished, readers)
        return chosen, chosen
    pairs = zip(reading.finished, reading.growing, finished, strict=True)
    growing = [claim if one is other or claim is None else _claim(other, lists, readers) for one, other, claim in pairs]
    return _chosen(finished, readers), _chosen(growing, readers)


def _chosen(every: Sequence[Claim | None], readers: int) -> Claims:
    deciding = [claim for claim in every if claim is not None]
    known = [claim for claim in deciding if claim.people and not is_common(claim.people, readers)]
    if not known:
        return Claims((), 0)
    rarest = max(claim.rarity for claim in known)
    sharp = [claim for claim in known if BLUNT * claim.rarity >= rarest]
    chosen = tuple(sorted(sharp, key=lambda claim: -claim.rarity)[:CLAIMS_MAX])
    unknown = rarest if any(not claim.people for claim in deciding) else 0
    return Claims(chosen, FULL * (unknown + sum(claim.rarity for claim in chosen)))


def is_common(people: int, readers: int) -> bool:
    """Tell whether so many of the readers use a word that it tells nothing."""
    return people > COMMON_PEOPLE and COMMON_SHARE * people > readers


def _claim(want: Want, lists: Lists, readers: int) -> Claim:
    whole = lists.listing(want.forms, want.prefix)
    if whole.people or not want.deciding_parts:
        return Claim(want.token, rarity(whole.people, readers), whole.people, ((whole, FULL),))
    halves = [part for part in want.deciding_parts if not is_common(lists.listing(part).people, readers)]
    people = lists.listing(tuple(sorted({form for half in halves for form in half}))).people if halves else 0
    covers = tuple((lists.listing(half), HALF) for half in halves)
    return Claim(want.token, rarity(people, readers), people, covers)
