"""A small client that keeps connections open, sends previews as htmx does, and counts time from the intended arrival.

One that is late in sending waits no less for it: there is no coordinated omission.
"""

import asyncio
import gzip
import re
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from urllib.parse import urlencode

from bench.http.letters import Letter

HOST, PATIENCE_S = "127.0.0.1", 30
LINES_MAX = 400  # connections at once
TOKEN = "b" * 32
NUMBER = re.compile(r"<dd>(.*?)</dd>", re.S)
SPENT = "The rings rest for a few minutes"


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a letter: status (0: nothing came), milliseconds since it was to arrive, the page."""

    letter: Letter
    status: int
    ms: float
    page: bytes = b""

    @property
    def text(self) -> str:
        """The page as text."""
        return (gzip.decompress(self.page) if self.page[:2] == b"\x1f\x8b" else self.page).decode()

    @property
    def numbers(self) -> list[str]:
        """The three numbers of the rings."""
        return [number.strip() for number in NUMBER.findall(self.text)]

    @property
    def spent(self) -> bool:
        """Whether the budget of previews was used up."""
        return SPENT in self.text


class Client:
    """Sends for members whose session keys are known, over as many connections as are needed at once."""

    def __init__(self, port: int, keys: Sequence[str]) -> None:
        self._port, self._keys = port, keys
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._room = asyncio.Semaphore(LINES_MAX)

    async def one_by_one(self, letters: Sequence[Letter]) -> list[Answered]:
        """Send each letter when the one before was answered."""
        answers = [await self._timed(letter, perf_counter()) for letter in letters]
        self._close()
        return answers

    async def arriving(self, letters: Sequence[Letter], arrivals_s: Sequence[float]) -> list[Answered]:
        """Send each letter when it is to arrive, whatever became of those before."""
        began = perf_counter() + 0.1
        tasks = []
        for letter, at in zip(letters, arrivals_s, strict=True):
            await asyncio.sleep(max(began + at - perf_counter(), 0))
            tasks.append(asyncio.create_task(self._timed(letter, began + at)))
        answers = await asyncio.gather(*tasks)
        self._close()
        return list(answers)

    def _close(self) -> None:
        """Hang up."""
        for _, writer in self._idle:
            writer.close()

    async def _timed(self, letter: Letter, intended: float) -> Answered:
        try:
            async with self._room, asyncio.timeout(PATIENCE_S):
                status, page = await self._sent(self._request(letter))
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            return Answered(letter, 0, (perf_counter() - intended) * 1e3)
        return Answered(letter, status, (perf_counter() - intended) * 1e3, page)

    async def _sent(self, request: bytes) -> tuple[int, bytes]:
        line = self._idle.pop() if self._idle else await asyncio.open_connection(HOST, self._port)
        line[1].write(request)
        head = (await line[0].readuntil(b"\r\n\r\n")).lower()
        size = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        page = await line[0].readexactly(size)
        if b"connection: close" in head:
            line[1].close()
        else:
            self._idle.append(line)
        return int(head.split(b" ", 2)[1]), page

    def _request(self, letter: Letter) -> bytes:
        fields = {"csrfmiddlewaretoken": TOKEN, "text": letter.text, "kind": "advice", "audience": "members"}
        body = urlencode({**fields, "by_when": "", "place": "", "language": ""}).encode()
        here = f"http://{HOST}:{self._port}"
        head = (
            "POST /ask/preview/ HTTP/1.1",
            f"Host: {HOST}:{self._port}",
            f"Origin: {here}",
            f"HX-Current-URL: {here}/ask/",
            "HX-Request: true",
            "Accept: */*",
            "Accept-Encoding: gzip, deflate, br",
            "Accept-Language: en",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            f"Cookie: sessionid={self._keys[letter.slot]}; csrftoken={TOKEN}",
        )
        return "\r\n".join((*head, "", "")).encode() + body
