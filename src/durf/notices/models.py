"""What a person should know, and each delivery of it: the outbox."""

from typing import Self

from django.db import models
from django.utils import timezone

from durf.members.models import Member
from durf.safety.identity import Identified, new_id
from durf.states import machine

DELIVERY = machine(
    "delivery",
    "waiting",
    waiting="sending cancelled",
    sending="sent waiting failed unsure cancelled",
    sent="",
    failed="",
    unsure="",  # an uncertain crash, to a person without account: never sent twice
    cancelled="",
)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unseen(self) -> Self:
        """Notices the member has not looked at."""
        return self.filter(seen_at=None)

    def for_member(self, member: Member) -> Self:
        """One member's own notices, newest first."""
        return self.filter(member=member).order_by("-pk")


class Notice(Identified):
    """Something one person should know. `kind` is "<room>.<name>", `subject` the public id it is about."""

    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=16)
    data = models.JSONField(default=dict)  # ids and small facts; no names, addresses or texts
    created_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["member", "seen_at"]), models.Index(fields=["subject", "kind"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Delivery(models.Model):
    """One attempt to reach a person through one channel; state and next try live on the row."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=80)
    message_id = models.CharField(max_length=16, default=new_id)
    state = models.CharField(
        max_length=10, default=DELIVERY.initial, choices=[(state, state) for state in DELIVERY.states]
    )
    next_try_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "next_try_at"])]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class MailChoice(models.Model):
    """A group of mail that a member switched off; what it says still waits on the page."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="mail_choices")
    group = models.CharField(max_length=20)
    off_since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "group"], name="one_choice_a_group")]

    def __str__(self) -> str:
        return self.group
