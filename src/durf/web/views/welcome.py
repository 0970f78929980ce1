"""The last of the first steps: growth begins with giving."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from durf.members.requests import MemberRequest
from durf.wishes import queries


@require_http_methods(["GET", "HEAD", "POST"])
def welcome_wish(request: MemberRequest) -> HttpResponse:
    """Show one open wish that fits, a condition for nothing; then the invitation that brought someone, or home."""
    if request.method == "POST":
        code = request.session.pop("invitation", None)
        return redirect("invitation", code) if code else redirect("home")
    found = queries.for_you(request.user, most=1)
    context = {"found": found[0] if found else None, "invited": "invitation" in request.session}
    return render(request, "web/welcome_wish.html", context)
