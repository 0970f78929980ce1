"""`durf worker`."""

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from durf.operations.worker import sweep_once, tables_wait, work


class Command(BaseCommand):
    help = "Run the worker alone: sends what is due, starts the next wave, lets silence count."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", metavar="DIR", help="data folder (default: DURF_DATA, or ./data)")
        parser.add_argument("--once", action="store_true", help="do what can be done now, then stop")
        parser.add_argument("--pause", type=float, default=2.0, help="seconds to rest when nothing moved (default: 2)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            moved = sweep_once()
            self.stdout.write(f"{moved} moved")
            return
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        tables_wait(stop=stop, pause_s=options["pause"])
        work(stop=stop, pause_s=options["pause"])
