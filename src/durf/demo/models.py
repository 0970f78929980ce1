"""The demo's mailbox: every mail the server sent, so that each link in it can be followed."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Mail(models.Model):
    """One sent message, as it went over the wire."""

    to = models.CharField(max_length=254, db_index=True)
    subject = models.CharField(max_length=250)
    raw = models.BinaryField()
    sent_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager["Mail"]] = models.Manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.subject
