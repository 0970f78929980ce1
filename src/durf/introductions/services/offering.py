"""The one door of an offer: every page and mail link comes in here."""

from django.db import transaction

from durf.introductions.services.introducing import introduction_propose
from durf.introductions.services.refusals import HelperUnavailableError
from durf.members.models import Member
from durf.network.models import Contact
from durf.wishes.models import Offer, Wish
from durf.wishes.models.offer import Form
from durf.wishes.services.offering import offer_make

MEETINGS = (Form.COFFEE, Form.CALL)


@transaction.atomic
def offer_take(
    *,
    wish: Wish,
    helper: Member,
    form: str,
    text: str = "",
    private: bool = False,
    contact: Contact | None = None,
    other: Member | None = None,
    word: str = "",
) -> Offer:
    """Take an offer; for an introduction, coffee or call also propose the meeting, in the same transaction."""
    if form == Form.INTRODUCTION and (contact is None) == (other is None):
        raise HelperUnavailableError
    offer = offer_make(wish=wish, helper=helper, form=form, text=text, private=private)
    if form in MEETINGS:
        introduction_propose(wish=wish, proposer=helper, offer=offer, helper=helper, form=form, word=text)
    elif form == Form.INTRODUCTION:
        introduction_propose(wish=wish, proposer=helper, offer=offer, helper=other, contact=contact, word=word)
    return offer
