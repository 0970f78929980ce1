"""Coffee: up to three times, a place or a call, and afterwards one question."""

import hashlib
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from durf.introductions.models.introduction import Introduction
from durf.safety.identity import Identified
from durf.states import machine

COFFEE = machine(
    "coffee",
    "proposed",
    proposed="proposed agreed cancelled",  # other times may be proposed back
    agreed="proposed cancelled done",  # moving it proposes new times
    done="proposed",  # they did not meet, or meet again
    cancelled="proposed",
)


class Coffee(Identified):
    """The meeting of one introduction. Its public id is the UID of the calendar invite."""

    class Manner(models.TextChoices):
        PLACE = "place", _("At a place")
        CALL = "call", _("A call")

    introduction = models.OneToOneField(Introduction, on_delete=models.CASCADE, related_name="coffee")
    proposer = models.CharField(max_length=6)  # asker | helper: the other one picks
    manner = models.CharField(max_length=5, choices=Manner.choices, default=Manner.PLACE)
    where = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, default=COFFEE.initial, choices=[(s, s) for s in COFFEE.states])
    starts_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=45)
    sequence = models.PositiveSmallIntegerField(default=0)  # RFC 5545: grows with every change sent
    invited = models.BooleanField(default=False)  # an invite went out, so moves are updates
    invited_for = models.DateTimeField(null=True, blank=True)  # the start that stands in both calendars
    created_at = models.DateTimeField(default=timezone.now)
    ask_after_at = models.DateTimeField(null=True, blank=True)  # when to ask "did you meet?"

    objects: ClassVar[models.Manager["Coffee"]] = models.Manager()

    def __str__(self) -> str:
        return self.public_id

    @property
    def mark(self) -> str:
        """What a page that showed this plan remembers of it; any change of the plan changes it."""
        times = [time.starts_at for time in self.times.all()]
        plan = (self.state, self.proposer, self.manner, self.where, self.minutes, self.starts_at, self.sequence, times)
        return hashlib.sha256(repr(plan).encode()).hexdigest()[:16]


class CoffeeTime(models.Model):
    """One proposed time."""

    coffee = models.ForeignKey(Coffee, on_delete=models.CASCADE, related_name="times")
    starts_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return self.starts_at.isoformat()


class CoffeeAnswer(models.Model):
    """What one side said afterwards."""

    coffee = models.ForeignKey(Coffee, on_delete=models.CASCADE, related_name="answers")
    side = models.CharField(max_length=6)  # asker | helper
    met = models.BooleanField()
    helped = models.BooleanField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coffee", "side"], name="one_answer_a_side")]

    def __str__(self) -> str:
        return self.side
