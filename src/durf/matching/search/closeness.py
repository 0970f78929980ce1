"""How near people are to an asker, and how much nearness is worth for a kind of wish."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from durf.matching.fixed import Ints
from durf.matching.index.network import CLOSED, OPEN, STRONGEST, Network
from durf.matching.questions import Kind

CLOSENESS_ONE = 256
CLOSENESS_FLOOR = 160  # at the far ends of the curve; docs/matching.md, "Closeness"
WIDTH = 110  # distance from the peak at which half of what closeness can give is left
PEAKS: Mapping[Kind | None, int] = MappingProxyType(
    {"advice": 200, "hand": 200, "company": 190, None: 150, "thing": 140, "lead": 100}
)
MUTUAL_MAX = 5  # more mutual ties than this say nothing more


@dataclass(frozen=True, slots=True)
class Rings:
    """Where everyone stands as seen by one asker.

    Attributes:
        ring: int64 (n,), 1, 2 or 3.
        mutual: int64 (n,), connectors between asker and person whose tie to the person may be walked.
        named: int64 (n,), how many of them are open at both ends.
        nearness: int64 (n,), 0 (a stranger) to 255 (someone very close).
    """

    ring: Ints
    mutual: Ints
    named: Ints
    nearness: Ints

    @classmethod
    def around(cls, asker: int, network: Network, present: NDArray[np.bool_]) -> Self:
        """Walk two steps from the asker: the first over any tie, the second over ties not closed.

        Hidden and blocked people (not `present`) are neither reached nor walked through. O(ties walked).
        """
        row = network.row(asker)
        friends, strengths = network.others[row], network.strengths[row]
        friends, strengths = friends[present[friends]], strengths[present[friends]]
        ring = np.full(present.size, 3, dtype=np.int64)
        mutual, named, best = (np.zeros(present.size, dtype=np.int64) for _ in range(3))
        for friend, strength in zip(friends.tolist(), strengths.tolist(), strict=True):
            step = network.row(friend)
            walked = (network.openness[step] != CLOSED) & present[network.others[step]]
            others = network.others[step][walked]
            mutual[others] += 1
            named[others] += network.openness[step][walked] == OPEN
            chain = strength * network.strengths[step][walked] // STRONGEST
            best[others] = np.maximum(best[others], chain)
        ring[mutual > 0] = 2
        ring[friends] = 1
        own = np.zeros(present.size, dtype=np.int64)
        own[friends] = strengths
        mutual[asker] = named[asker] = 0
        ring[asker] = 3
        return cls(ring, mutual, named, _nearness(ring, mutual, own, best))


def closeness(nearness: Ints, kind: Kind | None) -> Ints:
    """Return what nearness is worth, 160..256 in 1/256: an inverted U whose peak depends on the kind of wish.

    Close ties answer questions slightly better (Panovich et al., CSCW 2012); moderately weak ones bring jobs
    (Rajkumar et al., Science 2022, doi:10.1126/science.abl4476): so advice peaks near, a lead further off.
    """
    distance = nearness - PEAKS[kind]
    return CLOSENESS_FLOOR + (CLOSENESS_ONE - CLOSENESS_FLOOR) * WIDTH**2 // (WIDTH**2 + distance * distance)


def _nearness(ring: Ints, mutual: Ints, own: Ints, best: Ints) -> Ints:
    """Ring 1: 160..255 by the asker's own word; ring 2: 68..140 by mutual ties and the best chain; else 16."""
    shared = np.minimum(mutual, MUTUAL_MAX)
    first = 160 + 80 * own // STRONGEST + 3 * shared
    second = 60 + 8 * shared + 40 * best // STRONGEST
    return np.where(ring == 1, first, np.where(ring == 2, second, 16))
