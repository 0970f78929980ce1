"""The stream behind the badge."""

from collections.abc import AsyncIterator

from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_GET

from durf.web.live import badge_numbers


@require_GET
async def live(request: HttpRequest) -> StreamingHttpResponse:
    """Send the badge whenever its number changes, and a comment line now and then so that the line stays open."""
    assert request.user.is_authenticated
    response = StreamingHttpResponse(_events(request.user.pk, request.user.language), content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    response["Content-Encoding"] = "identity"  # keeps the compressing middleware from holding lines back
    return response


async def _events(member_id: int, language: str) -> AsyncIterator[str]:
    async for number in badge_numbers(member_id):
        if number is None:
            yield ": still here\n\n"
            continue
        with translation.override(language):
            badge = render_to_string("web/_badge.html", {"waiting": number, "inner": True})
        yield f"event: badge\ndata: {' '.join(badge.split())}\n\n"
