"""An unfulfilled wish is forgotten after a year; a fulfilled one stays."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from durf.operations.worker import sweep_once
from durf.wishes.models import Match, Nudge, Offer, Tag, Wish
from durf.wishes.queries import newest_stories, wishes_search
from durf.wishes.services.asking import wish_close, wish_draft
from durf.wishes.services.forgetting import KEPT, wishes_anonymise
from durf.wishes.services.nudges import nudge_ask
from durf.wishes.services.offering import offer_make
from durf.wishes.services.thanking import thanks_agree, thanks_give
from tests.cast import make_member
from tests.wishes.town import ask

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)


@pytest.mark.parametrize("closed", [True, False])
def test_an_unfulfilled_wish_is_emptied_and_cut_loose_after_a_year(closed: bool) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        alice, bob = make_member("alice"), make_member("bob")
        wish = ask(alice, text="Who knows a good #baker?", place="Wilgerwaard")
        wish.reach_members.add(bob)
        nudge_ask(wish=wish, member=bob, word="You once said so.")
        offer_make(wish=wish, helper=bob, form="answer", text="On the square.")
        if closed:
            wish_close(wish=wish)
        clock.shift(KEPT - timedelta(minutes=1))
        assert wishes_anonymise() == 0
        clock.shift(timedelta(minutes=2))
        assert (wishes_anonymise(), wishes_anonymise()) == (1, 0)
        wish.refresh_from_db()
        assert (wish.asker, wish.text, wish.place, wish.state) == (None, "", "", "closed")
        assert not Tag.objects.exists() and not Match.objects.exists() and not Nudge.objects.exists()
        assert not wish.reach_members.exists()
        assert Offer.objects.get().text == "On the square."
        assert not wishes_search(viewer=bob, state="all").exists()


def test_a_fulfilled_wish_and_its_story_stay() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        alice, bob = make_member("alice"), make_member("bob")
        wish = ask(alice, audience="everyone")
        thanks = thanks_give(wish=wish, text="Thanks.", helper=bob, public=True, story_text="It worked.")
        thanks_agree(thanks=thanks, member=bob, agrees=True)
        clock.shift(KEPT * 3)
        assert wishes_anonymise() == 0
        assert [story.text for story in newest_stories(most=3)] == ["It worked."]
        thanks_agree(thanks=thanks, member=bob, agrees=False)
        assert newest_stories(most=3) == []


def test_a_draft_nobody_came_back_to_is_deleted_after_a_year() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        wish_draft(asker=make_member("alice"), text="Perhaps one day")
        clock.shift(KEPT + timedelta(minutes=1))
        wishes_anonymise()
        assert not Wish.objects.exists()


def test_the_worker_forgets_by_itself(settings: pytest.FixtureRequest, memory_channel: object) -> None:
    settings.WORKER_SWEEPS = [name for name in settings.WORKER_SWEEPS if "upkeep" not in name]  # type: ignore[attr-defined]
    with time_machine.travel(NOON, tick=False) as clock:
        wish = ask(make_member("alice"))
        clock.shift(KEPT + timedelta(minutes=1))
        sweep_once()
        wish.refresh_from_db()
        assert wish.asker is None
