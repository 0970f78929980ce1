"""Strengths and limits, in a member's own words."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from django.db import transaction

from durf.changes.services import person_changed
from durf.matching.text.stems import stems
from durf.matching.text.stops import STOPS
from durf.matching.text.words import tokens
from durf.members.models import Limit, Member, Strength
from durf.members.models.trait import Audience

TEXTS_READ = 3000  # the newest
SAID_BY = 3  # people at least, so that a word points at nobody
COMMON = 0.3  # a word that more than this share of them say reminds of nothing
WORD_SHORTEST = 4  # characters
WORDS_MOST = 12

Row = tuple[str, str]  # text, audience


@transaction.atomic
def traits_set(*, member: Member, strengths: Sequence[Row], limits: Sequence[Row]) -> Member:
    """Replace all strengths and limits; a sentence that stays keeps its row, so that what refers to it holds."""
    _rows_set(Strength, member, strengths)
    _rows_set(Limit, member, limits)
    person_changed(member_id=member.pk)
    return member


def _rows_set(kind: type[Strength] | type[Limit], member: Member, rows: Sequence[Row]) -> None:
    wanted = {text: audience for text, audience in ((text.strip(), audience) for text, audience in rows) if text}
    kept: set[str] = set()
    for row in list(kind.objects.filter(member=member)):
        if row.text not in wanted or row.text in kept:
            row.delete()
            continue
        kept.add(row.text)
        if row.audience != wanted[row.text]:
            row.audience = wanted[row.text]
            row.save(update_fields=["audience"])
    for text, audience in wanted.items():
        if text not in kept:
            kind.objects.create(member=member, text=text, audience=audience)


def words_of_others(member: Member) -> list[str]:
    """Words of trades that several others use for what they are good at, to remind a newcomer; most used first.

    From what this member may read anyway, and only where enough people say it that it points at nobody.
    """
    people = Member.objects.for_viewer(member).exclude(pk=member.pk).filter(language=member.language)
    trades = list(people.exclude(trade="").order_by("-pk").values_list("pk", "trade")[:TEXTS_READ])
    shown = Strength.objects.filter(member__in=people.values("pk")).exclude(audience=Audience.MATCHING)
    of_a_trade = {stems(token)[0] for _, trade in trades for token in tokens(trade)}
    said: dict[str, set[int]] = defaultdict(set)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for owner, text in (*trades, *shown.order_by("-pk").values_list("member_id", "text")[:TEXTS_READ]):
        for token in tokens(text):
            if len(token) >= WORD_SHORTEST and token not in STOPS and stems(token)[0] in of_a_trade:
                said[stems(token)[0]].add(owner)
                forms[stems(token)[0]][token] += 1
    mine = {stems(token)[0] for text in member.strengths.values_list("text", flat=True) for token in tokens(text)}
    most = COMMON * len({owner for owners in said.values() for owner in owners})
    telling = [
        stem for stem, owners in said.items() if SAID_BY <= len(owners) <= max(most, SAID_BY) and stem not in mine
    ]
    telling.sort(key=lambda stem: (-len(said[stem]), stem))
    return [forms[stem].most_common(1)[0][0] for stem in telling[:WORDS_MOST]]
