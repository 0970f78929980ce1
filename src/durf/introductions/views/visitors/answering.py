"""What visitors asked a member through their page: answer, ask it here for them, or let it rest."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from durf.introductions.forms.visiting import AnswerForm, AskHereForm, bound
from durf.introductions.models import PageQuestion
from durf.introductions.services.refusals import IntroductionClosedError
from durf.introductions.visitors.answering import (
    question_answer,
    question_ask_here,
    question_close,
    question_rest,
)
from durf.members.requests import MemberRequest
from durf.safety.services.quotas import QuotaSpentError

MOST = 60


@require_GET
def questions(request: MemberRequest) -> HttpResponse:
    """What people without account asked me through my page."""
    rows = PageQuestion.objects.for_owner(request.user)[:MOST]
    return render(request, "introductions/questions.html", {"questions": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: MemberRequest, public_id: str) -> HttpResponse:
    """One of them: answer, ask it here for them, or let it rest."""
    row = PageQuestion.objects.for_owner(request.user).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    answer = bound(AnswerForm, request.POST, "answer")
    ask_here = bound(AskHereForm, request.POST, "ask_here", initial={"text": row.text})
    try:
        if _owner_decides(request, row, answer, ask_here):
            return redirect("questions")
    except IntroductionClosedError:
        return redirect("questions")
    except QuotaSpentError:
        ask_here.add_error(None, _("That is enough asked for today. Try again tomorrow."))
    context = {"question": row, "answer": answer, "ask_here": ask_here, "open": row.state in ("waiting", "asked_here")}
    return render(request, "introductions/question.html", context)


def _owner_decides(request: MemberRequest, row: PageQuestion, answer: Any, ask_here: Any) -> bool:
    """Take one step; whether there was one."""
    step = request.POST.get("step", "")
    if step == "rest":
        question_rest(question=row)
        messages.success(request, _("It rests. Nobody is told."))
    elif step == "close":
        question_close(question=row)
        messages.success(request, _("Taken back. What you gave is no longer shown."))
    elif answer.is_bound and answer.is_valid():
        question_answer(question=row, **answer.cleaned_data)
        messages.success(request, _("Your answer is on its way."))
    elif ask_here.is_bound and ask_here.is_valid():
        question_ask_here(question=row, text=ask_here.cleaned_data["text"])
        messages.success(request, _("Asked here for them. When you know more, you can still answer."))
    else:
        return False
    return True
