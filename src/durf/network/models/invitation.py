"""An invitation: a personal link; accepting it makes the tie."""

from typing import Self

from django.db import models
from django.utils import timezone

from durf.members.models import Member
from durf.network.models.tie import HowWell, Openness
from durf.network.secret import SecretField
from durf.safety.identity import Identified


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def live(self) -> Self:
        """Invitations that still open the door: not ended, of someone who is here."""
        return self.filter(ended_at=None, inviter__in=Member.objects.active())

    def links_of(self, member: Member) -> Self:
        """The links a member made to hand over in person; letters are not listed, so that a no stays silent."""
        return self.live().filter(inviter=member, by_mail=False)


class Invitation(Identified):
    """Its public id is the code in the link and the QR picture. Sent by mail it may be used once."""

    inviter = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="invitations")
    by_mail = models.BooleanField(default=False)
    email = SecretField(blank=True)
    email_mark = models.CharField(max_length=64, blank=True, db_index=True)  # one letter an address: no reminders
    word = models.CharField(max_length=300, blank=True)
    how = models.CharField(max_length=6, choices=HowWell.choices, default=HowWell.KNOWN)
    openness = models.CharField(max_length=6, choices=Openness.choices, default=Openness.ASK)
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ManyToManyField(Member, related_name="invitations_accepted", blank=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.public_id
