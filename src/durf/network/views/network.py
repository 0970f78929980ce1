"""My network: whom I know, who asks, whom I asked; and opening or closing it all at once."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from durf.members.forms.safety import DecisionForm
from durf.members.models.sheet import sheet_for
from durf.members.requests import MemberRequest
from durf.network.forms.ties import OpenAllForm
from durf.network.models import Contact, OpennessBefore, Tie
from durf.network.models.tie import Openness
from durf.network.picture.groups import BY, groups_of, in_group
from durf.network.picture.onward import only_through
from durf.network.picture.rings import MOST_DOTS, dots_of
from durf.network.queries import known_list, questions_for, questions_of
from durf.network.seen import found_with, seen_through
from durf.network.services.ties import ties_open, ties_open_undo

ON_A_PAGE = 24
CONTACTS_SHOWN = 5


@require_GET
def network(request: MemberRequest) -> HttpResponse:
    """Show whom the member knows, by how well, and what waits."""
    everyone = known_list(request.user)
    word = request.GET.get("q", "").strip()[:80]
    by = request.GET.get("by", "") if request.GET.get("by") in BY else ""
    key = request.GET.get("group", "")[:80].casefold() if by else ""
    known = found_with(in_group(everyone, by, key), word)
    notebook = Contact.objects.of(request.user).order_by("-pk")
    counts = Counter(str(row.how) for row in known)
    context = {
        "page": Paginator(known, ON_A_PAGE).get_page(request.GET.get("page")),
        "word": word,
        "everyone": len(everyone),
        "by": by,
        "key": key,
        "groups": groups_of(everyone, by) if by else [],
        "counts": counts,
        "dots": dots_of(row.how for row in known),
        "fullest": MOST_DOTS if max(counts.values(), default=0) > MOST_DOTS else 0,
        "only": only_through(request.user, everyone),
        "dormant": notebook.dormant()[:CONTACTS_SHOWN],
        "can_undo": OpennessBefore.objects.filter(owner=request.user).exists(),
        "questions": [(tie, tie.other(request.user)) for tie in questions_for(request.user)],
        "asked": questions_of(request.user),
        "contacts": notebook[:CONTACTS_SHOWN],
    }
    return render(request, "network/network.html", context)


@require_http_methods(["GET", "POST"])
def network_open(request: MemberRequest) -> HttpResponse:
    """Give all ties, or those of one source, the same openness; what others will see of it stands beside."""
    form = OpenAllForm(request.POST if request.method == "POST" else None, me=request.user, initial={"source": ""})
    if request.method == "POST" and form.is_valid():
        openness = form.cleaned_data["openness"]
        count = ties_open(member=request.user, openness=openness, source=form.cleaned_data["source"])
        messages.success(request, _opened_words(openness, count))
        return redirect("network")
    return render(request, "network/network_open.html", {"form": form})


@require_POST
def network_undo(request: MemberRequest) -> HttpResponse:
    """Give every tie back the word it had before."""
    if DecisionForm(request.POST).is_valid():
        ties_open_undo(member=request.user)
        messages.success(request, _("As it was before."))
    return redirect("network")


@require_GET
def tie_seen(request: MemberRequest, public_id: str) -> HttpResponse:
    """What one person sees of the member and through them: now, or if all ties were given one word."""
    ties = Tie.objects.confirmed().of(request.user).select_related("a", "b")
    other = get_object_or_404(ties, public_id=public_id).other(request.user)
    if_all = request.GET.get("if", "")
    if_all = if_all if if_all in Openness.values else ""
    context = {
        "other": other,
        "tie_id": public_id,
        "sheet": sheet_for(request.user, other) if request.user.visible else None,
        "through": seen_through(member=request.user, viewer=other, if_all=if_all),
        "if_all": if_all,
        "choices": [("", _("As it is now")), *Openness.choices],
    }
    return render(request, "network/tie_seen.html", context)


def _opened_words(openness: str, count: int) -> str:
    done = ngettext("Done, for one person you know.", "Done, for %(count)s people you know.", count) % {"count": count}
    gift = _("That is a gift: wishes may find their way through you.") if openness == Openness.OPEN else ""
    return f"{done} {gift}".strip()
