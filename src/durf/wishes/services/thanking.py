"""Thanks close the wish, reach helper and connector, and become public only as far as everybody in them agrees."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from durf.changes.services import person_changed
from durf.members.models import Member
from durf.members.services.blocks import is_blocked
from durf.notices.services.notify import notices_see, notify
from durf.wishes.models import Offer, Story, Thanks, Wish
from durf.wishes.services.asking import WishStateError, nudges_end
from durf.wishes.services.stories import story_publish_if_agreed

LONGEST = 1000
LOOK_BACK_AFTER = timedelta(weeks=6)


class ThanksTextError(Exception):
    """Thanks need words; `fact` is "empty" or "long"."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.fact = fact


class ThanksPersonError(Exception):
    """These thanks name someone they cannot name: the asker, the same person twice, or one blocked."""


@transaction.atomic
def thanks_give(
    *,
    wish: Wish,
    text: str,
    helper: Member | None = None,
    connector: Member | None = None,
    outside: bool = False,
    offer: Offer | None = None,
    public: bool = False,
    story_text: str = "",
) -> Thanks:
    """Thank whoever helped: the wish is fulfilled, helper and connector hear of it, and are asked before it is public.

    A fulfilled wish may thank more people. `outside`: the helper has no account ("someone Bob knows").
    """
    wish = Wish.objects.select_for_update(of=("self",)).select_related("asker").get(pk=wish.pk)
    text, story_text = text.strip(), story_text.strip()
    if not text or len(text) > LONGEST or len(story_text) > 2 * LONGEST:
        raise ThanksTextError("long" if text else "empty")
    if offer is not None and helper is None and not outside:
        helper = offer.helper
    _check_people(wish, helper, connector, offer)
    _fulfil(wish)
    thanks = Thanks.objects.create(
        wish=wish,
        offer=offer,
        helper=helper,
        connector=connector,
        outside=outside,
        text=text,
        public=public,
    )
    for member in (helper, connector):
        if member is not None:
            notify(member=member, kind="wishes.thanks", subject=thanks.public_id)
    if public:
        _story_write(thanks, story_text)
    return thanks


@transaction.atomic
def thanks_agree(*, thanks: Thanks, member: Member, agrees: bool) -> Thanks:
    """One who appears in the thanks likes them public, or does not (any more); the asker may change their mind too."""
    thanks = Thanks.objects.select_for_update(of=("self",)).select_related("wish").get(pk=thanks.pk)
    side = _side(thanks, member)
    setattr(thanks, side, agrees)
    thanks.save(update_fields=[side])
    notices_see(member=member, subject=thanks.public_id)
    story_publish_if_agreed(wish=thanks.wish)
    if thanks.helper_id is not None:
        person_changed(member_id=thanks.helper_id)
    return thanks


def _side(thanks: Thanks, member: Member) -> str:
    """The field that holds this person's word."""
    if member.pk == thanks.helper_id:
        return "helper_agrees"
    if member.pk == thanks.connector_id:
        return "connector_agrees"
    if member.pk == thanks.wish.asker_id:
        return "public"
    raise ThanksPersonError


def _check_people(wish: Wish, helper: Member | None, connector: Member | None, offer: Offer | None) -> None:
    people = [member for member in (helper, connector) if member is not None]
    if wish.asker is None or any(member.pk == wish.asker_id for member in people):
        raise ThanksPersonError
    if len({member.pk for member in people}) < len(people):
        raise ThanksPersonError
    if offer is not None and offer.wish_id != wish.pk:
        raise ThanksPersonError
    if any(is_blocked(wish.asker, member) for member in people):
        raise ThanksPersonError


def _fulfil(wish: Wish) -> None:
    now = timezone.now()
    fulfilled = Wish.objects.filter(pk=wish.pk, state="open").update(
        state="fulfilled", closed_at=now, next_wave_at=None, look_back_at=now + LOOK_BACK_AFTER
    )
    if not fulfilled and wish.state != "fulfilled":
        raise WishStateError(wish.state)
    if fulfilled:
        nudges_end(wish=wish)
        wish.refresh_from_db()


def _story_write(thanks: Thanks, text: str) -> None:
    """Keep one story a wish, told in the asker's words; everybody in it is asked again about a new telling."""
    story, made = Story.objects.get_or_create(wish=thanks.wish, defaults={"text": text or thanks.text})
    if text and not made:
        Story.objects.filter(pk=story.pk).update(text=text)
        others = Thanks.objects.filter(wish=thanks.wish, public=True).exclude(pk=thanks.pk)
        others.update(helper_agrees=None, connector_agrees=None)
    story_publish_if_agreed(wish=thanks.wish)
