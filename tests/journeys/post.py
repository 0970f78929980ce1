"""What arrives in a mailbox, and an invite read the way another calendar would read it."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from durf.notices.channels import MemoryChannel, Message
from durf.operations.worker import sweep_once

SWEEPS = 3  # a letter may wait for another sweep's work


def deliver() -> None:
    """Let the worker do all there is to do at this moment."""
    for _ in range(SWEEPS):
        sweep_once()


def mails(address: str) -> list[Message]:
    """Everything sent to one address, oldest first."""
    return [message for message in MemoryChannel.sent if message.to_address == address]


def link(message: Message, kind: str) -> str:
    """The path of the one link of this kind in a mail, the same in text and HTML."""
    found = re.findall(rf"{re.escape(settings.PUBLIC_URL)}/{kind}/[^\s\"<>?]+", message.text)
    assert found, f"no {kind} link in: {message.text}"
    assert found[0] in message.html
    return str(urlsplit(found[0]).path)


@dataclass(frozen=True)
class Event:
    """One event of an .ics: each property with its parameters and value, and the method of the whole."""

    method: str
    properties: dict[str, tuple[dict[str, str], str]]
    zones: frozenset[str]

    def value(self, name: str) -> str:
        return self.properties[name][1]


def event_read(calendar: bytes | None) -> Event:
    """Read an invite by hand (RFC 5545): unfold, split, keep what stands in the event and which zones are defined."""
    assert calendar is not None
    assert calendar.count(b"\n") == calendar.count(b"\r\n")
    assert max(map(len, calendar.split(b"\r\n"))) <= 75
    method, inside, zones = "", "", set()
    properties: dict[str, tuple[dict[str, str], str]] = {}
    for line in re.sub(r"\r\n[ \t]", "", calendar.decode()).strip().split("\r\n"):
        head, _, value = re.sub(r'"[^"]*"', lambda part: part[0].replace(":", " "), line).partition(":")
        name, *rest = head.split(";")
        if name in ("BEGIN", "END"):
            inside = (
                value if name == "BEGIN" and value in ("VEVENT", "VTIMEZONE") else inside if name == "BEGIN" else ""
            )
        elif name == "METHOD":
            method = value
        elif name == "TZID":
            zones.add(value)
        elif inside == "VEVENT":
            properties[name] = (dict(part.split("=", 1) for part in rest), value)
    return Event(method, properties, frozenset(zones))
