"""Thanks, stories and looking back: public only as far as everybody in them agrees."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from durf.members.models import Member
from durf.members.services.blocks import block
from durf.notices.models import Notice
from durf.wishes.models import Story, Thanks, Wish
from durf.wishes.pictures.chain import chain_read, thanks_visible
from durf.wishes.queries import newest_stories, stories_published
from durf.wishes.services.asking import WishStateError, wish_close, wish_hide, wish_reopen
from durf.wishes.services.offering import offer_make
from durf.wishes.services.stories import LookBackError, look_back_answer, look_back_ask
from durf.wishes.services.thanking import ThanksPersonError, ThanksTextError, thanks_agree, thanks_give
from tests.cast import make_member
from tests.wishes.town import ask

pytestmark = pytest.mark.django_db
SIX_WEEKS = timedelta(weeks=6, minutes=1)


@pytest.fixture
def cast() -> tuple[Member, Member, Member, Member]:
    """The one who asks, the way, the one who helps, and a stranger."""
    return make_member("alice"), make_member("bob"), make_member("charlie"), make_member("dora")


Cast = tuple[Member, Member, Member, Member]


def give(wish: Wish, cast: Cast, **fields: object) -> Thanks:
    """Thank charlie and bob."""
    _, bob, charlie, _ = cast
    given = {"text": "The bees are flying!", "helper": charlie, "connector": bob, "public": True, **fields}
    return thanks_give(wish=wish, **given)  # type: ignore[arg-type]


def test_thanks_close_the_wish_and_reach_helper_and_connector(cast: Cast) -> None:
    wish = ask(cast[0])
    give(wish, cast)
    wish.refresh_from_db()
    assert (wish.state, wish.next_wave_at, wish.closed_at is None) == ("fulfilled", None, False)
    told = Notice.objects.filter(kind="wishes.thanks").values_list("member__handle", flat=True)
    assert sorted(told) == ["bob", "charlie"]


def test_the_helper_is_taken_from_the_offer(cast: Cast) -> None:
    wish = ask(cast[0])
    offer = offer_make(wish=wish, helper=cast[2], form="answer", text="Me.")
    assert thanks_give(wish=wish, text="Thank you", offer=offer).helper == cast[2]


def test_a_closed_wish_takes_no_thanks_and_a_fulfilled_one_takes_more(cast: Cast) -> None:
    alice, bob, charlie, dora = cast
    wish = ask(alice)
    thanks_give(wish=wish, text="Thank you", helper=charlie)
    thanks_give(wish=wish, text="You too", helper=dora, connector=bob)
    closed = ask(alice, text="Another")
    wish_close(wish=closed)
    with pytest.raises(WishStateError):
        thanks_give(wish=closed, text="Thank you", helper=charlie)
    assert wish.thanks.count() == 2


def test_thanks_need_words_and_others_than_oneself(cast: Cast) -> None:
    alice, bob, charlie, dora = cast
    wish = ask(alice)
    with pytest.raises(ThanksTextError):
        thanks_give(wish=wish, text=" ", helper=charlie)
    block(blocker=dora, blocked=alice)
    for people in ({"helper": alice}, {"helper": bob, "connector": bob}, {"helper": dora}):
        with pytest.raises(ThanksPersonError):
            thanks_give(wish=wish, text="Thank you", **people)  # type: ignore[arg-type]
    wish.refresh_from_db()
    assert wish.state == "open"


def test_a_story_is_published_when_the_last_of_those_in_it_agrees(cast: Cast) -> None:
    alice, bob, charlie, dora = cast
    thanks = give(ask(alice), cast, story_text="How the bees came.")
    thanks_agree(thanks=thanks, member=charlie, agrees=True)
    assert newest_stories(viewer=dora, most=3) == []
    thanks_agree(thanks=thanks, member=bob, agrees=True)
    assert [story.text for story in newest_stories(viewer=dora, most=3)] == ["How the bees came."]


def test_one_no_keeps_the_story_back_and_a_change_of_mind_takes_it_down(cast: Cast) -> None:
    alice, bob, charlie, dora = cast
    thanks = give(ask(alice), cast)
    for member, agrees, shown in (
        (charlie, True, 0),
        (bob, False, 0),
        (bob, True, 1),
        (charlie, False, 0),
        (charlie, True, 1),
        (alice, False, 0),
    ):
        thanks_agree(thanks=thanks, member=member, agrees=agrees)
        assert stories_published(viewer=dora).count() == shown


def test_only_those_in_the_thanks_have_a_say(cast: Cast) -> None:
    thanks = give(ask(cast[0]), cast)
    with pytest.raises(ThanksPersonError):
        thanks_agree(thanks=thanks, member=cast[3], agrees=True)


def test_a_new_telling_asks_everybody_again(cast: Cast) -> None:
    alice, _, charlie, dora = cast
    wish = ask(alice)
    first = give(wish, cast, connector=None)
    thanks_agree(thanks=first, member=charlie, agrees=True)
    assert stories_published(viewer=dora).count() == 1
    second = thanks_give(wish=wish, text="And you", helper=dora, public=True, story_text="It was quite different.")
    thanks_agree(thanks=second, member=dora, agrees=True)
    assert stories_published(viewer=dora).count() == 0
    thanks_agree(thanks=first, member=charlie, agrees=True)
    assert [story.text for story in stories_published(viewer=dora)] == ["It was quite different."]


def test_thanks_outside_need_nobodys_yes(cast: Cast) -> None:
    alice, bob, _, dora = cast
    thanks = thanks_give(wish=ask(alice), text="Erik helped", connector=bob, outside=True, public=True)
    assert Story.objects.published().count() == 0
    thanks_agree(thanks=thanks, member=bob, agrees=True)
    steps = chain_read(wish=thanks.wish, viewer=dora)
    assert [(step.kind, step.label) for step in steps] == [
        ("asked", "Alice"),
        ("passed", "Bob"),
        ("helped", "someone Bob knows"),
        ("thanked", "Alice"),
    ]


def test_a_story_is_told_only_where_its_wish_may_be_read(cast: Cast) -> None:
    alice, _, charlie, dora = cast
    for audience in ("everyone", "members", "asked"):
        thanks = give(ask(alice, audience=audience), cast, connector=None, story_text=audience)
        thanks_agree(thanks=thanks, member=charlie, agrees=True)
    assert [story.text for story in stories_published(viewer=None)] == ["everyone"]
    assert [story.text for story in stories_published(viewer=dora)] == ["members", "everyone"]
    wish_hide(wish=Story.objects.get(text="everyone").wish, actor=dora)
    assert stories_published(viewer=None).count() == 0


def test_the_way_is_told_to_those_in_it_and_to_others_once_all_agree(cast: Cast) -> None:
    alice, bob, charlie, dora = cast
    thanks = give(ask(alice), cast)
    full = ["asked", "passed", "helped", "thanked"]
    for viewer, kinds in ((alice, full), (bob, full), (charlie, full), (dora, ["asked"]), (None, ["asked"])):
        assert [step.kind for step in chain_read(wish=thanks.wish, viewer=viewer)] == kinds
    for member in (bob, charlie):
        thanks_agree(thanks=thanks, member=member, agrees=True)
    assert [step.label for step in chain_read(wish=thanks.wish, viewer=dora)] == ["Alice", "Bob", "Charlie", "Alice"]
    assert thanks_visible(wish=thanks.wish, viewer=dora) == [thanks]


def test_the_way_names_nobody_the_viewer_is_kept_apart_from(cast: Cast) -> None:
    alice, bob, charlie, dora = cast
    thanks = give(ask(alice), cast)
    for member in (bob, charlie):
        thanks_agree(thanks=thanks, member=member, agrees=True)
    block(blocker=charlie, blocked=dora)
    steps = chain_read(wish=thanks.wish, viewer=dora)
    assert [step.label for step in steps] == ["Alice", "Bob", "someone", "Alice"]


def test_until_thanks_are_given_the_way_is_the_offers_one_may_see(cast: Cast) -> None:
    alice, bob, charlie, dora = cast
    wish = ask(alice)
    offer_make(wish=wish, helper=charlie, form="answer", text="Public.")
    offer_make(wish=wish, helper=bob, form="answer", text="Private.", private=True)
    assert [step.label for step in chain_read(wish=wish, viewer=dora)] == ["Alice", "Charlie"]
    assert [step.label for step in chain_read(wish=wish, viewer=alice)] == ["Alice", "Charlie", "Bob"]


def test_after_six_weeks_the_asker_is_asked_once_what_became_of_it(cast: Cast) -> None:
    wish = ask(cast[0])
    give(wish, cast)
    assert look_back_ask() == 0
    with time_machine.travel(timezone.now() + SIX_WEEKS):
        assert (look_back_ask(), look_back_ask()) == (1, 0)
        look_back_answer(wish=wish, text="Forty jars of honey.")
    wish.refresh_from_db()
    assert (wish.aftermath, Notice.objects.get(kind="wishes.look_back").member) == ("Forty jars of honey.", cast[0])


def test_nobody_is_asked_to_look_back_on_a_wish_that_opened_again(cast: Cast) -> None:
    wish = ask(cast[0])
    give(wish, cast)
    wish_reopen(wish=wish)
    with time_machine.travel(timezone.now() + SIX_WEEKS):
        assert look_back_ask() == 0
    for text, fact in ((" ", "empty"), ("Not yet", "early")):
        with pytest.raises(LookBackError) as caught:
            look_back_answer(wish=wish, text=text)
        assert caught.value.fact == fact
