"""The way a wish went: asker, connector, helper, thanks, as far as this viewer may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from durf.members.models import Member
from durf.members.services.blocks import blocked_ids
from durf.wishes.models import Offer, Thanks, Wish

MOST_OFFERS = 5


@dataclass(frozen=True)
class Step:
    """One step. `kind` is "asked", "offered", "passed", "helped" or "thanked"; `member` None: not named here."""

    kind: str
    member: Member | None
    label: str
    at: datetime | None
    done: bool = True

    @property
    def says(self) -> str:
        """What happened, in one or two words."""
        return {
            "asked": _("asked"),
            "offered": _("came forward"),
            "passed": _("passed it on"),
            "helped": _("helped"),
            "thanked": _("said thank you"),
        }[self.kind]


def chain_read(*, wish: Wish, viewer: Member | None) -> list[Step]:
    """Read the steps in order. Until thanks are given they are the offers this viewer may see."""
    apart = blocked_ids(viewer) if viewer is not None and viewer.is_authenticated else frozenset()
    steps = [_step("asked", wish.asker, wish.published_at, apart)]
    thanked = [thanks for thanks in _thanks(wish) if _may_see(thanks, viewer)]
    if not thanked:
        return steps + _offered(wish, viewer, apart)
    for thanks in thanked:
        steps += _way(thanks, viewer, apart)
    return [*steps, _step("thanked", wish.asker, thanked[-1].created_at, apart)]


def thanks_visible(*, wish: Wish, viewer: Member | None) -> list[Thanks]:
    """The thanks of a wish whose words this viewer may read."""
    return [thanks for thanks in _thanks(wish) if _may_see(thanks, viewer)]


def _thanks(wish: Wish) -> Sequence[Thanks]:
    return list(wish.thanks.select_related("helper", "connector", "wish").order_by("pk"))


def _involved(thanks: Thanks, viewer: Member | None) -> bool:
    people = (thanks.helper_id, thanks.connector_id, thanks.wish.asker_id)
    return viewer is not None and viewer.pk is not None and viewer.pk in people


def _may_see(thanks: Thanks, viewer: Member | None) -> bool:
    """Those in it always; others when it is public and everybody named agrees."""
    if _involved(thanks, viewer):
        return True
    helper = thanks.helper_id is None or thanks.helper_agrees is True
    connector = thanks.connector_id is None or thanks.connector_agrees is True
    return thanks.public and helper and connector


def _way(thanks: Thanks, viewer: Member | None, apart: frozenset[str]) -> list[Step]:
    steps = []
    if thanks.connector is not None:
        steps.append(_step("passed", thanks.connector, None, apart))
    if thanks.helper is not None:
        steps.append(_step("helped", thanks.helper, thanks.created_at, apart))
    elif thanks.outside:
        label = _("someone")
        if thanks.connector is not None and thanks.connector.public_id not in apart:
            label = _("someone %(name)s knows") % {"name": thanks.connector.first_name}
        steps.append(Step(kind="helped", member=None, label=label, at=thanks.created_at))
    return steps


def _offered(wish: Wish, viewer: Member | None, apart: frozenset[str]) -> list[Step]:
    offers = Offer.objects.for_viewer(viewer).filter(wish=wish, helper__isnull=False).select_related("helper")
    first: dict[int | None, Offer] = {}
    for offer in offers:
        first.setdefault(offer.helper_id, offer)
    return [_step("offered", offer.helper, offer.created_at, apart) for offer in list(first.values())[:MOST_OFFERS]]


def _step(kind: str, member: Member | None, at: datetime | None, apart: frozenset[str]) -> Step:
    if member is None or member.public_id in apart:
        return Step(kind=kind, member=None, label=_("someone"), at=at)
    return Step(kind=kind, member=member, label=member.first_name, at=at)
