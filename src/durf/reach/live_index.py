"""The one index of this process, brought up to date by the changes table before every answer."""

from threading import Lock

from django.db.models import Max

from durf.changes.models import Change
from durf.matching import Index, PersonRemoved, PersonSet, TieRemoved, TieSet
from durf.reach import sources
from durf.reach.vocabulary import vocabulary

REBUILD_FROM = 2000  # changes at once; building anew is then quicker than applying them one by one


class LiveIndex:
    """Holds the index and the cursor up to which it knows what changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._index: Index | None = None
        self._cursor = 0

    def current(self) -> Index:
        """Return the index with everything applied that was committed before this call."""
        with self._lock:
            newest = Change.objects.aggregate(newest=Max("pk"))["newest"] or 0
            if self._index is None or newest < self._cursor:
                return self._build()
            if newest > self._cursor:
                return self._catch_up(self._index)
            return self._index

    def forget(self) -> None:
        """Drop the index; the next question builds it anew."""
        with self._lock:
            self._index = None

    def _build(self) -> Index:
        # The cursor is read first: what changes meanwhile is applied once more, which is harmless.
        settled = Change.objects.after(0).aggregate(newest=Max("pk"))["newest"] or 0
        index = Index.build(sources.people(), sources.ties(), vocabulary=vocabulary())
        self._index, self._cursor = index, settled
        return index

    def _catch_up(self, index: Index) -> Index:
        rows = list(Change.objects.after(self._cursor).values_list("pk", "kind", "key"))
        if len(rows) >= REBUILD_FROM:
            return self._build()
        if not rows:
            return index
        member_ids = {int(key) for _, kind, key in rows if kind == Change.Kind.PERSON}
        pairs = {_pair(key) for _, kind, key in rows if kind == Change.Kind.TIE}
        index.apply(_person_changes(member_ids) + _tie_changes(pairs))
        self._cursor = rows[-1][0]
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
