"""Tokens with which programs act for a member: shown once, taken back at any moment."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from durf.members.forms.safety import DecisionForm
from durf.members.forms.tokens import TokenForm
from durf.members.models import Token
from durf.members.requests import MemberRequest
from durf.members.services import tokens as services


@require_http_methods(["GET", "POST"])
def tokens(request: MemberRequest) -> HttpResponse:
    """List the tokens; a new one is shown on this page alone, this once."""
    form, made = TokenForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _token, made = services.token_make(member=request.user, **form.cleaned_data)
        except services.TokensFullError:
            form.add_error(None, _("That is twenty tokens. Take one back first."))
        else:
            form = TokenForm()
    mine = Token.objects.filter(member=request.user).order_by("-pk")
    answer = render(request, "members/settings_tokens.html", {"form": form, "made": made, "tokens": mine})
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "POST"])
def token_end(request: MemberRequest, public_id: str) -> HttpResponse:
    """Ask once more, then take a token back."""
    token = get_object_or_404(Token.objects.filter(member=request.user), public_id=public_id)
    if request.method == "POST" and DecisionForm(request.POST).is_valid():
        services.token_end(token=token)
        messages.success(request, _("Taken back. Programs that used it are shut out from now on."))
        return redirect("settings_tokens")
    return render(request, "members/token_end.html", {"token": token})
