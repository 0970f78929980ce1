"""The digest: once a week or a day, what waits for a member and what fits them; never an empty one."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from durf.members.models import Member
from durf.notices.letters import Letter, to_member
from durf.notices.models import Notice
from durf.notices.services.notify import notify
from durf.notices.waiting import Waiting
from durf.web.waiting import waiting_list
from durf.wishes.models import Wish
from durf.wishes.queries import for_you

EVERY = {Member.Digest.WEEKLY: timedelta(days=7), Member.Digest.DAILY: timedelta(days=1)}
WAITING_MOST, WISHES_MOST = 6, 4


@dataclass(frozen=True)
class Digest:
    """What one letter tells."""

    waiting: list[Waiting]
    wishes: list[Wish]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell, and so no letter."""
        return not self.waiting and not self.wishes


def digest_of(member: Member) -> Digest:
    """Gather what waits, and the wishes of late that fit this member's own words."""
    since = timezone.now() - EVERY[Member.Digest(member.digest)]
    fitting = [row.wish for row in for_you(member) if row.why and (row.wish.published_at or since) > since]
    waiting = waiting_list(member)
    told = {row.url for row in waiting}
    wishes = [wish for wish in fitting if wish.get_absolute_url() not in told]
    return Digest(waiting[:WAITING_MOST], wishes[:WISHES_MOST])


def digests_send(*, most: int = 50) -> int:
    """Write to those whose week or day is over, if there is something to tell; returns how many were looked at."""
    now, looked = timezone.now(), 0
    for rhythm, every in EVERY.items():
        due = Member.objects.active().filter(digest=rhythm, digest_at__lte=now - every).order_by("digest_at")
        for member in due[:most]:
            looked += _send(member)
    return looked


def letter(notice: Notice) -> Letter | None:
    """Write it from what is true when it leaves."""
    if notice.member is None or notice.member.paused():
        return None
    found = digest_of(notice.member)
    if found.empty:
        return None
    site = settings.PUBLIC_URL
    context = {
        "waiting": [(row.text, row.action, site + row.url) for row in found.waiting],
        "wishes": [(wish, site + wish.get_absolute_url()) for wish in found.wishes],
        "home_url": site + reverse("home"),
    }
    return to_member(notice, "web/notices/digest", group="digest", context=context)


@transaction.atomic
def _send(member: Member) -> bool:
    """Look once: of two workers only one finds the day still over."""
    mine = Member.objects.filter(pk=member.pk, digest_at=member.digest_at)
    if not mine.update(digest_at=timezone.now()):
        return False
    if not member.paused() and not digest_of(member).empty:
        notify(member=member, kind="web.digest", subject=member.public_id)
    return True
