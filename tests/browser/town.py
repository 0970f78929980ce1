"""The demo town as a browser meets it: a server of its own, its people, its mailbox, its database."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import FrameLocator, Page

CLI = [sys.executable, "-m", "durf.config.cli"]
STARTS_WITHIN_S = 120.0
MAIL_WITHIN_S = 60.0
LATEST = 4  # mails looked at, newest first


@dataclass(frozen=True)
class Town:
    """One running demo."""

    url: str
    data: Path

    def ask_cli(self, *words: str) -> Any:
        """What the command line answers over the same data, as JSON."""
        return json.loads(self._run(*words, "--json"))

    def ask_shell(self, code: str) -> Any:
        """What a piece of code prints inside the town, as JSON."""
        return json.loads(self._run("manage", "shell", "--verbosity", "0", "-c", code))

    def _run(self, *words: str) -> str:
        surroundings = environment(DURF_DATA=str(self.data), DURF_DEMO="on")
        answer = subprocess.run([*CLI, *words], env=surroundings, capture_output=True, text=True, check=False)
        assert answer.returncode == 0, answer.stderr
        return answer.stdout

    def look_up(self, query: str, *values: str) -> str:
        """The first value a query finds in the town's database."""
        with sqlite3.connect(f"file:{self.data / 'durf.sqlite3'}?mode=ro", uri=True) as connection:
            row = connection.execute(query, values).fetchone()
        connection.close()
        assert row is not None, query
        return str(row[0])

    def be(self, page: Page, handle: str) -> None:
        """Step into somebody's shoes on the demo's own page."""
        page.goto(f"{self.url}/demo/?q={handle if handle != 'visitor' else ''}")
        page.locator(f"button[name=who][value='{handle}']").first.click()
        page.wait_for_url(f"{self.url}/")

    def open_letter(self, page: Page, to: str, about: str) -> FrameLocator:
        """Wait for the newest mail to somebody in whose letter a link holds `about`, and open it in the mailbox."""
        letter = page.frame_locator(".letter-frame")
        self._open_mail(page, to, lambda: letter.locator(f"a[href*='{about}']").count() > 0)
        return letter

    def open_letter_saying(self, page: Page, to: str, text: str) -> FrameLocator:
        """Wait for the newest mail to somebody that says this, and open it in the mailbox."""
        letter = page.frame_locator(".letter-frame")
        self._open_mail(page, to, lambda: letter.get_by_text(text).count() > 0)
        return letter

    def open_attached(self, page: Page, to: str) -> None:
        """Wait for the newest mail to somebody with something attached, and open it."""
        self._open_mail(page, to, lambda: page.locator("a[href*='/attached/']").count() > 0)

    def _open_mail(self, page: Page, to: str, is_meant: Callable[[], bool]) -> None:
        until = time.monotonic() + MAIL_WITHIN_S
        while time.monotonic() < until:
            page.goto(f"{self.url}/demo/mail/?to={to}")
            for address in page.locator(".rows h2 a").evaluate_all("found => found.map(a => a.href)")[:LATEST]:
                page.goto(address)
                if is_meant():
                    return
            page.wait_for_timeout(500)
        raise AssertionError(f"the mail to {to} never came")


def environment(**variables: str) -> dict[str, str]:
    """What a shell would give: none of the tests' own settings."""
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return {**kept, **variables}


def start(port: int, data: Path, log: Path) -> subprocess.Popen[bytes]:
    """Start `durf demo` and wait until it answers."""
    command = [*CLI, "demo", "--port", str(port), "--data", str(data)]
    with log.open("wb") as output:
        server = subprocess.Popen(command, env=environment(), stdout=output, stderr=output)
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(f"http://localhost:{port}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return server
        except (URLError, OSError):
            time.sleep(0.3)
    server.kill()
    raise AssertionError(f"the demo did not start:\n{log.read_text()}")
