"""Do you know each other? Asking, answering, changing one's word, ending it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from durf.members.forms.safety import DecisionForm
from durf.members.models import Member
from durf.members.requests import MemberRequest
from durf.network.forms.ties import ProposalForm, TieForm
from durf.network.models import Tie
from durf.network.models.tie import TieQuerySet
from durf.network.queries import questions_for
from durf.network.services.ties import TieRefusedError
from durf.network.services.ties import tie_answer as answer
from durf.network.services.ties import tie_change as change
from durf.network.services.ties import tie_end as end
from durf.network.services.ties import tie_propose as propose
from durf.safety.services.quotas import QuotaSpentError


@require_http_methods(["GET", "POST"])
def tie_propose(request: MemberRequest, handle: str) -> HttpResponse:
    """Say that you know someone; whoever is hidden, blocked or not there answers alike."""
    others = Member.objects.for_viewer(request.user).exclude(pk=request.user.pk)
    other = get_object_or_404(others, handle=handle)
    tie = Tie.objects.between(request.user, other).first()
    if tie is not None and tie.state == "confirmed":
        return redirect("tie_change", tie.public_id)
    if tie is not None and Tie.objects.waiting_for(request.user).filter(pk=tie.pk).exists():
        return redirect("tie_answer", tie.public_id)
    form = ProposalForm(request.POST if request.method == "POST" else None, me=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            propose(proposer=request.user, other=other, **form.cleaned_data)
        except QuotaSpentError:
            form.add_error(None, _("That is twenty people in a day. Tomorrow you can ask the next one."))
        except TieRefusedError:  # they answered, or went, while this page stood open
            return redirect("network")
        else:
            messages.success(request, _("You asked %(name)s. When they say yes too, it is so.") % {"name": other.name})
            return redirect("network")
    asked = tie if tie is not None and Tie.objects.asked_by(request.user).filter(pk=tie.pk).exists() else None
    return render(request, "network/tie_propose.html", {"form": form, "other": other, "asked": asked})


@require_http_methods(["GET", "POST"])
def tie_answer(request: MemberRequest, public_id: str) -> HttpResponse:
    """Say yes with one's own word, or no without any."""
    tie = get_object_or_404(questions_for(request.user), public_id=public_id)
    other = tie.other(request.user)
    answered = request.POST.get("answer", "")
    form = TieForm(request.POST if answered == "yes" else None, me=request.user)
    if answered == "no":
        _answered(request, tie, yes=False, how="", openness="")
        messages.success(request, _("Left as it was. Nobody hears of it."))
        return redirect("network")
    if answered == "yes" and form.is_valid():
        _answered(request, tie, yes=True, **form.cleaned_data)
        return redirect("network")
    nothing_said = request.method == "POST" and not answered
    context = {"form": form, "other": other, "tie": tie, "nothing_said": nothing_said}
    return render(request, "network/tie_answer.html", context)


@require_http_methods(["GET", "POST"])
def tie_change(request: MemberRequest, public_id: str) -> HttpResponse:
    """Change one's own word on a tie."""
    tie = get_object_or_404(_standing(request.user), public_id=public_id)
    other = tie.other(request.user)
    now = {"how": tie.how(request.user), "openness": tie.openness(request.user)}
    form = TieForm(request.POST if request.method == "POST" else None, me=request.user, initial=now)
    if request.method == "POST" and form.is_valid():
        change(tie=tie, member=request.user, **form.cleaned_data)
        messages.success(request, _("Changed. It holds from now on, everywhere."))
        return redirect("network")
    return render(request, "network/tie_change.html", {"form": form, "other": other, "tie": tie})


@require_http_methods(["GET", "POST"])
def tie_end(request: MemberRequest, public_id: str) -> HttpResponse:
    """Ask once more, then end a tie or take a question back."""
    mine = _standing(request.user) | Tie.objects.asked_by(request.user).select_related("a", "b")
    tie = get_object_or_404(mine, public_id=public_id)
    if request.method == "POST" and DecisionForm(request.POST).is_valid():
        end(tie=tie, member=request.user)
        messages.success(request, _("Done. Nobody is told."))
        return redirect("network")
    return render(request, "network/tie_end.html", {"tie": tie, "other": tie.other(request.user)})


def _answered(request: MemberRequest, tie: Tie, *, yes: bool, how: str, openness: str) -> None:
    """Answer; a question that was taken back in the meantime is simply no longer there."""
    try:
        answer(tie=tie, member=request.user, yes=yes, how=how, openness=openness)
    except TieRefusedError:
        if yes:
            messages.info(request, _("This question is no longer there."))
        return
    if yes:
        name = tie.other(request.user).name
        messages.success(request, _("You and %(name)s know each other here from now on.") % {"name": name})


def _standing(member: Member) -> TieQuerySet:
    return Tie.objects.confirmed().of(member).select_related("a", "b")
