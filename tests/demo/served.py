"""The demo as somebody starts it: the `durf` command in a process of its own, and a plain HTTP client."""

import os
import re
import secrets
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

DURF = Path(sys.executable).with_name("durf")
PATIENCE_S = 120
OURS = range(20_000, 32_000)


def durf(*words: str, data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [str(DURF), *words], env=_environment(data, settings), capture_output=True, text=True, timeout=PATIENCE_S
    )


def durf_start(*words: str, data: Path, log: Path) -> subprocess.Popen[bytes]:
    """Start a command that stays."""
    with log.open("wb") as said:
        return subprocess.Popen([str(DURF), *words], env=_environment(data, {}), stdout=said, stderr=subprocess.STDOUT)


def _environment(data: Path, settings: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DURF_", "DJANGO_"))}
    return {**kept, "DURF_DATA": str(data), **settings}


def free_port() -> int:
    """A port nobody listens on, below those that outgoing connections are given: none of them takes it meanwhile."""
    while True:
        port = secrets.choice(OURS)
        with closing(socket.socket()) as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@dataclass
class Page:
    """An answer: where one ended up and what it says."""

    status: int
    url: str
    headers: dict[str, str]
    body: str


@dataclass
class Browser:
    """A plain client with cookies, no scripts."""

    base: str
    jar: CookieJar = field(default_factory=CookieJar)

    @property
    def opener(self) -> OpenerDirector:
        """What sends the cookies along."""
        return build_opener(HTTPCookieProcessor(self.jar))

    def get(self, address: str) -> Page:
        """Follow a link, whole or from the root."""
        return self._open(Request(self._whole(address)))

    def post(self, address: str, **words: str) -> Page:
        """Send a form, with the token of the cookie."""
        token = next((cookie.value for cookie in self.jar if cookie.name == "csrftoken"), "")
        data = urlencode({**words, "csrfmiddlewaretoken": token}).encode()
        return self._open(Request(self._whole(address), data, {"Origin": self.base}))

    def wait(self, server: subprocess.Popen[bytes], log: Path) -> None:
        """Wait until the server answers; one that is gone, or silent, is asked for its last words."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until and server.poll() is None:
            try:
                self.get("/healthz")
            except URLError:
                time.sleep(0.3)
            else:
                return
        raise TimeoutError(f"{self.base} does not answer:\n{log.read_text()}")

    def _whole(self, address: str) -> str:
        return address if address.startswith("http") else self.base + address

    def _open(self, request: Request) -> Page:
        try:
            answer = self.opener.open(request, timeout=30)
        except HTTPError as error:
            answer = error
        with answer:
            body = answer.read().decode("utf-8", "replace")
            return Page(int(answer.status or 0), answer.url or "", dict(answer.headers), body)


def links(page: Page) -> list[str]:
    """Every address a page links to."""
    return [unquote(unescape(found)) for found in re.findall(r'href="([^"]+)"', page.body)]
