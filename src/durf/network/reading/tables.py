"""Tables: a text in, records with the line each begins on out. A broken record costs itself alone."""

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from django.utils.translation import gettext as _

from durf.network.reading.row import Doubt

LINES_A_RECORD = 60  # a quotation mark that is not closed by then is a stray one
LINES_MOST = 100_000  # empty ones included, which cost time as well
RECORD_LONGEST = 100_000  # characters
DELIMITERS = ",;\t"
Record = tuple[int, list[str]]


def decoded(raw: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or, line by line, the Windows code page of Western Europe."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "".join(_line(line) for line in raw.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True))


def delimiter_of(text: str) -> str:
    """Return what most likely stands between the cells."""
    beginning = text[:4000]
    return max(DELIMITERS, key=beginning.count)


def records(text: str, delimiter: str) -> Iterator[Record | Doubt]:
    """Yield each record with its first line; empty ones are left out. O(length), and no more than is asked for."""
    rest, ahead, place = io.StringIO(text, newline=None), deque[str](), 0
    while whole := ahead.popleft() if ahead else next(rest, ""):
        place += 1
        if place > LINES_MOST:
            yield Doubt(place, _("Only the first 30,000 people of a file are read; the rest was left."))
            return
        if whole.isspace():
            continue
        begin = place
        if whole.count('"') % 2:
            ahead.extend(islice(rest, LINES_A_RECORD - len(ahead)))
            more = _lines_until_closed(ahead)
            if not more:
                yield Doubt(begin, _("A quotation mark is opened and not closed."))
                continue
            whole, place = whole + "".join(ahead.popleft() for _line in range(more)), place + more
        cells = _cells(whole, delimiter)
        if cells is None:
            yield Doubt(begin, _("This row is too long or broken."))
        elif any(cell.strip() for cell in cells):
            yield begin, cells


def _lines_until_closed(ahead: Iterable[str]) -> int:
    """Count the lines to take until a quotation mark is closed; 0: it is not."""
    return next((number for number, line in enumerate(ahead, 1) if line.count('"') % 2), 0)


def _cells(record: str, delimiter: str) -> list[str] | None:
    if len(record) > RECORD_LONGEST:
        return None
    try:
        return next(csv.reader(io.StringIO(record), delimiter=delimiter), [])
    except csv.Error:
        return None


def _line(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
