"""Offers: a helper comes forward. What an introduction, coffee or call leads to lives in the room above."""

from django.db import transaction
from django.utils import timezone

from durf.changes.services import person_changed
from durf.members.models import Member
from durf.members.services.blocks import is_blocked
from durf.notices.services.notify import notify
from durf.wishes.models import Nudge, Offer, Wish
from durf.wishes.models.offer import Form
from durf.wishes.services.nudges import nudge_answer
from durf.wishes.services.waves import wave_postpone

LONGEST = 4000
IN_WORDS = (Form.ANSWER, Form.TIP)  # the text is the help itself


class OfferTextError(Exception):
    """An answer or tip needs words; `fact` is "empty" or "long"."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.fact = fact


class OfferRefusedError(Exception):
    """Nothing can be offered here; `fact` is "ended" (no longer open), "own", or "unknown" (not for this person)."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.fact = fact


@transaction.atomic
def offer_make(*, wish: Wish, helper: Member, form: str, text: str = "", private: bool = False) -> Offer:
    """Come forward for a wish. The asker is told of words at once; meetings are proposed by the room above.

    Saying the very same again gives the offer that stands, so that a button pressed twice does nothing twice.
    """
    wish = Wish.objects.select_for_update(of=("self",)).select_related("asker").get(pk=wish.pk)
    text = text.strip()
    _check(wish, helper, form, text)
    standing = Offer.objects.filter(wish=wish, helper=helper, form=form, text=text, withdrawn_at=None).first()
    if standing is not None and form != Form.INTRODUCTION:  # one may introduce several people
        return standing
    offer = Offer.objects.create(wish=wish, helper=helper, form=form, text=text, private=private)
    nudge_answer(wish=wish, helper=helper)
    wave_postpone(wish=wish)
    if form in IN_WORDS:
        notify(member=wish.asker, kind="wishes.offer", subject=offer.public_id)
        person_changed(member_id=helper.pk)
    return offer


@transaction.atomic
def offer_withdraw(*, offer: Offer) -> Offer:
    """Take an offer back: it is gone for everybody else, and from what the helper is known for."""
    if Offer.objects.filter(pk=offer.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        if offer.helper_id is not None:
            person_changed(member_id=offer.helper_id)
        offer.refresh_from_db()
    return offer


@transaction.atomic
def offer_hide(*, offer: Offer) -> Offer:
    """A host takes an answer out of sight."""
    Offer.objects.filter(pk=offer.pk, hidden_at=None).update(hidden_at=timezone.now())
    if offer.helper_id is not None:
        person_changed(member_id=offer.helper_id)
    offer.refresh_from_db()
    return offer


def _check(wish: Wish, helper: Member, form: str, text: str) -> None:
    if helper.pk == wish.asker_id:
        raise OfferRefusedError("own")
    if not (helper.is_active and helper.approved) or wish.asker is None or is_blocked(helper, wish.asker):
        raise OfferRefusedError("unknown")
    asked = Nudge.objects.filter(match__wish=wish, match__member=helper, sent_at__isnull=False)
    if not (Wish.objects.for_viewer(helper).filter(pk=wish.pk).exists() or asked.exists()):
        raise OfferRefusedError("unknown")
    if not wish.is_open:
        raise OfferRefusedError("ended")
    if form in IN_WORDS and not text:
        raise OfferTextError("empty")
    if len(text) > LONGEST:
        raise OfferTextError("long")
