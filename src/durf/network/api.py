"""Ties and the notebook over the API."""

from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from durf.members.api import caller, member_seen
from durf.network.models import Contact, Tie
from durf.network.queries import known_list, questions_for, questions_of
from durf.network.services.contacts import contact_change, contact_remove, contact_write
from durf.network.services.ties import tie_answer, tie_change, tie_end, tie_propose
from durf.safety.api import Id, Page, Paging, Plain, page_of

router = Router(tags=["network"])
HOW, OPENNESS = "^(barely|known|close)$", "^(closed|ask|open)$"


class Word(Schema):
    how: str = Field("known", pattern=HOW)
    openness: str = Field("ask", pattern=OPENNESS)


class Proposal(Word):
    handle: Id
    word: Plain = Field("", max_length=300)


class Answer(Word):
    yes: bool


class TieTold(Schema):
    """A tie as you see it: your own word; the other end's is theirs."""

    id: str
    handle: str
    name: str
    how: str
    openness: str


class Question(Schema):
    id: str
    handle: str
    name: str
    word: str


class ContactWords(Schema):
    name: Plain = Field(min_length=1, max_length=80, pattern=r"^[^\n\t]+$")
    email: str = Field("", max_length=254, pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+)?$")
    note: Plain = Field("", max_length=1000)
    how: str = Field("known", pattern=HOW)
    language: str = Field("nl", pattern="^(nl|en)$")
    organisation: Plain = Field("", max_length=120)
    role: Plain = Field("", max_length=120)
    tags: list[Annotated[Plain, Field(max_length=40)]] = Field(default_factory=list, max_length=20)
    since: date | None = None
    touched_on: date | None = None


class ContactTold(ContactWords):
    id: str


@router.get("/ties", response=Page[TieTold])
def ties(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """Whom you know, the closest first."""
    return page_of(known_list(caller(request)), paging, lambda known: _told(known.tie, request))


@router.post("/ties", response={202: TieTold})
def tie_ask(request: HttpRequest, body: Proposal) -> Status[dict[str, Any]]:
    """Say that you know someone; it is so when they say so too."""
    other = member_seen(body.handle, caller(request))
    return Status(
        202, _told(tie_propose(proposer=caller(request), other=other, **body.dict(exclude={"handle"})), request)
    )


@router.get("/ties/questions", response=Page[Question])
def tie_questions(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """Who says that they know you, and waits for your word."""
    me = caller(request)
    return page_of(questions_for(me), paging, lambda tie: {**_who(tie, request), "id": tie.public_id, "word": tie.word})


@router.get("/ties/asked", response=Page[TieTold])
def ties_asked(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """Whom you asked; no answer and a silent no look the same."""
    return page_of(questions_of(caller(request)), paging, lambda known: _told(known.tie, request))


@router.post("/ties/{tie}/answer", response={204: None})
def tie_say(request: HttpRequest, tie: Id, body: Answer) -> Status[None]:
    """Say yes with your own word, or a silent no."""
    row = questions_for(caller(request)).filter(public_id=tie).first()
    if row is None:
        raise Http404
    tie_answer(tie=row, member=caller(request), **body.dict())
    return Status(204, None)


@router.put("/ties/{tie}", response=TieTold)
def tie_word(request: HttpRequest, tie: Id, body: Word) -> dict[str, Any]:
    """Change your own word; it holds from now on, everywhere."""
    row = tie_change(tie=_mine(request, tie), member=caller(request), **body.dict())
    return _told(row, request)


@router.delete("/ties/{tie}", response={204: None})
def tie_over(request: HttpRequest, tie: Id) -> Status[None]:
    """End a tie, or take a question back; nobody is told."""
    asked = Tie.objects.asked_by(caller(request)).filter(public_id=tie).first()
    tie_end(tie=asked or _mine(request, tie), member=caller(request))
    return Status(204, None)


@router.get("/contacts", response=Page[ContactTold])
def contacts(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """Your notebook, the latest first; nobody else reads it."""
    return page_of(Contact.objects.of(caller(request)).order_by("-pk"), paging, _contact)


@router.post("/contacts", response={201: ContactTold})
def contact_add(request: HttpRequest, body: ContactWords) -> Status[dict[str, Any]]:
    """Write someone down; where the community keeps no notebooks there is nothing here."""
    if not settings.NOTEBOOKS:
        raise Http404
    return Status(201, _contact(contact_write(owner=caller(request), **body.dict())))


@router.put("/contacts/{contact}", response=ContactTold)
def contact_edit(request: HttpRequest, contact: Id, body: ContactWords) -> dict[str, Any]:
    """Write something else down of someone."""
    return _contact(contact_change(contact=contact_mine(contact, request), **body.dict()))


@router.delete("/contacts/{contact}", response={204: None})
def contact_out(request: HttpRequest, contact: Id) -> Status[None]:
    """Forget someone."""
    contact_remove(contact=contact_mine(contact, request))
    return Status(204, None)


def contact_mine(public_id: str, request: HttpRequest) -> Contact:
    """Find somebody in the caller's own notebook."""
    row = Contact.objects.of(caller(request)).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row


def _mine(request: HttpRequest, public_id: str) -> Tie:
    row = Tie.objects.confirmed().of(caller(request)).select_related("a", "b").filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row


def _told(tie: Tie, request: HttpRequest) -> dict[str, Any]:
    me = caller(request)
    return {"id": tie.public_id, **_who(tie, request), "how": tie.how(me), "openness": tie.openness(me)}


def _who(tie: Tie, request: HttpRequest) -> dict[str, str]:
    other = tie.other(caller(request))
    return {"handle": other.handle, "name": other.name}


def _contact(row: Contact) -> dict[str, Any]:
    return {"id": row.public_id, **{name: getattr(row, name) for name in ContactWords.model_fields}}
