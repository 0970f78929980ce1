"""Still open? Asked after four weeks; a wish whose asker says nothing rests two weeks later.

And after a week without an offer: would other words help? Both are asked by the age of the wish alone, so that the
moment tells nothing of who was asked meanwhile.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from durf.notices.services.notify import notices_see, notify
from durf.wishes.models import Offer, Wish
from durf.wishes.models.wish import WishQuerySet
from durf.wishes.services.asking import WishStateError, wish_close

ASKED_AFTER = timedelta(weeks=4)
RESTS_AFTER = timedelta(weeks=2)
OTHER_WORDS_AFTER = timedelta(weeks=1)


def wishes_last(*, most: int = 50) -> int:
    """Ask whether old wishes are still open, and let those rest whose askers did not say; returns how many."""
    now = timezone.now()
    old = Wish.objects.open().annotate(since=Coalesce(F("still_from"), F("published_at"))).order_by("pk")
    due = old.filter(still_asked_at=None, since__lte=now - ASKED_AFTER)
    silent = Wish.objects.open().filter(still_asked_at__lte=now - RESTS_AFTER)
    quiet = unanswered().filter(again_asked_at=None, published_at__lte=now - OTHER_WORDS_AFTER)
    asked = sum(_suggest(pk) for pk in list(quiet.order_by("pk").values_list("pk", flat=True)[:most]))
    asked += sum(_ask(pk) for pk in list(due.values_list("pk", flat=True)[:most]))
    return asked + sum(_rest(pk) for pk in list(silent.values_list("pk", flat=True)[:most]))


@transaction.atomic
def wish_still(*, wish: Wish) -> Wish:
    """The asker says that it is still open: asked again in four weeks."""
    now = timezone.now()
    if not Wish.objects.open().filter(pk=wish.pk).update(still_from=now, still_asked_at=None):
        raise WishStateError(wish.state)
    if wish.asker is not None:
        notices_see(member=wish.asker, subject=wish.public_id)
    wish.refresh_from_db()
    return wish


def unanswered() -> WishQuerySet:
    """Open wishes nobody came forward for, that did not go out a second time and are not too late."""
    offered = Offer.objects.filter(withdrawn_at=None, hidden_at=None, wish=OuterRef("pk"))
    late = Q(by_when__lt=timezone.localdate())
    return Wish.objects.open().filter(~Exists(offered), enough_at=None, again_at=None).exclude(late)


@transaction.atomic
def _suggest(wish_id: int) -> bool:
    """Suggest other words, once a wish."""
    if not unanswered().filter(pk=wish_id, again_asked_at=None).update(again_asked_at=timezone.now()):
        return False
    wish = Wish.objects.select_related("asker").get(pk=wish_id)
    if wish.asker is None:
        return False
    notify(member=wish.asker, kind="wishes.again", subject=wish.public_id)
    return True


@transaction.atomic
def _ask(wish_id: int) -> bool:
    """Ask once: of two workers only one finds it unasked."""
    if not Wish.objects.open().filter(pk=wish_id, still_asked_at=None).update(still_asked_at=timezone.now()):
        return False
    wish = Wish.objects.select_related("asker").get(pk=wish_id)
    if wish.asker is None:
        return False
    notify(member=wish.asker, kind="wishes.still", subject=wish.public_id)
    return True


@transaction.atomic
def _rest(wish_id: int) -> bool:
    wish = Wish.objects.select_for_update(of=("self",)).filter(pk=wish_id, still_asked_at__isnull=False).first()
    if wish is None or not wish.is_open:
        return False
    wish_close(wish=wish)
    Wish.objects.filter(pk=wish_id).update(still_asked_at=None)
    return True
