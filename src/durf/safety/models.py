"""Links, quotas, reports, audit log and suppression list. People and things appear only by public id."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from durf.safety.identity import Identified


class Link(models.Model):
    """A secret address from a mail: only its hash is kept."""

    class Kind(models.TextChoices):
        DECISION = "decision"  # a contact's; 30 days
        ACTION = "action"  # a member's; 14 days, one thing
        UNSUBSCRIBE = "unsubscribe"  # RFC 8058
        HOST = "host"  # the one-time link that makes the first host

    token_hash = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    purpose = models.CharField(max_length=40)
    target = models.CharField(max_length=16)
    holder = models.CharField(max_length=16, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["target", "purpose"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.purpose}"


class QuotaUse(models.Model):
    """One use of something that may only be done so often."""

    name = models.CharField(max_length=30)
    subject = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["name", "subject", "at"])]

    def __str__(self) -> str:
        return f"{self.name} {self.subject}"


class QuotaGate(models.Model):
    """The row that is locked while uses are counted, so that parallel requests queue up."""

    name = models.CharField(max_length=30)
    subject = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "subject"], name="one_gate_a_subject")]

    def __str__(self) -> str:
        return f"{self.name} {self.subject}"


class Report(Identified):
    """A member tells the host that something is not right."""

    class Target(models.TextChoices):
        WISH = "wish"
        MEMBER = "member"
        OFFER = "offer"

    reporter = models.CharField(max_length=16)
    target_kind = models.CharField(max_length=10, choices=Target.choices)
    target = models.CharField(max_length=16)
    reason = models.TextField(max_length=2000)
    created_at = models.DateTimeField(default=timezone.now)
    handled_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Report"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.target_kind} {self.target}"


class AuditEntry(models.Model):
    """What a host or the system did to something; ids only."""

    at = models.DateTimeField(default=timezone.now)
    actor = models.CharField(max_length=16, blank=True)
    action = models.CharField(max_length=40)
    target = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.action} {self.target}"


class Suppression(models.Model):
    """An address that asked never to be written to: keyed hash and date only."""

    address_hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.address_hash[:8]


class Erasure(models.Model):
    """Somebody was erased: what of, and by which random id or keyed mark; for a backup that is put back."""

    kind = models.CharField(max_length=8)
    key = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_erasure_a_key")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key[:8]}"
