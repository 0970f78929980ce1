"""vCards 2.1, 3 and 4: many in one file; a broken one costs itself alone."""

import io
import quopri
from collections.abc import Iterator

from django.utils.translation import gettext as _
from vobject.base import ParseError, getLogicalLines, parseLine

from durf.network.reading.row import Doubt, Row, row_or_doubts

LONGEST = 200_000  # characters of one card, a picture in it included
LINES_MOST = 4_000  # of one card; a picture of that size takes 2,700
LINE_LONGEST = 10_000  # characters of one line that are looked at
BEGIN, END = "BEGIN:VCARD", "END:VCARD"
FIELDS = {
    "FN": "name", "EMAIL": "email", "ORG": "organisation", "TITLE": "role", "ROLE": "role", "URL": "link",
    "NOTE": "note", "CATEGORIES": "tags", "IMPP": "handle",
}  # fmt: skip


def cards_read(text: str) -> Iterator[Row | Doubt]:
    """Yield what each card says. O(length)."""
    for line, card in _cards(text):
        if card is None:
            yield Doubt(line, _("This card begins and does not end, or is too long."))
            continue
        try:
            said = _said(card)
        except (ParseError, ValueError, LookupError):
            yield Doubt(line, _("This card is broken."))
            continue
        yield from row_or_doubts(line, said) or [Doubt(line, _("There is no name on this row."))]


def _cards(text: str) -> Iterator[tuple[int, str | None]]:
    """Yield the first line of each card and what stands between its marks, None where it does not end."""
    begun, held, size, nested = 0, list[str](), 0, 0
    for number, line in enumerate(io.StringIO(text, newline=None), 1):
        mark = line.strip().upper()
        if begun and mark == BEGIN and (nested or _is_agent(held)):
            nested += 1  # somebody's assistant, in a card within theirs (vCard 2.1)
        elif nested:
            nested -= mark == END
        elif mark == BEGIN:
            if begun:
                yield begun, None
            begun, held, size = number, [], 0
        elif mark == END and begun:
            yield begun, "".join(held) if size <= LONGEST and len(held) < LINES_MOST else None
            begun = 0
        elif begun and size <= LONGEST and len(held) < LINES_MOST:
            held.append(line)
            size += len(line)
    if begun:
        yield begun, None


def _is_agent(held: list[str]) -> bool:
    return bool(held) and held[-1].strip().upper().rstrip(":") == "AGENT"


def _said(card: str) -> dict[str, str]:
    said: dict[str, str] = {}
    for line, _number in getLogicalLines(io.StringIO(card), allowQP=True):
        if not line.strip() or ":" not in line:
            continue
        name, parameters, value, _group = parseLine(line[:LINE_LONGEST])
        key = name.upper()
        text = _value(value, [[str(word) for word in words] for words in parameters])
        if key == "N":
            last, first, middle, *_rest = [*_parts(text), "", "", ""]
            said.setdefault("first", " ".join(part for part in (first, middle) if part))
            said.setdefault("last", last)
        elif field := FIELDS.get(key):
            parts = _parts(text)
            if key == "EMAIL" and any(word.upper().startswith("PREF") for words in parameters for word in words):
                said.pop(field, None)  # of several addresses the one they like best
            said.setdefault(field, parts[0] if key == "ORG" else text if key == "URL" else " ".join(parts))
    return said


def _value(value: str, parameters: list[list[str]]) -> str:
    words = {word.upper() for parameter in parameters for word in parameter}
    if "QUOTED-PRINTABLE" not in words:
        return value
    charset = next((p[1] for p in parameters if len(p) > 1 and p[0].upper() == "CHARSET"), "utf-8")
    return quopri.decodestring(value.encode("utf-8", "replace")).decode(charset, errors="replace")


def _parts(text: str) -> list[str]:
    """Split at ";" that is not escaped, and take escapes away. O(length)."""
    parts, escaped = [list[str]()], False
    for sign in text:
        if escaped:
            parts[-1].append("\n" if sign in "nN" else sign)
            escaped = False
        elif sign == "\\":
            escaped = True
        elif sign == ";":
            parts.append([])
        else:
            parts[-1].append(sign)
    return ["".join(part).strip() for part in parts]
