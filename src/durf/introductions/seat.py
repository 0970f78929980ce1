"""One person's place at an introduction, and what may be seen from it."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from durf.introductions.models import Coffee, CoffeeAnswer, Introduction
from durf.introductions.models.introduction import UNDECIDED, Side
from durf.members.models import Member
from durf.members.services.blocks import is_blocked
from durf.wishes.pictures.helped import TICKET, thanks_ticket


@dataclass(frozen=True)
class Seat:
    """`member=None` is the contact, on the helper's side. `url` is the address of this seat's own page."""

    introduction: Introduction
    role: str  # asker | helper | connector
    member: Member | None
    url: str

    @property
    def side(self) -> Side:
        """The side that decides from here; a connector decides for nobody."""
        return "asker" if self.role == "asker" else "helper"

    @property
    def decides(self) -> bool:
        """Whether this person may still say yes or no."""
        return self.role != "connector" and self.introduction.awaits(self.side)

    @property
    def passes(self) -> bool:
        """Whether this connector may still pass it on."""
        return self.role == "connector" and self.introduction.state == "asked" and not self.introduction.over

    @property
    def connected(self) -> bool:
        """Whether both said yes, and it still stands between them."""
        row = self.introduction
        here = row.asker.is_active and (row.helper is None or row.helper.is_active)
        return self.role != "connector" and row.both_agreed and here and not row.over and not self._apart

    @property
    def state(self) -> str:
        """What is shown: `yours`, `waiting`, `agreed`, `met`, `quiet` (no answer) or `no` (your own).

        Whether the other said no, blocked this one, was silent or is gone looks the same, at any moment.
        """
        row = self.introduction
        if self.decides or self.passes:
            return "yours"
        if self.role == "connector":
            return self._connector_state
        if self.connected:
            return "met" if row.state == "met" else "agreed"
        if row.no_at(self.side) is not None:
            return "no"
        undecided = row.unanswered if self.role == "asker" else row.state in UNDECIDED and not row.over
        return "waiting" if undecided else "quiet"

    @property
    def _connector_state(self) -> str:
        """Waiting, met or no answer: a yes, and a yes taken back, stay between the two; that they met stays too."""
        row = self.introduction
        if row.state in ("met", "both_yes", "withdrawn"):
            met = CoffeeAnswer.objects.filter(coffee__introduction=row, met=True)
            return "met" if row.state == "met" or (row.state == "withdrawn" and met.exists()) else "waiting"
        return "waiting" if row.state in UNDECIDED and not row.over else "quiet"

    @property
    def said_yes(self) -> bool:
        """Whether this side's yes stands and can be taken back."""
        return self.role != "connector" and self.introduction.yes_at(self.side) is not None and self.state in TAKEN_BACK

    @property
    def other_name(self) -> str:
        """The other side, named as far as this seat may know."""
        row = self.introduction
        if self.role == "helper" and (row.origin != "desk" or row.asker_yes_at is not None):
            return row.asker.name
        if self.role == "asker" and row.helper is not None and (self._chosen_by_name or row.helper_yes_at is not None):
            return row.helper.name
        if row.contact is not None and (self.connected or self.role == "connector"):
            return row.contact.name
        if row.helper is not None and self.role == "connector":
            return row.helper.name
        if row.connector is not None and row.state != "asked":
            return _("Someone %(name)s knows") % {"name": row.connector.first_name}
        return _("Someone")

    @property
    def _chosen_by_name(self) -> bool:
        """Whether the asker had the name already, an offer having given it for good.

        Whom a connector knows is named by their own yes alone.
        """
        helper, origin = self.introduction.helper, self.introduction.origin
        return helper is not None and (origin == "offer" or (helper.visible and origin not in ("connector", "desk")))

    @property
    def other_reach(self) -> str:
        """How to reach the other: only ever after two live consents."""
        if not self.connected:
            return ""
        row = self.introduction
        if self.side == "helper":
            return row.asker.email
        return row.helper.email if row.helper is not None else row.contact_reach

    @property
    def via(self) -> str:
        """The connector's name for the two, once they passed it on."""
        row = self.introduction
        if row.connector is None or self.role == "connector" or row.state == "asked":
            return ""
        return row.connector.name

    @cached_property
    def coffee(self) -> Coffee | None:
        """The coffee, if there is one and both still agree."""
        if not self.connected:
            return None
        return Coffee.objects.filter(introduction=self.introduction).prefetch_related("times", "answers").first()

    @property
    def thanks_url(self) -> str:
        """Where the asker says thank you, with a signed note of who met."""
        row = self.introduction
        if self.role != "asker" or row.wish is None or not self.connected:
            return ""
        ticket = thanks_ticket(helper=row.helper, connector=row.connector)
        return reverse("thanks_give", args=[row.wish.public_id]) + "?" + urlencode({TICKET: ticket})

    @cached_property
    def _apart(self) -> bool:
        row = self.introduction
        return row.helper is not None and is_blocked(row.asker, row.helper)


TAKEN_BACK = ("waiting", "agreed", "met")


def seat_of(introduction: Introduction, member: Member, *, url: str = "") -> Seat | None:
    """This member's seat, or None for whom it is not; a helper sits down once they may know of it.

    A connector who has not passed it on gets up when their time is over, whatever the worker is doing. One who
    thought of both at the desk sits down only when they met: what came of it before is between the two.
    """
    row = introduction
    role = ""
    if row.asker_id == member.pk:
        role = "asker"
    elif row.helper_id == member.pk and row.told_at is not None:
        role = "helper"
    elif row.connector_id == member.pk and not (row.state == "asked" and row.over) and not _unmet(row):
        role = "connector"
    if not role:
        return None
    return Seat(row, role, member, url or reverse("introduction", args=[row.public_id]))


def _unmet(row: Introduction) -> bool:
    return row.origin == Introduction.Origin.DESK and row.state != "met"
