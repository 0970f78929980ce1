"""The pages on which somebody without account proves an address, sees what is held about it, and has it erased."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from durf.introductions.forms.remote import AddressForm
from durf.introductions.models import RemoteRequest
from durf.introductions.remote import PURPOSE, remote_ask, remote_erase, remote_held, remote_never
from durf.members.services import taking
from durf.safety.models import Link
from durf.safety.services.links import LinkUnusableError, link_open
from durf.safety.services.quotas import QuotaSpentError

DEEDS = {"erase": remote_erase, "never": remote_never}


@require_http_methods(["GET", "HEAD", "POST"])
def remote(request: HttpRequest) -> HttpResponse:
    """Type an address; one letter goes there, and this page says the same whatever is held."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            remote_ask(
                address=form.cleaned_data["email"],
                language=(get_language() or "nl")[:2],
                connection=request.META.get("REMOTE_ADDR", ""),
            )
        except QuotaSpentError:
            form.add_error(None, _("You asked this often just now. Try again in an hour."))
        else:
            messages.success(request, _("If this address may have a letter from here, it is on its way."))
            return redirect("remote")
    return render(request, "introductions/remote.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def remote_one(request: HttpRequest, token: str) -> HttpResponse:
    """See what is held about a proved address; erase it, or never hear from here again."""
    try:
        found = _found(token)
    except LinkUnusableError as error:
        return render(request, "introductions/link_unusable.html", {"reason": error.reason}, status=410)
    chosen = request.GET.get("language", "")
    with translation.override(chosen if chosen in ("nl", "en") else found.language):
        deed = DEEDS.get(request.POST.get("decision", "")) if request.method == "POST" else None
        if deed is not None:
            deed(address=found.email)
            said = {"said": request.POST["decision"], "everywhere": True}
            return render(request, "introductions/decided.html", said)
        context = {"held": remote_held(address=found.email), "address": found.email, "token": token}
        return render(request, "introductions/remote_one.html", context)


@require_GET
def remote_data(request: HttpRequest, token: str) -> HttpResponse:
    """The same to take along: JSON, tables or a card."""
    try:
        found = _found(token)
    except LinkUnusableError as error:
        return render(request, "introductions/link_unusable.html", {"reason": error.reason}, status=410)
    held, chosen = remote_held(address=found.email).as_json(), request.GET.get("form", "json")
    if chosen == "csv":
        content, kind, ending = taking.as_tables({"held": held}), "application/zip", "zip"
    elif chosen == "vcard":
        note = "\n".join(one["wish"] for one in held["questions"])
        card = {"name": found.email, "email": found.email, "note": note}
        content, kind, ending = taking.as_card(card), "text/vcard; charset=utf-8", "vcf"
    else:
        content, kind, ending = taking.as_json(held), "application/json", "json"
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="held-about-me.{ending}"'
    return answer


def _found(token: str) -> RemoteRequest:
    link = link_open(token=token, kind=Link.Kind.DECISION, purpose=PURPOSE)
    found = RemoteRequest.objects.filter(public_id=link.target).first()
    if found is None:
        raise LinkUnusableError("expired")
    return found
