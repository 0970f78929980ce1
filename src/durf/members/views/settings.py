"""The pages where a member says how they want to be here."""

from django.conf import settings as django_settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from durf.members.forms.availability import AvailabilityForm, FindableForm, MailGroupsForm
from durf.members.forms.profile import LanguageForm, ProfileForm
from durf.members.forms.traits import trait_rows, traits_forms
from durf.members.models import Member
from durf.members.requests import MemberRequest
from durf.members.services.accounts import HandleTakenError, member_update
from durf.members.services.traits import traits_set
from durf.members.views.joining import previews


@require_GET
def settings(request: MemberRequest) -> HttpResponse:
    """Everything there is to set, with how it stands."""
    return render(request, "members/settings.html", {"findable": request.user.get_findable_display()})


@require_http_methods(["GET", "POST"])
def profile(request: MemberRequest) -> HttpResponse:
    """Name, page and the few lines on it."""
    form = ProfileForm(request.POST or None, member=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            member_update(member=request.user, **form.profile())
        except HandleTakenError:
            form.add_error("handle", _("Someone here has this address already. Try another one."))
        else:
            return _saved(request, "settings")
    return render(request, "members/settings_profile.html", {"form": form})


@require_http_methods(["GET", "POST"])
def strengths(request: MemberRequest) -> HttpResponse:
    """Strengths and limits, in one's own words."""
    strength_rows, limit_rows = traits_forms(request.user, request.POST or None)
    if request.method == "POST" and strength_rows.is_valid() and limit_rows.is_valid():
        traits_set(member=request.user, strengths=trait_rows(strength_rows), limits=trait_rows(limit_rows))
        return _saved(request, "settings_strengths")
    context = {"strengths": strength_rows, "limits": limit_rows}
    return render(request, "members/settings_strengths.html", context)


@require_http_methods(["GET", "POST"])
def availability(request: MemberRequest) -> HttpResponse:
    """Nudges a week, quiet hours, a pause."""
    form = AvailabilityForm(request.POST) if request.method == "POST" else AvailabilityForm.of(request.user)
    if request.method == "POST" and form.is_valid():
        member_update(member=request.user, **form.cleaned_data)
        return _saved(request, "settings")
    return render(request, "members/settings_availability.html", {"form": form})


@require_http_methods(["GET", "POST"])
def privacy(request: MemberRequest) -> HttpResponse:
    """How one is found, exactly what others see, and who is kept away."""
    form = FindableForm(request.POST or None, member=request.user)
    if request.method == "POST" and form.is_valid():
        member_update(member=request.user, **form.cleaned_data)
        return _saved(request, "settings_privacy")
    blocked = Member.objects.filter(blocks_had__blocker=request.user).order_by("handle")
    context = {"form": form, "blocked": blocked, **previews(request.user)}
    return render(request, "members/settings_privacy.html", context)


@require_http_methods(["GET", "POST"])
def notices(request: MemberRequest) -> HttpResponse:
    """Which mails one wants; what they would have said still waits on the page."""
    wanted = import_string(django_settings.MAIL_GROUPS_WANTED)(member=request.user)
    form = MailGroupsForm(request.POST or None, initial={"groups": sorted(wanted), "digest": request.user.digest})
    if request.method == "POST" and form.is_valid():
        choose = import_string(django_settings.MAIL_CHOOSE)
        choose(member=request.user, wanted=set(form.cleaned_data["groups"]))
        member_update(member=request.user, digest=form.cleaned_data["digest"] or request.user.digest)
        return _saved(request, "settings")
    return render(request, "members/settings_notices.html", {"form": form})


@require_http_methods(["GET", "POST"])
def language(request: MemberRequest) -> HttpResponse:
    """The language of pages and mails."""
    form = LanguageForm(request.POST or None, initial={"language": request.user.language})
    if request.method == "POST" and form.is_valid():
        member_update(member=request.user, language=form.cleaned_data["language"])
        with translation.override(request.user.language):
            return _saved(request, "settings")
    return render(request, "members/settings_language.html", {"form": form})


def _saved(request: MemberRequest, back_to: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(back_to)
