"""The outbox: deliveries that are due are claimed, made true once more, sent, and written off.

Nothing is held in memory: a worker that dies leaves rows another worker finishes. To a person without account
nothing is ever sent twice: after an uncertain crash their delivery is "unsure".
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from durf.members.models.quiet import quiet_until
from durf.notices.channels import Channel, DeliveryError, Message
from durf.notices.letters import Letter
from durf.notices.models import DELIVERY, Delivery, MailChoice
from durf.notices.rendering import message_render
from durf.safety.services.suppression import address_is_suppressed

log = logging.getLogger(__name__)

STALE_AFTER = timedelta(minutes=5)  # longer than any channel's own time-out
BACK_OFF = [
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
]


def deliveries_send(*, most: int = 100) -> int:
    """Send what is due and return how many messages left."""
    _stale_recover()
    due = Delivery.objects.filter(state="waiting", next_try_at__lte=timezone.now()).order_by("next_try_at", "pk")
    return sum(_send_or_set_aside(pk) for pk in list(due.values_list("pk", flat=True)[:most]))


def _send_or_set_aside(delivery_id: int) -> bool:
    """One letter that cannot be written must not hold up the others."""
    try:
        return delivery_send(delivery_id=delivery_id)
    except Exception:
        log.exception("delivery broke", extra={"delivery": delivery_id})
        waiting = Delivery.objects.filter(pk=delivery_id, state="waiting")
        waiting.filter(attempts__gte=len(BACK_OFF)).update(state="cancelled", finished_at=timezone.now())
        waiting.update(attempts=F("attempts") + 1, next_try_at=timezone.now() + timedelta(hours=1))
        return False


def delivery_send(*, delivery_id: int) -> bool:
    """Send one delivery; False when another worker has it or it may not leave now."""
    claimed = _claim(delivery_id)
    if claimed is None:
        return False
    delivery, message = claimed
    channel: Channel = import_string(delivery.channel)()
    try:
        channel.send(message)
    except DeliveryError as error:
        _put_back(delivery, error)
        return False
    _move(delivery, "sent", finished_at=timezone.now())
    log.info("delivery sent", extra={"delivery": delivery.pk, "kind": delivery.notice.kind})
    return True


@transaction.atomic
def _claim(delivery_id: int) -> tuple[Delivery, Message] | None:
    """Take the delivery and render it while what it says is still true."""
    now = timezone.now()
    taken = Delivery.objects.filter(pk=delivery_id, state="waiting", next_try_at__lte=now)
    if not taken.update(state="sending", claimed_at=now):
        return None
    delivery = Delivery.objects.select_related("notice__member").get(pk=delivery_id)
    later = _quiet(delivery, now)
    if later is not None:
        _move(delivery, "waiting", next_try_at=later)
        return None
    letter = _letter(delivery)
    if letter is None or _refused(delivery, letter):
        _move(delivery, "cancelled", finished_at=now)
        return None
    if letter.wait_until is not None and letter.wait_until > now:
        _move(delivery, "waiting", next_try_at=letter.wait_until)
        return None
    return delivery, message_render(delivery=delivery, letter=letter)


def _letter(delivery: Delivery) -> Letter | None:
    room = delivery.notice.kind.partition(".")[0]
    letter: Letter | None = import_string(settings.NOTICE_SOURCES[room])(delivery.notice)
    return letter


def _quiet(delivery: Delivery, now: datetime) -> datetime | None:
    """When a member's quiet hours end, if they are in them; what they do right now is answered at once."""
    member = delivery.notice.member
    if member is None or delivery.notice.data.get("at_once"):
        return None
    return quiet_until(member, now)


def _refused(delivery: Delivery, letter: Letter) -> bool:
    """Whether the reader switched this group off, or asked never to be written to."""
    member = delivery.notice.member
    if member is not None:
        return bool(letter.group) and MailChoice.objects.filter(member=member, group=letter.group).exists()
    return not letter.to_address or address_is_suppressed(address=letter.to_address)


def _put_back(delivery: Delivery, error: DeliveryError) -> None:
    """Try again later, or give up."""
    tries = delivery.attempts + 1
    if error.permanent or tries > len(BACK_OFF):
        _move(delivery, "failed", attempts=tries, finished_at=timezone.now())
    else:
        _move(delivery, "waiting", attempts=tries, next_try_at=timezone.now() + BACK_OFF[tries - 1])
    log.warning("delivery failed", extra={"delivery": delivery.pk, "attempts": tries})


def _move(delivery: Delivery, state: str, **fields: object) -> None:
    DELIVERY.check("sending", state)
    Delivery.objects.filter(pk=delivery.pk, state="sending").update(state=state, **fields)


@transaction.atomic
def _stale_recover() -> None:
    """Free what a dead worker held: members may get it again under the same message id, others never."""
    stale = Delivery.objects.filter(state="sending", claimed_at__lt=timezone.now() - STALE_AFTER)
    stale.filter(notice__member__isnull=True).update(state="unsure", finished_at=timezone.now())
    stale.filter(notice__member__isnull=False).update(state="waiting", next_try_at=timezone.now())
