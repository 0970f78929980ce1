"""The channel by mail, against a real SMTP server on the loopback."""

import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from durf.mail.channel import MailChannel, mail_build
from durf.notices.channels import DeliveryError, Message


class Box:
    """Keeps what arrives; answers what it is told to."""

    def __init__(self) -> None:
        self.answer = "250 OK"
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.answer.startswith("250"):
            mail = message_from_bytes(envelope.content, policy=default)
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
        return self.answer


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    handler = Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = ""
    settings.EMAIL_TIMEOUT = 5
    yield handler
    controller.stop()


def message(**changed: Any) -> Message:
    fields: dict[str, Any] = {
        "message_id": "abc",
        "to_name": "Bob",
        "to_address": "bob@example.org",
        "subject": "Een wens voor jou",
        "text": "Hoi Bob",
        "html": "<p>Hoi Bob</p>",
        "headers": {"List-Unsubscribe": "<http://x/>"},
    }
    return Message(**{**fields, **changed})


@pytest.mark.loopback
def test_a_letter_arrives_with_its_html_twin_and_its_way_out(box: Box) -> None:
    MailChannel().send(message())
    (mail,) = box.mails
    assert mail["Message-ID"] == "<abc@localhost>"
    assert mail["List-Unsubscribe"] == "<http://x/>"
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]


@pytest.mark.loopback
@pytest.mark.parametrize(("answer", "permanent"), [("451 later", False), ("554 never", True)])
def test_the_servers_answer_decides_whether_to_try_again(box: Box, answer: str, permanent: bool) -> None:
    box.answer = answer
    with pytest.raises(DeliveryError) as refused:
        MailChannel().send(message())
    assert refused.value.permanent is permanent


@pytest.mark.loopback
def test_no_server_is_a_passing_fault(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(DeliveryError) as refused:
        MailChannel().send(message())
    assert not refused.value.permanent


def test_a_line_break_in_a_name_starts_no_header() -> None:
    mail = mail_build(message(to_name="Bob\r\nBcc: everyone@example.org"))
    assert "Bcc" not in mail.message()
    assert mail.recipients() == ["Bob Bcc: everyone@example.org <bob@example.org>"] or len(mail.recipients()) == 1


def test_a_calendar_invite_travels_as_alternative_and_as_file() -> None:
    mail = mail_build(message(calendar=b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", calendar_method="REQUEST"))
    parts = [(part.get_content_type(), part.get_filename()) for part in mail.message().walk()]
    assert ("text/calendar", None) in parts
    assert ("application/ics", "invite.ics") in parts
