"""`durf reach`."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from durf.coach.language import guess
from durf.matching.questions import KINDS
from durf.members.handles import member_or_error
from durf.reach.services import measure_reach


class Command(BaseCommand):
    help = (
        "How far a text reaches for a member: the numbers the ask page draws, per ring. "
        'Example: durf reach --member alice "Wie kent een imker?" --json'
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", help="the wish, or as much of it as has been typed")
        parser.add_argument("--member", required=True, metavar="HANDLE", help="who asks")
        parser.add_argument("--kind", choices=KINDS, help="kind of wish; moves nothing but the order of helpers")
        parser.add_argument("--audience", default="members", choices=["everyone", "members", "network", "asked"])
        parser.add_argument("--data", metavar="DIR", help="data folder (default: DURF_DATA, or ./data)")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        member = member_or_error(options["member"])
        text = options["text"]
        with translation.override(member.language):
            picture = measure_reach(
                viewer=member,
                text=text,
                kind=options["kind"],
                language=guess(text),
                audience=options["audience"],
            )
            if options["json"]:
                self.stdout.write(json.dumps(picture.as_json(), ensure_ascii=False))
                return
            for name, count in (("1", picture.ring1), ("2", picture.ring2), ("3", picture.beyond)):
                self.stdout.write(f"ring {name}: {count.text}")
