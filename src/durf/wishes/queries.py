"""Lists of wishes and stories as one viewer may see them, and what waits for a member."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, Count, Q, QuerySet, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from durf.members.models import Member
from durf.notices.waiting import Waiting, in_short
from durf.wishes.models import Match, Nudge, Offer, Story, Thanks, Wish
from durf.wishes.models.wish import WishQuerySet
from durf.wishes.pictures.figures import figures_read
from durf.wishes.pictures.similar import fitting_wishes, similar_wishes
from durf.wishes.pictures.vias import Nearness, nearness_read
from durf.wishes.pictures.whys import Why, whys_read, words_of
from durf.wishes.services.lasting import unanswered

__all__ = ["similar_wishes"]

MOST_WORDS = 8  # of a search; more only makes it slower
MOST_WAITING = 5  # of each sort: the page stays one page
ANSWERED_LONG = timedelta(days=10)  # then it is fair to ask whether the answers helped
LOOK_BACK_FOR = timedelta(days=60)
EXCERPT = 70
FOR_SOMEONE_NEW = 2


@dataclass(frozen=True)
class ForYou:
    """An open wish this member could help with: why, and how they stand to the asker."""

    wish: Wish
    why: list[Why]
    near: Nearness
    nudge: Nudge | None

    @property
    def words(self) -> list[str]:
        """The words that fit."""
        return words_of(self.why)


def wishes_search(
    *,
    viewer: Member | None,
    text: str = "",
    kind: str = "",
    place: str = "",
    tag: str = "",
    language: str = "",
    state: str = "open",
) -> WishQuerySet:
    """Wishes this viewer may read, newest first; every word of the text must occur. `state="all"` has no filter."""
    rows = Wish.objects.for_viewer(viewer).published()
    for word in text.split()[:MOST_WORDS]:
        rows = rows.filter(
            Q(text__icontains=word) | Q(place__icontains=word) | Q(tags__word=word.lower().removeprefix("#"))
        )
    exact = {"kind": kind, "language": language, "state": "" if state == "all" else state}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if place:
        rows = rows.filter(place__icontains=place)
    if tag:
        rows = rows.filter(tags__word=tag.lower().removeprefix("#"))
    return rows.select_related("asker").prefetch_related("tags").order_by("-published_at", "-pk").distinct()


def newest_open(*, viewer: Member | None, most: int) -> list[Wish]:
    """The latest open wishes of others."""
    rows = wishes_search(viewer=viewer)
    return list((rows.exclude(asker=viewer) if viewer is not None else rows)[:most])


def own_open(member: Member, *, most: int = 10) -> list[Wish]:
    """A member's own open wishes with `offer_count`, how many people came forward."""
    seen = Offer.objects.for_viewer(member).values("pk")
    forward = Count("offers__helper", filter=Q(offers__in=seen), distinct=True)
    rows = Wish.objects.filter(asker=member, state="open").annotate(offer_count=forward)
    return list(rows.order_by("-published_at")[:most])


def stories_published(*, viewer: Member | None) -> QuerySet[Story]:
    """Stories of wishes this viewer may read; the story of a wish for members stays with members."""
    readable = Wish.objects.for_viewer(viewer).values("pk")
    return Story.objects.published().filter(wish__in=readable).select_related("wish__asker")


def newest_stories(*, viewer: Member | None = None, most: int) -> list[Story]:
    """The latest stories, those in the reader's language first."""
    theirs = get_language() or ""
    mine = Case(When(wish__language=theirs, then=0), default=1)
    return list(stories_published(viewer=viewer).order_by(mine, "-pk")[:most])


def for_you(member: Member, *, most: int = 12) -> list[ForYou]:
    """Open wishes this member was matched with and has not answered; those they were asked for come first.

    Someone who came after all of them were asked is shown what fits their words.
    """
    readable = Wish.objects.for_viewer(member).open().exclude(asker=member).exclude(offers__helper=member)
    asked_first = Case(When(nudge__state="sent", then=0), default=1)
    matches = list(
        Match.objects.filter(member=member, wish__in=readable.values("pk"))
        .exclude(nudge__state__in=["declined", "offered"])
        .select_related("wish__asker", "member", "nudge")
        .order_by(asked_first, "-score", "-pk")[:most]
    )
    if not matches:
        return [_fits(wish) for wish in fitting_wishes(member=member, most=FOR_SOMEONE_NEW)]
    near, whys = nearness_read(matches, reader=member), whys_read(matches, reader=member)
    return [
        ForYou(
            wish=match.wish,
            why=whys[match.pk],
            near=near[match.pk],
            nudge=_open_nudge(match),
        )
        for match in matches
    ]


def _fits(wish: Wish) -> ForYou:
    return ForYou(wish=wish, why=[], near=Nearness(ring=None), nudge=None)


def match_of(*, wish: Wish, member: Member) -> ForYou | None:
    """Why this member sees this wish, for its own page."""
    match = Match.objects.filter(wish=wish, member=member).select_related("wish__asker", "member", "nudge").first()
    if match is None:
        return None
    return ForYou(
        wish=wish,
        why=whys_read([match], reader=member)[match.pk],
        near=nearness_read([match], reader=member)[match.pk],
        nudge=_open_nudge(match),
    )


