"""A contact: someone a member wrote down, usually without account; the owner's alone."""

from typing import Self

from django.db import models
from django.utils import timezone

from durf.members.models import Member
from durf.network.models.tie import HowWell
from durf.network.secret import SecretField
from durf.safety.identity import Identified


class ContactQuerySet(models.QuerySet["Contact"]):
    def of(self, owner: Member) -> Self:
        """The notebook of one member; nobody else ever reads it."""
        return self.filter(owner=owner)


class Contact(Identified):
    """Name, address and note are encrypted at rest."""

    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="contacts")
    name = SecretField()
    email = SecretField(blank=True)
    note = SecretField(blank=True)
    how = models.CharField(max_length=6, choices=HowWell.choices, default=HowWell.KNOWN)
    language = models.CharField(max_length=2, choices=Member.Language.choices, default=Member.Language.NL)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ContactQuerySet.as_manager()

    def __str__(self) -> str:
        return self.public_id
