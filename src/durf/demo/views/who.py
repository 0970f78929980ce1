"""Choose who you are: sign in as anyone of the invented town, with one button."""

from dataclasses import dataclass

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.logout import logout
from allauth.account.models import Login
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from durf.members.models import Member

CAST = ("alice", "bob", "charlie", "dora", "hanna")
VISITOR = "-"  # no handle looks like this
A_PAGE = 24
MOST_WORDS = 6


@dataclass(frozen=True)
class Role:
    """One of the standing cast, with what there is to try as them."""

    member: Member
    part: str


@require_http_methods(["GET", "POST"])
def who(request: HttpRequest) -> HttpResponse:
    """Show the cast and everybody else; a POST signs in as the one chosen."""
    error = ""
    if request.method == "POST":
        chosen = request.POST.get("who", "")
        if chosen == VISITOR:
            logout(request, show_message=False)
            return redirect("home")
        member = Member.objects.active().filter(handle=chosen).first()
        if member is not None:
            return _become(request, member)
        error = _("Choose somebody first: press the button beside a name.")
    words = request.GET.get("q", "").split()[:MOST_WORDS]
    context = {
        "roles": _roles(),
        "page": Paginator(_others(words), A_PAGE).get_page(request.GET.get("page")),
        "q": " ".join(words),
        "visitor": VISITOR,
        "error": error,
    }
    return render(request, "demo/who.html", context, status=400 if error else 200)


def _become(request: HttpRequest, member: Member) -> HttpResponse:
    """Sign in as this member by allauth's own way, as if they had just typed their code."""
    logout(request, show_message=False)
    record_authentication(request, member, method="code")
    login = Login(user=member, email=member.email, redirect_url=reverse("home"))
    response: HttpResponse = perform_login(request, login)
    list(messages.get_messages(request))  # "signed in as" would only repeat the button
    return response


def _roles() -> list[Role]:
    parts = {
        "alice": _("Asks. She wants bees on a roof and does not know who knows about that."),
        "bob": _("Knows Alice, and half the town. Through him a wish travels on."),
        "charlie": _("Knows Bob, not Alice. Could help her, if only they met."),
        "dora": _("A stranger to Alice: nobody they both know. Reads zoning plans like the newspaper."),
        "hanna": _("Host of this community: reports, hiding, suspending."),
    }
    found = {member.handle: member for member in Member.objects.filter(handle__in=CAST)}
    return [Role(found[handle], parts[handle]) for handle in CAST if handle in found]


def _others(words: list[str]) -> list[Member]:
    rows = Member.objects.active().exclude(handle__in=CAST)
    for word in words:
        said = Q(strengths__text__icontains=word) | Q(line__icontains=word) | Q(trade__icontains=word)
        rows = rows.filter(said | Q(name__icontains=word) | Q(handle__icontains=word) | Q(place__icontains=word))
    return list(rows.distinct().order_by("name"))
