"""The mail backend of the demo: nothing leaves the machine, every message can be read on the mailbox page."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from durf.demo.models import Mail

SUBJECT_MOST = 250


class MailboxBackend(BaseEmailBackend):
    """Keep each message as it would have gone over the wire, once for each recipient."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store the messages and return how many there were."""
        sent = 0
        for message in email_messages:
            recipients = message.recipients()
            if not recipients:
                continue
            raw = message.message().as_bytes()
            Mail.objects.bulk_create(
                Mail(to=_address(recipient), subject=message.subject[:SUBJECT_MOST], raw=raw)
                for recipient in recipients
            )
            sent += 1
        return sent


def _address(recipient: str) -> str:
    """The bare address of `Name <address>`, in lower case."""
    return recipient.rpartition("<")[2].rstrip(">").strip().lower()
