"""Whom an asker may thank for a wish: those who came forward, and whoever an introduction brought."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.signing import BadSignature, dumps, loads
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from durf.members.models import Member
from durf.wishes.models import Offer, Wish
from durf.wishes.models.offer import Form

SALT = "wishes.thanks"
TICKET = "ticket"


@dataclass(frozen=True)
class Helped:
    """Somebody to thank: the helper, and the connector if there was one."""

    key: str
    label: str
    helper: Member | None = None
    connector: Member | None = None
    outside: bool = False
    offer: Offer | None = None


NOBODY_HERE = Helped(key="none", label="", outside=True)


def thanks_ticket(*, helper: Member | None, connector: Member | None) -> str:
    """Sign who met whom, for a link to the thanks page from a room that knows; `helper=None`: without account."""
    return dumps([member.public_id if member else "" for member in (helper, connector)], salt=SALT)


def helped_list(*, wish: Wish, asker: Member, ticket: str = "") -> list[Helped]:
    """Everybody who came forward, each once a form, and whom a ticket names first."""
    offers: QuerySet[Offer] = Offer.objects.for_viewer(asker).filter(wish=wish, helper__isnull=False)
    came = [_from_offer(offer) for offer in offers.select_related("helper").distinct().order_by("pk")]
    met = _from_ticket(ticket, asker) if ticket else None
    if met is None:
        return came
    people = (met.helper, met.connector)
    return [met, *(one for one in came if (one.helper, one.connector) != people)]


def helped_find(helped: Sequence[Helped], key: str) -> Helped:
    """The one chosen; somebody outside Durf where none is."""
    return next((one for one in helped if one.key == key), NOBODY_HERE)


def _from_offer(offer: Offer) -> Helped:
    helper = offer.helper
    assert helper is not None  # the query leaves out those who were erased
    key = f"offer-{offer.public_id}"
    if offer.form == Form.INTRODUCTION:
        label = _("Someone %(name)s knows") % {"name": helper.name}
        return Helped(key=key, label=label, connector=helper, outside=True, offer=offer)
    form = Form(offer.form).label
    return Helped(key=key, label=f"{helper.name} ({str(form).lower()})", helper=helper, offer=offer)


def _from_ticket(ticket: str, asker: Member) -> Helped | None:
    try:
        helper_id, connector_id = loads(ticket, salt=SALT)
    except (BadSignature, ValueError):
        return None
    people = Member.objects.active().not_blocked_with(asker).in_bulk([helper_id, connector_id], field_name="public_id")
    helper, connector = people.get(helper_id), people.get(connector_id)
    if helper is None and connector is None:
        return None
    if helper is None:
        assert connector is not None
        label = _("Someone %(name)s knows") % {"name": connector.name}
    elif connector is None:
        label = helper.name
    else:
        label = _("%(helper)s, through %(connector)s") % {"helper": helper.name, "connector": connector.name}
    return Helped(key="met", label=label, helper=helper, connector=connector, outside=helper is None)
