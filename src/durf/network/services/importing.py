"""A file of contacts into the notebook: looked at first, kept by the member's yes, undone for thirty days."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from durf.members.models import Member
from durf.network.models import Contact, Import
from durf.network.models.contact import DETAILS
from durf.network.reading.row import Doubt, Row
from durf.network.services.contacts import contact_describe, contact_of, contacts_remove, marks_of

AT_ONCE = 5000  # rows kept in one transaction, so that nobody else waits for long
TOLD = 200  # doubts and doubles that a page shows
WAITS = timedelta(hours=1)
GOES_ON = timedelta(minutes=10)
UNDO_WITHIN = timedelta(days=30)
MARKS = ("email_mark", "profile_mark", "person_mark")


class ImportOverError(Exception):
    """This import was kept, undone or forgotten already."""


@dataclass(frozen=True)
class Same:
    """A row that is somebody already known: a contact of the notebook, or an earlier row of the file."""

    row: int
    name: str
    earlier: str  # name of whom they are the same as
    by: str  # the mark that tells
    in_file: bool = False  # an earlier row of the same file, and not somebody of the notebook


@dataclass
class Look:
    """What a file holds, before anything of it is kept."""

    rows: list[Row] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    same: list[Same] = field(default_factory=list)

    @property
    def fresh(self) -> int:
        """How many would be new in the notebook."""
        return len(self.rows) - len(self.same)


def look(*, owner: Member, found: Iterable[Row | Doubt]) -> Look:
    """Compare a file with the notebook; nothing is written. O(rows + notebook)."""
    seen = Look()
    for one in found:
        (seen.doubts if isinstance(one, Doubt) else seen.rows).append(one)  # type: ignore[arg-type]
    known: dict[str, str] = {}  # mark → name; "" for somebody of the notebook, whose name is not decrypted yet
    for marks in Contact.objects.of(owner).values_list(*MARKS):
        known |= dict.fromkeys(marks, "")
    for number, row in enumerate(seen.rows):
        mine = marks_of(owner.pk, row.name, row.email, row.link, row.organisation)
        match = next((name for name in MARKS if mine[name] and mine[name] in known), None)
        if match is not None:
            told, before = len(seen.same) < TOLD, known[mine[match]]
            earlier = before or (_name_of(owner, match, mine[match]) if told else "")
            seen.same.append(Same(number, row.name, earlier, match.partition("_")[0], bool(before)))
        for mark in filter(None, mine.values()):
            known.setdefault(mark, row.name)
    return seen


@transaction.atomic
def import_look(*, owner: Member, found: Iterable[Row | Doubt], format: str) -> tuple[Import, Look]:
    """Look at a file and remember for an hour, encrypted, what it says; nobody is in the notebook yet."""
    seen = look(owner=owner, found=found)
    rows = [_held(row) for row in seen.rows]
    brought = Import.objects.create(
        owner=owner,
        format=format,
        payload=json.dumps({"rows": rows, "apart": [], **_told(seen)}, ensure_ascii=False),
        rows=len(seen.rows),
        doubtful=len(seen.doubts),
    )
    return brought, seen


def import_told(brought: Import) -> tuple[list[Doubt], list[Same]]:
    """Return what a look found doubtful and known already, the first of each; empty once it is kept."""
    held = json.loads(brought.payload) if brought.payload and brought.state == Import.State.LOOKED else {}
    return [Doubt(**one) for one in held.get("doubts", [])], [Same(**one) for one in held.get("same", [])]


def import_more(brought: Import) -> list[int]:
    """Return the rows of those known already who are too many to be told one by one."""
    return list(json.loads(brought.payload).get("more", [])) if brought.payload else []


def import_rows(brought: Import) -> list[Row]:
    """Return the rows of a file that waits."""
    return [_row(held) for held in json.loads(brought.payload)["rows"]] if brought.payload else []


@transaction.atomic
def import_ask(*, owner: Member, text: str) -> Import:
    """Remember a table for an hour, encrypted, until the member says which column is which."""
    return Import.objects.create(owner=owner, state=Import.State.ASKED, payload=text)


@transaction.atomic
def import_keep(*, brought: Import, apart: Sequence[int] | None = None) -> Import:
    """Keep the next rows; call it until `place` is `rows`. `apart`: doubles the member wants on their own after all."""
    row = Import.objects.select_for_update().filter(pk=brought.pk, state=Import.State.LOOKED).first()
    if row is None:
        raise ImportOverError
    held, changed = json.loads(row.payload), {"place", "kept", "merged"}
    if apart is not None:
        held["apart"] = sorted(set(apart))
        row.payload = json.dumps(held, ensure_ascii=False)
        changed.add("payload")  # megabytes to encrypt: no more often than need be
    many = _keep(row, held["rows"][row.place : row.place + AT_ONCE], set(held["apart"]))
    row.place, row.kept = min(row.place + AT_ONCE, row.rows), row.kept + many
    if row.place >= row.rows:
        row.state, row.payload = Import.State.KEPT, ""
        changed |= {"state", "payload"}
    row.save(update_fields=changed)
    return row


@transaction.atomic
def import_undo(*, brought: Import) -> int:
    """Take a whole import back: whom it brought are gone, what it added to others is taken out again."""
    row = Import.objects.select_for_update().filter(pk=brought.pk).first()
    if row is None:
        raise ImportOverError
    _theirs_stay(row)
    many = contacts_remove(contacts=Contact.objects.filter(source=row))
    changes = json.loads(row.merged) if row.merged else []
    contacts = {one.public_id: one for one in Contact.objects.filter(owner=row.owner)} if changes else {}
    for change in changes:
        if contact := contacts.get(change["contact"]):
            _put_back(contact, change["before"], change["after"])
    row.delete()
    return many


@transaction.atomic
def import_drop(*, brought: Import) -> None:
    """Forget a file that nobody kept."""
    Import.objects.exclude(state=Import.State.KEPT).filter(pk=brought.pk).delete()


@transaction.atomic
def imports_forget() -> int:
    """Forget files nobody kept within the hour, and of kept ones after thirty days how to undo them.

    One that is kept half, because a page was closed, is kept on: the member said yes to all of it.
    """
    now = timezone.now()
    half = Import.objects.filter(state=Import.State.LOOKED, place__gt=0, created_at__lt=now - GOES_ON)
    for one in half[:1]:
        import_keep(brought=one)
        return 1
    waiting = Import.objects.exclude(state=Import.State.KEPT).filter(created_at__lt=now - WAITS, place=0)
    old = Import.objects.filter(created_at__lt=now - UNDO_WITHIN)
    return waiting.delete()[0] + old.delete()[0]


def _told(seen: Look) -> dict[str, Any]:
    return {
        "doubts": [asdict(one) for one in seen.doubts[:TOLD]],
        "same": [asdict(one) for one in seen.same[:TOLD]],
        "known": len(seen.same),
        "more": [one.row for one in seen.same[TOLD:]],
    }


def _keep(brought: Import, rows: Sequence[dict[str, Any]], apart: set[int]) -> int:
    """Make contacts of rows; whoever is known already gets what they lack."""
    owner = brought.owner
    new: list[Contact] = []
    contacts = [contact_of(_row(row), owner) for row in rows]
    known = _known(owner, contacts)
    merged = json.loads(brought.merged) if brought.merged else []
    changed: dict[str, Contact] = {}
    for number, contact in enumerate(contacts, brought.place):
        marks = [mark for name in MARKS if (mark := getattr(contact, name))]
        earlier = next((known[mark] for mark in marks if mark in known), None)
        if earlier is not None and number not in apart:
            before, after = _lacking(earlier, contact)
            if earlier.pk and earlier.source_id != brought.pk and (after or earlier.source_id):
                change = {"contact": earlier.public_id, "before": before, "after": after}
                merged.append(change | ({"theirs": _words(contact)} if earlier.source_id else {}))
            if after and earlier.pk:
                changed[earlier.public_id] = earlier
            contact = earlier
        else:
            contact.source = brought
            new.append(contact)
        known |= {mark: contact for mark in marks if mark not in known}
    Contact.objects.bulk_create(new, batch_size=1000)
    for contact in changed.values():
        contact.save()
    brought.merged = json.dumps(merged, ensure_ascii=False) if merged else ""
    return len(new)


def _known(owner: Member, contacts: Sequence[Contact]) -> dict[str, Contact]:
    """Return whom of the notebook these may be, by mark."""
    marks = {name: [mark for one in contacts if (mark := getattr(one, name))] for name in MARKS}
    known: dict[str, Contact] = {}
    for name, wanted in marks.items():
        for begin in range(0, len(wanted), 500):
            for one in Contact.objects.of(owner).filter(**{f"{name}__in": wanted[begin : begin + 500]}):
                same = next((known[mark] for m in MARKS if (mark := getattr(one, m)) in known), one)
                known[getattr(one, name)] = same if same.pk == one.pk else one
    return known


def _lacking(earlier: Contact, contact: Contact) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give a contact what it lacks; return the changed fields before and after."""
    before, after = _words(earlier), _words(earlier)
    theirs = _words(contact)
    for name in ("email", "note", "since", *DETAILS):
        after[name] = after[name] or theirs[name]
    after["tags"] = list(dict.fromkeys([*after["tags"], *theirs["tags"]]))
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        _write(earlier, after)
    return {name: before[name] for name in changed}, {name: after[name] for name in changed}


