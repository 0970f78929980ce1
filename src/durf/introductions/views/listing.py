"""All introductions of a member, and asking for one through somebody."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from durf.introductions.forms.offering import AskThroughForm
from durf.introductions.queries import seats_of
from durf.introductions.services.connecting import introduction_ask_connector
from durf.introductions.services.refusals import AlreadyProposedError, HelperUnavailableError, NoWayError
from durf.members.requests import MemberRequest
from durf.safety.services.quotas import QuotaSpentError
from durf.wishes.models import Wish
from durf.wishes.pictures.slate import slate_match

PAST = ("quiet", "no")


@require_GET
def introductions(request: MemberRequest) -> HttpResponse:
    """What waits for my word, what goes on, and what is past."""
    seats = seats_of(request.user)
    context = {
        "yours": [seat for seat in seats if seat.state == "yours"],
        "going": [seat for seat in seats if seat.state != "yours" and seat.state not in PAST],
        "past": [seat for seat in seats if seat.state in PAST],
    }
    return render(request, "introductions/introductions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def introduction_ask(request: MemberRequest, public_id: str, match_id: str) -> HttpResponse:
    """Ask whoever knows both to pass it on."""
    wish = get_object_or_404(Wish, public_id=public_id, asker=request.user, state="open")
    row = slate_match(wish=wish, viewer=request.user, public_id=match_id)
    if row is None:
        raise Http404
    form = AskThroughForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            introduction_ask_connector(
                wish=wish, asker=request.user, helper=row.match.member, word=form.cleaned_data["word"]
            )
        except (AlreadyProposedError, HelperUnavailableError, NoWayError, QuotaSpentError) as error:
            _explain(form, error)
        else:
            messages.success(request, _("Asked. Whoever passes it on is named to you."))
            return redirect("wish_slate", wish.public_id)
    return render(request, "introductions/introduction_ask.html", {"wish": wish, "row": row, "form": form})


def _explain(form: forms.Form, error: Exception) -> None:
    if isinstance(error, AlreadyProposedError):
        form.add_error(None, _("You asked this already; give it a little time."))
    elif isinstance(error, QuotaSpentError):
        form.add_error(None, _("That is a lot for one day. Try again tomorrow."))
    else:
        form.add_error(None, _("There is no way to this person right now. Ask them yourself, or choose somebody else."))
