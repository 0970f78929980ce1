"""What is shown of how far a text reaches: numbers a viewer may see, and the dots drawn from them."""

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext, pgettext

from durf.matching import Reach

BUCKETS = ((1, 3), (5, 7), (10, 16), (25, 34), (50, 56))  # lower edge, dots drawn
SHIFT = 0.2  # an edge moves by at most this share of itself
MOST_DOTS = 60
SMALL_COMMUNITY = 50  # below this many members buckets protect nobody


@dataclass(frozen=True)
class Count:
    """One ring's number as shown. `exact` is None where only a bucket is shown; `bucket` is its lower edge."""

    exact: int | None
    bucket: int
    dots: int

    @property
    def text(self) -> str:
        """The number in words, in the reader's language."""
        if self.exact is not None:
            return str(self.exact) if self.exact else pgettext("reach", "nobody yet")
        names = {
            0: pgettext("reach", "nobody yet"),
            1: gettext("a few"),
            5: "5–9",
            10: "10–24",
            25: "25–49",
            50: "50+",
        }
        return names[self.bucket]

    def as_json(self) -> dict[str, object]:
        """The shown number for a program."""
        return {"exact": self.exact, "bucket": self.bucket, "text": self.text, "dots": self.dots}


@dataclass(frozen=True)
class Picture:
    """The three rings as shown; `numbers` is False where the community is too small to show any."""

    ring1: Count
    ring2: Count
    beyond: Count
    numbers: bool = True

    @property
    def empty(self) -> bool:
        """Whether the text reaches nobody."""
        return not (self.ring1.dots or self.ring2.dots or self.beyond.dots)

    def as_json(self) -> dict[str, object]:
        """The picture for a program."""
        rings = {"ring1": self.ring1, "ring2": self.ring2, "beyond": self.beyond}
        return {"numbers": self.numbers, **{name: count.as_json() for name, count in rings.items()}}


NOTHING = Count(exact=None, bucket=0, dots=0)


def picture_draw(reach: Reach, *, viewer: str, query: str, members: int) -> Picture:
    """Turn exact counts into what this viewer sees.

    Ring 1 is the viewer's own and exact. A number that includes people reached only through ask-me-first ties is
    shown as a bucket, and so is its complement, or it could be subtracted.
    """
    if members < SMALL_COMMUNITY and settings.SMALL_NUMBERS == "none":
        return Picture(NOTHING, NOTHING, NOTHING, numbers=False)
    ring1 = _exact(reach.ring1)
    if reach.asked_first2 == 0 or members < SMALL_COMMUNITY:
        return Picture(ring1, _exact(reach.ring2), _exact(reach.beyond))
    secret = f"{viewer}\n{' '.join(query.lower().split())}"
    return Picture(ring1, _bucket(reach.ring2, secret + "\n2"), _bucket(reach.beyond, secret + "\n3"))


def _exact(number: int) -> Count:
    return Count(exact=number, bucket=_floor(number, 0.0), dots=min(number, MOST_DOTS))


def _bucket(number: int, secret: str) -> Count:
    """Place a number in its bucket, the edges shifted by a secret of this query and viewer."""
    digest = hmac.new(settings.SECRET_KEY.encode(), secret.encode(), hashlib.sha256).digest()
    shift = (digest[0] / 255 * 2 - 1) * SHIFT
    edge = _floor(number, shift)
    return Count(exact=None, bucket=edge, dots=dict(BUCKETS).get(edge, 0))


def _floor(number: int, shift: float) -> int:
    edges = [edge for edge, _ in BUCKETS if number >= (edge if edge == 1 else edge * (1 + shift))]
    return edges[-1] if edges else 0