def _theirs_stay(undone: Import) -> None:
    """Whom a later file brought as well stays, as that one had them; what it added to them is its own from now on."""
    for other in Import.objects.filter(owner=undone.owner, state=Import.State.KEPT).exclude(pk=undone.pk):
        changes = json.loads(other.merged) if other.merged else []
        theirs = {change["contact"]: change["theirs"] for change in changes if "theirs" in change}
        brought = {one.public_id: one for one in Contact.objects.filter(source=undone)} if theirs else {}
        staying = [one for public_id, one in brought.items() if public_id in theirs]
        for contact in staying:
            _write(contact, theirs[contact.public_id])
            contact.source = other
            contact.save()
        left = [change for change in changes if change["contact"] not in {one.public_id for one in staying}]
        other.merged, other.kept = json.dumps(left, ensure_ascii=False) if left else "", other.kept + len(staying)
        other.save(update_fields=["merged", "kept"])


def _put_back(contact: Contact, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Set fields to what they were, but those the owner changed since."""
    words = _words(contact)
    _write(contact, words | {name: value for name, value in before.items() if words[name] == after[name]})
    contact.save()


def _words(contact: Contact) -> dict[str, Any]:
    said = contact.said
    details = {name: said.get(name, "") for name in DETAILS}
    since = contact.since.isoformat() if contact.since else None
    return {"email": contact.email, "note": contact.note, "since": since, "tags": contact.tags, **details}


def _write(contact: Contact, words: dict[str, Any]) -> None:
    contact.email, contact.note = words["email"], words["note"]
    contact_describe(contact, {**words, "since": date.fromisoformat(words["since"]) if words["since"] else None})


def _held(row: Row) -> dict[str, Any]:
    said = {one.name: getattr(row, one.name) for one in fields(Row)}
    return {**said, "since": row.since.isoformat() if row.since else None}


def _row(held: dict[str, Any]) -> Row:
    since = date.fromisoformat(held["since"]) if held["since"] else None
    return Row(**{**held, "since": since, "tags": tuple(held["tags"])})


def _name_of(owner: Member, by: str, mark: str) -> str:
    found = Contact.objects.of(owner).filter(**{by: mark}).first()
    return found.name if found else ""
