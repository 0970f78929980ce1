"""The page of one wish: for whoever may help, and for the one who asks."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from durf.members.models import Member
from durf.members.requests import MemberRequest, viewer_of
from durf.wishes.models import Offer, Story, Wish
from durf.wishes.pictures.chain import chain_read, thanks_visible
from durf.wishes.pictures.circle.drawing import drawing_make
from durf.wishes.pictures.slate import slate_read
from durf.wishes.queries import match_of
from durf.wishes.services.lasting import unanswered

FIRST_OF_SLATE = 5


@require_safe
def wish(request: HttpRequest, public_id: str) -> HttpResponse:
    """A wish this viewer may read; one that is not for them answers like a missing one."""
    viewer = viewer_of(request)
    found = get_object_or_404(Wish.objects.for_viewer(viewer).select_related("asker"), public_id=public_id)
    if found.state == "draft":
        return redirect(f"{reverse('wish_ask')}?draft={found.public_id}")
    own = viewer is not None and viewer.pk == found.asker_id
    context = {"wish": found, "own": own, **_seen(found, viewer)}
    context |= _for_asker(found, viewer) if own and viewer else _for_helper(found, viewer)
    return render(request, "wishes/wish.html", context)


@require_safe
def wish_slate(request: MemberRequest, public_id: str) -> HttpResponse:
    """Everyone who could help, for the asker's eyes alone."""
    found = get_object_or_404(Wish.objects.exclude(state="draft"), public_id=public_id, asker=request.user)
    slate = slate_read(wish=found, viewer=request.user)
    context = {"wish": found, "slate": slate, "drawing": drawing_make(slate), "listed": len(slate)}
    return render(request, "wishes/wish_slate.html", context)


def _seen(found: Wish, viewer: Member | None) -> dict[str, Any]:
    """What every reader sees: tags, answers, and the way it went."""
    offers = Offer.objects.for_viewer(viewer).filter(wish=found).select_related("helper").distinct()
    story = Story.objects.published().filter(wish=found).first()
    fulfilled = found.state == "fulfilled"
    return {
        "tags": found.tags.order_by("pk"),
        "offers": list(offers.order_by("pk")),
        "chain": chain_read(wish=found, viewer=viewer) if fulfilled else [],
        "thanked": thanks_visible(wish=found, viewer=viewer) if fulfilled else [],
        "story": story,
    }


def _for_asker(found: Wish, viewer: Member) -> dict[str, Any]:
    slate = slate_read(wish=found, viewer=viewer)
    return {
        "slate": slate[:FIRST_OF_SLATE],
        "drawing": drawing_make(slate),
        "listed": FIRST_OF_SLATE,
        "slate_more": len(slate) > FIRST_OF_SLATE,
        "asked_count": sum(row.asked for row in slate),
        "enough": found.next_wave_at is None,
        "again": found.again_asked_at is not None and unanswered().filter(pk=found.pk).exists(),
    }


def _for_helper(found: Wish, viewer: Member | None) -> dict[str, Any]:
    return {"match": match_of(wish=found, member=viewer) if viewer is not None else None}
