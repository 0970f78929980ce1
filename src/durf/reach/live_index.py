"""The one index of this process, brought up to date by the changes table before every answer."""

from threading import Lock

from durf.changes.models import Change
from durf.matching import Index, PersonRemoved, PersonSet, TieRemoved, TieSet
from durf.reach import sources
from durf.reach.vocabulary import vocabulary

REBUILD_FROM = 2000  # changes at once; building anew is then quicker than applying them one by one


class LiveIndex:
    """Holds the index and the mark up to which it knows what changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._index: Index | None = None
        self._horizon = 0
        self._applied: set[int] = set()  # rows at or behind the mark that are in the index already

    def current(self) -> Index:
        """Return the index with everything applied that was committed before this call."""
        with self._lock:
            horizon = Change.objects.horizon()  # before the rows: what commits in between is read again
            if self._index is None or horizon < self._horizon:
                return self._build(horizon)
            return self._catch_up(self._index, horizon)

    def forget(self) -> None:
        """Drop the index; the next question builds it anew."""
        with self._lock:
            self._index = None

    def _build(self, horizon: int) -> Index:
        index = Index.build(sources.people(), sources.ties(), vocabulary=vocabulary())
        self._index, self._horizon, self._applied = index, horizon, set()
        return index

    def _catch_up(self, index: Index, horizon: int) -> Index:
        rows = list(Change.objects.since(self._horizon).values_list("pk", "kind", "key"))
        fresh = [row for row in rows if row[0] not in self._applied]
        if len(fresh) >= REBUILD_FROM:
            return self._build(horizon)
        if fresh:
            member_ids = {int(key) for _, kind, key in fresh if kind == Change.Kind.PERSON}
            pairs = {_pair(key) for _, kind, key in fresh if kind == Change.Kind.TIE}
            index.apply(_person_changes(member_ids) + _tie_changes(pairs))
            self._applied.update(pk for pk, _, _ in fresh)
        if horizon > self._horizon:
            still = set(Change.objects.since(horizon).values_list("pk", flat=True)) if rows else set()
            self._horizon, self._applied = horizon, self._applied & still
        return index


def _pair(key: str) -> tuple[int, int]:
    low, _, high = key.partition(":")
    return int(low), int(high)


def _person_changes(member_ids: set[int]) -> list[PersonSet | PersonRemoved | TieSet | TieRemoved]:
    if not member_ids:
        return []
    found = sources.people(member_ids)
    gone = member_ids - {int(person.id) for person in found}
    return [*(PersonSet(person) for person in found), *(PersonRemoved(str(pk)) for pk in sorted(gone))]


def _tie_changes(pairs: set[tuple[int, int]]) -> list[PersonSet | PersonRemoved | TieSet | TieRemoved]:
    if not pairs:
        return []
    found = sources.ties(pairs)
    gone = pairs - {(int(tie.a), int(tie.b)) for tie in found}
    return [*(TieSet(tie) for tie in found), *(TieRemoved(str(a), str(b)) for a, b in sorted(gone))]


live_index = LiveIndex()
