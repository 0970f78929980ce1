"""Coming forward, introductions and coffee over the API, each from the seat the caller has."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import AwareDatetime, Field

from durf.introductions.models import Introduction
from durf.introductions.queries import seats_of
from durf.introductions.seat import Seat, seat_of
from durf.introductions.services import coffees, connecting, introducing
from durf.introductions.services.contacts import decision_link, pass_on_open
from durf.introductions.services.offering import offer_take
from durf.introductions.services.refusals import IntroductionClosedError
from durf.members.api import caller, member_seen
from durf.network.api import contact_mine
from durf.network.services.ties import known_members
from durf.safety.api import Id, Page, Paging, Plain, page_of
from durf.wishes.api import OfferTold, offer_told, wish_mine, wish_seen
from durf.wishes.api_slate import match_of
from durf.wishes.models import Offer

router = Router(tags=["introductions"])


class OfferWords(Schema):
    """`introduction` names a member you know (`handle`) or somebody of your notebook (`contact`)."""

    form: str = Field(pattern="^(answer|tip|coffee|call|introduction)$")
    text: Plain = Field("", max_length=4000)
    private: bool = False
    handle: Id | None = None
    contact: Id | None = None


class Plan(Schema):
    """A coffee or a call: what was proposed, and when it is on."""

    state: str
    mine: bool
    manner: str
    where: str
    times: list[datetime]
    starts_at: datetime | None
    mark: str


class IntroductionTold(Schema):
    """`state`: yours (to decide), waiting, agreed, met, quiet (no answer) or no. `reach` only after two yeses."""

    id: str
    role: str
    state: str
    wish: str
    other: str
    via: str
    reach: str
    word: str
    coffee: Plan | None


class Step(Schema):
    step: str = Field(pattern="^(yes|no|withdraw|pass|stay_out)$")


class Word(Schema):
    word: Plain = Field(min_length=1, max_length=1000)


class Times(Schema):
    manner: str = Field("place", pattern="^(place|call)$")
    where: Plain = Field("", max_length=200)
    times: list[AwareDatetime] = Field(min_length=1, max_length=3)


class Picked(Schema):
    starts_at: AwareDatetime


class After(Schema):
    met: bool
    helped: bool | None = None


class DecisionLink(Schema):
    """The address with which a person without account decides. Send it yourself; Durf sends nothing."""

    url: str


@router.get("/wishes/{wish}/offers", response=Page[OfferTold])
def offers(request: HttpRequest, wish: Id, paging: Query[Paging]) -> dict[str, Any]:
    """Who came forward, as far as you may read it."""
    rows = Offer.objects.for_viewer(caller(request)).filter(wish=wish_seen(request, wish)).select_related("helper")
    return page_of(list(rows.distinct().order_by("pk")), paging, offer_told)


@router.post("/wishes/{wish}/offers", response={201: OfferTold})
def offer(request: HttpRequest, wish: Id, body: OfferWords) -> Status[dict[str, Any]]:
    """Come forward."""
    other = member_seen(body.handle, caller(request)) if body.handle else None
    if other is not None and not known_members(caller(request)).filter(pk=other.pk).exists():
        raise Http404
    made = offer_take(
        wish=wish_seen(request, wish),
        helper=caller(request),
        form=body.form,
        text="" if body.form == "introduction" else body.text,
        private=body.private,
        other=other,
        contact=contact_mine(body.contact, request) if body.contact else None,
        word=body.text,
    )
    return Status(201, offer_told(made))


@router.post("/wishes/{wish}/slate/{match}/introduction", response={202: IntroductionTold})
def introduction_ask(request: HttpRequest, wish: Id, match: Id, body: Word) -> Status[dict[str, Any]]:
    """Ask whoever knows you both to pass your wish on to somebody of its slate."""
    found, me = wish_mine(request, wish), caller(request)
    helper = match_of(request, found, match).match.member
    row = connecting.introduction_ask_connector(wish=found, asker=me, helper=helper, word=body.word)
    return Status(202, _told(_seat(row.public_id, request)))


@router.get("/introductions", response=Page[IntroductionTold])
def introductions(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """Every introduction in which you have a seat, the newest first."""
    return page_of(seats_of(caller(request)), paging, _told)


@router.get("/introductions/{introduction}", response=IntroductionTold)
def introduction(request: HttpRequest, introduction: Id) -> dict[str, Any]:
    """One introduction, from your seat."""
    return _told(_seat(introduction, request))


@router.post("/introductions/{introduction}/step", response=IntroductionTold)
def introduction_step(request: HttpRequest, introduction: Id, body: Step) -> dict[str, Any]:
    """Say yes or no, take a yes back, pass it on or stay out. A no is silent."""
    seat = _seat(introduction, request)
    row = seat.introduction
    if body.step in ("pass", "stay_out") and seat.passes:
        passing = connecting.introduction_pass_on if body.step == "pass" else connecting.introduction_stay_out
        passing(introduction=row, connector=caller(request))
    elif body.step in ("yes", "no") and seat.decides:
        deciding = introducing.introduction_accept if body.step == "yes" else introducing.introduction_decline
        deciding(introduction=row, side=seat.side)
    elif body.step == "withdraw" and seat.role != "connector":
        introducing.introduction_withdraw(introduction=row, side=seat.side)
    else:
        raise IntroductionClosedError
    row.refresh_from_db()
    return _told(Seat(row, seat.role, seat.member, seat.url))


@router.post("/introductions/{introduction}/link", response=DecisionLink)
def introduction_link(request: HttpRequest, introduction: Id) -> dict[str, Any]:
    """Make the link with which somebody of your notebook decides."""
    seat = _seat(introduction, request)
    if seat.role != "connector" or seat.introduction.contact is None:
        raise Http404
    if not pass_on_open(seat.introduction, caller(request)):
        raise IntroductionClosedError
    return {"url": decision_link(introduction=seat.introduction, through=caller(request))}


@router.post("/introductions/{introduction}/coffee", response=IntroductionTold)
def coffee(request: HttpRequest, introduction: Id, body: Times) -> dict[str, Any]:
    """Propose times, or other times than those proposed or agreed; the other side picks."""
    seat = _seat(introduction, request)
    if not seat.connected:
        raise IntroductionClosedError
    coffees.coffee_propose(introduction=seat.introduction, side=seat.side, **body.dict())
    return _told(_seat(introduction, request))


@router.post("/introductions/{introduction}/coffee/pick", response=IntroductionTold)
def coffee_pick(request: HttpRequest, introduction: Id, body: Picked) -> dict[str, Any]:
    """Pick one of the times; both get it in their calendar."""
    coffees.coffee_pick(coffee=_coffee(introduction, request), side=_seat(introduction, request).side, **body.dict())
    return _told(_seat(introduction, request))


@router.delete("/introductions/{introduction}/coffee", response=IntroductionTold)
def coffee_off(request: HttpRequest, introduction: Id) -> dict[str, Any]:
    """Call it off."""
    coffees.coffee_cancel(coffee=_coffee(introduction, request))
    return _told(_seat(introduction, request))


@router.post("/introductions/{introduction}/coffee/after", response=IntroductionTold)
def coffee_after(request: HttpRequest, introduction: Id, body: After) -> dict[str, Any]:
    """Afterwards: did you meet, did it help?"""
    row = _coffee(introduction, request)
    coffees.coffee_answer(coffee=row, side=_seat(introduction, request).side, **body.dict())
    return _told(_seat(introduction, request))


def _seat(public_id: str, request: HttpRequest) -> Seat:
    rows = Introduction.objects.select_related("wish", "asker", "helper", "contact", "connector", "offer")
    row = rows.filter(public_id=public_id).first()
    seat = seat_of(row, caller(request)) if row is not None else None
    if seat is None:
        raise Http404
    return seat


def _coffee(public_id: str, request: HttpRequest) -> Any:
    found = _seat(public_id, request).coffee
    if found is None:
        raise IntroductionClosedError
    return found


def _told(seat: Seat) -> dict[str, Any]:
    row, plan = seat.introduction, seat.coffee
    wish = row.wish.public_id if row.wish is not None and row.wish.hidden_at is None else ""
    return {
        "id": row.public_id,
        "role": seat.role,
        "state": seat.state,
        "wish": wish,
        "other": str(seat.other_name),
        "via": seat.via,
        "reach": seat.other_reach,
        "word": row.word,
        "coffee": None
        if plan is None
        else {
            "state": plan.state,
            "mine": plan.proposer == seat.side,
            "manner": plan.manner,
            "where": plan.where,
            "times": [time.starts_at for time in plan.times.all()],
            "starts_at": plan.starts_at,
            "mark": plan.mark,
        },
    }
