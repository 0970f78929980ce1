"""`durf serve`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from durf.members.services.hosts import first_host_link
from durf.operations.serving import prepare, serve


class Command(BaseCommand):
    help = "Serve this community: web and worker together. Settings come from the environment (docs/settings.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
        parser.add_argument("--data", metavar="DIR", help="data folder (default: DURF_DATA, or ./data)")
        parser.add_argument("--no-worker", action="store_true", help="web only; run `durf worker` beside it")

    def handle(self, *args: Any, **options: Any) -> None:
        prepare()
        link = first_host_link()
        if link is not None:
            self.stdout.write(f"Nobody hosts this community yet. Open this link once to become its host:\n\n  {link}\n")
        self.stdout.write(f"Durf listens on http://{options['host']}:{options['port']} (Ctrl+C stops it)")
        self.stdout.flush()
        serve(host=options["host"], port=options["port"], worker=not options["no_worker"], pause_s=2.0)
