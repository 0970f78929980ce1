"""An introduction: two people meet when both say yes."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from durf.members.models import Member
from durf.network.models import Contact
from durf.network.secret import SecretField
from durf.safety.identity import Identified
from durf.states import machine
from durf.wishes.models import Offer, Wish

INTRODUCTION = machine(
    "introduction",
    "asked",
    asked="proposed expired withdrawn",  # a connector was asked to pass on
    proposed="one_yes declined expired withdrawn",
    one_yes="both_yes declined expired withdrawn",
    both_yes="met withdrawn",
    met="",
    declined="",
    expired="",
    withdrawn="",
)
LIVE = ("asked", "proposed", "one_yes", "both_yes", "met")


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    def for_viewer(self, viewer: Member) -> Self:
        """Introductions in which this member is one of the two, or the connector."""
        return self.filter(Q(asker=viewer) | Q(helper=viewer) | Q(connector=viewer))

    def waiting_for(self, viewer: Member) -> Self:
        """What waits for this member's word."""
        as_asker = Q(asker=viewer, asker_yes_at=None, state__in=["proposed", "one_yes"])
        as_helper = Q(helper=viewer, helper_yes_at=None, state__in=["proposed", "one_yes"])
        as_connector = Q(connector=viewer, state="asked")
        return self.filter(as_asker | as_helper | as_connector)


class Introduction(Identified):
    """Two sides, the asker and a helper (a member, or a connector's contact); perhaps a connector."""

    class Origin(models.TextChoices):
        OFFER = "offer"  # the helper offered coffee or a call
        CONNECTOR = "connector"  # "I know someone"
        ASKER = "asker"  # the asker asked a connector to pass on

    wish = models.ForeignKey(Wish, null=True, blank=True, on_delete=models.SET_NULL, related_name="introductions")
    offer = models.ForeignKey(
        Offer, null=True, blank=True, on_delete=models.SET_NULL, related_name="introductions"
    )
    origin = models.CharField(max_length=9, choices=Origin.choices)
    form = models.CharField(max_length=12, default="introduction")  # introduction | coffee | call
    asker = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="introductions_asked")
    helper = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.CASCADE, related_name="introductions_helped"
    )
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="introductions"
    )
    connector = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="introductions_made"
    )
    ways = models.JSONField(default=list)  # public ids of connectors still to be tried, nearest first
    word = models.TextField(max_length=1000, blank=True)  # why these two: the proposer's word
    state = models.CharField(
        max_length=9, default=INTRODUCTION.initial, choices=[(s, s) for s in INTRODUCTION.states]
    )
    asker_yes_at = models.DateTimeField(null=True, blank=True)
    helper_yes_at = models.DateTimeField(null=True, blank=True)
    contact_reach = SecretField(blank=True)  # how the contact wants to be reached; theirs, given with their yes
    created_at = models.DateTimeField(default=timezone.now)
    next_step_at = models.DateTimeField(null=True, blank=True)  # when silence counts
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "next_step_at"])]

    def __str__(self) -> str:
        return self.public_id

    @property
    def both_agreed(self) -> bool:
        """Two live consents: only now may either side see how to reach the other."""
        return self.state in ("both_yes", "met")
