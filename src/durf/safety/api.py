"""What every door of the API shares: plain texts and ids, pages of a list, and a refusal in one shape."""

import json
from collections.abc import Callable
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Schema
from ninja.errors import HttpError
from ninja.parser import Parser
from pydantic import AfterValidator, Field

DEPTH_MOST = 20  # TRUST.md, doors
PAGE_MOST = 100
OFFSET_MOST = 1_000_000

Row = TypeVar("Row")
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]


def _plain(text: str) -> str:
    if any(ord(sign) < 32 and sign not in "\n\r\t" for sign in text):
        raise ValueError("control characters are not taken")
    return text.replace("\r\n", "\n").strip()


Plain = Annotated[str, AfterValidator(_plain)]


class Refusal(Schema):
    """How every no looks: a word for programs, a sentence for people."""

    error: str
    message: str


class Page(Schema, Generic[Row]):
    """One part of a list, and how long the list is."""

    count: int
    items: list[Row]


class Paging(Schema):
    """Which part of a list."""

    limit: int = Field(20, ge=1, le=PAGE_MOST)
    offset: int = Field(0, ge=0, le=OFFSET_MOST)


class BoundedParser(Parser):
    """Reads JSON no deeper than `DEPTH_MOST`."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Parse the body; a body that is none, or too deep, is refused."""
        try:
            body = json.loads(request.body)
        except RecursionError as error:
            raise HttpError(400, "This is nested too deep.") from error
        if _deeper(body, DEPTH_MOST):
            raise HttpError(400, "This is nested too deep.")
        return body


def page_of(rows: "QuerySet[Any] | list[Any]", paging: Paging, told: Callable[[Any], Row]) -> dict[str, Any]:
    """Return one part of a list, and how long the list is."""
    count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    part = rows[paging.offset : paging.offset + paging.limit]
    return {"count": count, "items": [told(row) for row in part]}


def _deeper(value: Any, left: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    if left == 0:
        return True
    return any(_deeper(one, left - 1) for one in (value.values() if isinstance(value, dict) else value))
