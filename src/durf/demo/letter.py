"""Reading a kept message: its headers, its two twins, what is attached."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from durf.demo.models import Mail

SHOWN_HEADERS = ("From", "To", "Date", "Reply-To", "List-Unsubscribe", "Message-ID")


@dataclass(frozen=True)
class Attachment:
    """Something that can be saved, such as a calendar invite."""

    name: str
    content_type: str
    body: bytes


@dataclass(frozen=True)
class Letter:
    """One message, taken apart."""

    headers: list[tuple[str, str]]
    text: str
    html: str
    attachments: list[Attachment]


def letter_read(mail: Mail) -> Letter:
    """Take a message apart with the standard library."""
    message = message_from_bytes(bytes(mail.raw), policy=policy.default)
    headers = [(name, str(message[name])) for name in SHOWN_HEADERS if message[name]]
    return Letter(
        headers=headers,
        text=_part(message, "text/plain"),
        html=_part(message, "text/html"),
        attachments=list(_attachments(message)),
    )


def _part(message: EmailMessage, content_type: str) -> str:
    for part in message.walk():
        if part.get_content_type() == content_type and not part.is_attachment():
            return str(part.get_content())
    return ""


def _attachments(message: EmailMessage) -> Iterator[Attachment]:
    for part in message.walk():
        if part.is_attachment():
            yield Attachment(
                name=part.get_filename() or "attachment",
                content_type=part.get_content_type(),
                body=_bytes(part.get_content()),
            )


def _bytes(content: object) -> bytes:
    return content if isinstance(content, bytes) else str(content).encode()
