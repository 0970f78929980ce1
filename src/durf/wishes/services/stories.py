"""Stories: a fulfilled wish, told when all who appear in it like that; and looking back after six weeks."""

from django.db import transaction
from django.utils import timezone

from durf.notices.services.notify import notices_see, notify
from durf.wishes.models import Story, Wish

LONGEST = 1000


class LookBackError(Exception):
    """There is nothing to look back on; `fact` is "empty", "long" or "early" (the wish is not fulfilled)."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.fact = fact


@transaction.atomic
def story_publish_if_agreed(*, wish: Wish) -> bool:
    """Publish the story when the asker and everybody thanked like it; take it down when one does not any more."""
    story = Story.objects.select_for_update().filter(wish=wish).first()
    if story is None:
        return False
    agreed = _all_agree(wish)
    if agreed and story.published_at is None:
        Story.objects.filter(pk=story.pk).update(published_at=timezone.now())
    if not agreed:
        Story.objects.filter(pk=story.pk).update(published_at=None)
    return agreed


def _all_agree(wish: Wish) -> bool:
    """Whether some thanks are public and every person in a public one said yes."""
    public = list(wish.thanks.filter(public=True))
    helpers = all(thanks.helper_id is None or thanks.helper_agrees is True for thanks in public)
    connectors = all(thanks.connector_id is None or thanks.connector_agrees is True for thanks in public)
    return bool(public) and helpers and connectors


def look_back_ask(*, most: int = 50) -> int:
    """Ask the askers of wishes fulfilled six weeks ago what became of it; the worker calls this again and again."""
    due = Wish.objects.filter(state="fulfilled", look_back_at__lte=timezone.now()).order_by("look_back_at")
    return sum(_look_back_ask(pk) for pk in list(due.values_list("pk", flat=True)[:most]))


@transaction.atomic
def _look_back_ask(wish_id: int) -> bool:
    """Ask once: of two workers only one finds the date still set."""
    asked = Wish.objects.filter(pk=wish_id, state="fulfilled", look_back_at__isnull=False)
    if not asked.update(look_back_at=None, looked_back_at=timezone.now()):
        return False
    wish = Wish.objects.select_related("asker").get(pk=wish_id)
    if wish.asker is None or wish.hidden_at is not None:
        return False
    notify(member=wish.asker, kind="wishes.look_back", subject=wish.public_id)
    return True


@transaction.atomic
def look_back_answer(*, wish: Wish, text: str) -> Wish:
    """Write down what became of it, for everybody who may read the wish."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise LookBackError("long" if text else "empty")
    if not Wish.objects.filter(pk=wish.pk, state="fulfilled").update(aftermath=text, look_back_at=None):
        raise LookBackError("early")
    wish.refresh_from_db()
    if wish.asker is not None:
        notices_see(member=wish.asker, subject=wish.public_id)
    return wish
