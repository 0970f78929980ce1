"""Taking one's data along, and leaving."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from durf.members.forms.safety import DecisionForm, EraseForm
from durf.members.requests import MemberRequest
from durf.members.services.erasure import member_erase, personal_export


@never_cache
@require_http_methods(["GET", "POST"])
def export(request: MemberRequest) -> HttpResponse:
    """Hand over everything that is kept about the member, as one JSON file."""
    if request.method == "POST" and DecisionForm(request.POST).is_valid():
        response = JsonResponse(
            personal_export(member=request.user), json_dumps_params={"indent": 2, "ensure_ascii": False}
        )
        response["Content-Disposition"] = f'attachment; filename="durf-{request.user.handle}.json"'
        return response
    return render(request, "members/settings_export.html")


@never_cache
@require_http_methods(["GET", "POST"])
def erase(request: MemberRequest) -> HttpResponse:
    """Forget the member, after they typed their handle."""
    form = EraseForm(request.POST or None, member=request.user)
    if request.method == "POST" and form.is_valid():
        member_erase(member=request.user)
        logout(request)
        messages.success(request, _("Your account and what was in it are gone. Go well."))
        return redirect("home")
    return render(request, "members/settings_erase.html", {"form": form})
