"""Wishes over the API: coach and reach before asking, the wish itself, who could help, nudges, thanks and stories."""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from durf.members.api import caller, member_seen
from durf.safety.api import Id, Page, Paging, Plain, page_of
from durf.wishes.models import Offer, Thanks, Wish
from durf.wishes.pictures.preview import preview_make
from durf.wishes.queries import stories_published, wishes_search
from durf.wishes.services import asking
from durf.wishes.services.lasting import wish_still
from durf.wishes.services.offering import offer_withdraw
from durf.wishes.services.thanking import thanks_agree, thanks_give

router = Router(tags=["wishes"])
KIND, AUDIENCE, LANGUAGE = "^(advice|lead|hand|thing|company)$", "^(everyone|members|network|asked)$", "^(nl|en)$"


class WishWords(Schema):
    text: Plain = Field(min_length=1, max_length=2000)
    kind: str = Field("advice", pattern=KIND)
    language: str = Field("nl", pattern=LANGUAGE)
    audience: str = Field("members", pattern=AUDIENCE)
    place: Plain = Field("", max_length=80, pattern=r"^[^\n\t]*$")
    by_when: date | None = None


class Text(Schema):
    text: Plain = Field(max_length=2000)
    kind: str = Field("advice", pattern=KIND)
    language: str = Field("nl", pattern=LANGUAGE)
    audience: str = Field("members", pattern=AUDIENCE)


class Preview(Schema):
    """How far a text reaches, in the words of the page, and what the coach says of it."""

    rings: list[str]
    hints: list[str]
    praise: str
    spent: bool


class WishTold(Schema):
    id: str
    asker: str
    text: str
    kind: str
    language: str
    place: str
    by_when: date | None
    audience: str
    state: str
    published_at: datetime | None


class OfferTold(Schema):
    id: str
    helper: str
    form: str
    text: str
    private: bool


class ThanksWords(Schema):
    text: Plain = Field(min_length=1, max_length=1000)
    helper: Id | None = None
    connector: Id | None = None
    public: bool = False
    story: Plain = Field("", max_length=2000)


class ThanksTold(Schema):
    id: str
    text: str
    public: bool


class WishStep(Schema):
    step: str = Field(pattern="^(close|reopen|enough|still)$")


class Agreement(Schema):
    yes: bool


class StoryTold(Schema):
    wish: WishTold
    text: str


class WishQuery(Paging):
    q: Plain = Field("", max_length=200)
    mine: bool = False


@router.post("/preview", response=Preview)
def preview(request: HttpRequest, body: Text) -> dict[str, Any]:
    """What the page shows beside a text; nothing is written. It counts against the same budget."""
    seen = preview_make(viewer=caller(request), visitor="", **body.dict())
    numbers = (seen.picture.ring1, seen.picture.ring2, seen.picture.beyond) if seen.picture and seen.counted else ()
    hints = [f"{hint.lead} {hint.rest}".strip() for hint in seen.hints]
    return {"rings": [str(ring.text) for ring in numbers], "hints": hints, "praise": seen.praise, "spent": seen.spent}


@router.get("/wishes", response=Page[WishTold])
def wishes(request: HttpRequest, search: Query[WishQuery]) -> dict[str, Any]:
    """Wishes you may read, the latest first; `mine` gives your own, drafts included."""
    me = caller(request)
    if search.mine:
        return page_of(Wish.objects.filter(asker=me).select_related("asker").order_by("-pk"), search, wish_told)
    return page_of(wishes_search(viewer=me, text=search.q, state="all"), search, wish_told)


@router.post("/wishes", response={201: WishTold})
def wish_ask(request: HttpRequest, body: WishWords) -> Status[dict[str, Any]]:
    """Ask: matched at once, and the first people are asked."""
    return Status(201, wish_told(asking.wish_publish(asker=caller(request), source="api", **body.dict())))


@router.get("/wishes/{wish}", response=WishTold)
def wish(request: HttpRequest, wish: Id) -> dict[str, Any]:
    """One wish; one that is not for you answers like a missing one."""
    return wish_told(wish_seen(request, wish))


@router.put("/wishes/{wish}", response=WishTold)
def wish_change(request: HttpRequest, wish: Id, body: WishWords) -> dict[str, Any]:
    """Change an open wish of your own; whoever was asked already is not asked again."""
    return wish_told(asking.wish_edit(wish=wish_mine(request, wish), **body.dict()))


