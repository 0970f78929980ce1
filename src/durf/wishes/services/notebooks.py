"""Wishes laid beside notebooks: for their owner alone, in memory, after publishing (TRUST.md, 1).

What is found is written down nowhere but as a nudge to the owner, which nobody else sees and which counts among the
nudges of their week.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from durf.matching import Index, Person, Query, Text
from durf.matching.questions import Kind
from durf.members.models import Member
from durf.network.models import Contact
from durf.reach.vocabulary import vocabulary
from durf.wishes.models import Match, Wish
from durf.wishes.models.wish import WishAudience
from durf.wishes.services.nudges import Circumstances, Verdict, nudge_make

PLACE = "notebook"  # of a match that rests on somebody in the member's notebook
OWNERS_MOST = 5  # told of one wish
CONTACTS_MOST = 8  # shown to an owner for one wish
LOOKED_AT = 40  # of those it fits, for one who has not been spoken to for long
WISHES_AT_ONCE = 50
FRESH_FOR = timedelta(days=3)  # an older wish that was missed, during an outage, has gone other ways
ORGANISATION_WEIGHT = 0.5  # where somebody works says less than what they do


@dataclass(frozen=True)
class Fit:
    """Somebody of a notebook whom a wish may fit, and the words that say so."""

    contact: Contact
    words: tuple[str, ...]
    score: int


class Notebook:
    """One member's contacts, read once, to lay wishes beside. O(contacts) to open; nothing outlives it."""

    def __init__(self, owner: Member) -> None:
        self._contacts = {contact.public_id: contact for contact in Contact.objects.of(owner)}
        people = (Person(id=public_id, texts=_texts(contact)) for public_id, contact in self._contacts.items())
        self._index = Index.build(people, [], vocabulary=vocabulary())

    def fitting(self, wish: Wish, most: int = CONTACTS_MOST) -> list[Fit]:
        """Return whom the wish may fit: the best, the best of those not spoken to for long, then the others.

        Its asker is not among them.
        """
        query = Query(text=wish.text, asker=None, kind=cast(Kind, wish.kind), lang=None, top=LOOKED_AT)
        asker = wish.asker.email.lower() if wish.asker else ""
        found = []
        for hit in self._index.search(query).hits:
            contact = self._contacts[hit.person]
            if not asker or contact.email.lower() != asker:
                words = tuple(dict.fromkeys(word for why in hit.why for word in why.words))
                found.append(Fit(contact, words, hit.score))
        sleeping = next((fit for fit in found[1:] if fit.contact.is_dormant), None)
        if sleeping is not None and not found[0].contact.is_dormant:
            found.remove(sleeping)
            found.insert(1, sleeping)  # worth waking, and seldom thought of (Levin, Walter and Murnighan, 2011)
        return found[:most]


def contacts_fitting(*, owner: Member, wish: Wish) -> list[Fit]:
    """Return whom of a member's own notebook a wish may fit, for their eyes alone."""
    if not settings.NOTEBOOKS:
        return []
    return Notebook(owner).fitting(wish)


def notebooks_tell() -> int:
    """Tell members of new wishes that fit somebody in their notebook, if they want to hear; return how many wishes."""
    if not settings.NOTEBOOKS:
        return 0
    fresh = Wish.objects.open().filter(notebooks_at=None, published_at__gt=timezone.now() - FRESH_FOR)
    wishes = list(fresh.exclude(audience=WishAudience.ASKED).select_related("asker").order_by("pk")[:WISHES_AT_ONCE])
    if not wishes:
        return 0
    owners: dict[int, list[tuple[int, Member]]] = defaultdict(list)
    here = Member.objects.active().filter(notebook_choice__hears_of_wishes=True)
    for owner in here.order_by("pk"):
        notebook = Notebook(owner)
        for wish in wishes:
            if owner.pk != wish.asker_id and (fits := notebook.fitting(wish, 1)):
                owners[wish.pk].append((fits[0].score, owner))
    for wish in wishes:
        ranked = sorted(owners[wish.pk], key=lambda pair: (-pair[0], pair[1].pk))
        _tell(wish, [owner for _score, owner in ranked])
    return len(wishes)


@transaction.atomic
def _tell(wish: Wish, owners: Sequence[Member]) -> None:
    """Nudge the first few who may be asked now and were not matched themselves; a wish is looked at once."""
    if not Wish.objects.filter(pk=wish.pk, notebooks_at=None).update(notebooks_at=timezone.now()) or not owners:
        return
    matched = set(wish.matches.values_list("member_id", flat=True))
    facts = Circumstances.read(
        wish=wish, member_ids=[owner.pk for owner in owners], now=timezone.now(), count_waiting=True
    )
    told = 0
    last = wish.matches.aggregate(last=Max("position"))["last"] or 0
    for owner in owners:
        if told == OWNERS_MOST:
            return
        if owner.pk in matched or facts.judge(wish=wish, member=owner, place=PLACE) is not Verdict.GO:
            continue
        told += 1
        match = Match.objects.create(wish=wish, member=owner, position=last + told, place=PLACE, scope="nudge")
        nudge_make(match=match, wave=wish.waves)


def _texts(contact: Contact) -> tuple[Text, ...]:
    said = contact.said
    lines = [
        Text(contact.note),
        Text(said.get("role", "")),
        Text(", ".join(said.get("tags", []))),
        Text(said.get("organisation", ""), weight=ORGANISATION_WEIGHT),
    ]
    return tuple(text for text in lines if text.body.strip())
