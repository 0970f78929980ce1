"""Forgetting wishes: emptied and cut loose from whoever asked; what others wrote stays where nobody reads it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from durf.changes.services import person_changed
from durf.safety.services.links import links_end
from durf.wishes.models import Match, Nudge, Offer, Story, Tag, Thanks, Wish
from durf.wishes.models.wish import WishQuerySet

KEPT = timedelta(days=365)  # TRUST.md: an unfulfilled wish
MOST = 200


@transaction.atomic
def wishes_forget(*, wishes: WishQuerySet) -> None:
    """Close, empty and cut loose these wishes: a wish without asker is shown to nobody."""
    ids = list(wishes.values_list("pk", flat=True))
    wishes = Wish.objects.filter(pk__in=ids)
    nudges = Nudge.objects.filter(match__wish__in=ids)
    for public_id in nudges.filter(state__in=["waiting", "sent"]).values_list("public_id", flat=True):
        links_end(target=public_id)
    nudges.filter(state="waiting").update(state="dropped")
    nudges.filter(state="sent").update(state="expired")
    nudges.update(word="")
    Story.objects.filter(wish__in=ids).delete()
    Tag.objects.filter(wish__in=ids).delete()
    Thanks.objects.filter(wish__in=ids).update(text="", public=False)
    wishes.filter(state="open").update(state="closed", closed_at=timezone.now())
    wishes.update(text="", place="", aftermath="", audience="asked", next_wave_at=None, look_back_at=None, asker=None)
    helpers = Offer.objects.filter(wish__in=ids, helper__isnull=False).values_list("helper_id", flat=True)
    for helper_id in set(helpers):
        if helper_id is not None:
            person_changed(member_id=helper_id)


@transaction.atomic
def wishes_anonymise() -> int:
    """Forget who asked what more than a year ago, unless it was fulfilled; returns how many."""
    old = timezone.now() - KEPT
    ids = Wish.objects.filter(state__in=["open", "closed"], published_at__lt=old, asker__isnull=False)
    due = list(ids.order_by("pk").values_list("pk", flat=True)[:MOST])
    if due:
        wishes_forget(wishes=Wish.objects.filter(pk__in=due))
        Match.objects.filter(wish__in=due).delete()
        Wish.reach_members.through.objects.filter(wish__in=due).delete()
    drafts, _ = Wish.objects.filter(state="draft", created_at__lt=old).delete()
    return len(due) + drafts
