"""Somebody without account wants to see what is held about an address: kept until they proved it, and a week."""

from django.db import models
from django.utils import timezone

from durf.members.models import Member
from durf.network.secret import SecretField
from durf.safety.identity import Identified


class RemoteRequest(Identified):
    """One letter to one address; whoever opens the link in it has proved that it is theirs."""

    email = SecretField()
    language = models.CharField(max_length=2, choices=Member.Language.choices, default=Member.Language.NL)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.public_id
