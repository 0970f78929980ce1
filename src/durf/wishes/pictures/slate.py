"""The slate: who could help with a wish, why, via whom, asked or not; for the asker's eyes alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from durf.members.models import Member
from durf.wishes.models import Match, Nudge, Wish
from durf.wishes.pictures.vias import Nearness, nearness_read
from durf.wishes.pictures.whys import Why, whys_read

PLACES = 12  # PRODUCT.md; whoever was asked or came forward beyond these is added


@dataclass(frozen=True)
class SlateRow:
    """One person of the slate. `member` is None while they have not given their name."""

    match: Match
    member: Member | None
    near: Nearness
    why: list[Why]
    asked: bool
    answered: bool
    introduced: bool  # both said yes to meeting

    @property
    def label(self) -> str:
        """The name, or where this person stands."""
        if self.member is not None:
            return self.member.name
        return {
            1: _("someone in your network"),
            2: _("someone in your network’s network"),
        }.get(self.near.ring or 3, _("someone further away"))


def slate_read(*, wish: Wish, viewer: Member | None) -> list[SlateRow]:
    """Read the slate as it may be shown now: hidden, blocked and departed people are as if never matched.

    People who did not give their name, by offering or by a yes to an introduction, have their words marked but not
    quoted. "Asked" never tells what they said.
    """
    if viewer is None or viewer.pk is None or viewer.pk != wish.asker_id:
        return []
    answered = set(wish.offers.filter(withdrawn_at=None, hidden_at=None).values_list("helper_id", flat=True))
    matches = _matches(wish, viewer, answered)
    met = introduced_read(wish=wish, asker=viewer)
    near = nearness_read(matches, reader=viewer, passed_on=met)
    whys = whys_read(matches, reader=viewer)
    return [_row(match, near[match.pk], whys[match.pk], answered, met) for match in matches]


def slate_match(*, wish: Wish, viewer: Member, public_id: str) -> SlateRow | None:
    """Find one row of the slate, to ask this person or a connector."""
    rows = slate_read(wish=wish, viewer=viewer)
    return next((row for row in rows if row.match.public_id == public_id), None)


def introduced_read(*, wish: Wish, asker: Member) -> dict[int, int | None]:
    """With whom both said yes over this wish, and through whom, by row number of members; the room above knows."""
    found: dict[int, int | None] = import_string(settings.WISH_INTRODUCED)(wish=wish, asker=asker)
    return found


def _matches(wish: Wish, viewer: Member, answered: set[int]) -> Sequence[Match]:
    rows = wish.matches.shown().select_related("member", "nudge", "wish__asker")
    present = Member.objects.active().not_blocked_with(viewer)
    rows = rows.filter(member__in=present)
    rows = rows.exclude(Q(member__findable=Member.Findable.HIDDEN) & ~Q(member_id__in=answered))
    asked = Q(nudge__isnull=False) & ~Q(nudge__state="dropped")
    rows = rows.filter(Q(position__lte=PLACES) | asked | Q(member_id__in=answered) | Q(place="chosen"))
    return list(rows.order_by("position", "pk"))


def _row(match: Match, near: Nearness, why: list[Why], answered: set[int], met: Collection[int]) -> SlateRow:
    came, introduced = match.member_id in answered, match.member_id in met
    named = came or introduced or match.member.visible
    nudge: Nudge | None = getattr(match, "nudge", None)
    return SlateRow(
        match=match,
        member=match.member if named else None,
        near=near,
        why=why if named else [Why(words=reason.words, text="") for reason in why],
        asked=nudge is not None and nudge.state != "dropped",
        answered=came,
        introduced=introduced,
    )
