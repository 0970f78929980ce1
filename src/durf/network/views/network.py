"""My network: whom I know, who asks, whom I asked; and opening or closing it all at once."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from durf.members.requests import MemberRequest
from durf.network.forms.ties import OpennessForm
from durf.network.models import Contact
from durf.network.queries import known_list, questions_for, questions_of
from durf.network.rings import dots_of
from durf.network.services.ties import ties_open

ON_A_PAGE = 60
CONTACTS_SHOWN = 5


@require_GET
def network(request: MemberRequest) -> HttpResponse:
    """Show whom the member knows, by how well, and what waits."""
    known = known_list(request.user)
    notebook = Contact.objects.of(request.user).order_by("-pk")
    context = {
        "page": Paginator(known, ON_A_PAGE).get_page(request.GET.get("page")),
        "counts": Counter(str(row.how) for row in known),
        "dots": dots_of(row.how for row in known),
        "questions": [(tie, tie.other(request.user)) for tie in questions_for(request.user)],
        "asked": questions_of(request.user),
        "contacts": notebook[:CONTACTS_SHOWN],
    }
    return render(request, "network/network.html", context)


@require_http_methods(["GET", "POST"])
def network_open(request: MemberRequest) -> HttpResponse:
    """Give all ties the same openness."""
    form = OpennessForm(request.POST if request.method == "POST" else None, me=request.user)
    if request.method == "POST" and form.is_valid():
        count = ties_open(member=request.user, openness=form.cleaned_data["openness"])
        done = ngettext("Done, for one person you know.", "Done, for %(count)s people you know.", count)
        messages.success(request, done % {"count": count})
        return redirect("network")
    return render(request, "network/network_open.html", {"form": form})
