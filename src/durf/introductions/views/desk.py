"""The connector's desk, the page of one pair on it, and the ways to someone who fits."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from durf.introductions.desk.pairs import Desk, Pair, contact_pairs
from durf.introductions.desk.paths import SearchedEnoughError, paths_find
from durf.introductions.desk.proposing import note_keep, pair_propose
from durf.introductions.forms.desk import NoteForm, PathsForm, ProposeForm
from durf.introductions.models import DeskNote
from durf.introductions.services.refusals import AlreadyProposedError, HelperUnavailableError
from durf.members.forms.safety import DecisionForm
from durf.members.models import Member
from durf.members.requests import MemberRequest
from durf.network.models import Contact
from durf.safety.services.quotas import QuotaSpentError
from durf.wishes.models import Wish
from durf.wishes.services.offering import OfferRefusedError

NOTES_SHOWN = 30
HEADINGS = {
    "wish": gettext_lazy("One asks, the other knows"),
    "limit": gettext_lazy("Where one stops, the other begins"),
    "trade": gettext_lazy("The same trade"),
    "place": gettext_lazy("The same place"),
}


@require_GET
def desk(request: MemberRequest) -> HttpResponse:
    """Who of the people I know might mean something to each other."""
    found = Desk(request.user).pairs()
    context = {
        "groups": [(heading, found[sort]) for sort, heading in HEADINGS.items() if found[sort]],
        "notes": DeskNote.objects.of(request.user)[:NOTES_SHOWN],
    }
    return render(request, "introductions/desk.html", context)


@require_GET
def desk_notebook(request: MemberRequest) -> HttpResponse:
    """The same with the people in my notebook, who are not here: wishes I might pass on."""
    return render(request, "introductions/desk_notebook.html", {"pairs": contact_pairs(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def desk_pair(request: MemberRequest, one_id: str, other_id: str) -> HttpResponse:
    """These two: why, a coffee proposed to both, or a note for myself."""
    own = Desk(request.user)
    by_id = {member.public_id: member for member in own.people.values()}
    one, other = by_id.get(one_id), by_id.get(other_id)
    if one is None or other is None or one == other:
        raise Http404
    pairs = own.between(one, other)
    propose = ProposeForm(request.POST if request.POST.get("do") == "propose" else None)
    note = NoteForm(request.POST if request.POST.get("do") == "note" else None)
    if propose.is_bound and propose.is_valid() and _propose(request, one, other, propose, pairs):
        return redirect("desk")
    if note.is_bound and note.is_valid():
        note_keep(owner=request.user, one=one, other=other, **note.cleaned_data)
        messages.success(request, _("Noted, for your eyes alone."))
        return redirect("desk")
    wishes = [pair for pair in pairs if pair.wish is not None]
    context = {"one": one, "other": other, "pairs": pairs, "wishes": wishes, "propose": propose, "note": note}
    return render(request, "introductions/desk_pair.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_contact(request: MemberRequest, wish_id: str, contact_id: str) -> HttpResponse:
    """A note for myself about a wish and somebody of my notebook; passing it on has its own page."""
    wish = Wish.objects.for_viewer(request.user).open().filter(public_id=wish_id).select_related("asker").first()
    if wish is None or wish.asker is None or wish.asker == request.user:
        raise Http404
    contact = get_object_or_404(Contact.objects.of(request.user), public_id=contact_id)
    note = NoteForm(request.POST if request.method == "POST" else None)
    if note.is_bound and note.is_valid():
        note_keep(owner=request.user, one=wish.asker, contact=contact, **note.cleaned_data)
        messages.success(request, _("Noted, for your eyes alone."))
        return redirect("desk_notebook")
    return render(request, "introductions/desk_contact.html", {"wish": wish, "contact": contact, "note": note})


@require_POST
def desk_note_drop(request: MemberRequest, public_id: str) -> HttpResponse:
    """Take a note away; the two may come back on the desk. What was proposed stays noted, so that it is so once."""
    notes = DeskNote.objects.filter(owner=request.user).exclude(kind=DeskNote.Kind.PROPOSED)
    row = get_object_or_404(notes, public_id=public_id)
    if DecisionForm(request.POST).is_valid():
        row.delete()
        messages.success(request, _("Gone."))
    return redirect("desk")


@require_GET
def paths(request: MemberRequest) -> HttpResponse:
    """How could I reach someone who…: people who fit, and the ways to them."""
    form = PathsForm(request.GET)
    text = form.cleaned_data["q"].strip() if form.is_valid() else ""
    try:
        found, spent = paths_find(seeker=request.user, text=text), False
    except SearchedEnoughError:
        found, spent = [], True
    context = {"form": form, "text": text, "paths": found, "spent": spent}
    return render(request, "introductions/paths.html", context)


def _propose(request: MemberRequest, one: Member, other: Member, form: ProposeForm, pairs: list[Pair]) -> bool:
    """Propose it, over the wish the connector chose if there is one; False with the sentence on the form."""
    over = next((pair for pair in pairs if pair.wish and pair.wish.public_id == request.POST.get("wish")), None)
    asker, helper = (over.one, over.other or other) if over else (one, other)
    try:
        pair_propose(
            connector=request.user,
            one=asker,
            other=helper,
            word=form.cleaned_data["word"],
            wish=over.wish if over else None,
        )
    except AlreadyProposedError:
        form.add_error(None, _("You proposed this already. Give it time: both decide for themselves."))
    except QuotaSpentError:
        form.add_error(None, _("That is a lot for one day. Try again tomorrow."))
    except (HelperUnavailableError, OfferRefusedError):
        form.add_error(None, _("This cannot be proposed right now. Perhaps two others?"))
    else:
        messages.success(request, _("Proposed. Both decide for themselves; you hear of it when they met."))
        return True
    return False
