"""People here: members by what they are good at, their trade, their place or their name."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from durf.members.models import Member
from durf.members.models.trait import Audience, Strength
from durf.members.requests import MemberRequest

ON_A_PAGE = 15
STRENGTHS_SHOWN = 2


@require_GET
def people(request: MemberRequest) -> HttpResponse:
    """List members this one may see, in the order of their names; of published words alone."""
    word, place = (request.GET.get(name, "").strip()[:80] for name in ("q", "place"))
    rows = Member.objects.for_viewer(request.user).exclude(pk=request.user.pk).found_with(word)
    if place:
        rows = rows.filter(place__icontains=place)
    page = Paginator(rows.order_by("name", "pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "word": word, "place": place, "said": _said(list(page), word)}
    return render(request, "members/people.html", context)


def _said(members: list[Member], word: str) -> list[tuple[Member, list[str]]]:
    """Beside each member the strengths that hold the word, or their first."""
    shown = Strength.objects.filter(member__in=members).exclude(audience=Audience.MATCHING)
    texts: dict[int, list[str]] = {}
    for strength in shown:
        texts.setdefault(strength.member_id, []).append(strength.text)
    sought = word.casefold()
    return [
        (member, sorted(texts.get(member.pk, []), key=lambda text: sought not in text.casefold())[:STRENGTHS_SHOWN])
        for member in members
    ]
