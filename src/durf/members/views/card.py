"""My page, to hand out: its address as a picture, and a badge for a mail signature."""

import io
from typing import Any

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from durf.members.models import Member
from durf.members.requests import MemberRequest, viewer_of

PNG_SCALE, BORDER = 12, 2  # pixels a module: sharp on paper at four centimetres; modules of white around
KEPT_S = 3600


@require_safe
def person_qr(request: HttpRequest, handle: str, kind: str) -> HttpResponse:
    """The picture of a page's address; whose page does not exist for this viewer has none."""
    member = Member.objects.for_viewer(viewer_of(request)).filter(handle=handle).first()
    if member is None:
        raise Http404
    held = io.BytesIO()
    code = segno.make(address(member), error="m")
    if kind == "svg":
        code.save(held, kind="svg", scale=4, border=BORDER, xmldecl=False)
    else:
        code.save(held, kind="png", scale=PNG_SCALE, border=BORDER)
    answer = HttpResponse(held.getvalue(), content_type="image/svg+xml" if kind == "svg" else "image/png")
    answer["Cache-Control"] = f"private, max-age={KEPT_S}"
    answer["Content-Disposition"] = f'inline; filename="durf-{member.handle}.{kind}"'
    return answer


@require_GET
def settings_page(request: MemberRequest) -> HttpResponse:
    """Everything to hand one's page out with."""
    member = request.user
    picture = segno.make(address(member), error="m").svg_inline(omitsize=True, border=BORDER)
    context: dict[str, Any] = {
        "address": address(member),
        "picture": SafeString(picture),
        "badge": badge(member),
        "badge_image": badge_image(member),
        "opens": settings.COMMUNITY_PAGES == "public",
    }
    return render(request, "members/settings_my_page.html", context)


def address(member: Member) -> str:
    """Where a member's page lives, as it stands on paper."""
    return str(settings.PUBLIC_URL) + reverse("person", args=[member.handle])


def badge(member: Member) -> str:
    """A line of HTML for a mail signature: an image of this server, and the page it leads to."""
    words = _("Dare to ask me")
    line = '<a href="{}"><img src="{}" alt="{}" width="168" height="40" style="border:0"></a>'
    return format_html(line, address(member), badge_image(member), words) + ""  # no longer marked safe: it is shown


def badge_image(member: Member) -> str:
    """Where the badge's image lives, in the member's language: the same for everybody."""
    return (
        f"{settings.PUBLIC_URL}{settings.STATIC_URL}durf/badge-{member.language}.png"  # without a hash: it stays valid
    )
