"""A visitor asks through a member's page, and has a page of their own for what they asked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from durf.coach.language import guess
from durf.introductions.forms.visiting import MeetForm, VisitForm
from durf.introductions.models import PageQuestion
from durf.introductions.services.refusals import IntroductionClosedError
from durf.introductions.visitors.asking import (
    PURPOSE,
    may_be_asked,
    question_ask,
    question_confirm,
    question_erase,
    question_meet,
    question_never,
    question_unmeet,
)
from durf.members.models import Member
from durf.members.requests import viewer_of
from durf.safety.models import Link
from durf.safety.services.links import LinkUnusableError, link_open
from durf.safety.services.quotas import QuotaSpentError


@require_http_methods(["GET", "HEAD", "POST"])
def page_ask(request: HttpRequest, handle: str) -> HttpResponse:
    """Ask through somebody's page without an account; a member asks as members do."""
    viewer = viewer_of(request)
    owner = get_object_or_404(Member.objects.for_viewer(viewer), handle=handle)
    if viewer is not None or not may_be_asked(owner):
        through = "&through=1" if request.GET.get("through") == "1" else ""
        return redirect(f"{reverse('wish_ask')}?to={owner.handle}{through}")
    form = VisitForm(request.POST if request.method == "POST" else None)
    sent = form.is_bound and form.is_valid() and _ask(request, owner, form)
    context = {"owner": owner, "form": form, "sent": sent, "through": request.GET.get("through") == "1"}
    return render(request, "introductions/page_ask.html", context)


def _ask(request: HttpRequest, owner: Member, form: VisitForm) -> bool:
    """Whatever becomes of it, the visitor reads the same."""
    if form.trapped:
        return True
    asked = {name: form.cleaned_data[name] for name in ("name", "email", "text")}
    try:
        question_ask(
            owner=owner,
            language=get_language() or guess(asked["text"]),
            place=request.META.get("REMOTE_ADDR", ""),
            for_network=request.GET.get("through") == "1",
            **asked,
        )
    except QuotaSpentError:
        form.add_error(None, _("Enough was asked from here today. Try again tomorrow."))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def page_question(request: HttpRequest, token: str) -> HttpResponse:
    """The visitor's page: confirm, see, say yes, take back, erase. Looking changes nothing."""
    try:
        link = link_open(token=token, kind=Link.Kind.DECISION, purpose=PURPOSE, spent=True)
    except LinkUnusableError as error:
        return render(request, "introductions/link_unusable.html", {"reason": error.reason}, status=410)
    row = PageQuestion.objects.select_related("owner").filter(public_id=link.target).first()
    if row is None:
        return render(request, "introductions/link_unusable.html", {"reason": "erased"}, status=410)
    with translation.override(row.language):
        decision = request.POST.get("decision", "") if request.method == "POST" else ""
        if decision in ("erase", "never"):
            (question_erase if decision == "erase" else question_never)(question=row)
            return render(request, "introductions/decided.html", {"said": decision})
        form = MeetForm(request.POST if "reach" in request.POST else None)
        if _visitor_decides(row, decision, form):
            return redirect("page_question", token)
        return render(request, "introductions/page_question.html", _visitor_sees(row, form))


def _visitor_decides(row: PageQuestion, decision: str, form: MeetForm) -> bool:
    """Take one step; whether there was one."""
    try:
        if decision == "confirm":
            question_confirm(question=row)
        elif decision == "unmeet":
            question_unmeet(question=row)
        elif form.is_bound and form.is_valid():
            question_meet(question=row, reach=form.cleaned_data["reach"])
        else:
            return False
    except IntroductionClosedError:
        return True
    return True


def _visitor_sees(row: PageQuestion, form: MeetForm) -> dict[str, Any]:
    answered = row.state == "answered"
    here = PageQuestion.objects.for_owner(row.owner).filter(pk=row.pk).exists() and row.owner.is_active
    return {
        "question": row,
        "owner": row.owner,
        "form": form,
        "answered": answered and here,
        "asked_here": row.state == "asked_here" and here,
        "may_meet": answered and here and row.owner_yes_at is not None and row.visitor_yes_at is None,
        "reach": row.owner.email if answered and here and row.both_agreed else "",
    }
