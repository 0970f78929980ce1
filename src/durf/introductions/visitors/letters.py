"""The letters about a question that came in through a page, made from what is true when they leave."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from durf.introductions.models import PageQuestion
from durf.introductions.visitors.asking import may_be_asked, question_url
from durf.members.models.quiet import quiet_until
from durf.notices.letters import Letter, to_member
from durf.notices.models import Notice

STATE = {
    "introductions.page_confirm": "unconfirmed",
    "introductions.page_question": "waiting",
    "introductions.page_answered": "answered",
    "introductions.page_asked_here": "asked_here",
    "introductions.page_agreed": "answered",
}


def letter(notice: Notice) -> Letter | None:
    """To the visitor or to the owner, or to nobody when it is no longer so."""
    row = PageQuestion.objects.select_related("owner").filter(public_id=notice.subject).first()
    if row is None or row.state != STATE[notice.kind] or row.until <= timezone.now() or not row.owner.is_active:
        return None
    if notice.member is None:
        return _to_visitor(notice, row)
    seen = PageQuestion.objects.for_owner(row.owner).filter(pk=row.pk).exists()
    agreed = notice.kind == "introductions.page_agreed"
    if not seen or (agreed and not row.both_agreed):
        return None
    wait = quiet_until(row.owner, timezone.now())
    context = _context(notice, row, settings.PUBLIC_URL + reverse("question", args=[row.public_id]))
    return to_member(notice, _template(notice), group="introductions", context=context, wait_until=wait)


def _to_visitor(notice: Notice, row: PageQuestion) -> Letter | None:
    unproved = row.state == "unconfirmed"
    if unproved and not may_be_asked(row.owner):
        return None
    if not unproved and not PageQuestion.objects.for_owner(row.owner).filter(pk=row.pk).exists():
        return None
    return Letter(
        to_name="" if unproved else row.name,  # a name nobody proved to be theirs is not sent to a stranger
        to_address=row.email,
        language=row.language,
        template=_template(notice),
        context=_context(notice, row, question_url(row)),
        without_account=True,
    )


def _template(notice: Notice) -> str:
    return f"introductions/notices/{notice.kind.partition('.')[2]}"


def _context(notice: Notice, row: PageQuestion, url: str) -> dict[str, Any]:
    name = notice.kind.partition(".")[2]
    words = f"introductions/notices/_{name}.html"
    return {"question": row, "owner": row.owner, "visitor": notice.member is None, "button_url": url, "words": words}
