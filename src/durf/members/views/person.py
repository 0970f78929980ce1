"""A person's page, and keeping someone away from it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from durf.members.forms.safety import DecisionForm, ReportForm
from durf.members.models import Member
from durf.members.models.sheet import sheet_for
from durf.members.requests import MemberRequest, viewer_of
from durf.members.services.blocks import block as blocks_block
from durf.members.services.blocks import unblock as blocks_unblock
from durf.members.services.reporting import report_tell
from durf.safety.services.quotas import QuotaSpentError


@require_safe
def person(request: HttpRequest, handle: str) -> HttpResponse:
    """Show a member; the hidden, the blocked and those who do not exist answer alike."""
    viewer = viewer_of(request)
    member = get_object_or_404(Member.objects.for_viewer(viewer), handle=handle)
    own = viewer is not None and viewer.pk == member.pk
    opened = import_string(settings.NETWORK_OPENED)(member)
    context = {"sheet": sheet_for(member, viewer), "own": own, "opened": opened}
    return render(request, "members/person.html", context)


@require_http_methods(["GET", "POST"])
def block(request: MemberRequest, handle: str) -> HttpResponse:
    """Ask once more, then keep two people apart."""
    others = Member.objects.for_viewer(request.user).exclude(pk=request.user.pk)
    member = get_object_or_404(others, handle=handle)
    if request.method == "POST" and DecisionForm(request.POST).is_valid():
        blocks_block(blocker=request.user, blocked=member)
        messages.success(request, _("Done. You will not meet here again; nobody is told."))
        return redirect("settings_privacy")
    return render(request, "members/person_block.html", {"person": member})


@require_http_methods(["GET", "POST"])
def unblock(request: MemberRequest, handle: str) -> HttpResponse:
    """Take one's own block back."""
    member = get_object_or_404(Member.objects.filter(blocks_had__blocker=request.user), handle=handle)
    if request.method == "POST" and DecisionForm(request.POST).is_valid():
        blocks_unblock(blocker=request.user, blocked=member)
        messages.success(request, _("You can meet here again. What was ended stays ended."))
        return redirect("settings_privacy")
    return render(request, "members/person_unblock.html", {"person": member})


@require_http_methods(["GET", "POST"])
def report(request: MemberRequest) -> HttpResponse:
    """Tell the host; the answer is the same whether or not the thing exists."""
    asked: dict[str, Any] = {name: request.GET.get(name, "") for name in ("kind", "target")}
    form = ReportForm(request.POST or None, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            report_tell(reporter=request.user, **form.cleaned_data)
        except QuotaSpentError:
            form.add_error("reason", _("You reported a lot today. Try again tomorrow, or write to the host."))
        else:
            messages.success(request, _("Thank you. The host will have a look."))
            return redirect("home")
    return render(request, "members/report.html", {"form": form})
