"""Strengths and limits: what a member can do and where that ends, in their own words."""

from typing import Self, TypeVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from durf.members.models.member import Member


class Audience(models.TextChoices):
    EVERYONE = "everyone", _("Everyone")
    MEMBERS = "members", _("Members")
    MATCHING = "matching", _("Only for matching")


Row = TypeVar("Row", bound="Trait")


class TraitQuerySet(models.QuerySet[Row]):
    def for_viewer(self, viewer: Member | None, owner: Member) -> Self:
        """What this viewer may read on the owner's page."""
        if viewer is not None and viewer.pk == owner.pk:
            return self
        if viewer is not None and viewer.is_authenticated:
            return self.filter(audience__in=[Audience.EVERYONE, Audience.MEMBERS])
        return self.filter(audience=Audience.EVERYONE)


class Trait(models.Model):
    """One sentence of a member about themselves."""

    text = models.CharField(max_length=200)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.EVERYONE)
    created_at = models.DateTimeField(default=timezone.now)

    objects = TraitQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class Strength(Trait):
    """Something a member is good at."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="strengths")


class Limit(Trait):
    """Where a member's strength ends; this is where wishes come from."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="limits")
