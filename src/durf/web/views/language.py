"""Switching language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from durf.members.models import Member
from durf.members.services.accounts import member_update


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language: for a member everywhere, for a visitor in a cookie; then back to the page."""
    chosen, back = request.POST.get("language", ""), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    if chosen in Member.Language.values:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=31_536_000, samesite="Lax", secure=settings.SECURE
        )
        if request.user.is_authenticated and request.user.language != chosen:
            member_update(member=request.user, language=chosen)
    return response
