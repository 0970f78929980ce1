"""The page of a person without account: yes, no, never again; and later: see, take back, erase."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods

from durf.introductions.forms.offering import DecideForm
from durf.introductions.models import Introduction
from durf.introductions.services.contacts import PURPOSE, contact_address, contact_forget, contact_never, contact_refuse
from durf.introductions.services.introducing import (
    introduction_accept,
    introduction_decline,
    introduction_withdraw,
)
from durf.introductions.services.refusals import IntroductionClosedError
from durf.safety.models import Link
from durf.safety.services.links import LinkUnusableError, link_open

TEMPLATE = "introductions/decide.html"


@dataclass(frozen=True)
class Page:
    """One contact's link, opened."""

    introduction: Introduction
    token: str
    shared: bool = False  # the link went through the connector's hands: it shows nothing of what was answered
    language: str = ""  # chosen on the page, instead of the one the connector wrote down

    def url(self, said: str = "") -> str:
        """The page's own address; a chosen language stays chosen."""
        words = {"language": self.language, "said": said}
        query = urlencode({name: word for name, word in words.items() if word})
        return reverse("decide", args=[self.token]) + (f"?{query}" if query else "")


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, token: str) -> HttpResponse:
    """Look, or decide; looking changes nothing, and the link opens the way out until it expires."""
    try:
        link = link_open(token=token, kind=Link.Kind.DECISION, purpose=PURPOSE, spent=True)
    except LinkUnusableError as error:
        return render(request, "introductions/link_unusable.html", {"reason": error.reason}, status=410)
    row = _introduction(link.target)
    if row is not None and row.contact is None and row.helper is not None:
        return HttpResponseRedirect(reverse("introduction", args=[row.public_id]))  # they joined and took it along
    if row is None or row.contact is None:
        return render(request, "introductions/link_unusable.html", {"reason": "erased"}, status=410)
    with translation.override(_language(request, row)):
        page = Page(row, token, bool(link.holder), request.GET.get("language", ""))
        return _decide(request, page)


def _decide(request: HttpRequest, page: Page) -> HttpResponse:
    decision = request.POST.get("decision", "") if request.method == "POST" else ""
    form = DecideForm(request.POST if request.method == "POST" and decision in ("", "yes") else None)
    said = decision if page.shared else ""
    try:
        if decision == "yes" and form.is_valid():
            introduction_accept(introduction=page.introduction, side="helper", reach=form.cleaned_data["reach"])
            return _again(page, said)
        if decision in OTHER_DECISIONS:
            (SHARED_DECISIONS if page.shared else OTHER_DECISIONS)[decision](page.introduction)
            if decision == "erase":
                return render(request, "introductions/decided.html", {"said": decision})
            return _again(page, decision)
    except IntroductionClosedError:
        return _again(page, said)
    return render(request, TEMPLATE, _context(request, page, form))


def _context(request: HttpRequest, page: Page, form: DecideForm) -> dict[str, Any]:
    row, said = page.introduction, request.GET.get("said", "")
    return {
        "introduction": row,
        "wish": row.wish,
        "contact": row.contact,
        "connector": row.connector,
        "form": form,
        "said": said,
        "address_known": bool((row.contact and row.contact.email) or contact_address(row)),
        "path": page.url(),
        "join_url": reverse("decide_join", args=[page.token]),
        **(_answerable(row, said) if page.shared else _answered(row, page.token)),
    }


def _answerable(row: Introduction, said: str) -> dict[str, Any]:
    """The same whatever was answered before."""
    return {"shared": True, "awaits": not row.over and not said}


def _answered(row: Introduction, token: str) -> dict[str, Any]:
    """How it stands, for whoever this link was mailed to."""
    return {
        "awaits": row.awaits("helper"),
        "own": row.contact_reach if row.state != "withdrawn" else "",
        "meeting_url": reverse("decide_meeting", args=[token]) if row.both_agreed else "",
    }


OTHER_DECISIONS: dict[str, Callable[[Introduction], object]] = {
    "no": lambda row: introduction_decline(introduction=row, side="helper"),
    "never": lambda row: contact_never(introduction=row),
    "withdraw": lambda row: introduction_withdraw(introduction=row, side="helper"),
    "erase": lambda row: contact_forget(introduction=row),
}


SHARED_DECISIONS: dict[str, Callable[[Introduction], object]] = {
    **OTHER_DECISIONS,
    "no": lambda row: contact_refuse(introduction=row),
    "withdraw": lambda row: contact_refuse(introduction=row),
}


def _again(page: Page, said: str = "") -> HttpResponse:
    """Back to the same page, so that reloading repeats nothing."""
    return HttpResponseRedirect(page.url(said))


def _introduction(public_id: str) -> Introduction | None:
    rows = Introduction.objects.select_related("wish", "asker", "contact", "connector", "offer")
    return rows.filter(public_id=public_id).first()


def _language(request: HttpRequest, row: Introduction) -> str:
    """The contact's language, unless they chose the other one on the page."""
    chosen = request.GET.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        return chosen
    return row.contact.language if row.contact is not None else settings.LANGUAGE_CODE
