"""A question of somebody without account, asked through a member's page."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from durf.members.models import Member
from durf.network.secret import SecretField, keyed_mark
from durf.safety.identity import Identified
from durf.states import machine
from durf.wishes.models import Wish

PAGE_QUESTION = machine(
    "page question",
    "unconfirmed",
    unconfirmed="waiting resting",
    waiting="answered asked_here resting",
    asked_here="answered resting",  # its owner asks it here as a wish of their own
    answered="",
    resting="",  # silent: to the visitor it looks as if it waits
)
KEPT_UNCONFIRMED = timedelta(hours=24)
KEPT = timedelta(days=30)


class PageQuestionQuerySet(models.QuerySet["PageQuestion"]):
    def for_owner(self, owner: Member) -> Self:
        """What the page's owner may see: confirmed, not set aside, and not from somebody they are kept apart from."""
        asked = self.filter(owner=owner, state__in=["waiting", "asked_here", "answered"], until__gt=timezone.now())
        apart = Member.objects.filter(blocks_had__blocker=owner) | Member.objects.filter(blocks_made__blocked=owner)
        rows = asked.exclude(asker_mark__in=[address_mark(email) for email in apart.values_list("email", flat=True)])
        return rows.select_related("owner", "wish").order_by("-pk")


class PageQuestion(Identified):
    """It waits with the page's owner alone; name, address and text go when it is over."""

    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="page_questions")
    name = SecretField()
    email = SecretField()
    asker_mark = models.CharField(max_length=64)  # keyed hash of the address, to know it again
    text = SecretField()
    language = models.CharField(max_length=2, choices=Member.Language.choices)
    for_network = models.BooleanField(default=False)  # "ask my network" was pressed
    state = models.CharField(
        max_length=12, default=PAGE_QUESTION.initial, choices=[(state, state) for state in PAGE_QUESTION.states]
    )
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField()  # then it is forgotten
    word = SecretField(blank=True)  # the owner's answer
    owner_yes_at = models.DateTimeField(null=True, blank=True)  # they would like to meet
    visitor_yes_at = models.DateTimeField(null=True, blank=True)
    visitor_reach = SecretField(blank=True)
    wish = models.ForeignKey(Wish, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = PageQuestionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "state"]), models.Index(fields=["until"])]

    def __str__(self) -> str:
        return self.public_id

    @property
    def both_agreed(self) -> bool:
        """Whether both would like to meet: only then either sees how to reach the other."""
        return self.owner_yes_at is not None and self.visitor_yes_at is not None


def address_mark(address: str) -> str:
    """A mark by which an address is known again, unreadable without the key."""
    return keyed_mark(f"page question\n{address.strip().lower()}")
