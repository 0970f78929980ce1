"""The letters of this room, each made at the moment it leaves, from what is true then."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse

from durf.coach.advice import advise
from durf.members.models import Member
from durf.members.services.blocks import is_blocked
from durf.network.queries import hears_of_wishes
from durf.notices.letters import Letter, to_member
from durf.notices.models import Notice
from durf.safety.models import Link
from durf.safety.services.links import link_make
from durf.wishes.models import Match, Nudge, Offer, Thanks, Wish
from durf.wishes.pictures.vias import nearness_read
from durf.wishes.pictures.whys import whys_read, words_of
from durf.wishes.services.lasting import unanswered
from durf.wishes.services.notebooks import PLACE, Fit, contacts_fitting
from durf.wishes.services.nudges import nudge_claim, nudge_drop, nudge_later

FITS_NAMED = 2  # in a letter; the page shows more
STILL_PURPOSE = "still"  # of the link that keeps one wish open
NUDGE_PURPOSE = "nudge"  # of the link that answers one nudge


def letter(notice: Notice) -> Letter | None:
    """Write the letter for a notice, or nothing when what it says is no longer true."""
    write = _WRITERS.get(notice.kind)
    return write(notice) if write is not None else None


def _nudge(notice: Notice) -> Letter | None:
    """Somebody asks and you may be able to help: claimed here, in the transaction that sends it."""
    fits = _fits(notice)
    if fits == []:
        nudge_drop(nudge_id=notice.subject)
        return None
    nudge = nudge_claim(nudge_id=notice.subject)
    if nudge is None:
        later = nudge_later(nudge_id=notice.subject)
        return to_member(notice, "wishes/notices/nudge", group="nudges", wait_until=later) if later else None
    token = link_make(
        kind=Link.Kind.ACTION,
        purpose=NUDGE_PURPOSE,
        target=nudge.public_id,
        holder=nudge.match.member.public_id,
    )
    return _to(
        notice,
        "nudge_notebook" if fits else "nudge",
        group="nudges",
        context={
            **_reasons(nudge),
            "fits": (fits or [])[:FITS_NAMED],
            "answer_url": settings.PUBLIC_URL + reverse("nudge", args=[token]),
        },
    )


def _fits(notice: Notice) -> list[Fit] | None:
    """Whom of their notebook a nudge is about, as it reads now; None for a nudge about the member's own words."""
    rows = Match.objects.select_related("wish__asker", "member").filter(nudge__public_id=notice.subject, place=PLACE)
    match = rows.first()
    if match is None or notice.member is None:
        return None
    return contacts_fitting(owner=notice.member, wish=match.wish) if hears_of_wishes(notice.member) else []


def _reasons(nudge: Nudge) -> dict[str, Any]:
    """Why this person and through whom, as far as they may know."""
    match = nudge.match
    whys = whys_read([match], reader=match.member)[match.pk]
    near = nearness_read([match], reader=match.member)[match.pk]
    return {
        "wish": match.wish,
        "asker": match.wish.asker,
        "word": nudge.word,
        "words": words_of(whys)[:5],
        "quote": whys[0].text if whys else "",
        "private": match.scope == "nudge",
        "chosen": match.place == "chosen",
        "names": near.names,
        "ring": near.ring,
        "unnamed": bool(near.via) and not near.names,
    }


def _offer(notice: Notice) -> Letter | None:
    """Somebody answered your wish."""
    offer = Offer.objects.select_related("wish__asker", "helper").filter(public_id=notice.subject).first()
    if offer is None or offer.helper is None or offer.withdrawn_at is not None or offer.hidden_at is not None:
        return None
    if not _writes_to(notice, offer.helper) or offer.wish.asker_id != notice.member_id:
        return None
    url = settings.PUBLIC_URL + offer.wish.get_absolute_url()
    context = {"wish": offer.wish, "offer": offer, "helper": offer.helper, "wish_url": url}
    return _to(notice, "offer", group="wishes", context=context)


def _thanks(notice: Notice) -> Letter | None:
    """What came of your help, and whether others may read the thanks."""
    thanks = (
        Thanks.objects.select_related("wish__asker", "helper", "connector").filter(public_id=notice.subject).first()
    )
    if thanks is None or thanks.wish.asker is None or not _writes_to(notice, thanks.wish.asker):
        return None
    if notice.member_id not in (thanks.helper_id, thanks.connector_id):
        return None
    as_helper = notice.member_id == thanks.helper_id
    url = reverse("thanks_agree", args=[thanks.public_id])
    context = {
        "wish": thanks.wish,
        "asker": thanks.wish.asker,
        "thanks": thanks,
        "as_helper": as_helper,
        "helper": thanks.helper,
        "connector": thanks.connector,
        "thanks_url": settings.PUBLIC_URL + url,
    }
    return _to(notice, "thanks", group="wishes", context=context)


def _look_back(notice: Notice) -> Letter | None:
    """Six weeks later: what became of it?"""
    wish = Wish.objects.filter(public_id=notice.subject, state="fulfilled", aftermath="", hidden_at=None).first()
    if wish is None or wish.asker_id != notice.member_id:
        return None
    url = settings.PUBLIC_URL + reverse("look_back", args=[wish.public_id])
    return _to(notice, "look_back", group="wishes", context={"wish": wish, "look_back_url": url})


def _still(notice: Notice) -> Letter | None:
    """After four weeks: is it still open?"""
    wish = Wish.objects.open().filter(public_id=notice.subject, still_asked_at__isnull=False).first()
    if wish is None or notice.member is None or wish.asker_id != notice.member_id:
        return None
    holder = notice.member.public_id
    token = link_make(kind=Link.Kind.ACTION, purpose=STILL_PURPOSE, target=wish.public_id, holder=holder)
    urls = {
        "still_url": settings.PUBLIC_URL + reverse("wish_still_by_link", args=[token]),
        "wish_url": settings.PUBLIC_URL + reverse("wish_still", args=[wish.public_id]),
    }
    return _to(notice, "still", group="wishes", context={"wish": wish, **urls})


def _again(notice: Notice) -> Letter | None:
    """A week without an offer: perhaps other words."""
    wish = unanswered().filter(public_id=notice.subject, again_asked_at__isnull=False).first()
    if wish is None or wish.asker_id != notice.member_id:
        return None
    hints = [hint.text for hint in advise(wish.text, lang=wish.language, audience=wish.audience)]
    url = settings.PUBLIC_URL + reverse("wish_edit", args=[wish.public_id]) + "?again=1"
    return _to(notice, "again", group="wishes", context={"wish": wish, "hints": hints, "again_url": url})


def _to(notice: Notice, template: str, *, group: str, context: dict[str, Any]) -> Letter | None:
    question = " ".join(context["wish"].text.split())  # in one line, to be quoted within a sentence
    return to_member(notice, f"wishes/notices/{template}", group=group, context={**context, "question": question})


def _writes_to(notice: Notice, author: Member) -> bool:
    """Whether the author's words may still reach the reader."""
    return author.is_active and notice.member is not None and not is_blocked(author, notice.member)


_WRITERS: dict[str, Callable[[Notice], Letter | None]] = {
    "wishes.nudge": _nudge,
    "wishes.offer": _offer,
    "wishes.thanks": _thanks,
    "wishes.look_back": _look_back,
    "wishes.still": _still,
    "wishes.again": _again,
}
