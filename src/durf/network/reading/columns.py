"""The columns of the tables that people bring along, and which of our fields each is."""

from collections.abc import Mapping, Sequence

Columns = Mapping[str, str]  # header, in lower case → field of `row.FIELDS`

LINKEDIN: Columns = {
    "first name": "first", "last name": "last", "url": "link", "email address": "email",
    "company": "organisation", "position": "role", "connected on": "since",
    "voornaam": "first", "achternaam": "last", "e-mailadres": "email",
    "bedrijf": "organisation", "functie": "role", "positie": "role", "verbonden op": "since",
}  # fmt: skip
GOOGLE: Columns = {
    "name": "name", "given name": "first", "family name": "last", "first name": "first", "last name": "last",
    "middle name": "middle", "additional name": "middle",
    "e-mail 1 - value": "email", "organization 1 - name": "organisation", "organization name": "organisation",
    "organization 1 - title": "role", "organization title": "role", "notes": "note", "labels": "tags",
    "group membership": "tags", "website 1 - value": "link",
}  # fmt: skip
OUTLOOK: Columns = {
    "first name": "first", "middle name": "middle", "last name": "last", "tweede naam": "middle",
    "tussenvoegsel": "middle", "e-mail address": "email", "company": "organisation",
    "job title": "role", "notes": "note", "web page": "link", "categories": "tags",
    "voornaam": "first", "achternaam": "last", "e-mailadres": "email", "bedrijf": "organisation",
    "functie": "role", "notities": "note", "webpagina": "link", "categorieën": "tags",
}  # fmt: skip
FEDIVERSE: Columns = {"account address": "handle"}
KNOWN: Mapping[str, Columns] = {
    "linkedin": LINKEDIN, "google": GOOGLE, "outlook": OUTLOOK, "fediverse": FEDIVERSE
}  # fmt: skip
TELLING = {"connected on": "linkedin", "verbonden op": "linkedin", "account address": "fediverse"}  # in no other table
PLAIN: Columns = {
    "name": "name", "full name": "name", "naam": "name", "volledige naam": "name",
    "first name": "first", "firstname": "first", "voornaam": "first", "given name": "first",
    "middle name": "middle", "tussenvoegsel": "middle", "tussenvoegsels": "middle",
    "last name": "last", "lastname": "last", "achternaam": "last", "family name": "last", "surname": "last",
    "email": "email", "e-mail": "email", "mail": "email", "email address": "email", "e-mail address": "email",
    "e-mailadres": "email", "emailadres": "email",
    "company": "organisation", "organisation": "organisation", "organization": "organisation",
    "organisatie": "organisation", "bedrijf": "organisation",
    "position": "role", "role": "role", "title": "role", "job title": "role", "functie": "role", "rol": "role",
    "url": "link", "link": "link", "website": "link", "profile": "link", "profiel": "link",
    "since": "since", "sinds": "since", "connected on": "since",
    "note": "note", "notes": "note", "notitie": "note", "notities": "note", "opmerking": "note",
    "tags": "tags", "labels": "tags", "groep": "tags", "group": "tags",
}  # fmt: skip


def recognised(cells: Sequence[str]) -> str | None:
    """Return the format whose header these cells are, if they are one."""
    headers = {cell.strip().lower() for cell in cells}
    for header, name in TELLING.items():
        if header in headers:
            return name
    hits = {name: len(headers & set(KNOWN[name])) for name in ("google", "outlook")}
    best = max(hits, key=lambda name: hits[name])
    return best if hits[best] >= 3 else None


def fields_of(cells: Sequence[str], columns: Columns) -> list[str]:
    """Return the field of each column, "" where there is none; of two columns for one field the first counts."""
    found: list[str] = []
    for cell in cells:
        field = columns.get(cell.strip().lower(), "")
        found.append("" if field in found else field)
    return found
