"""Tables: a text in, records with the line each begins on out. A broken record costs itself alone."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from durf.network.reading.row import Doubt

LINES_A_RECORD = 60  # a quotation mark that is not closed by then is a stray one
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
    """Yield each record with its first line; empty ones are left out. O(length)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    place = 0
    while place < len(lines):
        begin, place = place, place + 1
        whole, open_ = lines[begin], lines[begin].count('"') % 2
        end = place
        while open_ and end < len(lines) and end - begin < LINES_A_RECORD:
            open_ ^= lines[end].count('"') % 2
            end += 1
        if open_:
            yield Doubt(begin + 1, _("A quotation mark is opened and not closed."))
            continue
        if end > place:
            whole, place = "\n".join(lines[begin:end]), end
        try:
            cells = next(csv.reader(io.StringIO(whole), delimiter=delimiter), [])
        except csv.Error:
            yield Doubt(begin + 1, _("This row is too long or broken."))
            continue
        if any(cell.strip() for cell in cells):
            yield begin + 1, cells


def _line(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
