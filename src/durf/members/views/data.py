"""Taking one's data along, and leaving."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from durf.members.forms.safety import DecisionForm, EraseForm
from durf.members.requests import MemberRequest
from durf.members.services import taking
from durf.members.services.erasure import member_erase, personal_export

FORMS = {
    "json": (taking.as_json, "application/json", "json"),
    "csv": (taking.as_tables, "application/zip", "zip"),
    "vcard": (taking.as_cards, "text/vcard; charset=utf-8", "vcf"),
}


@never_cache
@require_http_methods(["GET", "POST"])
def export(request: MemberRequest) -> HttpResponse:
    """Hand over everything that is kept about the member, as a file or as a page to read."""
    if request.method != "POST" or not DecisionForm(request.POST).is_valid():
        return render(request, "members/settings_export.html")
    data, chosen = personal_export(member=request.user), request.POST.get("form", "json")
    if chosen == "page":
        tables = [(name, [list(row.items()) for row in rows]) for name, rows in taking.tables_of(data)]
        return render(request, "members/export_page.html", {"tables": tables, "data": data})
    make, kind, ending = FORMS.get(chosen, FORMS["json"])
    response = HttpResponse(make(data), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="durf-{request.user.handle}.{ending}"'
    return response


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
