"""Wishes like a text: earlier ones, shown while typing, and open ones that fit what a new member can do."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from durf.matching.text.stems import stems
from durf.matching.text.stops import STOPS
from durf.matching.text.words import tokens
from durf.members.models import Member
from durf.wishes.models import Wish
from durf.wishes.models.wish import WishQuerySet

LOOKED_AT = 400  # the latest wishes this viewer may read: typing stays quick however old the community is
COMMON = 0.2  # a word in more than this share of them says nothing
LEAST_WORDS = 2  # words in common before two wishes are called alike
ASKING = {  # said in asking anything at all: two wishes that share these share nothing
    "nl": "begin beginnen help helpen ken kennen kent leer leert weet weten wil zeg zegt zit zoek zoeken",
    "en": "begin find help know knows learn look looking need needs sit sits start teach tell want wants",
}
PLAIN = frozenset(STOPS).union(*(words.split() for words in ASKING.values()))


def wishes_alike(*, text: str, rows: WishQuerySet, most: int, least: int = LEAST_WORDS) -> list[Wish]:
    """Find the wishes among `rows` that share the most telling words with a text, best first."""
    wanted = _terms(text)
    if not wanted:
        return []
    latest = list(rows.order_by("-published_at").values_list("pk", "text")[:LOOKED_AT])
    spread = Counter(term for _, body in latest for term in wanted & _terms(body))
    telling = {term for term in wanted if spread[term] <= max(2, COMMON * len(latest))}
    scores = {pk: _score(telling & _terms(body), spread, len(latest), least) for pk, body in latest}
    best = sorted((pk for pk in scores if scores[pk] > 0), key=lambda pk: (-scores[pk], -pk))[:most]
    found = Wish.objects.select_related("asker").in_bulk(best)
    return [found[pk] for pk in best]


def similar_wishes(*, text: str, viewer: Member | None, besides: Wish | None = None, most: int = 3) -> Sequence[Wish]:
    """Earlier wishes like this text that the viewer may read anyway, open and fulfilled."""
    if len(_terms(text)) < LEAST_WORDS:
        return []  # before the question to the database is even put together: this runs at every letter
    rows = Wish.objects.for_viewer(viewer).published().exclude(state="closed")
    if besides is not None:
        rows = rows.exclude(pk=besides.pk)
    return wishes_alike(text=text, rows=rows, most=most)


def fitting_wishes(*, member: Member, most: int = 1) -> Sequence[Wish]:
    """Open wishes of others that fit what a member says they can do: what someone new is shown first."""
    words = [*member.strengths.values_list("text", flat=True), member.trade, member.line]
    rows = Wish.objects.for_viewer(member).open().exclude(asker=member)
    rows = rows.exclude(matches__member=member).exclude(offers__helper=member)
    return wishes_alike(text=" ".join(words), rows=rows, most=most, least=1)


def _score(shared: Iterable[str], spread: Counter[str], looked_at: int, least: int) -> float:
    """Add up how rare the shared words are; a stem of either language counts as one word."""
    rarity = sorted((math.log1p(looked_at / spread[term]) for term in shared), reverse=True)
    return sum(rarity) if len(rarity) >= least else 0.0


@lru_cache(maxsize=2000)
def _terms(text: str) -> frozenset[str]:
    """One stem a word: both languages' stems agree for a word in either wish, so the first is enough."""
    return frozenset(stems(token)[0] for token in tokens(text) if token not in PLAIN and len(token) > 1)
