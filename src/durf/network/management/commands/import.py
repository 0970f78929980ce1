"""`durf import`."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from durf.members.handles import member_or_error
from durf.members.models import Member
from durf.network.models import Import
from durf.network.reading.files import FORMATS, read
from durf.network.reading.row import FIELDS, ColumnsUnknownError, UnreadableError
from durf.network.services.importing import Look, import_keep, import_look, look


class Command(BaseCommand):
    help = (
        "Bring a file of contacts into a member's notebook: LinkedIn, vCard, Google, Outlook, Fediverse or a table. "
        "Example: durf import Connections.csv --member alice --dry-run"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--member", required=True, metavar="HANDLE", help="whose notebook")
        parser.add_argument("--format", choices=FORMATS, default="auto", help="where it comes from (default: auto)")
        parser.add_argument(
            "--column", action="append", default=[], metavar="FIELD=HEADER", help="of a table of one's own: name=Naam"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be kept, and keep nothing")
        parser.add_argument("--data", metavar="DIR", help="data folder (default: DURF_DATA, or ./data)")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        owner = member_or_error(options["member"])
        dry = options["dry_run"] or not settings.NOTEBOOKS
        try:
            with Path(options["file"]).open("rb") as file:
                found = read(file, format=options["format"], mapping=_mapping(options["column"]))
                seen, kept = (look(owner=owner, found=found), 0) if dry else _kept(owner, found, options["format"])
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        except ColumnsUnknownError as error:
            known = ", ".join(error.columns)
            raise CommandError(f"{error.sentence} Columns: {known}. Give --column name=HEADER.") from error
        except UnreadableError as error:
            raise CommandError(error.sentence) from error
        self._say(seen, kept, as_json=options["json"])

    def _say(self, seen: Look, kept: int, *, as_json: bool) -> None:
        doubtful = [{"line": doubt.line, "reason": str(doubt.reason)} for doubt in seen.doubts]
        lines = {row.line for row in seen.rows} | {doubt.line for doubt in seen.doubts}
        told = {
            "rows": len(lines),
            "understood": len(seen.rows),
            "doubtful": doubtful,
            "duplicates": len(seen.same),
            "kept": kept,
        }
        if as_json:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(
            f"{told['rows']} rows, {told['understood']} understood, {len(doubtful)} doubts, "
            f"{told['duplicates']} known already, {kept} kept."
        )
        for doubt in doubtful:
            self.stdout.write(f"  line {doubt['line']}: {doubt['reason']}")


def _kept(owner: Member, found: Any, format: str) -> tuple[Look, int]:
    brought, seen = import_look(owner=owner, found=found, format=format)
    while brought.state != Import.State.KEPT:
        brought = import_keep(brought=brought)
    return seen, brought.kept


def _mapping(pairs: list[str]) -> dict[str, str] | None:
    found = {}
    for pair in pairs:
        field, _, header = pair.partition("=")
        if field not in FIELDS or not header:
            raise CommandError(f"--column {pair!r}: write FIELD=HEADER, FIELD one of {', '.join(FIELDS)}.")
        found[header] = field
    return found or None
