"""What a connector wrote down for themselves about two people; nobody else ever reads it."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from durf.members.models import Member
from durf.network.models import Contact
from durf.network.secret import SecretField
from durf.safety.identity import Identified

LATER = timedelta(days=60)
PROPOSED_ONCE = timedelta(days=365)  # nobody is troubled twice a year with the same thought of one connector


class DeskNoteQuerySet(models.QuerySet["DeskNote"]):
    def of(self, owner: Member) -> Self:
        """The notes of one connector, newest first, with the people they are about."""
        return self.filter(owner=owner).select_related("one", "other", "contact").order_by("-at", "-pk")

    def standing(self, today: date | None = None) -> Self:
        """Notes that keep a pair from the desk today."""
        return self.filter(Q(until=None) | Q(until__gt=today or timezone.localdate()))


class DeskNote(Identified):
    """One a pair: `one` has the lower row number of two members; with a contact, `one` is the member."""

    class Kind(models.TextChoices):
        TOLD = "told", _("I told them already")
        KNOWN = "known", _("They know each other")
        LATER = "later", _("Not now; show it again in two months")
        PROPOSED = "proposed", _("I proposed a coffee")

    owner = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="desk_notes")
    one = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    note = SecretField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    until = models.DateField(null=True, blank=True)  # from then on the pair is shown again; None: never

    objects = DeskNoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "one", "other"], name="one_desk_note_a_pair"),
            models.UniqueConstraint(fields=["owner", "one", "contact"], name="one_desk_note_a_contact"),
        ]

    def __str__(self) -> str:
        return self.public_id
