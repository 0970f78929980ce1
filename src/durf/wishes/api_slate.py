"""Who could help, over the API: the slate of a wish, nudges, and whom of a notebook it may fit."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from durf.members.api import caller
from durf.safety.api import Id, Page, Paging, Plain, page_of
from durf.wishes.api import WishTold, wish_mine, wish_seen, wish_told
from durf.wishes.models import Nudge, Wish
from durf.wishes.pictures.slate import SlateRow, slate_match, slate_read
from durf.wishes.services.notebooks import PLACE as NOTEBOOK
from durf.wishes.services.notebooks import Fit, contacts_fitting
from durf.wishes.services.nudges import nudge_ask, nudge_decline

router = Router(tags=["wishes"])


class Match(Schema):
    """Somebody who could help. `handle` is empty while they have not given their name."""

    id: str
    label: str
    handle: str
    ring: int | None
    words: list[str]
    via: list[str]
    asked: bool
    answered: bool


class NudgeTold(Schema):
    """`notebook`: it came because the wish may fit somebody in your notebook; `wishes/{wish}/contacts` says whom."""

    id: str
    wish: WishTold
    word: str
    notebook: bool


class ContactFit(Schema):
    """Somebody of your notebook, the words that fit, and whether you have not spoken for long."""

    contact: str
    name: str
    words: list[str]
    dormant: bool


class AskWord(Schema):
    word: Plain = Field("", max_length=300)


@router.get("/wishes/{wish}/slate", response=list[Match])
def slate(request: HttpRequest, wish: Id) -> list[dict[str, Any]]:
    """Who could help with your own wish, each with why and through whom."""
    return [_match(row) for row in slate_read(wish=wish_mine(request, wish), viewer=caller(request))]


@router.post("/wishes/{wish}/slate/{match}", response={202: Match})
def slate_ask(request: HttpRequest, wish: Id, match: Id, body: AskWord) -> Status[dict[str, Any]]:
    """Ask one more person of the slate, with a word of your own."""
    found = wish_mine(request, wish)
    nudge_ask(wish=found, member=match_of(request, found, match).match.member, word=body.word)
    return Status(202, _match(match_of(request, found, match)))


@router.get("/wishes/{wish}/contacts", response=list[ContactFit])
def wish_contacts(request: HttpRequest, wish: Id) -> list[dict[str, Any]]:
    """Whom of your own notebook a wish may fit, for your eyes alone; eight at most."""
    return [_fit(fit) for fit in contacts_fitting(owner=caller(request), wish=wish_seen(request, wish))]


@router.get("/nudges", response=Page[NudgeTold])
def nudges(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """What you were asked and have not answered."""
    me = caller(request)
    readable = Wish.objects.for_viewer(me).values("pk")
    rows = Nudge.objects.waiting_on(me).filter(match__wish__in=readable).select_related("match__wish__asker")
    return page_of(rows.order_by("-pk"), paging, _nudge)


@router.post("/nudges/{nudge}/not-now", response={204: None})
def nudge_no(request: HttpRequest, nudge: Id) -> Status[None]:
    """Not now: nobody is told, and you are not asked again for this wish."""
    row = Nudge.objects.sent_to(caller(request)).filter(public_id=nudge).select_related("match__member").first()
    if row is None:
        raise Http404
    nudge_decline(nudge=row)
    return Status(204, None)


def match_of(request: HttpRequest, wish: Wish, public_id: str) -> SlateRow:
    """Find somebody of the slate."""
    row = slate_match(wish=wish, viewer=caller(request), public_id=public_id)
    if row is None:
        raise Http404
    return row


def _match(row: SlateRow) -> dict[str, Any]:
    words = tuple(dict.fromkeys(word for why in row.why for word in why.words))
    via = [member.name if member is not None else "" for member in row.near.via]
    handle = row.member.handle if row.member is not None else ""
    known = {"id": row.match.public_id, "label": str(row.label), "handle": handle, "ring": row.near.ring}
    return {**known, "words": list(words), "via": via, "asked": row.asked, "answered": row.answered}


def _nudge(row: Nudge) -> dict[str, Any]:
    notebook = row.match.place == NOTEBOOK
    return {"id": row.public_id, "wish": wish_told(row.match.wish), "word": row.word, "notebook": notebook}


def _fit(fit: Fit) -> dict[str, Any]:
    contact = fit.contact
    words = {"words": list(fit.words), "dormant": contact.is_dormant}
    return {"contact": contact.public_id, "name": contact.name, **words}
