"""Coming in: the first steps, the door where a host decides, and the link that makes the first host."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from durf.members.forms.availability import FindableForm
from durf.members.forms.safety import DecisionForm, FirstHostForm
from durf.members.forms.traits import trait_rows, traits_forms, with_word
from durf.members.models import Member
from durf.members.models.sheet import sheet_for
from durf.members.requests import MemberRequest, viewer_of
from durf.members.services.accounts import EmailTakenError, member_update, member_welcomed
from durf.members.services.hosts import first_host_check, first_host_make, first_host_new
from durf.members.services.traits import traits_set, words_of_others
from durf.safety.services.links import LinkUnusableError


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Say that a host will decide."""
    member = viewer_of(request)
    if member is None:
        return redirect("account_login")
    if member.approved:
        return redirect("home")
    return render(request, "members/waiting.html")


@require_http_methods(["GET", "POST"])
def welcome(request: MemberRequest) -> HttpResponse:
    """First step: what are you good at, and where does that end?"""
    if request.method == "POST" and request.POST.get("later"):
        return redirect("welcome_findable")
    added = request.POST.get("add", "")
    data = with_word(request.POST, added) if added else request.POST
    strengths, limits = traits_forms(request.user, data or None)
    if request.method == "POST" and not added and strengths.is_valid() and limits.is_valid():
        traits_set(member=request.user, strengths=trait_rows(strengths), limits=trait_rows(limits))
        return redirect("welcome_findable")
    context = {"strengths": strengths, "limits": limits, "words": words_of_others(request.user)}
    return render(request, "members/welcome_strengths.html", context)


@require_http_methods(["GET", "POST"])
def welcome_findable(request: MemberRequest) -> HttpResponse:
    """Second step: how may people find you? The third, a wish that fits, belongs to the front door."""
    form = FindableForm(request.POST or None, member=request.user)
    if request.method == "POST" and form.is_valid():
        member_update(member=request.user, **form.cleaned_data)
        member_welcomed(member=request.user)
        return redirect("welcome_wish")
    return render(request, "members/welcome_findable.html", {"form": form, **previews(request.user)})


def previews(member: Member) -> dict[str, Any]:
    """What another member and a visitor see of this member."""
    return {
        "for_members": sheet_for(member, Member()),
        "for_visitors": sheet_for(member, None),
        "pages_public": settings.COMMUNITY_PAGES == "public",
    }


@require_http_methods(["GET", "POST"])
def first_host(request: HttpRequest, token: str) -> HttpResponse:
    """Make the first host: whoever is signed in, or someone new."""
    try:
        first_host_check(token=token)
        if request.method == "POST":
            return _first_host_post(request, token)
    except LinkUnusableError:
        return render(request, "members/first_host.html", {"unusable": True}, status=404)
    return render(request, "members/first_host.html", {"form": FirstHostForm()})


def _first_host_post(request: HttpRequest, token: str) -> HttpResponse:
    member = viewer_of(request)
    if member is not None:
        if not DecisionForm(request.POST).is_valid():
            return render(request, "members/first_host.html", {"form": FirstHostForm()})
        first_host_make(token=token, member=member)
        return redirect("host")
    form = FirstHostForm(request.POST)
    if form.is_valid():
        name, email = form.cleaned_data["name"], form.cleaned_data["email"]
        try:
            made = first_host_new(token=token, name=name, email=email, language=get_language() or "nl")
        except EmailTakenError:
            form.add_error("email", _("Someone has this address here. Sign in first, then open this link again."))
        else:
            get_adapter(request).login(request, made)
            record_authentication(request, made, method="host_link")
            return redirect("host")
    return render(request, "members/first_host.html", {"form": form})
