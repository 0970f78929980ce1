"""The visitor's side: ask through a page, confirm by mail, say yes, take it back, erase.

Whatever is asked, the page answers alike; an address that is not theirs gets one letter without a word of theirs in
it, so that nobody can use this to write to others.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from durf.introductions.models import PageQuestion
from durf.introductions.models.question import KEPT, KEPT_UNCONFIRMED, address_mark
from durf.introductions.services.refusals import IntroductionClosedError
from durf.members.models import Member
from durf.members.services.blocks import is_blocked
from durf.notices.models import Notice
from durf.notices.services.notify import notify
from durf.safety.models import Link
from durf.safety.services.links import link_make, links_end
from durf.safety.services.quotas import Quota, QuotaSpentError, quota_use
from durf.safety.services.suppression import address_suppress
from durf.wishes.models import Wish
from durf.wishes.services.forgetting import wishes_forget

DAY = timedelta(days=1)
FROM_PLACE = Quota("page_question_from", 10, DAY)  # one network address may be a whole library
TO_ADDRESS = Quota("page_question_to", 2, DAY)  # letters to one mail address
OF_OWNER = Quota("page_question_of", 20, DAY)  # letters caused through one page
CONFIRMED = Quota("page_question_waits", 5, DAY)  # that reach one owner
PURPOSE = "page_question"


def may_be_asked(owner: Member) -> bool:
    """Whether visitors may ask through this member's page."""
    return owner.page_open and owner.page_asks


def question_url(row: PageQuestion) -> str:
    """A link for the visitor, and for them alone."""
    token = link_make(kind=Link.Kind.DECISION, purpose=PURPOSE, target=row.public_id)
    return str(settings.PUBLIC_URL) + reverse("page_question", args=[token])


@transaction.atomic
def question_ask(
    *, owner: Member, name: str, email: str, text: str, language: str, place: str, for_network: bool = False
) -> PageQuestion | None:
    """Write a question down until its address is proved, and send one letter to prove it.

    Raises `QuotaSpentError` for the place it is asked from alone; what there is to say of the address or the page
    shows nowhere: then nothing is kept and None returned.
    """
    quota_use(quota=FROM_PLACE, subject=address_mark(place))
    mark = address_mark(email)
    if not may_be_asked(owner):
        return None
    try:
        with transaction.atomic():
            quota_use(quota=TO_ADDRESS, subject=mark)
            quota_use(quota=OF_OWNER, subject=owner.public_id)
    except QuotaSpentError:
        return None
    row = PageQuestion.objects.create(
        owner=owner,
        name=name,
        email=email,
        asker_mark=mark,
        text=text,
        language=language,
        for_network=for_network,
        until=timezone.now() + KEPT_UNCONFIRMED,
    )
    notify(member=None, kind="introductions.page_confirm", subject=row.public_id)
    return row


@transaction.atomic
def question_confirm(*, question: PageQuestion) -> PageQuestion:
    """The address is theirs: now it waits with the page's owner, unless the two are kept apart."""
    row = question_lock(question)
    if row.state != "unconfirmed":
        return row
    asker = Member.objects.filter(email__iexact=row.email).first()
    unwanted = not may_be_asked(row.owner) or (asker is not None and is_blocked(asker, row.owner))
    try:
        with transaction.atomic():
            quota_use(quota=CONFIRMED, subject=row.owner.public_id)
    except QuotaSpentError:
        unwanted = True
    row.state = "resting" if unwanted else "waiting"
    row.confirmed_at, row.until = timezone.now(), timezone.now() + KEPT
    row.save(update_fields=["state", "confirmed_at", "until"])
    if not unwanted:
        notify(member=row.owner, kind="introductions.page_question", subject=row.public_id)
    return row


@transaction.atomic
def question_meet(*, question: PageQuestion, reach: str) -> PageQuestion:
    """The visitor would like to meet too: the second of two consents."""
    row = question_lock(question)
    if row.state != "answered" or row.owner_yes_at is None or row.visitor_yes_at is not None:
        raise IntroductionClosedError
    row.visitor_yes_at, row.visitor_reach = timezone.now(), reach
    row.save(update_fields=["visitor_yes_at", "visitor_reach"])
    notify(member=row.owner, kind="introductions.page_agreed", subject=row.public_id)
    return row


@transaction.atomic
def question_unmeet(*, question: PageQuestion) -> PageQuestion:
    """Take the yes back: neither sees any more how to reach the other."""
    row = question_lock(question)
    row.visitor_yes_at, row.visitor_reach = None, ""
    row.save(update_fields=["visitor_yes_at", "visitor_reach"])
    return row


@transaction.atomic
def question_erase(*, question: PageQuestion) -> None:
    """Take it back and forget it, with the wish that was made of it: those are the visitor's words too."""
    row = question_lock(question)
    if row.wish_id is not None:
        wishes_forget(wishes=Wish.objects.filter(pk=row.wish_id))
    question_delete(row)


@transaction.atomic
def question_never(*, question: PageQuestion) -> None:
    """Erase it, and never write to this address again."""
    address_suppress(address=question.email)
    question_erase(question=question)


def questions_forget() -> int:
    """Delete what was never confirmed, and what is over; returns how many."""
    late = list(PageQuestion.objects.filter(until__lte=timezone.now()).order_by("pk")[:200])
    for row in late:
        with transaction.atomic():
            question_delete(row)
    return len(late)


def question_delete(row: PageQuestion) -> None:
    """Delete one with its links and notices."""
    links_end(target=row.public_id)
    Notice.objects.filter(subject=row.public_id).delete()
    row.delete()


def question_lock(question: PageQuestion) -> PageQuestion:
    """Read the row anew and keep it until the transaction ends."""
    row = PageQuestion.objects.select_for_update(of=("self",)).select_related("owner").filter(pk=question.pk).first()
    if row is None:
        raise IntroductionClosedError
    return row
