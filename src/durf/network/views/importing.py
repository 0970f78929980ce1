"""Bringing one's network along: a file is looked at, kept by a yes, and undone for thirty days."""

import base64
from io import BytesIO

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from durf.members.forms.safety import DecisionForm
from durf.members.requests import MemberRequest
from durf.network.forms.importing import ColumnsForm, ImportForm
from durf.network.models import Import
from durf.network.queries import hears_of_wishes
from durf.network.reading.files import columns, read
from durf.network.reading.row import ColumnsUnknownError, UnreadableError
from durf.network.services.importing import (
    ImportOverError,
    import_ask,
    import_drop,
    import_keep,
    import_look,
    import_more,
    import_rows,
    import_told,
)
from durf.network.services.importing import import_undo as undo

FIRST = 10  # people of a file shown before it is kept


@require_http_methods(["GET", "POST"])
def import_new(request: MemberRequest) -> HttpResponse:
    """Choose a file; look at it."""
    posted = request.method == "POST"
    form = ImportForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        file, format = form.cleaned_data["file"], form.cleaned_data["format"]
        try:
            brought, _seen = import_look(owner=request.user, found=read(file, format=format), format=format)
        except ColumnsUnknownError:
            file.seek(0)
            held = base64.b64encode(file.read()).decode()
            return redirect("import_columns", import_ask(owner=request.user, text=held).public_id)
        except UnreadableError as error:
            form.add_error("file", error.sentence)
        else:
            return redirect("import_one", brought.public_id)
    kept = Import.objects.filter(owner=request.user, state=Import.State.KEPT).order_by("-pk")
    return render(request, "network/import_new.html", {"form": form, "kept": kept})


@require_http_methods(["GET", "POST"])
def import_columns(request: MemberRequest, public_id: str) -> HttpResponse:
    """Say which column of a table is which."""
    asked = _own(request, public_id, Import.State.ASKED)
    raw = base64.b64decode(asked.payload)
    form = ColumnsForm(request.POST if request.method == "POST" else None, columns=columns(BytesIO(raw)))
    if request.method == "POST" and form.is_valid():
        found = read(BytesIO(raw), format="csv", mapping=form.mapping())
        brought, _seen = import_look(owner=request.user, found=found, format="csv")
        import_drop(brought=asked)
        return redirect("import_one", brought.public_id)
    return render(request, "network/import_columns.html", {"form": form})


@require_GET
def import_one(request: MemberRequest, public_id: str) -> HttpResponse:
    """What was understood; how far keeping it is; or what was kept."""
    brought = get_object_or_404(Import.objects.filter(owner=request.user), public_id=public_id)
    if brought.state == Import.State.ASKED:
        return redirect("import_columns", brought.public_id)
    if brought.state == Import.State.KEPT:
        context = {"brought": brought, "known": brought.rows - brought.kept, "hears": hears_of_wishes(request.user)}
        return render(request, "network/import_kept.html", context)
    doubts, same = import_told(brought)
    context = {
        "brought": brought,
        "doubts": doubts,
        "same": same,
        "more": len(import_more(brought)),
        "first": [] if brought.place else import_rows(brought)[:FIRST],
        "keeps": settings.NOTEBOOKS,
    }
    return render(request, "network/import_look.html", context)


@require_POST
def import_kept(request: MemberRequest, public_id: str) -> HttpResponse:
    """Keep what was looked at, some thousands at a time."""
    if not settings.NOTEBOOKS:
        raise Http404
    brought = _own(request, public_id, Import.State.LOOKED)
    if not DecisionForm(request.POST).is_valid():
        return redirect("import_one", public_id)
    together = {number for number in request.POST.getlist("together") if number.isdigit()}
    apart = None
    if brought.place == 0:
        _doubts, same = import_told(brought)
        apart = [one.row for one in same if str(one.row) not in together]
        apart += [] if "more" in request.POST else import_more(brought)
    try:
        import_keep(brought=brought, apart=apart)
    except ImportOverError as error:
        raise Http404 from error
    return redirect("import_one", public_id)


@require_http_methods(["GET", "POST"])
def import_undo(request: MemberRequest, public_id: str) -> HttpResponse:
    """Ask once more, then take a whole import back."""
    brought = get_object_or_404(Import.objects.filter(owner=request.user), public_id=public_id)
    if request.method == "POST" and DecisionForm(request.POST).is_valid():
        many = undo(brought=brought)
        done = ngettext("Taken back: one person.", "Taken back: %(count)s people.", many)
        messages.success(request, done % {"count": many})
        return redirect("contacts")
    return render(request, "network/import_undo.html", {"brought": brought})


def _own(request: MemberRequest, public_id: str, state: str) -> Import:
    return get_object_or_404(Import.objects.filter(owner=request.user, state=state), public_id=public_id)
