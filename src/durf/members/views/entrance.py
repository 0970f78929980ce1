"""Proving once more who one is, and the passkeys and sessions one comes in with."""

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from durf.members.forms.safety import DecisionForm, FreshCodeForm
from durf.members.requests import MemberRequest, viewer_of
from durf.members.services.fresh import (
    FreshCodeError,
    fresh_code_check,
    fresh_code_send,
    fresh_code_waits,
)
from durf.safety.services.quotas import QuotaSpentError


@never_cache
@require_http_methods(["GET", "POST"])
def reauthenticate(request: MemberRequest) -> HttpResponse:
    """Ask for a code from the mail, or a passkey, before something that matters."""
    if viewer_of(request) is None:
        return redirect("account_login")
    form = FreshCodeForm()
    if request.method == "POST" and request.POST.get("send"):
        _code_send(request)
    elif request.method == "POST":
        form = FreshCodeForm(request.POST)
        if form.is_valid() and _code_fits(request, form):
            return redirect(_next_address(request))
    context = {
        "form": form,
        "sent": fresh_code_waits(request),
        "next": _next_address(request),
        "passkeys": Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN).exists(),
    }
    return render(request, "account/reauthenticate.html", context)


def _code_send(request: MemberRequest) -> None:
    try:
        fresh_code_send(request=request)
    except QuotaSpentError:
        messages.error(request, _("We sent you many codes already. Wait an hour and try again."))


def _code_fits(request: MemberRequest, form: FreshCodeForm) -> bool:
    try:
        fresh_code_check(request=request, code=form.cleaned_data["code"])
    except FreshCodeError as error:
        again = _("That is not the code from the mail. Have another look.")
        over = _("This code no longer works. Ask for a new one.")
        form.add_error("code", over if error.over else again)
        return False
    return True


def _next_address(request: HttpRequest) -> str:
    address = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return address
    return reverse("settings")


@require_http_methods(["GET", "POST"])
def sessions(request: MemberRequest) -> HttpResponse:
    """List where the member is signed in, and sign out there."""
    mine = UserSession.objects.purge_and_list(request.user)
    mine.sort(key=lambda session: session.created_at, reverse=True)
    if request.method == "POST":
        word = request.POST.get("end", "")
        others = [session for session in mine if not session.is_current()]
        ended = [session for session in others if word in ("others", str(session.pk))]
        for session in ended:
            session.end()
        if ended:
            messages.success(request, _("Signed out there."))
            return redirect("settings_sessions")
    return render(request, "usersessions/usersession_list.html", {"sessions": mine})


@require_GET
def security(request: MemberRequest) -> HttpResponse:
    """List the member's passkeys."""
    keys = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN).order_by("pk")
    return render(request, "mfa/webauthn/authenticator_list.html", {"authenticators": keys})


class PasskeyAddView(AddWebAuthnView):  # type: ignore[misc]  # allauth is untyped
    """Add a passkey; it always works without anything else, for that is what it is for."""

    def get_success_url(self) -> str:
        """Back to the list."""
        return reverse("settings_security")


class PasskeyRemoveView(RemoveWebAuthnView):  # type: ignore[misc]  # allauth is untyped
    """Take a passkey away, on a yes."""

    form_class = DecisionForm
    success_url = reverse_lazy("settings_security")
