"""What a channel must do, and the one that only remembers."""

from dataclasses import dataclass, field
from typing import Protocol


class DeliveryError(Exception):
    """The channel could not deliver; `permanent` says that trying again is useless."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.permanent = permanent


@dataclass(frozen=True)
class Message:
    """A rendered letter: plain text, its HTML twin, headers, perhaps a calendar part."""

    message_id: str
    to_name: str
    to_address: str
    subject: str
    text: str
    html: str
    headers: dict[str, str] = field(default_factory=dict)
    calendar: bytes | None = None
    calendar_method: str = ""


class Channel(Protocol):
    """One way out. Sending the same message id twice must be harmless to try."""

    def send(self, message: Message) -> None:
        """Deliver, or raise `DeliveryError`."""


class MemoryChannel:
    """Keeps what was sent, for tests; `failures` are raised first, in order."""

    sent: list[Message] = []
    failures: list[DeliveryError] = []

    def send(self, message: Message) -> None:
        """Remember the message, or fail as told."""
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append(message)
