"""Members over the API: who holds the token, themselves, and others as far as this member may see them."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from ninja.security import HttpBearer
from pydantic import Field

from durf.members.models import Member
from durf.members.models.sheet import sheet_for
from durf.members.models.token import Token
from durf.members.services.tokens import token_find
from durf.members.services.traits import traits_set
from durf.safety.api import Id, Page, Paging, Plain, page_of

router = Router(tags=["members"])
SAFE = ("GET", "HEAD")


class TokenAuth(HttpBearer):
    """`Authorization: Bearer durf_…`; a token for reading changes nothing. No cookie opens this door."""

    def authenticate(self, request: HttpRequest, token: str) -> Member | None:
        """Return the member a token acts for."""
        found = token_find(text=token)
        if found is None or (request.method not in SAFE and found.scope != Token.Scope.WRITE):
            return None
        return found.member


class Person(Schema):
    """A member, as the one who asks may see them."""

    handle: str
    name: str
    trade: str
    organisation: str
    place: str
    line: str
    languages: list[str]
    strengths: list[str]
    limits: list[str]


class Trait(Schema):
    text: Plain = Field(min_length=1, max_length=200)
    audience: str = Field("everyone", pattern="^(everyone|members|matching)$")


class Traits(Schema):
    strengths: list[Trait] = Field(max_length=50)
    limits: list[Trait] = Field(max_length=50)


class Search(Paging):
    q: Plain = Field("", max_length=80)


def caller(request: HttpRequest) -> Member:
    """The member whose token this is."""
    member: Member = request.auth  # type: ignore[attr-defined]
    return member


@router.get("/me", response=Person)
def me(request: HttpRequest) -> dict[str, Any]:
    """Yourself, with what is for matching alone."""
    return person_told(caller(request), caller(request))


@router.put("/me/traits", response=Person)
def me_traits(request: HttpRequest, body: Traits) -> dict[str, Any]:
    """Replace your strengths and limits."""
    strengths, limits = ([(row.text, row.audience) for row in rows] for rows in (body.strengths, body.limits))
    return person_told(traits_set(member=caller(request), strengths=strengths, limits=limits), caller(request))


@router.get("/members", response=Page[Person])
def members(request: HttpRequest, search: Query[Search]) -> dict[str, Any]:
    """Members you may see; with `q`, those whose name, trade, place or published strengths hold it."""
    viewer = caller(request)
    rows = Member.objects.for_viewer(viewer).found_with(search.q).order_by("handle")
    return page_of(rows, search, lambda member: person_told(member, viewer))


@router.get("/members/{handle}", response=Person)
def member(request: HttpRequest, handle: Id) -> dict[str, Any]:
    """One member; the hidden, the blocked and those who do not exist answer alike."""
    return person_told(member_seen(handle, caller(request)), caller(request))


def member_seen(handle: str, viewer: Member) -> Member:
    """Find a member this viewer may see, or answer as if there were none."""
    found: Member | None = Member.objects.for_viewer(viewer).filter(handle=handle).first()
    if found is None:
        raise Http404
    return found


def person_told(member: Member, viewer: Member) -> dict[str, Any]:
    """Tell of a member what their page tells this viewer."""
    sheet = sheet_for(member, viewer)
    words = {name: getattr(member, name) for name in ("handle", "name", "trade", "organisation", "place", "line")}
    traits = {"strengths": [row.text for row in sheet.strengths], "limits": [row.text for row in sheet.limits]}
    return {**words, "languages": member.languages, **traits}
