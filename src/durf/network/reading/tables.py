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
    rest, ahead, place, width = io.StringIO(text, newline=None), deque[str](), 0, 0
    while whole := ahead.popleft() if ahead else next(rest, ""):
        place += 1
        if place > LINES_MOST:
            yield Doubt(place, _("Only the first 30,000 people of a file are read; the rest was left."))
            return
        if whole.isspace():
            continue
        if len(whole) > RECORD_LONGEST:
            yield Doubt(place, _("This row is too long or broken."))
            continue
        more = 0
        if '"' in whole and _is_open(whole, delimiter):
            ahead.extend(islice(rest, LINES_A_RECORD - len(ahead)))
            more = _lines_until_closed(ahead, delimiter)
            longer = whole + "".join(islice(ahead, more))
            if not more or not _is_whole(longer, delimiter, width):
                yield Doubt(place, _("A quotation mark is opened and not closed."))
                continue
            whole = longer
        cells = _cells(whole, delimiter)
        if cells is None:
            yield Doubt(place, _("This row is too long or broken."))
        elif any(cell.strip() for cell in cells):
            width = max(width, len(cells))
            yield place, cells
        for _line_of_it in range(more):
            ahead.popleft()
        place += more


def _is_open(text: str, delimiter: str, *, inside: bool = False) -> bool:
    """Tell whether a quoted cell goes on after this text; only a mark at a cell's beginning opens one (RFC 4180)."""
    place = 0
    while place >= 0:
        if not inside and text.startswith('"', place):
            inside, place = True, place + 1
        while inside:
            end = text.find('"', place)
            if end < 0:
                return True
            inside = text.startswith('""', end)
            place = end + 1 + inside
        place = text.find(delimiter, place) + 1 or -1
    return False


def _lines_until_closed(ahead: Iterable[str], delimiter: str) -> int:
    """Count the lines to take until the quoted cell is closed, and none opened after it; 0: it is not."""
    inside, size = True, 0
    for number, line in enumerate(ahead, 1):
        size += len(line)
        if size > RECORD_LONGEST:
            return 0
        inside = _is_open(line, delimiter, inside=inside) if '"' in line else inside
        if not inside:
            return number
    return 0


def _is_whole(record: str, delimiter: str, width: int) -> bool:
    """Tell whether a record of several lines has as many cells as the others: else a stray mark ate what follows."""
    cells = _cells(record, delimiter)
    return cells is None or len(cells) == width or not width


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
