"""`durf ask`."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from durf.coach.language import guess
from durf.matching.questions import KINDS
from durf.members.handles import member_or_error
from durf.safety.services.quotas import QuotaSpentError
from durf.wishes.models import Match
from durf.wishes.services.asking import wish_publish

LONGEST_TEXT = 2000


class Command(BaseCommand):
    help = (
        "Ask a wish for a member: it is published, matched and sent on its way as from the page. "
        'Example: durf ask --member alice "Wie kent een imker?" --kind lead'
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", help="the wish")
        parser.add_argument("--member", required=True, metavar="HANDLE", help="who asks")
        parser.add_argument("--kind", choices=KINDS, default="advice", help="kind of wish (default: advice)")
        parser.add_argument("--audience", default="members", choices=["everyone", "members", "network", "asked"])
        parser.add_argument("--data", metavar="DIR", help="data folder (default: DURF_DATA, or ./data)")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        member, text = member_or_error(options["member"]), options["text"].strip()
        if not text or len(text) > LONGEST_TEXT or "\x00" in text:
            raise CommandError(f"A wish is a text of 1 to {LONGEST_TEXT} characters.")
        try:
            wish = wish_publish(
                asker=member,
                text=text,
                kind=options["kind"],
                language=guess(text),
                place="",
                by_when=None,
                audience=options["audience"],
                source="command",
            )
        except QuotaSpentError as error:
            raise CommandError(f"That is enough for today; again from {error.again_at:%H:%M}.") from error
        matches = Match.objects.shown().filter(wish=wish).count()
        if options["json"]:
            self.stdout.write(json.dumps({"wish": wish.public_id, "url": wish.get_absolute_url(), "slate": matches}))
        else:
            self.stdout.write(f"Asked: {wish.get_absolute_url()} ({matches} people could help)")
