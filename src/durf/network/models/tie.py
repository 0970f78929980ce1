"""A tie: two members who both say that they know each other."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from durf.members.models import Member
from durf.safety.identity import Identified
from durf.states import machine

TIE = machine(
    "tie",
    "proposed",
    proposed="confirmed declined ended",
    confirmed="ended",
    declined="proposed confirmed ended",  # to the proposer it looks like a proposal: it can be taken back
    ended="proposed confirmed",
)


class HowWell(models.TextChoices):
    BARELY = "barely", _("Barely")
    KNOWN = "known", _("We know each other")
    CLOSE = "close", pgettext_lazy("how well", "Close")


class Openness(models.TextChoices):
    CLOSED = "closed", _("Closed: for me alone")
    ASK = "ask", _("Ask me first")
    OPEN = "open", _("Open: I am named as the way")


class TieSource(models.TextChoices):
    """How a tie came about: by an invitation, a question on somebody's page, or a file that was brought along."""

    INVITATION = "invited", _("By an invitation")
    QUESTION = "asked", _("By a question here")
    IMPORT = "import", _("From contacts you brought along")


STRENGTH = {HowWell.BARELY: 0.25, HowWell.KNOWN: 0.55, HowWell.CLOSE: 0.9}  # 0..1 for `matching.Tie`


class TieQuerySet(models.QuerySet["Tie"]):
    def of(self, member: Member) -> Self:
        """Every tie with this member at one of its ends."""
        return self.filter(Q(a=member) | Q(b=member))

    def confirmed(self) -> Self:
        """Ties that both ends said yes to."""
        return self.filter(state="confirmed")

    def between(self, one: Member, other: Member) -> Self:
        """The row of this pair, if there is one."""
        low, high = sorted((one.pk, other.pk))
        return self.filter(a_id=low, b_id=high)

    def waiting_for(self, member: Member) -> Self:
        """Proposals of others that wait for this member's word."""
        return self.of(member).filter(state="proposed").exclude(proposed_by=member)

    def asked_by(self, member: Member) -> Self:
        """Proposals of this member without a yes; a silent no looks the same.

        Questions that came out of an import are left out: who sees them would know who is a member.
        """
        asked = self.filter(proposed_by=member, state__in=["proposed", "declined"])
        return asked.exclude(source=TieSource.IMPORT)


class Tie(Identified):
    """One row a pair, `a` the lower row number; each end has its own word on closeness and openness."""

    a = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="ties_a")
    b = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="ties_b")
    proposed_by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="ties_proposed")
    state = models.CharField(max_length=10, default=TIE.initial, choices=[(s, s) for s in TIE.states])
    how_a = models.CharField(max_length=6, choices=HowWell.choices, default=HowWell.KNOWN)
    how_b = models.CharField(max_length=6, choices=HowWell.choices, default=HowWell.KNOWN)
    open_a = models.CharField(max_length=6, choices=Openness.choices, default=Openness.ASK)
    open_b = models.CharField(max_length=6, choices=Openness.choices, default=Openness.ASK)
    source = models.CharField(max_length=7, choices=TieSource.choices, default=TieSource.QUESTION)
    word = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # or declined; kept until the next yes

    objects = TieQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["a", "b"], name="one_tie_a_pair"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="tie_ends_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.a_id} {self.b_id}"

    def other(self, member: Member) -> Member:
        """The other end."""
        return self.b if member.pk == self.a_id else self.a

    def side(self, member: Member) -> str:
        """`"a"` or `"b"`: which end this member is, for the fields `how_*` and `open_*`."""
        return "a" if member.pk == self.a_id else "b"

    def how(self, member: Member) -> str:
        """How well this member says they know the other."""
        return str(getattr(self, f"how_{self.side(member)}"))

    def openness(self, member: Member) -> str:
        """This member's own word on opening the tie."""
        return str(getattr(self, f"open_{self.side(member)}"))
