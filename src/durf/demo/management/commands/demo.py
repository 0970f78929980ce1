"""`durf demo`."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from durf.demo.folder import (
    FolderBusyError,
    RealCommunityError,
    folder_claim,
    folder_complete,
    folder_empty,
    folder_hold,
    folder_ready,
)
from durf.demo.town.building import town_build
from durf.operations.serving import prepare, serve

PAUSE_S = 1.0
ENDING_S = 10.0  # a demo that was just stopped needs a few seconds to put everything down


class Command(BaseCommand):
    help = "Set up an invented community of about 300 people and serve it: try everything, nothing leaves the machine."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
        parser.add_argument("--data", metavar="DIR", help="data folder (default: DURF_DATA, or ./data)")
        parser.add_argument("--reset", action="store_true", help="forget what happened in the demo and start anew")
        parser.add_argument("--no-serve", action="store_true", help="only set up")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            folder_claim()
        except RealCommunityError:
            self.stderr.write(
                f"{settings.DATA} holds a real community, and the demo leaves that alone. "
                "Name another folder: durf demo --data DIR"
            )
            sys.exit(1)
        try:
            with folder_hold(wait_s=ENDING_S):
                self._run(options)
        except FolderBusyError:
            self.stderr.write(
                f"A demo is running in {settings.DATA} already. Stop that one first, "
                "or name another folder and port: durf demo --data DIR --port P"
            )
            sys.exit(1)

    def _run(self, options: dict[str, Any]) -> None:
        if options["reset"] or not folder_ready():
            self._set_up()
        else:
            prepare()
        if options["no_serve"]:
            return
        self._say(f"Durf listens on {settings.PUBLIC_URL} (Ctrl+C stops it)")
        self._say(f"Choose who you are: {settings.PUBLIC_URL}/demo/")
        serve(host=options["host"], port=options["port"], worker=True, pause_s=PAUSE_S)

    def _set_up(self) -> None:
        self._say("Setting up the invented town of Wilgerwaard:")
        folder_empty()
        prepare()
        town_build(now=timezone.now(), say=lambda words: self._say(f"  {words}"))
        folder_complete()

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
