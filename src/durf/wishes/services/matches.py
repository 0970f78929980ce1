"""The matches of a wish: who could help, written down from the one search that the preview shows too."""

from collections.abc import Iterable
from itertools import chain

from django.db import transaction
from django.db.models import Q, QuerySet

from durf.matching import Answer, Hit
from durf.members.models import Member
from durf.network.models import Tie
from durf.network.models.tie import Openness
from durf.reach.services import find_helpers
from durf.wishes.models import Match, Wish
from durf.wishes.models.wish import WishAudience

KEPT = 40  # more than one wish may nudge, because some will rest or have had their number for the week


@transaction.atomic
def matches_make(*, wish: Wish) -> list[Match]:
    """Write down who could help with this wish as it reads now; who was asked before stays where they were.

    People found only by what they keep for matching get the scope "nudge" and no `why`: whatever the asker may
    read later, their private words are not in it.
    """
    shown = _search(wish, "shown")
    seen = {entry.hit.person for entry in shown.slate}
    ranked = [(entry.hit, str(entry.place)) for entry in shown.slate]
    ranked += [(hit, "rest") for hit in shown.hits if hit.person not in seen]
    seen.update(hit.person for hit in shown.hits)
    private = [hit for hit in _search(wish, "nudge").hits if hit.person not in seen]
    publics = _public_ids(hit for hit in chain((hit for hit, _ in ranked), private))
    rows = [_row(wish, hit, place, "shown", publics) for hit, place in ranked]
    rows += [_row(wish, hit, "rest", "nudge", publics) for hit in private]
    rows = [row for row in rows if str(row.member_id) in publics]
    _write(wish, rows)
    _readers_write(wish, {row.member_id for row in rows if row.ring in (1, 2)})
    return rows


def _search(wish: Wish, scope: str) -> Answer:
    return find_helpers(
        asker=wish.asker,
        text=wish.text,
        kind=wish.kind,
        language=wish.language,
        scope=scope,
        audience=wish.audience,
        top=KEPT,
    )


def _public_ids(hits: Iterable[Hit]) -> dict[str, str]:
    """Public ids of the people and connectors named in hits, by the row numbers the index knows them by."""
    numbers = {int(number) for hit in hits for number in (hit.person, *(via.person for via in hit.via))}
    return {str(pk): public for pk, public in Member.objects.filter(pk__in=numbers).values_list("pk", "public_id")}


def _row(wish: Wish, hit: Hit, place: str, scope: str, publics: dict[str, str]) -> Match:
    why = [{"words": list(why.words), "key": why.key} for why in hit.why] if scope == "shown" else []
    via = [{"member": publics[via.person], "named": via.named} for via in hit.via if via.person in publics]
    return Match(
        wish=wish,
        member_id=int(hit.person),
        place=place,
        ring=hit.ring,
        mutual=hit.mutual,
        score=hit.score,
        scope=scope,
        why=why,
        via=via,
    )


def _write(wish: Wish, rows: list[Match]) -> None:
    """Replace the old matches, keeping the rows of people who were asked, chosen or have offered."""
    old = {match.member_id: match for match in wish.matches.select_related("nudge")}
    offered = set(wish.offers.values_list("helper_id", flat=True))
    met = {pk for pk, match in old.items() if hasattr(match, "nudge") or pk in offered}
    wish.matches.exclude(member_id__in=met).delete()
    fresh = []
    for position, row in enumerate(rows, start=1):
        row.position = position
        if row.member_id not in met:
            fresh.append(row)
            continue
        kept = old.pop(row.member_id)
        kept.position, kept.ring, kept.mutual, kept.score = position, row.ring, row.mutual, row.score
        kept.via = row.via
        if row.scope == "shown":
            kept.scope, kept.place, kept.why = "shown", row.place, row.why
        kept.save(update_fields=["position", "ring", "mutual", "score", "via", "scope", "place", "why"])
    Match.objects.bulk_create(fresh)
    for position, pk in enumerate((pk for pk in old if pk in met), start=len(rows) + 1):
        Match.objects.filter(pk=old[pk].pk).update(position=position, why=[])


def _readers_write(wish: Wish, matched: set[int]) -> None:
    """Keep who may read a wish for "my network and theirs": rings 1 and 2 as they are now."""
    if wish.audience != WishAudience.NETWORK or wish.asker is None:
        wish.reach_members.clear()
        return
    wish.reach_members.set(matched | _two_rings(wish.asker))


def _two_rings(member: Member) -> set[int]:
    """The member's own ties, and over those that neither end keeps closed one step further."""
    closed = Q(open_a=Openness.CLOSED) | Q(open_b=Openness.CLOSED)
    own = Tie.objects.confirmed().of(member)
    first = _ends(own)
    walked = _ends(own.exclude(closed)) - {member.pk}
    onward = Tie.objects.confirmed().filter(Q(a_id__in=walked) | Q(b_id__in=walked)).exclude(closed)
    return (first | _ends(onward)) - {member.pk}


def _ends(ties: QuerySet[Tie]) -> set[int]:
    return {pk for pair in ties.values_list("a_id", "b_id") for pk in pair}
