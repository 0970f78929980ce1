"""Inviting someone, and the page they come in by."""

import io

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from durf.members.adapter import INVITATION
from durf.members.forms.safety import DecisionForm
from durf.members.models import Member
from durf.members.requests import MemberRequest, viewer_of
from durf.network.forms.invitations import MAIL, InvitationForm
from durf.network.forms.ties import TieForm
from durf.network.models import Invitation, Tie
from durf.network.services import invitations
from durf.network.services.invitations import InvitationRefusedError
from durf.safety.services.links import LinkUnusableError
from durf.safety.services.quotas import QuotaSpentError


@require_http_methods(["GET", "POST"])
def invite(request: MemberRequest) -> HttpResponse:
    """Make a link to hand over, or let one letter leave."""
    form = InvitationForm(request.POST if request.method == "POST" else None, me=request.user)
    if request.method == "POST" and form.is_valid() and _invited(request, form):
        return redirect("invite")
    links = [(link, _address(link), _qr(link)) for link in Invitation.objects.links_of(request.user).order_by("-pk")]
    context = {"form": form, "links": links, "letter": _letter_text(request.user)}
    return render(request, "network/invite.html", context)


@require_http_methods(["GET", "POST"])
def invitation_end(request: MemberRequest, code: str) -> HttpResponse:
    """Ask once more, then end a link."""
    link = get_object_or_404(Invitation.objects.links_of(request.user), public_id=code)
    if request.method == "POST" and DecisionForm(request.POST).is_valid():
        invitations.invitation_end(invitation=link)
        messages.success(request, _("This link opens nothing any more."))
        return redirect("invite")
    return render(request, "network/invitation_end.html", {"link": link})


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Say who invites and to what; a visitor joins, a member says yes."""
    found = Invitation.objects.live().select_related("inviter").filter(public_id=code).first()
    if found is None:
        return render(request, "network/invitation_gone.html", status=404)
    viewer = viewer_of(request)
    context = {"invitation": found, "named": found.inviter.visible, "here": request.path}
    if viewer is None:
        request.session[INVITATION] = code
        return render(request, "network/invitation.html", context)
    if viewer.pk == found.inviter_id:
        return redirect("invite")
    if not viewer.approved:
        return render(request, "network/invitation.html", {**context, "at_the_door": True})
    return _welcome(request, found, viewer, context)


@require_GET
def invitation_qr(request: HttpRequest, code: str) -> HttpResponse:
    """Draw the link, to print or to show on a phone."""
    found = Invitation.objects.live().filter(public_id=code).first()
    if found is None:
        raise Http404
    picture = io.BytesIO()
    segno.make(_address(found), error="m").save(picture, kind="svg", scale=8, border=4)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_never(request: HttpRequest, token: str) -> HttpResponse:
    """Let whoever lives at an address say: never again. One POST does it."""
    try:
        found = invitations.invitation_of_link(token=token)
        if request.method == "POST":
            invitations.invitation_never(token=token)
    except LinkUnusableError:
        return render(request, "network/invitation_never.html", {"unusable": True}, status=404)
    done = request.method == "POST" or found is None or not found.email
    return render(request, "network/invitation_never.html", {"done": done})


def _invited(request: MemberRequest, form: InvitationForm) -> bool:
    words = {name: form.cleaned_data[name] for name in ("how", "openness", "word")}
    by_mail = form.cleaned_data["door"] == MAIL
    email = form.cleaned_data["email"] if by_mail else ""
    try:
        invitations.invitation_make(inviter=request.user, email=email, **words)
    except QuotaSpentError:
        form.add_error(None, _("That is enough for one day. Tomorrow you can invite the next one."))
        return False
    if by_mail:
        messages.success(
            request,
            _("One letter leaves, unless this address had one from you or wants none. No reminder follows."),
        )
    else:
        messages.success(request, _("Your link is ready, just below."))
    return True


def _welcome(request: HttpRequest, found: Invitation, viewer: Member, context: dict[str, object]) -> HttpResponse:
    """Let a member say yes, with their own word on it."""
    if Tie.objects.confirmed().between(found.inviter, viewer).exists():
        request.session.pop(INVITATION, None)
        messages.info(request, _("You and %(name)s know each other here already.") % {"name": found.inviter.name})
        return redirect("network")
    form = TieForm(request.POST if request.method == "POST" else None, me=viewer)
    if request.method == "POST" and form.is_valid():
        try:
            tie = invitations.invitation_accept(invitation=found, member=viewer, **form.cleaned_data)
        except InvitationRefusedError:
            return render(request, "network/invitation_gone.html", status=404)
        except QuotaSpentError:
            form.add_error(None, _("That is enough for one day. Tomorrow you can answer the next one."))
            return render(request, "network/invitation.html", {**context, "form": form})
        request.session.pop(INVITATION, None)
        if tie is not None and tie.state == "confirmed":
            name = found.inviter.name
            messages.success(request, _("You and %(name)s know each other here from now on.") % {"name": name})
        else:
            messages.success(request, _("Thank you. When they say yes once more, it is so."))
        return redirect("network" if viewer.welcomed_at else "welcome")
    return render(request, "network/invitation.html", {**context, "form": form})


def _address(link: Invitation) -> str:
    return str(settings.PUBLIC_URL) + reverse("invitation", args=[link.public_id])


def _qr(link: Invitation) -> SafeString:
    """The picture as it stands in the page; made of our own address only."""
    return SafeString(segno.make(_address(link), error="m").svg_inline(omitsize=True, border=2))


def _letter_text(inviter: Member) -> str:
    """The letter as it will be read, so that nobody sends what they have not seen."""
    letter = {
        "inviter": inviter,
        "invitation": None,
        "never_url": "…",
        "site_name": settings.COMMUNITY_NAME,
        "community_name": settings.COMMUNITY_NAME,
        "site": settings.PUBLIC_URL,
        "site_url": settings.PUBLIC_URL,
    }
    with translation.override(inviter.language):
        return render_to_string("network/notices/invited.txt", letter).strip()
