"""What an asker does with their own wish, one page with one button each."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from durf.members.forms.safety import DecisionForm
from durf.members.requests import MemberRequest
from durf.safety.services.quotas import QuotaSpentError
from durf.wishes.forms.thanking import AskOneForm
from durf.wishes.models import Offer, Wish
from durf.wishes.pictures.slate import slate_match
from durf.wishes.services import asking, offering
from durf.wishes.services.nudges import (
    AlreadyAskedError,
    EnoughAskedError,
    NobodyThereError,
    NotNowError,
    nudge_ask,
)

Step = Callable[..., Wish]


@require_http_methods(["GET", "HEAD", "POST"])
def wish_close(request: MemberRequest, public_id: str) -> HttpResponse:
    """Close without thanks."""
    return _step(
        request, public_id, "close", asking.wish_close, _("Closed. Whoever had not answered is left in peace.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def wish_reopen(request: MemberRequest, public_id: str) -> HttpResponse:
    """Ask again."""
    return _step(request, public_id, "reopen", asking.wish_reopen, _("Your wish is open again."))


@require_http_methods(["GET", "HEAD", "POST"])
def wish_enough(request: MemberRequest, public_id: str) -> HttpResponse:
    """Nobody else is asked."""
    return _step(request, public_id, "enough", asking.wish_enough, _("Good. Nobody else is asked for this wish."))


@require_http_methods(["GET", "HEAD", "POST"])
def wish_ask_one(request: MemberRequest, public_id: str, match_id: str) -> HttpResponse:
    """Ask one more person of the slate, with a word of one's own."""
    wish = _own(request, public_id)
    row = slate_match(wish=wish, viewer=request.user, public_id=match_id)
    if row is None:
        raise Http404
    form = AskOneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            nudge_ask(wish=wish, member=row.match.member, word=form.cleaned_data["word"])
        except (AlreadyAskedError, NotNowError, NobodyThereError, EnoughAskedError) as error:
            form.add_error(None, _refusal(error))
        else:
            messages.success(request, _("Asked. You hear when there is an answer."))
            return redirect(wish)
    return render(request, "wishes/wish_ask_one.html", {"wish": wish, "row": row, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def offer_withdraw(request: MemberRequest, public_id: str) -> HttpResponse:
    """Take one's own answer or offer back."""
    offers = Offer.objects.select_related("wish").filter(helper=request.user, withdrawn_at=None)
    offer = get_object_or_404(offers, public_id=public_id)
    if request.method == "POST" and DecisionForm(request.POST).is_valid():
        offering.offer_withdraw(offer=offer)
        messages.success(request, _("Taken back."))
        return redirect("wishes" if not _readable(request, offer.wish) else offer.wish)
    return render(request, "wishes/offer_withdraw.html", {"offer": offer})


def _own(request: MemberRequest, public_id: str) -> Wish:
    return get_object_or_404(Wish.objects.exclude(state="draft"), public_id=public_id, asker=request.user)


def _readable(request: MemberRequest, wish: Wish) -> bool:
    return Wish.objects.for_viewer(request.user).filter(pk=wish.pk).exists()


def _step(request: MemberRequest, public_id: str, name: str, step: Step, done: str) -> HttpResponse:
    """Ask once more, then do it; the word of the button must come along."""
    wish = _own(request, public_id)
    if request.method == "POST" and DecisionForm(request.POST).is_valid():
        try:
            step(wish=wish)
        except asking.WishStateError:
            messages.info(request, _("That was done already; this is how your wish stands now."))
        except QuotaSpentError:
            messages.error(request, _("That is enough asked for today. Try again tomorrow."))
        else:
            messages.success(request, done)
        return redirect(wish)
    return render(request, f"wishes/wish_{name}.html", {"wish": wish})


def _refusal(error: Exception) -> str:
    """Say what stands in the way, and nothing about the other person's week."""
    if isinstance(error, AlreadyAskedError):
        return _("This person was asked already, and nobody is asked twice for one wish.")
    if isinstance(error, EnoughAskedError):
        return _("You have asked %(most)d people; that is as many as one wish may ask.") % {"most": error.most}
    return _("This person cannot be asked just now. Try someone else, or try again in a few days.")
