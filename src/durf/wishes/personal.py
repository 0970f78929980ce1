"""What this room keeps about a member, given along or forgotten."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from durf.members.models import Member
from durf.wishes.models import Match, Nudge, Offer, Story, Tag, Thanks, Wish
from durf.wishes.services.forgetting import wishes_forget

WISH = (
    *("public_id", "text", "kind", "language", "place", "by_when", "audience", "state", "source"),
    *("created_at", "published_at", "closed_at", "aftermath"),
)
OFFER = ("wish__public_id", "form", "text", "private", "created_at", "withdrawn_at")
THANKS = ("wish__public_id", "text", "public", "created_at")


class WishData:
    """Wishes, what was offered and thanked, and what a member was asked for.

    Other people's words are theirs: an export names wishes a member was asked for by id only.
    """

    @staticmethod
    def export(member: Member) -> dict[str, Any]:
        """Everything this room knows about the member."""
        asked = Nudge.objects.filter(match__member=member, sent_at__isnull=False)
        thanked = Q(helper=member) | Q(connector=member)
        return {
            "wishes": list(Wish.objects.filter(asker=member).values(*WISH)),
            "tags": list(Tag.objects.filter(wish__asker=member).values("wish__public_id", "word")),
            "offers": list(Offer.objects.filter(helper=member).values(*OFFER)),
            "asked_for": list(asked.values("match__wish__public_id", "state", "sent_at", "answered_at")),
            "matched_with": list(
                Match.objects.filter(member=member, scope="shown").values("wish__public_id", "created_at")
            ),
            "network_wishes_readable": list(member.wishes_reached.values_list("public_id", flat=True)),
            "words_to_others": list(
                Nudge.objects.filter(match__wish__asker=member).exclude(word="").values("word", "created_at")
            ),
            "thanks_given": list(Thanks.objects.filter(wish__asker=member).values(*THANKS)),
            "thanks_received": list(Thanks.objects.filter(thanked).values(*THANKS)),
            "stories": list(Story.objects.filter(wish__asker=member).values("text", "published_at")),
        }

    @staticmethod
    def erase(member: Member) -> None:
        """Forget what the member wrote; what others wrote to them stays, without them, where nobody reads it."""
        wishes = Wish.objects.filter(asker=member)
        wishes.filter(state="draft").delete()
        wishes_forget(wishes=wishes)
        _help_forget(member)
        Match.objects.filter(member=member).delete()


def _help_forget(member: Member) -> None:
    """Take the member out of what they offered and were thanked for; a story that names them comes down."""
    named = Q(helper=member) | Q(connector=member)
    Story.objects.filter(wish__thanks__in=Thanks.objects.filter(named)).update(published_at=None)
    Thanks.objects.filter(named).update(public=False)
    Thanks.objects.filter(helper=member).update(helper=None, helper_agrees=None)
    Thanks.objects.filter(connector=member).update(connector=None, connector_agrees=None)
    offers = Offer.objects.filter(helper=member)
    offers.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
    offers.update(text="", helper=None)
