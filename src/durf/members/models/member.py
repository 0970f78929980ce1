"""A member: who they are, how they want to be found and how often to be asked."""

from datetime import time
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from durf.safety.identity import Identified


class MemberQuerySet(models.QuerySet["Member"]):
    def active(self) -> Self:
        """Members who are here: let in, not suspended."""
        return self.filter(is_active=True, approved_at__isnull=False)

    def waiting(self) -> Self:
        """People at the door, longest first: their address is proved, a host decides."""
        return self.filter(is_active=True, approved_at=None).exclude(waits_since=None).order_by("waits_since")

    def not_blocked_with(self, viewer: "Member") -> Self:
        """Without those who blocked the viewer or whom the viewer blocked."""
        return self.exclude(Q(blocks_made__blocked=viewer) | Q(blocks_had__blocker=viewer))

    def for_viewer(self, viewer: "Member | None") -> Self:
        """Members whose name and page this viewer may see: the one gate for reading another person's data.

        By name is by name *to members*; a visitor reads the pages of those who opened theirs to everyone.
        """
        rows = self.active()
        if viewer is None or not viewer.is_authenticated:
            opened = rows.filter(findable=Member.Findable.NAME, page_public=True)
            return opened if settings.COMMUNITY_PAGES == "public" else self.none()
        open_to_all = rows.filter(findable=Member.Findable.NAME).not_blocked_with(viewer)
        return open_to_all | rows.filter(pk=viewer.pk)

    def found_with(self, word: str) -> Self:
        """Members whose name, trade, organisation, place or published strengths hold the word."""
        if not word:
            return self
        fields = ("name", "handle", "trade", "organisation", "place", "line")
        said = Q(*((f"{field}__icontains", word) for field in fields), _connector=Q.OR)
        shown = Q(strengths__text__icontains=word, strengths__audience__in=("everyone", "members"))
        return self.filter(said | Q(pk__in=self.model.objects.filter(shown).values("pk")))


MemberManager = BaseUserManager.from_queryset(MemberQuerySet)


class Member(AbstractBaseUser, Identified):
    """A person with an account in this community."""

    class Findable(models.TextChoices):
        NAME = "name", _("By name, to members")
        UNNAMED = "unnamed", _("Without my name, until I answer")
        HIDDEN = "hidden", _("Not at all")

    class Digest(models.TextChoices):
        WEEKLY = "weekly", _("Once a week")
        DAILY = "daily", _("Once a day")

    class Language(models.TextChoices):
        NL = "nl", "Nederlands"
        EN = "en", "English"

    email = models.EmailField(unique=True)
    handle = models.SlugField(max_length=30, unique=True, validators=[RegexValidator(r"^[a-z0-9][a-z0-9_-]{1,29}$")])
    name = models.CharField(max_length=80)
    line = models.CharField(max_length=160, blank=True)
    trade = models.CharField(max_length=80, blank=True)
    organisation = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=80, blank=True)
    languages = models.JSONField(default=list)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.NL)
    findable = models.CharField(max_length=8, choices=Findable.choices, default=Findable.NAME)
    page_public = models.BooleanField(default=False)  # also for people without account; by name only
    page_asks = models.BooleanField(default=True)  # they may ask through it, too
    nudges_a_week = models.PositiveSmallIntegerField(default=2, validators=[MaxValueValidator(20)])
    digest = models.CharField(max_length=6, choices=Digest.choices, default=Digest.WEEKLY)
    digest_at = models.DateTimeField(default=timezone.now)  # when it was last looked whether there is one
    quiet_from = models.TimeField(default=time(21, 0))
    quiet_until = models.TimeField(default=time(8, 0))
    paused_until = models.DateField(null=True, blank=True)
    is_host = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    waits_since = models.DateTimeField(null=True, blank=True)  # proved their address; a host decides
    approved_at = models.DateTimeField(null=True, blank=True)
    welcomed_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["handle", "name"]

    objects = MemberManager()

    def __str__(self) -> str:
        return self.handle

    @property
    def approved(self) -> bool:
        """Whether a host (or an open door) let this member in."""
        return self.approved_at is not None

    @property
    def visible(self) -> bool:
        """Whether other members may see the name and the page."""
        return self.is_active and self.approved and self.findable == self.Findable.NAME

    @property
    def page_open(self) -> bool:
        """Whether visitors may read the page."""
        return self.visible and self.page_public and settings.COMMUNITY_PAGES == "public"

    @property
    def first_name(self) -> str:
        """The first word of the name, for letters."""
        return self.name.split()[0] if self.name.split() else self.handle

    def paused(self) -> bool:
        """Whether the member rests today."""
        return self.paused_until is not None and self.paused_until >= timezone.localdate()

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.handle])
