"""How often asking works here: from real wishes once there are enough, never about a person."""

import math
from dataclasses import dataclass
from statistics import median

from django.db.models import Min

from durf.wishes.models import Wish

FROM_CLOSED = 20  # fewer wishes say little, and might say too much about one
LOOKED_AT = 500


@dataclass(frozen=True)
class Figures:
    """Of ten wishes `helped` got an offer, half of those within `hours`."""

    helped: int
    hours: int


def figures_read() -> Figures | None:
    """Count over the latest closed wishes, or None while there are fewer than twenty."""
    closed = Wish.objects.published().filter(state__in=["fulfilled", "closed"]).order_by("-closed_at")
    rows = list(closed.annotate(first_at=Min("offers__created_at")).values_list("published_at", "first_at")[:LOOKED_AT])
    waits = [(first - asked).total_seconds() / 3600 for asked, first in rows if asked and first]
    if len(rows) < FROM_CLOSED or not waits:
        return None
    return Figures(helped=round(10 * len(waits) / len(rows)), hours=max(1, math.ceil(median(waits))))
