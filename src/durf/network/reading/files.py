"""A file of contacts, whatever program it came from: which format it is, and its rows one by one, within bounds."""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext as _

from durf.network.reading.cards import BEGIN, cards_read
from durf.network.reading.columns import KNOWN, PLAIN, fields_of, recognised
from durf.network.reading.row import FIELDS, ColumnsUnknownError, Doubt, Row, UnreadableError, row_or_doubts
from durf.network.reading.tables import Record, decoded, delimiter_of, records

FORMATS = ("auto", "linkedin", "vcard", "google", "outlook", "fediverse", "csv")
BYTES_MOST = 10 << 20
ROWS_MOST = 30_000
FOUND_MOST = 2 * ROWS_MOST  # people and doubts together
HEADER_WITHIN = 50  # records; LinkedIn puts some lines of notes above
NAMED = "connections.csv"  # of a LinkedIn export, wherever in the archive


def read(stream: BinaryIO, *, format: str = "auto", mapping: Mapping[str, str] | None = None) -> Iterator[Row | Doubt]:
    """Yield everybody in a file, and a sentence for each line that was not understood.

    Args:
        stream: the file.
        format: one of FORMATS.
        mapping: for a table of one's own, header → one of `row.FIELDS`.

    Raises:
        ColumnsUnknownError: a table whose columns nobody knows; ask, and come back with a mapping.
        UnreadableError: nothing of it can be read. Both are raised before the first row.
    """
    text = decoded(_bytes(stream))
    if not text.strip():
        raise UnreadableError(_("This file is empty."))
    if format == "vcard" or (format == "auto" and BEGIN in text[:4000].upper()):
        if BEGIN not in text.upper():
            raise UnreadableError(_("There is no vCard in this file."))
        return _bounded(cards_read(text))
    return _bounded(_table(text, format, mapping))


def columns(stream: BinaryIO) -> list[tuple[str, str]]:
    """Return the headers of a table, each with the field it most likely is, "" where we cannot tell."""
    text = decoded(_bytes(stream))
    first = next((row for row in records(text, delimiter_of(text)) if not isinstance(row, Doubt)), None)
    return list(zip(first[1], fields_of(first[1], PLAIN), strict=True)) if first else []


def _bytes(stream: BinaryIO) -> bytes:
    raw = stream.read(BYTES_MOST + 1)
    if len(raw) > BYTES_MOST:
        raise UnreadableError(_("This file is larger than 10 MB. Split it, or export fewer columns."))
    if not raw.startswith(b"PK\x03\x04"):
        return raw
    try:
        stream.seek(0)
        with zipfile.ZipFile(stream) as archive:
            name = next((one for one in archive.namelist() if one.rpartition("/")[2].lower() == NAMED), None)
            if name is None:
                raise UnreadableError(_("There is no Connections.csv in this archive. Is it the export from LinkedIn?"))
            with archive.open(name) as member:
                inner = member.read(BYTES_MOST + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise UnreadableError(_("This archive is broken or locked. Download it again, or unpack it first.")) from error
    if len(inner) > BYTES_MOST:
        raise UnreadableError(_("This file is larger than 10 MB. Split it, or export fewer columns."))
    return inner


def _table(text: str, format: str, mapping: Mapping[str, str] | None) -> Iterator[Row | Doubt]:
    delimiter = delimiter_of(text)
    first = [row for row in islice(records(text, delimiter), HEADER_WITHIN) if not isinstance(row, Doubt)]
    header, fields = _header(first, format, mapping)
    return _rows(records(text, delimiter), header, fields)


def _header(first: Sequence[Record], format: str, mapping: Mapping[str, str] | None) -> tuple[int, list[str]]:
    """Return the line of the header and the field of each column."""
    if mapping:
        ours = {header.strip().lower(): field for header, field in mapping.items() if field in FIELDS}
        return _named(first[:1], ours)
    for line, cells in first:
        found = recognised(cells)
        if found and format in ("auto", found):
            return line, fields_of(cells, KNOWN[found])
    if format in KNOWN:
        raise UnreadableError(_("This does not look like the export you chose. Try “find out yourself”."))
    return _named(first[:1], PLAIN)


def _named(first: Sequence[Record], known: Mapping[str, str]) -> tuple[int, list[str]]:
    if not first:
        raise UnreadableError(_("This file is empty."))
    line, cells = first[0]
    fields = fields_of(cells, known)
    if not {"name", "first", "last", "email", "handle"} & set(fields):
        raise ColumnsUnknownError(tuple(cell.strip() for cell in cells if cell.strip())[:50])
    return line, fields


def _rows(table: Iterator[Record | Doubt], header: int, fields: Sequence[str]) -> Iterator[Row | Doubt]:
    for record in table:
        if isinstance(record, Doubt):
            if record.line > header:
                yield record
        elif record[0] > header:
            said = {field: cell for field, cell in zip(fields, record[1], strict=False) if field}
            yield from row_or_doubts(record[0], said)


def _bounded(found: Iterator[Row | Doubt]) -> Iterator[Row | Doubt]:
    people = 0
    for number, one in enumerate(found, 1):
        people += isinstance(one, Row)
        if people > ROWS_MOST or number > FOUND_MOST:
            yield Doubt(one.line, _("Only the first 30,000 people of a file are read; the rest was left."))
            return
        yield one
