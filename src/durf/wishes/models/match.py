"""A match (a wish, a person, why, via whom) and the nudge that invites this person."""

from typing import Self

from django.db import models
from django.utils import timezone

from durf.members.models import Member
from durf.safety.identity import Identified
from durf.states import machine
from durf.wishes.models.wish import Wish

NUDGE = machine(
    "nudge",
    "waiting",
    waiting="sent dropped",
    sent="offered declined expired",
    offered="",
    declined="offered",  # "not now" is silent, and one may think again
    expired="offered",
    dropped="",  # paused, blocked, over the week's number, or the asker has enough
)


class MatchQuerySet(models.QuerySet["Match"]):
    def shown(self) -> Self:
        """Matches the asker may see: found by published strengths, or come forward with an offer."""
        return self.filter(scope="shown")


class Match(Identified):
    """What was shown to whom, written down when the wish was published."""

    wish = models.ForeignKey(Wish, on_delete=models.CASCADE, related_name="matches")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="matches")
    position = models.PositiveSmallIntegerField()  # 1 = first of the slate
    place = models.CharField(max_length=8)  # own | network | far | newcomer | rest | chosen (by the asker)
    ring = models.PositiveSmallIntegerField(null=True, blank=True)
    mutual = models.PositiveSmallIntegerField(default=0)
    score = models.BigIntegerField(default=0)
    scope = models.CharField(max_length=5, default="shown")  # shown | nudge
    why = models.JSONField(default=list)  # [{"words": [...], "key": "strength:12"}]; the text is read anew each time
    via = models.JSONField(default=list)  # [{"member": public id, "named": bool}], nearest first
    created_at = models.DateTimeField(default=timezone.now)

    objects = MatchQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wish", "member"], name="one_match_a_pair")]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.public_id


class NudgeQuerySet(models.QuerySet["Nudge"]):
    def sent_to(self, member: Member) -> Self:
        """What this member was really asked."""
        return self.filter(match__member=member, sent_at__isnull=False)

    def waiting_on(self, member: Member) -> Self:
        """Nudges this member has not answered, for wishes that are still open."""
        return self.filter(match__member=member, state="sent", match__wish__state="open", match__wish__hidden_at=None)


class Nudge(Identified):
    """The invitation of one matched person: never twice for one wish."""

    match = models.OneToOneField(Match, on_delete=models.CASCADE, related_name="nudge")
    state = models.CharField(max_length=10, default=NUDGE.initial, choices=[(s, s) for s in NUDGE.states])
    wave = models.PositiveSmallIntegerField(default=1)
    word = models.CharField(max_length=300, blank=True)  # the asker's own word to this one person
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = NudgeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "sent_at"])]

    def __str__(self) -> str:
        return self.public_id
