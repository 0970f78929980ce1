"""The one index of this process, brought up to date by the changes table before every answer."""

import logging
from datetime import date
from hashlib import sha256
from threading import Lock, Thread

from django.conf import settings
from django.utils import timezone

from durf.changes.models import Change, Read
from durf.matching import EDITION, Index, PersonRemoved, PersonSet, SnapshotError, TieRemoved, TieSet
from durf.reach import sources
from durf.reach.vocabulary import vocabulary

REBUILD_FROM = 2000  # changes at once; building anew is then quicker than applying them one by one
COMPACT_FROM = 20_000  # people changed and ends of ties rewritten; it runs beside the traffic

log = logging.getLogger(__name__)


class LiveIndex:
    """Holds the index and the mark up to which it knows what changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._index: Index | None = None
        self._horizon = 0
        self._applied: set[int] = set()  # rows at or behind the mark that are in the index already
        self._unsaved = False
        self._erased = False  # somebody is gone and must be gone from the file too
        self._day = date.min  # when it was built
        self._compaction: Thread | None = None

    def current(self) -> Index:
        """Return the index with everything applied that was committed before this call."""
        with self._lock:
            if self._index is None and not self._open():
                return self._build()
            read = Change.objects.read(self._horizon)
            if self._index is None or read is None:
                return self._build()
            return self._catch_up(self._index, read)

    def forget(self) -> None:
        """Drop the index; the next question builds it anew."""
        with self._lock:
            self._index = None

    def renew(self) -> bool:
        """Build the index anew once a day, beside the traffic; return whether it was.

        How newly somebody came and how often they were asked lately change by time alone, and nobody writes that down.
        """
        if self._index is None or self._day == timezone.localdate():
            return False
        horizon = Change.objects.horizon()
        index = Index.build(sources.people(), sources.ties(), vocabulary=vocabulary())
        with self._lock:
            self._take(index, horizon)
        return True

    def keep(self, *, at_once: bool) -> bool:
        """Write what changed to the file, if there is one to write to; return whether it was written.

        Unless at once, only where somebody is gone, so that nothing of them stays in it.
        """
        if settings.INDEX_FILE is None:
            return False
        self.current()
        with self._lock:
            index = self._index
            if index is None or not (self._erased or (at_once and self._unsaved)):
                return False
            self._unsaved = self._erased = False
            note = {"horizon": str(self._horizon), "day": self._day.isoformat()}
        try:
            index.save(settings.INDEX_FILE, {**note, **edition(), **Change.objects.newest()})
        except OSError:
            self._unsaved = self._erased = True  # who is gone must go from the file: the next sweep tries again
            raise
        return True

    def _open(self) -> bool:
        """Take the index from its file, if it is sound and belongs to this database, version and vocabulary."""
        if settings.INDEX_FILE is None or not settings.INDEX_FILE.exists():
            return False
        try:
            index = Index.load(settings.INDEX_FILE)
        except (SnapshotError, OSError) as error:
            log.warning("index file not usable, building it anew", extra={"reason": type(error).__name__})
            return False
        note = index.note
        here = Change.objects.was_newest(note.get("newest", ""), note.get("newest_at", ""))
        if not here or {name: note.get(name) for name in edition()} != edition():
            return False
        self._index, self._horizon, self._applied = index, int(note["horizon"]), set()
        self._day = date.fromisoformat(note.get("day", date.min.isoformat()))
        return True

    def _build(self) -> Index:
        horizon = Change.objects.horizon()  # before the rows: what commits in between is read again
        index = Index.build(sources.people(), sources.ties(), vocabulary=vocabulary())
        self._take(index, horizon)
        return index

    def _take(self, index: Index, horizon: int) -> None:
        self._index, self._horizon, self._applied = index, horizon, set()
        self._unsaved = self._erased = True
        self._day = timezone.localdate()

    def _catch_up(self, index: Index, read: Read) -> Index:
        fresh = [row for row in read.rows if row[0] not in self._applied]
        if len(fresh) >= REBUILD_FROM:
            return self._build()
        if fresh:
            member_ids = {int(key) for _, kind, key in fresh if kind == Change.Kind.PERSON}
            pairs = {_pair(key) for _, kind, key in fresh if kind == Change.Kind.TIE}
            changes = _person_changes(member_ids) + _tie_changes(pairs)
            index.apply(changes)
            self._applied.update(pk for pk, _, _ in fresh)
            self._unsaved = True
            self._erased = self._erased or any(isinstance(change, PersonRemoved) for change in changes)
            if index.changed > COMPACT_FROM and not (self._compaction and self._compaction.is_alive()):
                self._compaction = Thread(target=index.compact, name="compaction", daemon=True)
                self._compaction.start()
        if read.mark > self._horizon:
            self._horizon, self._applied = read.mark, self._applied & read.again
        return index


def edition() -> dict[str, str]:
    """What an index is made with: the library as it stands, and the vocabulary."""
    words = sha256(repr(sorted(vocabulary().items())).encode()).hexdigest()[:16]
    return {"edition": EDITION, "vocabulary": words}


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
