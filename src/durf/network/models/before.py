"""What a member's ties said before they were all opened or closed at once: so that it can be taken back."""

from django.db import models
from django.utils import timezone

from durf.members.models import Member


class OpennessBefore(models.Model):
    """One a member; the next change of all replaces it."""

    owner = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="openness_before")
    words = models.JSONField(default=dict)  # row number of a tie → the owner's word on it before
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.owner_id)
