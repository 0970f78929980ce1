"""Asking people of a notebook for a tie, without telling who of them is a member (TRUST.md, 2)."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from durf.members.models import Member
from durf.network.models import ContactAsk, NotebookChoice
from durf.network.models.tie import TieSource
from durf.network.services.ties import TieRefusedError, tie_propose_quietly
from durf.safety.services.quotas import Quota, quota_use

ASKS = Quota("contact_ask", 20, timedelta(days=1))


@transaction.atomic
def contacts_ask(*, owner: Member, addresses: Sequence[str]) -> int:
    """Ask these people for a tie; the answer and what it costs are the same whether or not they are members.

    Returns how many. Raises QuotaSpentError, and then asks nobody.
    """
    asks = [ContactAsk(owner=owner, email=address) for address in addresses if address]
    for _ in asks:
        quota_use(quota=ASKS, subject=owner.public_id)
    ContactAsk.objects.bulk_create(asks)
    return len(asks)


def contact_asks_pass() -> int:
    """Put the question to those who are members; forget the others. The worker does, later than any page."""
    asks = list(ContactAsk.objects.select_related("owner").order_by("pk")[:500])
    for ask in asks:
        with transaction.atomic():
            if not ContactAsk.objects.filter(pk=ask.pk).delete()[0]:
                continue
            other = Member.objects.for_viewer(ask.owner).filter(email__iexact=ask.email).first()
            if other is not None and other.pk != ask.owner_id:
                _ask(ask, other)
    return len(asks)


@transaction.atomic
def notebook_hears(*, owner: Member, hears: bool) -> None:
    """Choose whether to hear when a wish fits somebody in one's notebook."""
    NotebookChoice.objects.update_or_create(owner=owner, defaults={"hears_of_wishes": hears})


def _ask(ask: ContactAsk, other: Member) -> None:
    try:
        tie_propose_quietly(proposer=ask.owner, other=other, how=ask.how, source=TieSource.IMPORT)
    except TieRefusedError:
        return  # they know each other already
