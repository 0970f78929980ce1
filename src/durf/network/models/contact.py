"""A contact: someone a member wrote down or brought along, usually without account; the owner's alone."""

import json
from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from durf.members.models import Member
from durf.network.models.tie import HowWell
from durf.network.secret import SecretField
from durf.safety.identity import Identified

KNOWN_LONG = timedelta(days=2 * 365)  # Levin, Walter and Murnighan, "Dormant ties", Organization Science 2011: ties
NOT_SEEN_FOR = timedelta(days=365)  # that had slept for three years on average were worth waking
DETAILS = ("organisation", "role", "link", "handle")


class ContactQuerySet(models.QuerySet["Contact"]):
    def of(self, owner: Member) -> Self:
        """The notebook of one member; nobody else ever reads it."""
        return self.filter(owner=owner)

    def dormant(self, today: date | None = None) -> Self:
        """Known for long, and not seen for long: worth waking, and seldom thought of."""
        today = today or timezone.localdate()
        seen = Q(touched_on__isnull=True) | Q(touched_on__lt=today - NOT_SEEN_FOR)
        return self.filter(seen, since__lt=today - KNOWN_LONG)


class Import(Identified):
    """A file brought along. Until it is kept, what it says waits here encrypted, for an hour at most."""

    class State(models.TextChoices):
        ASKED = "asked"  # which column is which is not known yet
        LOOKED = "looked"
        KEPT = "kept"

    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="imports")
    state = models.CharField(max_length=6, choices=State.choices, default=State.LOOKED)
    format = models.CharField(max_length=10, default="auto")
    payload = SecretField(blank=True)
    merged = SecretField(blank=True)  # what it changed of contacts that were there: for undoing
    rows = models.PositiveIntegerField(default=0)
    doubtful = models.PositiveIntegerField(default=0)
    place = models.PositiveIntegerField(default=0)  # rows dealt with so far
    kept = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.public_id


class Contact(Identified):
    """Name, address, note and everything else in words is encrypted at rest; marks tell the same person again.

    Without owner: in nobody's notebook any more, kept for an introduction they said yes to.
    """

    owner = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts")
    name = SecretField()
    email = SecretField(blank=True)
    note = SecretField(blank=True)
    details = SecretField(blank=True)  # JSON: DETAILS and tags, in one piece, so that a large notebook opens quickly
    how = models.CharField(max_length=6, choices=HowWell.choices, default=HowWell.KNOWN)
    language = models.CharField(max_length=2, choices=Member.Language.choices, default=Member.Language.NL)
    since = models.DateField(null=True, blank=True)
    touched_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Import, null=True, blank=True, on_delete=models.SET_NULL, related_name="contacts")
    email_mark = models.CharField(max_length=64, blank=True, db_index=True)
    profile_mark = models.CharField(max_length=64, blank=True)
    person_mark = models.CharField(max_length=64, blank=True)  # of name and organisation
    created_at = models.DateTimeField(default=timezone.now)

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "profile_mark"]), models.Index(fields=["owner", "person_mark"])]

    def __str__(self) -> str:
        return self.public_id

    @property
    def said(self) -> dict[str, Any]:
        """What is written down of them beside name, address and note."""
        return dict(json.loads(self.details)) if self.details else {}

    @property
    def organisation(self) -> str:
        """Where they work."""
        return str(self.said.get("organisation", ""))

    @property
    def role(self) -> str:
        """What they do there."""
        return str(self.said.get("role", ""))

    @property
    def tags(self) -> list[str]:
        """The owner's own words to find them by."""
        return list(self.said.get("tags", []))

    @property
    def is_dormant(self) -> bool:
        """Tell whether they are known for long and not seen for long."""
        today = timezone.localdate()
        unseen = self.touched_on is None or self.touched_on < today - NOT_SEEN_FOR
        return self.since is not None and self.since < today - KNOWN_LONG and unseen
