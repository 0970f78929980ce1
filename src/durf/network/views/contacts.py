"""The notebook: a member's own contacts, for their eyes alone."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from durf.members.forms.safety import DecisionForm
from durf.members.requests import MemberRequest
from durf.network.forms.contacts import ContactForm
from durf.network.models import Contact
from durf.network.queries import contacts_search, hears_of_wishes
from durf.network.services.asking import ASKS, contacts_ask, notebook_hears
from durf.network.services.contacts import contact_change, contact_remove, contact_touch, contact_write
from durf.safety.services.quotas import QuotaSpentError, quota_left

ON_A_PAGE = 60


@require_GET
def contacts(request: MemberRequest) -> HttpResponse:
    """List whom the member wrote down or brought along, the latest first; or those a word is found with."""
    word, dormant = request.GET.get("q", "").strip()[:80], request.GET.get("dormant") == "1"
    rows = contacts_search(request.user, word, dormant=dormant)
    context = {
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "word": word,
        "dormant": dormant,
        "hears": hears_of_wishes(request.user),
        "keeps": settings.NOTEBOOKS,
    }
    return render(request, "network/contacts.html", context)


@require_http_methods(["GET", "POST"])
def contact_new(request: MemberRequest) -> HttpResponse:
    """Write someone down."""
    if not settings.NOTEBOOKS:
        raise Http404
    form = ContactForm(request.POST if request.method == "POST" else None, initial={"language": request.user.language})
    if request.method == "POST" and form.is_valid():
        contact = contact_write(owner=request.user, **form.words())
        messages.success(request, _("%(name)s is in your notebook. Only you see it.") % {"name": contact.name})
        return redirect("contacts")
    return render(request, "network/contact_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
def contact(request: MemberRequest, public_id: str) -> HttpResponse:
    """Show and change what is written down of someone."""
    row = _own(request, public_id)
    form = ContactForm(request.POST if request.method == "POST" else None, initial=_words(row))
    if request.method == "POST" and form.is_valid():
        contact_change(contact=row, **form.words())
        messages.success(request, _("Written down."))
        return redirect("contact", row.public_id)
    return render(request, "network/contact.html", {"contact": row, "form": form})


@require_POST
def contact_seen(request: MemberRequest, public_id: str) -> HttpResponse:
    """Note that they spoke today."""
    row = _own(request, public_id)
    if DecisionForm(request.POST).is_valid():
        contact_touch(contact=row, on=timezone.localdate())
        messages.success(request, _("Noted: you spoke today."))
    return redirect("contact", public_id)


@require_http_methods(["GET", "POST"])
def contact_erase(request: MemberRequest, public_id: str) -> HttpResponse:
    """Ask once more, then forget a contact; another's contact answers like a missing one."""
    row = _own(request, public_id)
    if request.method == "POST" and DecisionForm(request.POST).is_valid():
        contact_remove(contact=row)
        messages.success(request, _("Forgotten."))
        return redirect("contacts")
    return render(request, "network/contact_erase.html", {"contact": row})


@require_http_methods(["GET", "POST"])
def contacts_to_ask(request: MemberRequest) -> HttpResponse:
    """Tick whom to ask for a tie. What the page says does not depend on who is a member."""
    rows = [row for row in contacts_search(request.user, request.GET.get("q", "").strip()[:80]) if row.email]
    if request.method == "POST":
        ticked = set(request.POST.getlist("contact"))
        addresses = [row.email for row in rows if row.public_id in ticked]
        try:
            many = contacts_ask(owner=request.user, addresses=addresses)
        except QuotaSpentError:
            messages.error(request, _("That is more than twenty in a day. Tick fewer, or go on tomorrow."))
        else:
            asked = ngettext(
                "Whoever of this one is here finds your question on their page.",
                "Whoever of these %(count)s is here finds your question on their page.",
                many,
            )
            messages.success(request, asked % {"count": many})
            return redirect("contacts")
    context = {
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "left": quota_left(quota=ASKS, subject=request.user.public_id),
        "word": request.GET.get("q", "").strip()[:80],
    }
    return render(request, "network/contacts_to_ask.html", context)


@require_POST
def contacts_hear(request: MemberRequest) -> HttpResponse:
    """Choose whether to hear when a wish fits someone in the notebook."""
    if request.POST.get("hears") not in ("yes", "no"):
        return redirect("contacts")
    hears = request.POST["hears"] == "yes"
    notebook_hears(owner=request.user, hears=hears)
    said = _("You hear when a wish fits someone in your notebook.") if hears else _("Your notebook hears of no wishes.")
    messages.success(request, said)
    return redirect("contacts")


def _own(request: MemberRequest, public_id: str) -> Contact:
    return get_object_or_404(Contact.objects.of(request.user), public_id=public_id)


def _words(row: Contact) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in ("name", "email", "note", "how", "language", "since", "touched_on")}
    return {**plain, **row.said, "tags": ", ".join(row.tags)}
