"""Being written."""

from django.http import HttpRequest, HttpResponse


def coffee_propose(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse("being written")


def coffee_pick(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse("being written")


def coffee_move(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse("being written")


def coffee_cancel(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse("being written")


def coffee_answer(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse("being written")


def coffee_calendar(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse("being written")


def introduction_step(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse("being written")


def decide_meeting(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse("being written")
