"""The wish: what somebody dares to ask."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from durf.members.models import Member
from durf.safety.identity import Identified
from durf.states import machine

WISH = machine(
    "wish",
    "draft",
    draft="open",
    open="fulfilled closed",
    fulfilled="open",
    closed="open",
)


class Kind(models.TextChoices):
    ADVICE = "advice", _("Advice")
    LEAD = "lead", _("A lead")
    HAND = "hand", _("A hand")
    THING = "thing", _("A thing")
    COMPANY = "company", _("Company")


class WishAudience(models.TextChoices):
    EVERYONE = "everyone", _("Everyone")
    MEMBERS = "members", _("Members")
    NETWORK = "network", _("My network and theirs")
    ASKED = "asked", _("Only the people asked")


class WishQuerySet(models.QuerySet["Wish"]):
    def open(self) -> Self:
        """Wishes that can still be answered."""
        return self.filter(state="open", hidden_at=None)

    def published(self) -> Self:
        """Everything that was ever asked and is not hidden by a host."""
        return self.exclude(state="draft").filter(hidden_at=None)

    def for_viewer(self, viewer: Member | None) -> Self:
        """The one gate: wishes this viewer may read.

        Own wishes (drafts too); wishes for everyone; for members; for a network when the viewer was matched within
        two rings; "only the people asked" when the viewer was nudged or offered. Blocks count in both directions.
        """
        if viewer is None or not viewer.is_authenticated:
            if settings.COMMUNITY_PAGES != "public":
                return self.none()
            return self.published().filter(audience=WishAudience.EVERYONE, asker__is_active=True)
        asked = Q(matches__member=viewer, matches__nudge__sent_at__isnull=False) | Q(offers__helper=viewer)
        near = Q(audience=WishAudience.NETWORK, reach_members=viewer)
        seen = Q(audience__in=[WishAudience.EVERYONE, WishAudience.MEMBERS]) | near | asked
        strangers = self.published().filter(seen, asker__is_active=True)
        unblocked = strangers.exclude(asker__blocks_made__blocked=viewer).exclude(asker__blocks_had__blocker=viewer)
        return self.filter(Q(asker=viewer) | Q(pk__in=unblocked.values("pk")))


class Wish(Identified):
    """A question of one member, in their own words."""

    asker = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="wishes")
    text = models.TextField(max_length=2000)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.ADVICE)
    language = models.CharField(max_length=2, choices=Member.Language.choices, default=Member.Language.NL)
    place = models.CharField(max_length=80, blank=True)
    by_when = models.DateField(null=True, blank=True)
    audience = models.CharField(max_length=8, choices=WishAudience.choices, default=WishAudience.MEMBERS)
    state = models.CharField(max_length=10, default=WISH.initial, choices=[(s, s) for s in WISH.states])
    source = models.CharField(max_length=12, default="page")
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    waves = models.PositiveSmallIntegerField(default=0)
    next_wave_at = models.DateTimeField(null=True, blank=True)  # None: nobody is to be asked
    enough_at = models.DateTimeField(null=True, blank=True)  # the asker wants nobody else asked
    look_back_at = models.DateTimeField(null=True, blank=True)  # when to ask what became of it
    looked_back_at = models.DateTimeField(null=True, blank=True)  # when it was asked
    still_from = models.DateTimeField(null=True, blank=True)  # since then the asker said no more; None: since asking
    still_asked_at = models.DateTimeField(null=True, blank=True)  # when "still open?" was asked and not answered yet
    again_asked_at = models.DateTimeField(
        null=True, blank=True
    )  # when other words were suggested, for want of an offer
    again_at = models.DateTimeField(null=True, blank=True)  # when it went out once more, with other words
    notebooks_at = models.DateTimeField(null=True, blank=True)  # when it was laid beside notebooks
    aftermath = models.TextField(max_length=1000, blank=True)
    reach_members = models.ManyToManyField(Member, related_name="wishes_reached", blank=True)  # rings 1 and 2

    objects = WishQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "published_at"]),
            models.Index(fields=["next_wave_at"]),
            models.Index(fields=["look_back_at"]),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.state == "open" and self.hidden_at is None

    def get_absolute_url(self) -> str:
        return reverse("wish", args=[self.public_id])


class Tag(models.Model):
    """A #word of a wish, lower-case without the sign."""

    wish = models.ForeignKey(Wish, on_delete=models.CASCADE, related_name="tags")
    word = models.CharField(max_length=40, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wish", "word"], name="one_tag_a_word")]

    def __str__(self) -> str:
        return self.word
