"""The steps somebody can take from their seat. Each returns the forms to show again, or nothing when it is done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from durf.introductions.forms.coffee import AfterForm, CoffeeForm, PickForm
from durf.introductions.models import Coffee, CoffeeTime
from durf.introductions.seat import Seat
from durf.introductions.services import coffees, connecting, introducing
from durf.introductions.services.refusals import IntroductionClosedError, TimesError

Forms = dict[str, Any]


def _yes(request: HttpRequest, seat: Seat) -> Forms:
    if not seat.decides or seat.member is None:
        raise IntroductionClosedError
    introducing.introduction_accept(introduction=seat.introduction, side=seat.side)
    seat.introduction.refresh_from_db()
    if not seat.introduction.both_agreed:  # else the page itself says how to reach each other
        messages.success(request, _("Good. As soon as you both said yes, you read how to reach each other."))
    return {}


def _no(request: HttpRequest, seat: Seat) -> Forms:
    if not seat.decides:
        raise IntroductionClosedError
    introducing.introduction_decline(introduction=seat.introduction, side=seat.side)
    messages.success(request, _("All right. Nobody is told."))
    return {}


def _withdraw(request: HttpRequest, seat: Seat) -> Forms:
    if seat.role == "connector":
        raise IntroductionClosedError
    introducing.introduction_withdraw(introduction=seat.introduction, side=seat.side)
    messages.success(request, _("Taken back. What you shared is no longer shown."))
    return {}


def _pass(request: HttpRequest, seat: Seat) -> Forms:
    connector = _connector(seat)
    connecting.introduction_pass_on(introduction=seat.introduction, connector=connector)
    messages.success(request, _("Passed on. The two of them decide for themselves."))
    return {}


def _stay_out(request: HttpRequest, seat: Seat) -> Forms:
    connector = _connector(seat)
    connecting.introduction_stay_out(introduction=seat.introduction, connector=connector)
    messages.success(request, _("All right. Another way is tried, and nobody is told."))
    return {}


def _connector(seat: Seat) -> Any:
    if not seat.passes or seat.member is None:
        raise IntroductionClosedError
    return seat.member


def _propose(request: HttpRequest, seat: Seat) -> Forms:
    """Times for a coffee, or other times than those proposed or agreed."""
    if not seat.connected:
        raise IntroductionClosedError
    form, seen = CoffeeForm(request.POST), request.POST.get("seen", "")
    again = {"coffee_form": form, "moving": True, "seen": seen}
    if not form.is_valid():
        return again
    try:
        coffees.coffee_propose(
            introduction=seat.introduction,
            side=seat.side,
            manner=form.cleaned_data["manner"],
            where=form.cleaned_data["where"],
            times=form.times,
            seen=seen,
        )
    except TimesError:
        form.add_error("first", _("Propose times within a year from now, each once."))
        return again
    messages.success(request, _("Proposed. You hear which time suits."))
    return {}


def times_ahead(coffee: Coffee) -> list[CoffeeTime]:
    """The proposed times that can still be picked."""
    return [time for time in coffee.times.all() if time.starts_at > timezone.now()]


def _pick(request: HttpRequest, seat: Seat) -> Forms:
    coffee = seat.coffee
    if coffee is None:
        raise IntroductionClosedError
    times = times_ahead(coffee)
    form = PickForm(request.POST, times=times)
    if not form.is_valid():
        return {"pick_form": form}
    chosen = next(time for time in times if str(time.pk) == form.cleaned_data["time"])
    coffees.coffee_pick(coffee=coffee, side=seat.side, starts_at=chosen.starts_at)
    messages.success(request, _("It is on. You both get it for your calendar."))
    return {}


def _cancel(request: HttpRequest, seat: Seat) -> Forms:
    if seat.coffee is None:
        raise IntroductionClosedError
    coffees.coffee_cancel(coffee=seat.coffee, seen=request.POST.get("seen", ""))
    messages.success(request, _("Called off; the other hears of it."))
    return {}


def _after(request: HttpRequest, seat: Seat) -> Forms:
    if seat.coffee is None:
        raise IntroductionClosedError
    form = AfterForm(request.POST)
    if not form.is_valid():
        return {"after_form": form}
    met = form.cleaned_data["met"] == "yes"
    helped = {"yes": True, "no": False}.get(form.cleaned_data["helped"])
    coffees.coffee_answer(coffee=seat.coffee, side=seat.side, met=met, helped=helped)
    messages.success(request, _("Thank you. Good to know."))
    return {}


STEPS: dict[str, Callable[[HttpRequest, Seat], Forms]] = {
    "yes": _yes,
    "no": _no,
    "withdraw": _withdraw,
    "pass": _pass,
    "stay_out": _stay_out,
    "propose": _propose,
    "pick": _pick,
    "cancel": _cancel,
    "after": _after,
}
