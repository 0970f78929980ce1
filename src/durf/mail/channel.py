"""The channel by mail: one letter, plain text with its HTML twin, perhaps a calendar invite."""

from email.message import EmailMessage as PlainMessage
from email.utils import formataddr
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from durf.notices.channels import DeliveryError, Message


class MailChannel:
    """Send through Django's mail settings."""

    def send(self, message: Message) -> None:
        """Send one message; 5xx answers and refused recipients are permanent, the rest is tried again."""
        try:
            mail_build(message).send()
        except SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise DeliveryError("recipient refused", permanent=min(codes, default=0) >= 500) from error
        except SMTPResponseException as error:
            raise DeliveryError("server refused", permanent=error.smtp_code >= 500) from error
        except (SMTPException, OSError) as error:
            raise DeliveryError("no connection", permanent=False) from error


def mail_build(message: Message) -> EmailMultiAlternatives:
    """Turn a message into a mail; the standard library refuses line breaks in names and subjects."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[formataddr((_plain(message.to_name), message.to_address))],
        headers={**message.headers, "Message-ID": f"<{message.message_id}@{domain}>"},
    )
    mail.attach_alternative(message.html, "text/html")
    if message.calendar is not None:
        content_type = f"text/calendar; method={message.calendar_method}; charset=utf-8"
        mail.attach_alternative(message.calendar.decode(), content_type)
        mail.attach("invite.ics", message.calendar, "application/ics")
    return mail


def _plain(name: str) -> str:
    """Prove that a name cannot start another header."""
    check = PlainMessage()
    check["To"] = formataddr((name.replace("\r", " ").replace("\n", " "), "check@example.org"))
    return name.replace("\r", " ").replace("\n", " ")
