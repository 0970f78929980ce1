"""Thanks close the circle; with everybody's consent they become a story."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from durf.members.models import Member
from durf.safety.identity import Identified
from durf.wishes.models.offer import Offer
from durf.wishes.models.wish import Wish


class Thanks(Identified):
    """From the asker to one helper and, when there was one, the connector."""

    wish = models.ForeignKey(Wish, on_delete=models.CASCADE, related_name="thanks")
    offer = models.ForeignKey(Offer, null=True, blank=True, on_delete=models.SET_NULL, related_name="thanks")
    helper = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="thanks_as_helper"
    )
    connector = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="thanks_as_connector"
    )
    outside = models.BooleanField(default=False)  # the helper has no account: "someone Bob knows"
    text = models.TextField(max_length=1000)
    public = models.BooleanField(default=False)  # the asker's wish; shown only as far as those thanked agree
    helper_agrees = models.BooleanField(null=True)
    connector_agrees = models.BooleanField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager["Thanks"]] = models.Manager()

    class Meta:
        verbose_name_plural = "thanks"

    def __str__(self) -> str:
        return self.public_id


class StoryQuerySet(models.QuerySet["Story"]):
    def published(self) -> Self:
        """Stories that all who appear in them like."""
        return self.filter(published_at__isnull=False, wish__hidden_at=None).order_by("-published_at")


class Story(Identified):
    """A fulfilled wish, told; it stays as long as both like it."""

    wish = models.OneToOneField(Wish, on_delete=models.CASCADE, related_name="story")
    text = models.TextField(max_length=2000)
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return self.public_id
