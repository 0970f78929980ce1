"""The way out of every mail: one group of mail is switched off, nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from durf.notices.services.choices import mail_switch_off_by_link
from durf.safety.models import Link
from durf.safety.services.links import LinkUnusableError, link_open


@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, group: str, token: str) -> HttpResponse:
    """Show one button; a POST switches this group of mail off."""
    try:
        if request.method == "POST":
            mail_switch_off_by_link(group=group, token=token)
        else:
            link_open(token=token, kind=Link.Kind.UNSUBSCRIBE, purpose=group)
    except LinkUnusableError:
        return render(request, "notices/unsubscribe.html", {"unusable": True}, status=404)
    return render(request, "notices/unsubscribe.html", {"group": group, "done": request.method == "POST"})
