"""What these tests start from: beekeepers of several sorts, and alice who asks about bees."""

from typing import Any

from django.utils import timezone

from durf.members.models import Member
from durf.network.models import Tie
from durf.network.services.ties import tie_make
from durf.notices.services.outbox import deliveries_send
from durf.reach.live_index import live_index
from durf.wishes.models import Nudge, Wish
from durf.wishes.services.asking import wish_publish
from tests.cast import make_member

BEES = "I keep bees on a flat roof"
QUESTION = "Who keeps bees on a roof and knows about the permit?"


def ask(asker: Member, text: str = QUESTION, **fields: Any) -> Wish:
    """Publish a wish for people who read what the cast reads."""
    return wish_publish(asker=asker, text=text, **{"language": "nl", **fields})


def beekeepers(number: int, **profile: Any) -> list[Member]:
    """Make strangers who keep bees, each in slightly other words, among neighbours who do not.

    A word that more than a quarter of the people say is common and reaches nobody.
    """
    neighbours(4 * number)
    return [make_member(f"keeper{i}", strengths=[f"{BEES}, hive {i}"], **profile) for i in range(number)]


def neighbours(number: int) -> None:
    """People who are there and know nothing of bees."""
    now, here = timezone.now(), Member.objects.count()
    Member.objects.bulk_create(
        Member(handle=f"n{i}", email=f"n{i}@example.org", name=f"N {i}", line="Paints", approved_at=now)
        for i in range(here, here + number)
    )
    live_index.forget()


def tie(one: Member, other: Member, openness: str = "open", openness_other: str = "") -> Tie:
    """Let two members know each other."""
    return tie_make(
        one=one,
        other=other,
        how="known",
        openness=openness,
        how_other="known",
        openness_other=openness_other or openness,
    )


def asked(wish: Wish) -> set[str]:
    """Handles of those meant to be asked or asked already."""
    rows = Nudge.objects.filter(match__wish=wish).exclude(state="dropped")
    return set(rows.values_list("match__member__handle", flat=True))


def sent(wish: Wish) -> set[str]:
    """Handles of those whose letter left."""
    rows = Nudge.objects.filter(match__wish=wish, sent_at__isnull=False)
    return set(rows.values_list("match__member__handle", flat=True))


def nudge_of(wish: Wish, member: Member) -> Nudge:
    """The one nudge of a person for a wish."""
    return Nudge.objects.select_related("match__wish", "match__member").get(match__wish=wish, match__member=member)


def post() -> int:
    """Let the worker deliver what is due."""
    return deliveries_send()