def _open_nudge(match: Match) -> Nudge | None:
    """The nudge this person got and has not answered."""
    nudge: Nudge | None = getattr(match, "nudge", None)
    return nudge if nudge is not None and nudge.state == "sent" else None


def statistics() -> str | None:
    """The sentence above the button, from this community's own wishes; None while there are too few."""
    figures = figures_read()
    if figures is None:
        return None
    if figures.helped >= 10:
        return ngettext(
            "Here nearly every wish got an offer, usually within %(hours)d hour.",
            "Here nearly every wish got an offer, usually within %(hours)d hours.",
            figures.hours,
        ) % {"hours": figures.hours}
    return ngettext(
        "Here %(helped)d of 10 wishes got an offer, usually within %(hours)d hour.",
        "Here %(helped)d of 10 wishes got an offer, usually within %(hours)d hours.",
        figures.hours,
    ) % {"helped": figures.helped, "hours": figures.hours}


def waiting(member: Member) -> list[Waiting]:
    """What waits for this member's word: nudges, thanks to agree with, answers to thank for, looking back."""
    return [*_nudged(member), *_thanked(member), *_answered(member), *_own_old(member)]


def _nudged(member: Member) -> list[Waiting]:
    if not Nudge.objects.waiting_on(member).exists():  # a small question before the large one: this is on every page
        return []
    readable = Wish.objects.for_viewer(member).values("pk")
    nudges = (
        Nudge.objects.waiting_on(member).filter(match__wish__in=readable).exclude(match__wish__offers__helper=member)
    )
    nudges = nudges.select_related("match__wish__asker").order_by("sent_at")[:MOST_WAITING]
    return [
        Waiting(
            text=_("%(name)s asks: “%(wish)s”") % {"name": _name(nudge.match.wish), "wish": _excerpt(nudge.match.wish)},
            url=nudge.match.wish.get_absolute_url(),
            action=_("Read the wish"),
            since=nudge.sent_at or nudge.created_at,
        )
        for nudge in nudges
    ]


def _thanked(member: Member) -> list[Waiting]:
    as_helper, as_connector = Q(helper=member, helper_agrees=None), Q(connector=member, connector_agrees=None)
    rows = (
        Thanks.objects.filter(as_helper | as_connector, public=True, wish__hidden_at=None)
        .select_related("wish__asker")
        .order_by("pk")[:MOST_WAITING]
    )
    return [
        Waiting(
            text=_("%(name)s thanks you. May others read it?") % {"name": _name(thanks.wish)},
            url=reverse("thanks_agree", args=[thanks.public_id]),
            action=_("Read the thanks"),
            since=thanks.created_at,
        )
        for thanks in rows
    ]


def _answered(member: Member) -> list[Waiting]:
    long_ago = timezone.now() - ANSWERED_LONG
    seen = Offer.objects.for_viewer(member).filter(created_at__lt=long_ago)
    offered = Q(offers__in=seen.values("pk"))
    rows = Wish.objects.filter(offered, asker=member, state="open").distinct().order_by("pk")[:MOST_WAITING]
    return [
        Waiting(
            text=_("People came forward for “%(wish)s”. Did it help?") % {"wish": _excerpt(wish)},
            url=reverse("thanks_give", args=[wish.public_id]),
            action=_("Say thank you"),
            since=(wish.published_at or wish.created_at) + ANSWERED_LONG,
        )
        for wish in rows
    ]


def _own_old(member: Member) -> list[Waiting]:
    """Own wishes of some time ago: other words, is it still open, or what became of it?"""
    fulfilled = Q(state="fulfilled", looked_back_at__gt=timezone.now() - LOOK_BACK_FOR, aftermath="")
    asked = Q(state="open", hidden_at=None, still_asked_at__isnull=False)
    quiet = Q(pk__in=unanswered().filter(asker=member, again_asked_at__isnull=False).values("pk"))
    rows = Wish.objects.filter(fulfilled | asked | quiet, asker=member).order_by("looked_back_at", "still_asked_at")
    return [_old(wish) for wish in rows[: 2 * MOST_WAITING]]


def _old(wish: Wish) -> Waiting:
    quoted = {"wish": _excerpt(wish)}
    if wish.state == "fulfilled":
        url, since = reverse("look_back", args=[wish.public_id]), wish.looked_back_at
        return Waiting(_("What became of “%(wish)s”?") % quoted, url, _("Tell it"), since or wish.created_at)
    if wish.still_asked_at is not None:
        url = reverse("wish_still", args=[wish.public_id])
        return Waiting(_("Is “%(wish)s” still open?") % quoted, url, _("Say so"), wish.still_asked_at)
    text = _("Nobody came forward yet for “%(wish)s”. Other words reach other people.") % quoted
    url = reverse("wish_edit", args=[wish.public_id]) + "?again=1"
    return Waiting(text, url, _("Say it another way"), wish.again_asked_at or wish.created_at)


def _name(wish: Wish) -> str:
    return wish.asker.first_name if wish.asker is not None else _("Someone")


def _excerpt(wish: Wish) -> str:
    return in_short(wish.text, EXCERPT)
