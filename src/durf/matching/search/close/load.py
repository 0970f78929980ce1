"""So that not the same few are asked again and again: among the first ten, some places are not for the busiest."""

import numpy as np
from numpy.typing import NDArray

Longs = NDArray[np.int64]

FIRST = 10  # places looked at
BUSY_PLACES = 8  # of them, for the busiest; docs/matching.md, "Load"
COMMUNITY_MIN = 300  # below so many people with a text everybody is needed
BUSIEST = 50  # one in so many people with a text is one of the busiest,
BUSIEST_MAX = 32  # but no more than so many of those read closely


def eased(order: Longs, activity: Longs, readers: int) -> Longs:
    """Let at most eight of the first ten be among the busiest; those passed over come right behind.

    Args:
        order: int64 (k,), places in `activity`, best first.
        activity: int64 (k,), of those read closely.
        readers: people with a text in view.

    Busiest are the most active fiftieth of the readers, of those read closely; where equals stand at the edge, none of
    them. O(k · log k).
    """
    busiest = min(-(-readers // BUSIEST), BUSIEST_MAX)
    if readers < COMMUNITY_MIN or activity.size <= max(busiest, FIRST):
        return order
    edge = np.sort(activity)[-busiest - 1]
    busy = activity[order] > edge
    passed = busy & (np.cumsum(busy) > BUSY_PLACES)
    first = np.flatnonzero(~passed)[:FIRST]
    later = np.setdiff1d(np.arange(order.size), first)
    return order[np.concatenate((first, later))]
