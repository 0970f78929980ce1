"""Being written."""

from django.http import HttpRequest, HttpResponse


def introductions(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse("being written")


def introduction(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse("being written")


def introduction_answer(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse("being written")


def introduction_ask(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse("being written")


def introduction_withdraw(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse("being written")
