"""A block: works in both directions and never reveals itself."""

from django.db import models
from django.utils import timezone

from durf.members.models.member import Member


class Block(models.Model):
    """One member wants nothing to do with another."""

    blocker = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="blocks_made")
    blocked = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="blocks_had")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["blocker", "blocked"], name="one_block_a_pair")]

    def __str__(self) -> str:
        return f"{self.blocker_id} {self.blocked_id}"
