"""Passing a wish on to a contact: a link to copy, a ready mail of one's own, or "let Durf send it"."""

from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from durf.introductions.models import Introduction
from durf.introductions.services.contacts import (
    PASS_ON_PURPOSE,
    contact_letter_send,
    contact_letter_state,
    decision_link,
    pass_on_open,
)
from durf.introductions.services.refusals import IntroductionClosedError, LetterRefusedError
from durf.members.models import Member
from durf.members.requests import MemberRequest
from durf.safety.models import Link
from durf.safety.services.links import LinkUnusableError, link_open
from durf.safety.services.quotas import QuotaSpentError


@require_http_methods(["GET", "HEAD", "POST"])
def pass_on(request: MemberRequest, public_id: str) -> HttpResponse:
    """Pass it on, signed in."""
    return _pass_on(request, _introduction(public_id, request.user), request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def pass_on_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Pass it on from the mail, without signing in; the link opens this one introduction only."""
    try:
        link = link_open(token=token, kind=Link.Kind.ACTION, purpose=PASS_ON_PURPOSE)
    except LinkUnusableError as error:
        return render(request, "introductions/link_unusable.html", {"reason": error.reason}, status=410)
    connector = Member.objects.active().filter(public_id=link.holder).first()
    if connector is None:
        raise Http404
    with translation.override(connector.language):
        return _pass_on(request, _introduction(link.target, connector), connector)


def _introduction(public_id: str, connector: Member) -> Introduction:
    rows = Introduction.objects.select_related("wish__asker", "asker", "contact", "connector", "offer")
    row = rows.filter(public_id=public_id, connector=connector, contact__isnull=False).first()
    if row is None:
        raise Http404
    return row


def _pass_on(request: HttpRequest, row: Introduction, connector: Member) -> HttpResponse:
    """Show the letter in full; the button makes the link, or lets Durf send the letter."""
    way = request.POST.get("way", "")
    if way == "durf":
        try:
            contact_letter_send(introduction=row, connector=connector)
        except (IntroductionClosedError, LetterRefusedError):
            messages.error(request, _("This letter cannot be sent, or it went before. A link of your own still works."))
        except QuotaSpentError:
            messages.error(request, _("That is a lot of letters for one day. Try again tomorrow."))
        else:
            messages.success(request, _("It is on its way. You hear of it when they say yes."))
        return redirect(request.path)
    contact, open_now = row.contact, pass_on_open(row, connector)
    assert contact is not None
    context = {
        "introduction": row,
        "wish": row.wish,
        "contact": contact,
        "open": open_now,
        "letter_state": contact_letter_state(row),
        "may_send": settings.SERVER_SENDS and bool(contact.email),
        "letter": _letter(row, connector),
    }
    if way == "link" and open_now:
        link = decision_link(introduction=row, through=connector)
        letter = _letter(row, connector, link)
        subject = quote(_subject(row))
        context |= {
            "link": link,
            "letter": letter,
            "mailto": f"mailto:{contact.email}?subject={subject}&body={quote(letter)}",
        }
    return render(request, "introductions/pass_on.html", context)


def _letter(row: Introduction, connector: Member, link: str = "") -> str:
    """The letter as the connector may send it herself, in the contact's language."""
    assert row.contact is not None
    with translation.override(row.contact.language):
        context = {"introduction": row, "wish": row.wish, "contact": row.contact, "connector": connector, "link": link}
        return render_to_string("introductions/own_letter.txt", context).strip()


def _subject(row: Introduction) -> str:
    assert row.contact is not None
    with translation.override(row.contact.language):
        return _("A question from %(name)s") % {"name": row.asker.first_name}
