"""What a file of contacts says, row by row: somebody, or a sentence about what could not be understood."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

LONGEST = {"name": 80, "email": 254, "organisation": 120, "role": 120, "link": 300, "handle": 120, "note": 1000}
FIELDS = (*LONGEST, "first", "middle", "last", "since", "tags")
TAGS_MOST, TAG_LONGEST = 10, 40
MONTHS = {
    name: number
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
        "jan feb maa apr mei jun jul aug sep okt nov dec",
    )
    for number, name in enumerate(names.split(), 1)
}
_DAY = re.compile(r"(\d{1,2})[ -]([a-z]{3})[a-z]*\.?[ -](\d{4})\Z")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody as a file has them; `line` counts from 1. What the file does not say is empty."""

    line: int
    name: str
    email: str = ""
    organisation: str = ""
    role: str = ""
    link: str = ""
    handle: str = ""
    note: str = ""
    since: date | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something on a line that was not understood, in a sentence for the member."""

    line: int
    reason: str


class UnreadableError(Exception):
    """Nothing of a file can be read; `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class ColumnsUnknownError(UnreadableError):
    """A table whose columns tell nothing: the member says which is which."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        super().__init__(_("We do not know these columns. Say which holds the names."))
        self.columns = columns


def row_or_doubts(line: int, said: dict[str, str]) -> list[Row | Doubt]:
    """Make somebody of what a row says of each of FIELDS; with a sentence where part of it cannot be used."""
    plain = {field: plain_line(text) for field, text in said.items()}
    name = plain.get("name") or " ".join(part for key in ("first", "middle", "last") if (part := plain.get(key)))
    email, found = _email(plain.get("email", "")), list[Row | Doubt]()
    if plain.get("email") and not email:
        found.append(Doubt(line, _("The e-mail address is not one; kept without it.")))
    name = name or email.partition("@")[0] or plain.get("handle", "").lstrip("@").partition("@")[0]
    if not name:
        return [Doubt(line, _("There is no name on this row."))] if any(plain.values()) else []
    since = day(plain.get("since", ""))
    if plain.get("since") and since is None:
        found.append(Doubt(line, _("The date is not one we know; kept without it.")))
    texts = {field: plain.get(field, "")[:most] for field, most in LONGEST.items()}
    texts |= {"name": name[: LONGEST["name"]], "email": email}
    return [*found, Row(line=line, **texts, since=since, tags=_tags(plain.get("tags", "")))]


def plain_line(text: str) -> str:
    """Return a text on one line: breaks, control and invisible signs become single spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in text).split())


def day(text: str) -> date | None:
    """Read a day as "12 Mar 2024", "12 mrt 2024", "12 maart 2024" or "2024-03-12"."""
    lower = text.lower()
    try:
        if found := _DAY.match(lower):
            return date(int(found[3]), MONTHS[found[2]], int(found[1]))
        if found := _ISO.match(lower):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except (ValueError, KeyError):
        return None
    return None


def profile(link: str) -> str:
    """Return what tells a profile from others: host and path, without scheme, "www." or an ending slash."""
    try:
        parts = urlsplit(link if "//" in link else f"//{link}")
    except ValueError:
        return link.casefold()
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}".casefold()


def _email(text: str) -> str:
    first = re.split(r"\s*:::\s*|[;,\s]+", text.removeprefix("mailto:"), maxsplit=1)[0]
    try:
        validate_email(first)
    except ValidationError:
        return ""
    return first if len(first) <= LONGEST["email"] else ""


def _tags(text: str) -> tuple[str, ...]:
    words = (part.strip(" *#")[:TAG_LONGEST] for part in re.split(r":::|[;,]", text))
    return tuple(dict.fromkeys(word for word in words if word and word.casefold() != "mycontacts"))[:TAGS_MOST]
