"""What a member takes along, in a form of their choice: JSON, tables, cards for an address book, or a page to read."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import vobject
from django.core.serializers.json import DjangoJSONEncoder

Data = Mapping[str, Any]
DANGEROUS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
)  # OWASP, "CSV injection": a spreadsheet runs these


def as_json(data: Data) -> bytes:
    """One JSON file, indented."""
    return json.dumps(data, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False).encode()


def as_tables(data: Data) -> bytes:
    """A zip with a CSV for each list, safe to open in a spreadsheet."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables_of(data):
            archive.writestr(f"{name}.csv", "\ufeff" + _table(rows))
    return held.getvalue()


def as_card(person: Data) -> bytes:
    """One person as vCard 3."""
    return _card(person).encode()


def as_cards(data: Data) -> bytes:
    """The member and everybody in their notebook as vCard 3."""
    profile = data["members"]["profile"]
    cards = [_card({**profile, "role": profile["trade"], "note": profile["line"]})]
    return "".join([*cards, *(_card(contact) for contact in data["network"]["contacts"])]).encode()


def tables_of(data: Data) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield every list and every record of an export as rows, by room and name."""
    for room, said in data.items():
        if not isinstance(said, Mapping):
            continue
        single = {name: value for name, value in said.items() if not isinstance(value, list | Mapping)}
        if single:
            yield room, [single]
        for name, value in said.items():
            if isinstance(value, Mapping):
                yield f"{room}-{name}", [dict(value)]
            elif isinstance(value, list) and value:
                yield f"{room}-{name}", [row if isinstance(row, dict) else {name: row} for row in value]


def cell(value: Any) -> str:
    """A value as a cell that no spreadsheet takes for a formula."""
    if isinstance(value, datetime | date):
        text = value.isoformat()
    elif isinstance(value, list | tuple):
        text = ", ".join(str(one) for one in value)
    else:
        text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _table(rows: list[dict[str, Any]]) -> str:
    headers = list(dict.fromkeys(name for row in rows for name in row))
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(headers)
    table.writerows([cell(row.get(name)) for name in headers] for row in rows)
    return written.getvalue()


def _card(person: Mapping[str, Any]) -> str:
    card = vobject.vCard()
    card.add("fn").value = person["name"]
    first, _, last = person["name"].rpartition(" ")
    card.add("n").value = vobject.vcard.Name(family=last, given=first)
    for name, field in (("email", "email"), ("title", "role"), ("note", "note"), ("url", "link")):
        if person.get(field):
            card.add(name).value = str(person[field])
    if person.get("organisation"):
        card.add("org").value = [str(person["organisation"])]
    if person.get("tags"):
        card.add("categories").value = list(person["tags"])
    return str(card.serialize())
