"""My people in groups: by place, by trade, or by how we came to know of each other here."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from durf.network.models.tie import TieSource
from durf.network.queries import Known

BY = ("place", "trade", "source")
MOST = 24  # groups that have a name of their own on the page; the search finds the rest


@dataclass(frozen=True)
class Group:
    """One group: `key` is what the address says, `label` what the page says."""

    key: str
    label: str
    count: int


def groups_of(known: Sequence[Known], by: str) -> list[Group]:
    """The largest groups, then by name; who said nothing of it is in none."""
    counts: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for row in known:
        label = _label(row, by)
        if label:
            counts[label.casefold()] += 1
            labels.setdefault(label.casefold(), label)
    order = sorted(counts, key=lambda key: (-counts[key], key))[:MOST]
    return [Group(key, labels[key], counts[key]) for key in order]


def in_group(known: Sequence[Known], by: str, key: str) -> list[Known]:
    """Those of one group; everyone where none is chosen."""
    return [row for row in known if _label(row, by).casefold() == key] if by and key else list(known)


def _label(row: Known, by: str) -> str:
    if by == "source":
        return str(TieSource(row.tie.source).label)
    return " ".join(str(getattr(row.member, by)).split()) if by else ""
