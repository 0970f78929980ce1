"""The list of wishes: searched and filtered by its address, so that it can be shared."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from durf.members.requests import viewer_of
from durf.wishes.forms.search import SearchForm
from durf.wishes.queries import wishes_search

A_PAGE = 20


@require_safe
def wishes(request: HttpRequest) -> HttpResponse:
    """Wishes this viewer may read, newest first."""
    form = SearchForm(request.GET)
    state = form.found("state") or "open"
    found = wishes_search(
        viewer=viewer_of(request),
        text=form.found("q"),
        kind=form.found("kind"),
        place=form.found("place"),
        tag=form.found("tag"),
        language=form.found("language"),
        state=state,
    )
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "wishes/wishes.html", {"form": form, "page_obj": page, "state": state})
