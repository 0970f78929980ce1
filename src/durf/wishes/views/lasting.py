"""Still open? Answered on the asker's page, or by the link in the mail with one button."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from durf.members.forms.safety import DecisionForm
from durf.members.requests import MemberRequest
from durf.safety.models import Link
from durf.safety.services.links import LinkUnusableError, link_open, link_spend
from durf.wishes.models import Wish
from durf.wishes.notices import STILL_PURPOSE
from durf.wishes.services.lasting import wish_still as still

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def wish_still(request: MemberRequest, public_id: str) -> HttpResponse:
    """For the asker who signed in."""
    wish = get_object_or_404(Wish.objects.open(), public_id=public_id, asker=request.user)
    if request.method == "POST" and DecisionForm(request.POST).is_valid():
        still(wish=wish)
        messages.success(request, _("Good. It stays open; in four weeks we ask once more."))
        return redirect(wish)
    return render(request, "wishes/wish_still.html", {"wish": wish})


@require_http_methods(METHODS)
def wish_still_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """For the asker who follows the mail: this wish, one button, nothing else."""
    try:
        link = link_open(token=token, kind=Link.Kind.ACTION, purpose=STILL_PURPOSE)
        wish = Wish.objects.open().select_related("asker").filter(public_id=link.target).first()
        if wish is None or wish.asker is None or not wish.asker.is_active or wish.asker.public_id != link.holder:
            raise LinkUnusableError("ended")
    except LinkUnusableError as error:
        return render(request, "wishes/wish_still_gone.html", {"reason": error.reason}, status=410)
    with translation.override(wish.asker.language):
        done = request.method == "POST" and DecisionForm(request.POST).is_valid()
        if done:
            with transaction.atomic():
                link_spend(token=token, kind=Link.Kind.ACTION, purpose=STILL_PURPOSE)
                still(wish=wish)
        return render(request, "wishes/wish_still.html", {"wish": wish, "bare": True, "done": done})
