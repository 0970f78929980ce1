"""What a member may take along, and what is left when they are forgotten."""

import json

import pytest
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder

from durf.members.models import Member
from durf.members.services.erasure import member_erase, personal_export
from durf.wishes.models import Match, Nudge, Offer, Story, Tag, Thanks, Wish
from durf.wishes.personal import WishData
from durf.wishes.queries import newest_stories
from durf.wishes.services.asking import wish_draft
from durf.wishes.services.nudges import nudge_ask
from durf.wishes.services.offering import offer_make
from durf.wishes.services.thanking import thanks_agree, thanks_give
from tests.cast import make_member
from tests.wishes.town import ask

pytestmark = pytest.mark.django_db
Cast = tuple[Member, Member, Member]


@pytest.fixture
def cast() -> Cast:
    """Alice asked and was helped, and helped bob."""
    alice, bob, charlie = make_member("alice"), make_member("bob"), make_member("charlie")
    wish_draft(asker=alice, text="ALICE draft")
    wish = ask(alice, text="ALICE open #alicetag", place="ALICE place")
    nudge_ask(wish=wish, member=bob, word="ALICE word")
    offer_make(wish=wish, helper=bob, form="answer", text="BOB answers")
    done = ask(alice, text="ALICE fulfilled", audience="everyone")
    thanks = thanks_give(wish=done, text="ALICE thanks", helper=charlie, public=True, story_text="ALICE story")
    thanks_agree(thanks=thanks, member=charlie, agrees=True)
    other = ask(bob, text="BOB asks", audience="everyone")
    offer_make(wish=other, helper=alice, form="answer", text="ALICE answers")
    thanked = thanks_give(wish=other, text="BOB thanks", helper=alice, public=True, story_text="BOB story")
    thanks_agree(thanks=thanked, member=alice, agrees=True)
    return alice, bob, charlie


def dump() -> str:
    """Every row of this room as text."""
    rows = [row for model in (Wish, Tag, Match, Nudge, Offer, Thanks, Story) for row in model._default_manager.all()]
    return str(serializers.serialize("json", rows))


def test_an_export_holds_all_a_member_wrote_here_and_was_told_and_can_be_read_by_a_program(cast: Cast) -> None:
    alice = cast[0]
    exported = json.dumps(personal_export(member=alice)["wishes"], cls=DjangoJSONEncoder)
    for text in ("draft", "open", "place", "word", "fulfilled", "thanks", "story", "answers"):
        assert f"ALICE {text}" in exported
    assert "BOB thanks" in exported
    assert "BOB answers" not in exported
    assert "BOB asks" not in exported


def test_an_export_does_not_tell_of_others_who_matched_privately(cast: Cast) -> None:
    alice, bob, _ = cast
    match = Match.objects.create(wish=Wish.objects.get(text="BOB asks"), member=alice, position=9, scope="nudge")
    assert match.wish.public_id not in {row["wish__public_id"] for row in WishData.export(alice)["matched_with"]}
    assert bob.handle not in json.dumps(WishData.export(alice), cls=DjangoJSONEncoder)


def test_after_an_erasure_nothing_a_member_wrote_is_left(cast: Cast) -> None:
    member_erase(member=cast[0])
    left = dump()
    assert "ALICE" not in left
    assert "alicetag" not in left
    assert {text for text in ("BOB answers", "BOB asks", "BOB thanks") if text in left} == {
        "BOB answers",
        "BOB asks",
        "BOB thanks",
    }


def test_an_erased_members_wishes_are_closed_and_read_by_nobody(cast: Cast) -> None:
    alice, bob, _ = cast
    open_wish = Wish.objects.get(text__startswith="ALICE open")
    member_erase(member=alice)
    open_wish.refresh_from_db()
    assert (open_wish.state, open_wish.asker, open_wish.next_wave_at) == ("closed", None, None)
    assert open_wish not in Wish.objects.for_viewer(bob)
    assert open_wish not in Wish.objects.for_viewer(None)


def test_stories_that_name_an_erased_member_come_down(cast: Cast) -> None:
    alice, bob, _ = cast
    assert {story.text for story in newest_stories(viewer=bob, most=5)} == {"ALICE story", "BOB story"}
    member_erase(member=alice)
    assert newest_stories(viewer=bob, most=5) == []
    assert Story.objects.get().text == "BOB story"
