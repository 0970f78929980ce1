"""The mailbox: every mail the demo sent, newest first, as a letter and as plain text."""

import re

from csp.constants import NONE, SELF
from csp.decorators import csp, csp_update
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from durf.demo.letter import letter_read
from durf.demo.models import Mail

A_PAGE = 30
MOST_ADDRESSES = 40
HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)
LETTER_POLICY = {  # a mail program reads inline styles and nothing else; so does this frame
    "default-src": [NONE],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
}


@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    """List what was sent, to everybody or to one address."""
    address = request.GET.get("to", "").strip().lower()
    rows = Mail.objects.defer("raw")
    if address:
        rows = rows.filter(to=address)
    latest = Mail.objects.order_by("-pk").values_list("to", flat=True)[:500]
    context = {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "to": address,
        "addresses": sorted(dict.fromkeys(latest))[:MOST_ADDRESSES],
    }
    return render(request, "demo/mailbox.html", context)


@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # typed for views without arguments
@require_GET
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one mail: headers, the letter in a frame, the plain text with its links."""
    row = get_object_or_404(Mail, pk=pk)
    return render(request, "demo/mail.html", {"mail": row, "letter": letter_read(row)})


@xframe_options_sameorigin
@csp(LETTER_POLICY)  # type: ignore[arg-type]
@require_GET
def mail_html(_request: HttpRequest, pk: int) -> HttpResponse:
    """Give the HTML twin as it was sent, under a policy of its own; its links open in the whole window."""
    html = letter_read(get_object_or_404(Mail, pk=pk)).html
    return HttpResponse(HEAD.sub(lambda head: head.group() + '<base target="_top">', html, count=1))


@require_GET
def mail_attached(_request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Give something that was attached, to save it."""
    attached = letter_read(get_object_or_404(Mail, pk=pk)).attachments
    if number >= len(attached):
        raise Http404
    part = attached[number]
    headers = {"Content-Disposition": f'attachment; filename="{re.sub(r"[^A-Za-z0-9._-]", "_", part.name)}"'}
    return HttpResponse(part.body, content_type=part.content_type, headers=headers)
