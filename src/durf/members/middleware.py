"""Each member reads the pages in their own language, whatever the browser asks for."""

from collections.abc import Awaitable, Callable

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.decorators import sync_and_async_middleware

from durf.members.models import Member

Next = Callable[[HttpRequest], HttpResponseBase] | Callable[[HttpRequest], Awaitable[HttpResponseBase]]


@sync_and_async_middleware
def member_language(get_response: Next) -> Next:
    """Activate the signed-in member's language; visitors keep their cookie's or their browser's."""
    if iscoroutinefunction(get_response):

        async def async_middleware(request: HttpRequest) -> HttpResponseBase:
            _activate(request, await request.auser())
            return await get_response(request)  # type: ignore[no-any-return]

        return async_middleware

    def sync_middleware(request: HttpRequest) -> HttpResponseBase:
        _activate(request, request.user)
        return get_response(request)  # type: ignore[return-value]

    return sync_middleware


def _activate(request: HttpRequest, user: object) -> None:
    if isinstance(user, Member):
        translation.activate(user.language)
        request.LANGUAGE_CODE = translation.get_language()
