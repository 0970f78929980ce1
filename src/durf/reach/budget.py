"""How many previews a person may ask for, counted in memory: the preview must not become a query machine."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

WINDOW_S = 600.0
MEMBER_PREVIEWS = 300
VISITOR_PREVIEWS = 30
TYPING_S = 10.0  # texts one edit apart within this time count once
SUBJECTS_KEPT = 20_000


@dataclass
class _Use:
    spent_at: deque[float] = field(default_factory=deque)
    last_text: str = ""
    last_at: float = float("-inf")


class PreviewBudget:
    """Counts distinct previews per subject (a member's or a visitor's key)."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._uses: OrderedDict[str, _Use] = OrderedDict()

    def spend(self, subject: str, text: str, *, most: int, now_s: float | None = None) -> bool:
        """Count this preview; False when the budget of `most` in ten minutes is used up."""
        now = monotonic() if now_s is None else now_s
        with self._lock:
            use = self._uses.setdefault(subject, _Use())
            self._uses.move_to_end(subject)
            while len(self._uses) > SUBJECTS_KEPT:
                self._uses.popitem(last=False)
            while use.spent_at and use.spent_at[0] <= now - WINDOW_S:
                use.spent_at.popleft()
            typing = now - use.last_at <= TYPING_S and one_edit_apart(use.last_text, text)
            if not typing:
                if len(use.spent_at) >= most:
                    return False
                use.spent_at.append(now)
            use.last_text, use.last_at = text, now
            return True

    def forget(self) -> None:
        """Start counting anew."""
        with self._lock:
            self._uses.clear()


def one_edit_apart(one: str, other: str) -> bool:
    """Whether at most one character was added, taken away or changed."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) == len(long):
        return short[start + 1 :] == long[start + 1 :]
    return short[start:] == long[start + 1 :]


preview_budget = PreviewBudget()