@router.post("/wishes/{wish}/again", response=WishTold)
def wish_again(request: HttpRequest, wish: Id, body: WishWords) -> dict[str, Any]:
    """Send an unanswered wish out once more, in other words: as many again are asked, nobody twice. Once a wish."""
    return wish_told(asking.wish_again(wish=wish_mine(request, wish), **body.dict()))


@router.post("/wishes/{wish}/step", response=WishTold)
def wish_step(request: HttpRequest, wish: Id, body: WishStep) -> dict[str, Any]:
    """`close` without thanks, `reopen`, `enough`: ask nobody else, or `still`: it is open for four weeks more."""
    steps = {
        "close": asking.wish_close,
        "reopen": asking.wish_reopen,
        "enough": asking.wish_enough,
        "still": wish_still,
    }
    return wish_told(steps[body.step](wish=wish_mine(request, wish)))


@router.delete("/offers/{offer}", response={204: None})
def offer_back(request: HttpRequest, offer: Id) -> Status[None]:
    """Take your own offer back."""
    row = Offer.objects.filter(helper=caller(request), withdrawn_at=None, public_id=offer).first()
    if row is None:
        raise Http404
    offer_withdraw(offer=row)
    return Status(204, None)


@router.post("/wishes/{wish}/thanks", response={201: ThanksTold})
def thank(request: HttpRequest, wish: Id, body: ThanksWords) -> Status[dict[str, Any]]:
    """Thank whoever helped; the wish is fulfilled by it."""
    helper, connector = (member_seen(one, caller(request)) if one else None for one in (body.helper, body.connector))
    row = thanks_give(
        wish=wish_mine(request, wish),
        helper=helper,
        connector=connector,
        text=body.text,
        public=body.public,
        story_text=body.story,
    )
    return Status(201, _thanks(row))


@router.get("/thanks", response=Page[ThanksTold])
def thanks(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """Thanks that name you."""
    rows = Thanks.objects.filter(wish__hidden_at=None)
    named = rows.filter(helper=caller(request)) | rows.filter(connector=caller(request))
    return page_of(named.order_by("-pk"), paging, _thanks)


@router.post("/thanks/{thanks}/agree", response={204: None})
def thanks_public(request: HttpRequest, thanks: Id, body: Agreement) -> Status[None]:
    """Say whether others may read thanks that name you."""
    me = caller(request)
    rows = Thanks.objects.filter(wish__hidden_at=None, public_id=thanks)
    row = (rows.filter(helper=me) | rows.filter(connector=me) | rows.filter(wish__asker=me)).first()
    if row is None:
        raise Http404
    thanks_agree(thanks=row, member=me, agrees=body.yes)
    return Status(204, None)


@router.get("/stories", response=Page[StoryTold])
def stories(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """What came of wishes, where everybody in it likes others to read it."""
    rows = stories_published(viewer=caller(request)).select_related("wish__asker")
    return page_of(rows.order_by("-pk"), paging, lambda story: {"wish": wish_told(story.wish), "text": story.text})


def wish_seen(request: HttpRequest, public_id: str) -> Wish:
    """Find a wish the caller may read."""
    rows = Wish.objects.for_viewer(caller(request)).select_related("asker")
    return _found(rows.filter(public_id=public_id).first())


def wish_mine(request: HttpRequest, public_id: str) -> Wish:
    """Find a wish the caller asked."""
    rows = Wish.objects.exclude(state="draft").select_related("asker")
    return _found(rows.filter(public_id=public_id, asker=caller(request)).first())


def wish_told(row: Wish) -> dict[str, Any]:
    """Tell of a wish what its page tells."""
    names = ("text", "kind", "language", "place", "by_when", "audience", "state", "published_at")
    asker = row.asker.handle if row.asker is not None else ""
    return {"id": row.public_id, "asker": asker, **{name: getattr(row, name) for name in names}}


def offer_told(row: Offer) -> dict[str, Any]:
    """Tell of an offer to one who may read it."""
    helper = row.helper.handle if row.helper is not None else ""
    return {"id": row.public_id, "helper": helper, "form": row.form, "text": row.text, "private": row.private}


def _thanks(row: Thanks) -> dict[str, Any]:
    return {"id": row.public_id, "text": row.text, "public": row.public}


def _found(row: Wish | None) -> Wish:
    if row is None:
        raise Http404
    return row
