"""One introduction, seen from one seat: decide, pass on, meet. The same page for members, mail links and contacts."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from durf.introductions.calendar import invite
from durf.introductions.forms.coffee import AfterForm, CoffeeForm, PickForm
from durf.introductions.models import Introduction
from durf.introductions.notices import STEP_PURPOSE
from durf.introductions.seat import Seat, seat_of
from durf.introductions.services.contacts import PURPOSE
from durf.introductions.services.refusals import IntroductionClosedError, PlanChangedError
from durf.introductions.views.steps import STEPS, times_ahead
from durf.members.models import Member
from durf.members.requests import MemberRequest
from durf.safety.models import Link
from durf.safety.services.links import LinkUnusableError, link_open

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def introduction(request: MemberRequest, public_id: str) -> HttpResponse:
    """For a member who signed in."""
    return _page(request, _seat(public_id, request.user))


@require_http_methods(METHODS)
def introduction_step(request: HttpRequest, token: str) -> HttpResponse:
    """For a member who follows the link in a mail: this introduction and nothing else."""
    try:
        link = link_open(token=token, kind=Link.Kind.ACTION, purpose=STEP_PURPOSE)
    except LinkUnusableError as error:
        return _unusable(request, error)
    member = Member.objects.active().filter(public_id=link.holder).first()
    if member is None:
        return _unusable(request, LinkUnusableError("unknown"))
    with translation.override(member.language):
        return _page(request, _seat(link.target, member, url=reverse("introduction_step", args=[token])), bare=True)


@require_http_methods(METHODS)
def decide_meeting(request: HttpRequest, token: str) -> HttpResponse:
    """For a person without account, after both yeses and by a link that was mailed to them alone."""
    try:
        link = link_open(token=token, kind=Link.Kind.DECISION, purpose=PURPOSE, spent=True)
    except LinkUnusableError as error:
        return _unusable(request, error)
    row = _find(link.target)
    if row is None or row.contact is None or not row.both_agreed or link.holder:
        return HttpResponseRedirect(reverse("decide", args=[token]))
    with translation.override(row.contact.language):
        return _page(request, Seat(row, "helper", None, reverse("decide_meeting", args=[token])), bare=True)


@require_GET
def coffee_calendar(request: MemberRequest, public_id: str) -> HttpResponse:
    """The invite as a file."""
    seat = _seat(public_id, request.user)
    coffee = seat.coffee
    if coffee is None or coffee.state != "agreed":
        raise Http404
    summary = _("Coffee with %(name)s") % {"name": seat.other_name}
    made = invite(coffee=coffee, summary=summary, attendee=request.user.email, attendee_name=request.user.name)
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="coffee.ics"'
    return response


def _page(request: HttpRequest, seat: Seat, *, bare: bool = False) -> HttpResponse:
    """Look, or take one step; a step that cannot be taken any more leads back to how things stand."""
    forms: dict[str, Any] = {}
    step = STEPS.get(request.POST.get("do", "")) if request.method == "POST" else None
    if request.method == "POST" and step is None:
        messages.error(request, _("Choose with one of the buttons."))
    if step is not None:
        try:
            forms = step(request, seat)
        except IntroductionClosedError:
            messages.error(request, _("This is no longer open. Here is how things stand."))
            forms = {}
        except PlanChangedError:
            messages.info(
                request, _("The plan changed in the meantime, so we left it as it is. Here is how things stand.")
            )
            forms = {}
        if not forms:
            return HttpResponseRedirect(seat.url)
    return render(request, "introductions/introduction.html", {**_context(seat), **forms, "bare": bare})


def _context(seat: Seat) -> dict[str, Any]:
    coffee, wish = seat.coffee, seat.introduction.wish
    picks = coffee is not None and coffee.state == "proposed" and coffee.proposer != seat.side
    begun = coffee is not None and coffee.starts_at is not None and coffee.starts_at <= timezone.now()
    answered = coffee is not None and any(answer.side == seat.side for answer in coffee.answers.all())
    return {
        "seat": seat,
        "introduction": seat.introduction,
        "wish": wish if wish is not None and wish.hidden_at is None else None,
        "coffee": coffee,
        "seen": coffee.mark if coffee is not None else "",
        "coffee_form": CoffeeForm(),
        "pick_form": PickForm(None, times=times_ahead(coffee)) if coffee is not None and picks else None,
        "after_form": AfterForm() if begun and not answered else None,
        "answered": answered,
    }


def _seat(public_id: str, member: Member, *, url: str = "") -> Seat:
    row = _find(public_id)
    seat = seat_of(row, member, url=url) if row is not None else None
    if seat is None:
        raise Http404
    return seat


def _find(public_id: str) -> Introduction | None:
    rows = Introduction.objects.select_related("wish", "asker", "helper", "contact", "connector", "offer")
    return rows.filter(public_id=public_id).first()


def _unusable(request: HttpRequest, error: LinkUnusableError) -> HttpResponse:
    return render(request, "introductions/link_unusable.html", {"reason": error.reason}, status=410)
