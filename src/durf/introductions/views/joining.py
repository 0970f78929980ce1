"""A person without account becomes a member, and what was asked of them goes along."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from durf.introductions.models import Introduction
from durf.introductions.services.contacts import PURPOSE, contact_joins
from durf.introductions.services.refusals import IntroductionClosedError
from durf.members.adapter import JOINING
from durf.members.forms.safety import DecisionForm
from durf.members.requests import MemberRequest, viewer_of
from durf.safety.models import Link
from durf.safety.services.links import LinkUnusableError, link_open


@require_GET
def decide_join(request: HttpRequest, token: str) -> HttpResponse:
    """Say what joining is; this browser is remembered as the one that holds the link."""
    try:
        link = link_open(token=token, kind=Link.Kind.DECISION, purpose=PURPOSE, spent=True)
    except LinkUnusableError as error:
        return render(request, "introductions/link_unusable.html", {"reason": error.reason}, status=410)
    row = Introduction.objects.select_related("contact", "asker").filter(public_id=link.target).first()
    if row is None or row.contact is None:
        return redirect("decide", token)
    request.session[JOINING] = row.public_id
    onward = reverse("introduction_join", args=[row.public_id])
    viewer = viewer_of(request)
    if viewer is not None and viewer.approved:
        return redirect(onward)
    context = {"introduction": row, "onward": onward, "at_the_door": viewer is not None, "token": token}
    with translation.override(row.contact.language):
        return render(request, "introductions/decide_join.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def introduction_join(request: MemberRequest, public_id: str) -> HttpResponse:
    """Signed in by now: one button, and the introduction is one's own as a member."""
    if request.session.get(JOINING) != public_id:
        raise Http404
    rows = Introduction.objects.select_related("wish", "asker", "connector").filter(contact__isnull=False)
    row = get_object_or_404(rows, public_id=public_id)
    if request.method == "POST" and DecisionForm(request.POST).is_valid():
        request.session.pop(JOINING, None)
        try:
            contact_joins(introduction=row, member=request.user)
        except IntroductionClosedError:
            messages.error(request, _("This cannot be taken along. The link in your letter still works."))
            return redirect("home")
        messages.success(request, _("Taken along. What you decided before still stands."))
        return redirect("introduction", public_id)
    return render(request, "introductions/introduction_join.html", {"introduction": row})
