"""The owner's side: answer with a word, ask it here for the visitor, or let it rest without a sound."""

from django.db import transaction
from django.utils import timezone

from durf.introductions.models import PageQuestion
from durf.introductions.models.question import KEPT, PAGE_QUESTION
from durf.introductions.services.refusals import IntroductionClosedError
from durf.introductions.visitors.asking import question_lock
from durf.notices.services.notify import notices_see, notify
from durf.wishes.models import Wish
from durf.wishes.services.asking import wish_publish

OUTSIDE = "outside"  # the source of a wish that is asked for somebody who is not here


@transaction.atomic
def question_answer(*, question: PageQuestion, word: str, meet: bool = False) -> PageQuestion:
    """Send a word, and say whether one would like to meet: the first of two consents."""
    row = _step(question, "answered")
    row.word, row.owner_yes_at = word, timezone.now() if meet else None
    row.save(update_fields=["word", "owner_yes_at"])
    notify(member=None, kind="introductions.page_answered", subject=row.public_id)
    return row


@transaction.atomic
def question_ask_here(*, question: PageQuestion, text: str) -> Wish:
    """Ask it as a wish of one's own that says it is for somebody outside; the visitor hears that one did.

    Raises `QuotaSpentError` like any wish.
    """
    row = _step(question, "asked_here")
    row.wish = wish_publish(asker=row.owner, text=text, language=row.language, audience="members", source=OUTSIDE)
    row.save(update_fields=["wish"])
    notify(member=None, kind="introductions.page_asked_here", subject=row.public_id)
    return row.wish


@transaction.atomic
def question_rest(*, question: PageQuestion) -> PageQuestion:
    """Let it rest: nobody is told."""
    return _step(question, "resting")


@transaction.atomic
def question_close(*, question: PageQuestion) -> PageQuestion:
    """Take one's own yes back: neither sees any more how to reach the other."""
    row = question_lock(question)
    row.owner_yes_at = None
    row.save(update_fields=["owner_yes_at"])
    return row


def _step(question: PageQuestion, state: str) -> PageQuestion:
    row = question_lock(question)
    if row.state not in PAGE_QUESTION.sources(state) or row.state == "unconfirmed" or row.until <= timezone.now():
        raise IntroductionClosedError
    notices_see(member=row.owner, subject=row.public_id)
    row.state = state
    if state != "resting":
        row.until = timezone.now() + KEPT
    row.save(update_fields=["state", "until"])
    return row
