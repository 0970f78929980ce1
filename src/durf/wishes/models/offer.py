"""An offer: a helper comes forward."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from durf.members.models import Member
from durf.safety.identity import Identified
from durf.wishes.models.wish import Wish


class Form(models.TextChoices):
    ANSWER = "answer", _("An answer")
    TIP = "tip", _("A tip")
    INTRODUCTION = "introduction", _("An introduction")
    COFFEE = "coffee", _("A coffee")
    CALL = "call", _("A call")


class OfferQuerySet(models.QuerySet["Offer"]):
    def for_viewer(self, viewer: Member | None) -> Self:
        """Public offers of people the viewer is not blocked with; private ones for the two they are between."""
        rows = self.filter(withdrawn_at=None, hidden_at=None)
        if viewer is None or not viewer.is_authenticated:
            return rows.filter(private=False)
        open_or_mine = Q(private=False) | Q(helper=viewer) | Q(wish__asker=viewer)
        blocked = Q(helper__blocks_made__blocked=viewer) | Q(helper__blocks_had__blocker=viewer)
        return rows.filter(open_or_mine).exclude(pk__in=self.model._default_manager.filter(blocked).values("pk"))


class Offer(Identified):
    """An answer or tip carries a text; an introduction, coffee or call is carried on by `introductions`."""

    wish = models.ForeignKey(Wish, on_delete=models.CASCADE, related_name="offers")
    helper = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="offers")
    form = models.CharField(max_length=12, choices=Form.choices)
    text = models.TextField(max_length=4000, blank=True)
    private = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.public_id
