"""The notebook: a member's own contacts, for their eyes alone."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from durf.members.forms.safety import DecisionForm
from durf.members.requests import MemberRequest
from durf.network.forms.contacts import ContactForm
from durf.network.models import Contact
from durf.network.services.contacts import contact_erase as erase
from durf.network.services.contacts import contact_write

ON_A_PAGE = 60


@require_GET
def contacts(request: MemberRequest) -> HttpResponse:
    """List whom the member wrote down, the latest first."""
    rows = Paginator(Contact.objects.of(request.user).order_by("-pk"), ON_A_PAGE)
    return render(request, "network/contacts.html", {"page": rows.get_page(request.GET.get("page"))})


@require_http_methods(["GET", "POST"])
def contact_new(request: MemberRequest) -> HttpResponse:
    """Write someone down."""
    form = ContactForm(request.POST if request.method == "POST" else None, initial={"language": request.user.language})
    if request.method == "POST" and form.is_valid():
        contact = contact_write(owner=request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s is in your notebook. Only you see it.") % {"name": contact.name})
        return redirect("contacts")
    return render(request, "network/contact_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
def contact_erase(request: MemberRequest, public_id: str) -> HttpResponse:
    """Ask once more, then forget a contact; another's contact answers like a missing one."""
    contact = get_object_or_404(Contact.objects.of(request.user), public_id=public_id)
    if request.method == "POST" and DecisionForm(request.POST).is_valid():
        erase(contact=contact)
        messages.success(request, _("Forgotten."))
        return redirect("contacts")
    return render(request, "network/contact_erase.html", {"contact": contact})
