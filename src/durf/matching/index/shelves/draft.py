"""The texts of one audience while they are gathered: read into tokens, not yet sorted."""

from array import array
from dataclasses import dataclass
from datetime import UTC, datetime

from durf.matching.index.shelves.impact import COUNT_MAX, LENGTH_MAX, WEIGHT_ONE
from durf.matching.people import Text
from durf.matching.text.analysis import Analyser

UNDATED = -(1 << 63)  # no moment: a text that stands until it is taken back


@dataclass(frozen=True, slots=True)
class Item:
    """One text as read: tokens with their counts in quarters, content tokens, weight in sixteenths, microseconds."""

    counts: dict[str, int]
    length: int
    weight: int
    moment: int
    text: Text


class Draft:
    """Items in the order of their owners' slots, rising; one item for each thing a person said or did.

    Attributes:
        tokens: token → its number here, in order of appearance.
        owners, weights, moments, lengths: one entry an item; weights in sixteenths, moments in microseconds.
        starts: (m + 1,), the entries of item i are starts[i]:starts[i + 1].
        entries, counts: token number, and how often it occurs, in quarters.
    """

    def __init__(self) -> None:
        self.tokens: dict[str, int] = {}
        self.owners = array("I")
        self.weights = array("H")
        self.moments = array("q")
        self.lengths = array("H")
        self.starts = array("q", [0])
        self.entries = array("I")
        self.counts = array("B")
        self.bodies: list[str] = []
        self.keys: list[str] = []

    def add(self, slot: int, text: Text, analyser: Analyser) -> None:
        """Read one text of a person; texts of weight 0 are not read. O(length of the text)."""
        item = read_item(text, analyser)
        if item is not None:
            self.put(slot, item)

    def put(self, slot: int, item: Item) -> None:
        """Take in a text that is read already."""
        self.owners.append(slot)
        self.weights.append(item.weight)
        self.moments.append(item.moment)
        self.lengths.append(item.length)
        for token, count in item.counts.items():
            self.entries.append(self.tokens.setdefault(token, len(self.tokens)))
            self.counts.append(count)
        self.starts.append(len(self.entries))
        self.bodies.append(item.text.body)
        self.keys.append(item.text.key)


def read_item(text: Text, analyser: Analyser) -> Item | None:
    """Read a text; None for one of weight 0. O(length of the text)."""
    weight = weight_fixed(text)
    if not weight:
        return None
    counts, length = analyser.counts(text.body)
    capped = {token: min(count, COUNT_MAX) for token, count in counts.items()}
    return Item(capped, min(length, LENGTH_MAX), weight, moment(text.at), text)


def weight_fixed(text: Text) -> int:
    """Return the weight of a text in sixteenths; 0 means it is not read."""
    return round(text.weight * WEIGHT_ONE)


def moment(at: datetime | None) -> int:
    """Return a time in microseconds; one without a zone is taken for UTC, so that machines agree."""
    if at is None:
        return UNDATED
    return round((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() * 1_000_000)
