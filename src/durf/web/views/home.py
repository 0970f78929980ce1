"""The front door."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from durf.web.waiting import waiting_list
from durf.wishes import queries

SHOWN_WISHES = 6
SHOWN_STORIES = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A visitor sees what this is; a member what they could help with and what waits for their yes."""
    if not request.user.is_authenticated or not request.user.approved:
        newest = queries.newest_open(viewer=None, most=SHOWN_WISHES)
        return render(
            request, "web/home_visitor.html", {"wishes": newest, "stories": queries.newest_stories(most=SHOWN_STORIES)}
        )
    member = request.user
    waits = waiting_list(member)
    context = {
        "waiting_list": waits,
        "waiting": len(waits),  # the badge need not ask again
        "for_you": queries.for_you(member, most=SHOWN_WISHES),
        "own_wishes": queries.own_open(member),
        "stories": queries.newest_stories(viewer=member, most=1),
    }
    if not context["for_you"]:
        context["newest"] = queries.newest_open(viewer=member, most=SHOWN_WISHES)
    return render(request, "web/home_member.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this is and where it comes from."""
    return render(request, "web/about.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Who sees what, when."""
    return render(request, "web/privacy.html", {"responsible": settings.COMMUNITY_CONTACT})


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Search engines may read the front page, nothing of people."""
    return HttpResponse("User-agent: *\nDisallow: /@\nDisallow: /account/\n", content_type="text/plain")
