"""Asking: a wish is drafted, published, edited, closed, opened again; a host may hide it."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from durf.changes.services import person_changed
from durf.members.models import Member
from durf.safety.services.quotas import Quota, quota_use
from durf.safety.services.reports import audit
from durf.wishes.models import Nudge, Tag, Wish
from durf.wishes.models.wish import WISH
from durf.wishes.services.matches import matches_make
from durf.wishes.services.waves import wave_send

WISHES_A_DAY = Quota("wish", 5, timedelta(days=1))
LONGEST = 2000
TAGS = 10
TAG = re.compile(r"(?<![\w&/])#(?=\w*[^\W\d_])(\w{2,40})")
MATCHED_ON = {"text", "kind", "language", "place", "audience"}


class WishTextError(Exception):
    """The text cannot be asked; `fact` is "empty", "long" or, once more, the "same"."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.fact = fact


class WishStateError(Exception):
    """The wish is not in a state that allows this; `state` is where it is now."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class AskerError(Exception):
    """This person may not ask here: not let in, suspended, or not the one whose wish it is."""


@transaction.atomic
def wish_draft(
    *,
    asker: Member,
    text: str,
    kind: str = "advice",
    language: str = "",
    place: str = "",
    by_when: date | None = None,
    audience: str = "members",
    source: str = "page",
    wish: Wish | None = None,
) -> Wish:
    """Keep a half-written wish, a new one or the one given; nobody is told."""
    fields = _fields(asker, text, kind, language, place, by_when, audience)
    if wish is None:
        return Wish.objects.create(asker=asker, source=source, **fields)
    if not Wish.objects.filter(pk=wish.pk, asker=asker, state="draft").update(**fields):
        raise WishStateError(wish.state)
    wish.refresh_from_db()
    return wish


@transaction.atomic
def wish_publish(
    *,
    asker: Member,
    text: str,
    kind: str = "advice",
    language: str = "",
    place: str = "",
    by_when: date | None = None,
    audience: str = "members",
    source: str = "page",
    wish: Wish | None = None,
) -> Wish:
    """Ask: the one way of a wish, from every door. In one transaction the wish, its matches, and the first wave.

    Raises `QuotaSpentError` after five wishes in a day, `WishStateError` when the draft was published already.
    """
    if not (asker.is_active and asker.approved):
        raise AskerError
    quota_use(quota=WISHES_A_DAY, subject=asker.public_id)
    wish = wish_draft(
        asker=asker,
        text=text,
        kind=kind,
        language=language,
        place=place,
        by_when=by_when,
        audience=audience,
        source=source,
        wish=wish,
    )
    _move(wish, "open", published_at=timezone.now())
    _tags_write(wish)
    matches_make(wish=wish)
    wave_send(wish=wish)
    wish.refresh_from_db()
    return wish


@transaction.atomic
def wish_edit(
    *,
    wish: Wish,
    text: str,
    kind: str,
    language: str,
    place: str = "",
    by_when: date | None = None,
    audience: str,
) -> Wish:
    """Change a draft or an open wish; what it is matched on is matched anew, and nobody is nudged twice."""
    wish = Wish.objects.select_for_update().get(pk=wish.pk)
    if wish.state not in ("draft", "open") or wish.asker is None:
        raise WishStateError(wish.state)
    fields = _fields(wish.asker, text, kind, language, place, by_when, audience)
    changed = {name for name, value in fields.items() if getattr(wish, name) != value}
    for name in changed:
        setattr(wish, name, fields[name])
    wish.save(update_fields=changed)
    if wish.state == "open" and changed & MATCHED_ON:
        _tags_write(wish)
        matches_make(wish=wish)
        Wish.objects.filter(pk=wish.pk, next_wave_at=None, enough_at=None).update(next_wave_at=timezone.now())
    if "audience" in changed:
        _answers_changed(wish)
    wish.refresh_from_db()
    return wish


@transaction.atomic
def wish_again(*, wish: Wish, **fields: Any) -> Wish:
    """Send an unanswered wish out once more with other words: as many again are asked, nobody twice.

    Once a wish; `WishStateError` where it went already, is answered or not open, `WishTextError` ("same") where the
    words are those nobody answered.
    """
    row = Wish.objects.select_for_update().get(pk=wish.pk)
    if row.again_at is not None or not row.is_open or row.offers.filter(withdrawn_at=None).exists():
        raise WishStateError(row.state)
    if " ".join(fields["text"].split()) == " ".join(row.text.split()):
        raise WishTextError("same")
    now = timezone.now()
    Wish.objects.filter(pk=row.pk).update(again_at=now, enough_at=None, next_wave_at=now, still_from=now)
    return wish_edit(wish=row, **fields)


@transaction.atomic
def wish_close(*, wish: Wish) -> Wish:
    """Close without thanks: no longer needed. Whoever has not answered is left in peace."""
    _move(wish, "closed", closed_at=timezone.now(), next_wave_at=None)
    nudges_end(wish=wish)
    return wish


@transaction.atomic
def wish_reopen(*, wish: Wish) -> Wish:
    """Ask again: matched anew, and the next wave leaves with the next sweep."""
    if wish.state == "draft":
        raise WishStateError(wish.state)
    _move(
        wish,
        "open",
        closed_at=None,
        look_back_at=None,
        enough_at=None,
        next_wave_at=timezone.now(),
        still_from=timezone.now(),
    )
    matches_make(wish=wish)
    return wish


@transaction.atomic
def wish_enough(*, wish: Wish) -> Wish:
    """The asker has enough: nobody else is asked, the wish stays open for those who were."""
    if not Wish.objects.filter(pk=wish.pk, state="open").update(enough_at=timezone.now(), next_wave_at=None):
        raise WishStateError(wish.state)
    Nudge.objects.filter(match__wish=wish, state="waiting").update(state="dropped")
    wish.refresh_from_db()
    return wish


@transaction.atomic
def wish_hide(*, wish: Wish, actor: Member) -> Wish:
    """A host takes a wish out of sight; its asker still sees it."""
    Wish.objects.filter(pk=wish.pk, hidden_at=None).update(hidden_at=timezone.now())
    audit(actor=actor.public_id, action="wish_hide", target=wish.public_id)
    _answers_changed(wish)
    wish.refresh_from_db()
    return wish


@transaction.atomic
def wish_show(*, wish: Wish, actor: Member) -> Wish:
    """A host brings a hidden wish back."""
    Wish.objects.filter(pk=wish.pk).update(hidden_at=None)
    audit(actor=actor.public_id, action="wish_show", target=wish.public_id)
    _answers_changed(wish)
    wish.refresh_from_db()
    return wish


def nudges_end(*, wish: Wish) -> None:
    """Let every nudge of a wish that is no longer open rest."""
    Nudge.objects.filter(match__wish=wish, state="waiting").update(state="dropped")
    Nudge.objects.filter(match__wish=wish, state="sent").update(state="expired", answered_at=timezone.now())


def tags_find(text: str) -> list[str]:
    """The #words of a text, lower-case, each once, in order."""
    words: Iterable[str] = (word.lower() for word in TAG.findall(text))
    return list(dict.fromkeys(words))[:TAGS]


def _fields(
    asker: Member, text: str, kind: str, language: str, place: str, by_when: date | None, audience: str
) -> dict[str, Any]:
    text = text.strip()
    if not text:
        raise WishTextError("empty")
    if len(text) > LONGEST:
        raise WishTextError("long")
    return {
        "text": text,
        "kind": kind,
        "language": language or asker.language,
        "place": place.strip(),
        "by_when": by_when,
        "audience": audience,
    }


def _move(wish: Wish, state: str, **fields: Any) -> None:
    """Take the one step if it still exists; of two at the same moment only one succeeds."""
    ready = Wish.objects.filter(pk=wish.pk, state__in=WISH.sources(state))
    moved = ready.update(state=state, **fields)
    wish.refresh_from_db()
    if not moved:
        raise WishStateError(wish.state)


def _tags_write(wish: Wish) -> None:
    Tag.objects.filter(wish=wish).delete()
    Tag.objects.bulk_create(Tag(wish=wish, word=word) for word in tags_find(wish.text))


def _answers_changed(wish: Wish) -> None:
    """Public answers are texts of those who gave them: tell the index that their audience changed."""
    for helper_id in wish.offers.exclude(helper=None).values_list("helper_id", flat=True).distinct():
        person_changed(member_id=helper_id)
