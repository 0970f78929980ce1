"""An introduction: two people meet when both say yes."""

from datetime import datetime
from typing import Literal, Self

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
    met="withdrawn",
    declined="",
    expired="",
    withdrawn="",
)
Side = Literal["asker", "helper"]
UNDECIDED = ("asked", "proposed", "one_yes", "declined")
UNANSWERED = (*UNDECIDED, "expired")
ANSWERABLE = ("proposed", "one_yes", "declined")  # a no is silent: until time is up the row looks unanswered


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    def for_viewer(self, viewer: Member) -> Self:
        """Introductions in which this member is one of the two, or the connector; a helper only once told."""
        told = Q(helper=viewer, told_at__isnull=False)
        passed = Q(connector=viewer) & (~Q(origin="desk") | Q(state="met"))  # from the desk only that they met shows
        return self.filter(Q(asker=viewer) | told | passed)

    def waiting_for(self, viewer: Member) -> Self:
        """What waits for this member's word; that the other already said no makes no difference."""
        as_asker = Q(asker=viewer, asker_yes_at=None, asker_no_at=None)
        as_helper = Q(helper=viewer, helper_yes_at=None, helper_no_at=None, told_at__isnull=False)
        as_connector = Q(connector=viewer, state="asked")
        return self.running().filter(((as_asker | as_helper) & Q(state__in=ANSWERABLE)) | as_connector)

    def running(self) -> Self:
        """Introductions nothing from outside has put an end to: time, a host, an offer taken back."""
        in_time = Q(next_step_at=None) | Q(next_step_at__gt=timezone.now())
        return self.filter(in_time, offer__withdrawn_at=None, wish__hidden_at=None)

    def between(self, one: Member, other: Member) -> Self:
        """Every introduction in which both have a part."""
        return self.filter(
            Q(asker=one) | Q(helper=one) | Q(connector=one), Q(asker=other) | Q(helper=other) | Q(connector=other)
        )

    def with_people(self) -> Self:
        """With everything a page about them reads, in one query."""
        return self.select_related("wish", "offer", "asker", "helper", "contact", "connector", "coffee")


class Introduction(Identified):
    """Two sides, the asker and a helper (a member, or a connector's contact); perhaps a connector."""

    class Origin(models.TextChoices):
        OFFER = "offer"  # the helper offered coffee or a call
        CONNECTOR = "connector"  # "I know someone"
        ASKER = "asker"  # the asker asked a connector to pass on
        DESK = "desk"  # a connector thought of both; there is no wish

    wish = models.ForeignKey(Wish, null=True, blank=True, on_delete=models.SET_NULL, related_name="introductions")
    offer = models.ForeignKey(Offer, null=True, blank=True, on_delete=models.SET_NULL, related_name="introductions")
    origin = models.CharField(max_length=9, choices=Origin.choices)
    form = models.CharField(max_length=12, default="introduction")  # introduction | coffee | call
    asker = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="introductions_asked")
    helper = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.CASCADE, related_name="introductions_helped"
    )
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="introductions")
    connector = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="introductions_made"
    )
    ways = models.JSONField(default=list)  # public ids of connectors still to be tried, nearest first
    word = models.TextField(max_length=1000, blank=True)  # why these two: the proposer's word
    state = models.CharField(max_length=9, default=INTRODUCTION.initial, choices=[(s, s) for s in INTRODUCTION.states])
    asker_yes_at = models.DateTimeField(null=True, blank=True)
    helper_yes_at = models.DateTimeField(null=True, blank=True)
    asker_no_at = models.DateTimeField(null=True, blank=True)
    helper_no_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)  # from when on the helper may know of it
    letter_at = models.DateTimeField(null=True, blank=True)  # Durf was let send the one message to the contact
    contact_reach = SecretField(blank=True)  # how the contact wants to be reached; theirs, given with their yes
    created_at = models.DateTimeField(default=timezone.now)
    next_step_at = models.DateTimeField(null=True, blank=True)  # when silence counts
    answer_by = models.DateTimeField(null=True, blank=True)  # asked through somebody: until then it looks unanswered
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "next_step_at"])]

    def __str__(self) -> str:
        return self.public_id

    @property
    def both_agreed(self) -> bool:
        """Two live consents: only now may either side see how to reach the other."""
        return self.state in ("both_yes", "met") and bool(self.asker_yes_at and self.helper_yes_at)

    @property
    def over(self) -> bool:
        """Whether time, a host or an offer taken back put an end to it, whatever the worker is doing."""
        late = self.next_step_at is not None and self.next_step_at <= timezone.now()
        withdrawn = self.offer is not None and self.offer.withdrawn_at is not None
        theirs = self.both_agreed and self.origin == Introduction.Origin.CONNECTOR  # a connector has no veto
        return late or (withdrawn and not theirs) or (self.wish is not None and self.wish.hidden_at is not None)

    @property
    def unanswered(self) -> bool:
        """Whether to the asker no answer has come yet, and one still may.

        Asked through somebody, the day on which that ends is fixed when asking: who was silent or unwilling, how
        many were tried, and whether the worker has looked since, shows nowhere.
        """
        if self.answer_by is None or self.state not in UNANSWERED:
            return self.state in UNDECIDED and not self.over
        hidden = self.wish is not None and self.wish.hidden_at is not None
        return not hidden and self.answer_by > timezone.now()

    def yes_at(self, side: Side) -> datetime | None:
        """When this side said yes."""
        return self.asker_yes_at if side == "asker" else self.helper_yes_at

    def no_at(self, side: Side) -> datetime | None:
        """When this side said no; for nobody else's eyes."""
        return self.asker_no_at if side == "asker" else self.helper_no_at

    def awaits(self, side: Side) -> bool:
        """Whether this side may still say yes or no."""
        if self.over or self.state not in ANSWERABLE or (side == "helper" and self.told_at is None):
            return False
        return self.yes_at(side) is None and self.no_at(side) is None
