"""The host's page: reports, people who wait at the door, and what was done."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from durf.members.models import Member
from durf.members.services.accounts import member_approve, member_restore, member_suspend
from durf.safety.models import AuditEntry, Report
from durf.safety.services.reports import audit, report_handle
from durf.wishes.models import Offer, Wish
from durf.wishes.services.asking import wish_hide, wish_show
from durf.wishes.services.offering import offer_hide

SHOWN_ENTRIES = 20


@require_GET
def host(request: HttpRequest) -> HttpResponse:
    """Everything a host looks after, on one page."""
    reports = list(Report.objects.filter(handled_at=None).order_by("pk")[:100])
    context: dict[str, Any] = {
        "reports": [(report, _target(report)) for report in reports],
        "at_the_door": Member.objects.filter(is_active=True, approved_at=None).order_by("pk")[:100],
        "suspended": Member.objects.filter(is_active=False).exclude(email="").order_by("pk")[:100],
        "hidden": Wish.objects.filter(hidden_at__isnull=False).order_by("-hidden_at")[:50],
        "entries": AuditEntry.objects.order_by("-pk")[:SHOWN_ENTRIES],
    }
    return render(request, "web/host.html", context)


@require_POST
def host_act(request: HttpRequest) -> HttpResponse:
    """Do one thing a host may do; a button names it and its target."""
    assert request.user.is_authenticated
    action, _colon, target = request.POST.get("do", "").partition(":")
    if action not in ACTIONS:
        messages.error(request, _("Choose what to do with one of the buttons."))
        return redirect("host")
    try:
        ACTIONS[action](target, request.user)
    except Http404:
        messages.error(request, _("That is no longer there; nothing was changed."))
        return redirect("host")
    messages.success(request, _("Done."))
    return redirect("host")


def _target(report: Report) -> Any:
    models = {"wish": Wish, "member": Member, "offer": Offer}
    return models[report.target_kind]._default_manager.filter(public_id=report.target).first()


def _member(public_id: str) -> Member:
    return get_object_or_404(Member, public_id=public_id)


def _suspend(public_id: str, actor: Member) -> None:
    member = _member(public_id)
    if member.pk == actor.pk:
        raise Http404  # a host who suspends herself would lock the house from outside
    member_suspend(member=member, actor=actor)


def _hide_offer(public_id: str, actor: Member) -> None:
    offer_hide(offer=get_object_or_404(Offer, public_id=public_id))
    audit(actor=actor.public_id, action="offer_hide", target=public_id)


ACTIONS: dict[str, Callable[[str, Member], object]] = {
    "approve": lambda target, actor: member_approve(member=_member(target), actor=actor),
    "suspend": _suspend,
    "restore": lambda target, actor: member_restore(member=_member(target), actor=actor),
    "hide": lambda target, actor: wish_hide(wish=get_object_or_404(Wish, public_id=target), actor=actor),
    "show": lambda target, actor: wish_show(wish=get_object_or_404(Wish, public_id=target), actor=actor),
    "hide_offer": _hide_offer,
    "handled": lambda target, actor: report_handle(
        report=get_object_or_404(Report, public_id=target), actor=actor.public_id
    ),
}
