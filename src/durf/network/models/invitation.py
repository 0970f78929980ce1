"""An invitation: a personal link; accepting it makes the tie."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from durf.members.models import Member
from durf.network.models.tie import HowWell, Openness
from durf.network.secret import SecretField
from durf.safety.identity import Identified


class Invitation(Identified):
    """Its public id is the code in the link and the QR picture. With an address it may be used once."""

    inviter = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="invitations")
    email = SecretField(blank=True)
    word = models.CharField(max_length=300, blank=True)
    how = models.CharField(max_length=6, choices=HowWell.choices, default=HowWell.KNOWN)
    openness = models.CharField(max_length=6, choices=Openness.choices, default=Openness.ASK)
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ManyToManyField(Member, related_name="invitations_accepted", blank=True)

    objects: ClassVar[models.Manager["Invitation"]] = models.Manager()

    def __str__(self) -> str:
        return self.public_id
