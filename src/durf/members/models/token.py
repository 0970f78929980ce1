"""A token with which a program acts for a member; only its hash is kept."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from durf.members.models.member import Member
from durf.safety.identity import Identified


class Token(Identified):
    """`used_on` is a day, not a moment: enough to see which token is no longer needed."""

    class Scope(models.TextChoices):
        READ = "read"
        WRITE = "write"  # and read

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    scope = models.CharField(max_length=5, choices=Scope.choices, default=Scope.READ)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    used_on = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager["Token"]] = models.Manager()

    def __str__(self) -> str:
        return self.public_id
