"""Lists, earlier wishes, figures, what waits; and what the index hears of wishes."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from durf.changes.models import Change
from durf.members.models import Member
from durf.members.services.blocks import block
from durf.reach.live_index import live_index
from durf.reach.services import find_helpers
from durf.wishes import queries
from durf.wishes.models import Match, Nudge, Offer, Wish
from durf.wishes.pictures.figures import figures_read
from durf.wishes.pictures.similar import fitting_wishes, similar_wishes
from durf.wishes.reach import WishSource
from durf.wishes.services.asking import wish_close, wish_hide
from durf.wishes.services.offering import offer_make, offer_withdraw
from durf.wishes.services.stories import look_back_ask
from durf.wishes.services.thanking import thanks_agree, thanks_give
from tests.cast import make_member
from tests.wishes.town import BEES, ask, neighbours, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("memory_channel")]


def texts(**filters: object) -> list[str]:
    """The texts found, newest first."""
    return [wish.text for wish in queries.wishes_search(**filters)]  # type: ignore[arg-type]


def bare(asker: Member, text: str, **fields: object) -> Wish:
    """A published wish without its matches, for lists of many."""
    values = {"state": "open", "published_at": timezone.now(), "audience": "members", **fields}
    return Wish.objects.create(asker=asker, text=text, **values)


def test_wishes_are_found_by_words_kind_place_tag_language_and_state() -> None:
    alice, bob = make_member("alice"), make_member("bob")
    ask(alice, text="A ladder, please #garden", kind="thing", place="Oude Haven")
    wish_close(wish=ask(alice, text="Company on a walk", kind="company", language="en"))
    ladder = ["A ladder, please #garden"]
    assert texts(viewer=bob) == ladder
    for filters in (
        {"text": "LADDER please"},
        {"kind": "thing"},
        {"place": "haven"},
        {"tag": "#Garden"},
        {"text": "oude"},
    ):
        assert texts(viewer=bob, **filters) == ladder
    for filters in (
        {"text": "ladder walk"},
        {"kind": "advice"},
        {"place": "Elders"},
        {"tag": "gard"},
        {"language": "en"},
    ):
        assert texts(viewer=bob, **filters) == []
    assert texts(viewer=bob, state="closed", language="en") == ["Company on a walk"]
    assert len(texts(viewer=bob, state="all")) == 2


def test_a_list_holds_what_the_viewer_may_read_and_no_drafts() -> None:
    alice, bob, dora = make_member("alice"), make_member("bob"), make_member("dora")
    for audience in ("everyone", "members", "network", "asked"):
        bare(alice, audience, audience=audience)
    bare(alice, "draft", state="draft", audience="everyone")
    block(blocker=alice, blocked=dora)
    assert sorted(texts(viewer=bob)) == ["everyone", "members"]
    assert (texts(viewer=None), texts(viewer=dora)) == (["everyone"], [])
    assert sorted(texts(viewer=alice)) == ["asked", "everyone", "members", "network"]


def test_a_wish_with_two_tags_is_listed_once() -> None:
    alice, bob = make_member("alice"), make_member("bob")
    wish = ask(alice, text="A ladder #ladder #ladders")
    assert texts(viewer=bob, text="ladder") == [wish.text]


def test_home_lists_others_newest_wishes_and_ones_own_with_how_many_came_forward() -> None:
    alice, bob = make_member("alice"), make_member("bob")
    own, other = ask(alice), ask(bob, text="A piano")
    for text in ("Me.", "And this."):
        offer_make(wish=own, helper=bob, form="answer", text=text)
    assert queries.newest_open(viewer=alice, most=5) == [other]
    assert [(wish, wish.offer_count) for wish in queries.own_open(alice)] == [(own, 1)]  # type: ignore[attr-defined]


def test_an_earlier_wish_is_alike_when_it_shares_telling_words() -> None:
    alice, bob = make_member("alice"), make_member("bob")
    hives = bare(alice, "Bijenkasten op een plat dak, mag dat zonder vergunning?")
    for number in range(12):
        bare(alice, f"Wie heeft een ladder voor mij, nummer {number}?")
    secret = bare(alice, "Bijen op een plat dak, onder ons", audience="asked")
    assert similar_wishes(text="Ik wil bijen houden op een plat dak", viewer=bob) == [hives]
    assert secret in similar_wishes(text="Ik wil bijen houden op een plat dak", viewer=alice)
    assert similar_wishes(text="Wie heeft er voor mij een", viewer=bob) == []
    assert similar_wishes(text="bijen plat dak", viewer=bob, besides=hives) == []
    assert similar_wishes(text="", viewer=bob) == []


def test_words_of_asking_make_no_two_wishes_alike() -> None:
    alice, bob = make_member("alice"), make_member("bob")
    bare(alice, "Mijn zus maakt haar post niet open. Wie weet waar ik begin?")
    assert similar_wishes(text="Ik begin met bijen. Wie weet hoe dat zit?", viewer=bob) == []


def test_earlier_wishes_cost_the_same_however_many(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    alice = make_member("alice")
    for number in range(30):
        bare(alice, f"Een plat dak en bijen, nummer {number}")
    with django_assert_max_num_queries(2):
        similar_wishes(text="bijen houden op dak nummer 7", viewer=alice)


def test_a_text_of_one_telling_word_is_compared_with_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    alice = make_member("alice")
    bare(alice, "Een plat dak en bijen")
    with django_assert_num_queries(0):
        assert similar_wishes(text="Wie kent bijen?", viewer=alice) == []


def test_someone_new_is_shown_an_open_wish_that_fits() -> None:
    alice, new = make_member("alice"), make_member("new", strengths=["I tune pianos and organs"])
    wanted = bare(alice, "Who can tune my piano before Christmas?")
    for number in range(6):
        bare(alice, f"Somebody with a ladder, number {number}")
    assert fitting_wishes(member=new) == [wanted]
    assert [found.wish for found in queries.for_you(new)] == [wanted]
    assert fitting_wishes(member=alice) == []


def test_the_sentence_above_the_button_needs_twenty_closed_wishes() -> None:
    alice, bob = make_member("alice"), make_member("bob")
    published = timezone.now() - timedelta(days=9)
    for number in range(20):
        assert queries.statistics() is None
        wish = bare(alice, f"Wish {number}", published_at=published, state="closed", closed_at=timezone.now())
        if number < 15:
            Offer.objects.create(
                wish=wish, helper=bob, form="answer", text="Me", created_at=published + timedelta(hours=number)
            )
    figures = figures_read()
    assert figures is not None
    assert (figures.helped, figures.hours) == (8, 7)
    assert queries.statistics() == "Here 8 of 10 wishes got an offer, usually within 7 hours."
    for unanswered in Wish.objects.exclude(offers__helper=bob):
        Offer.objects.create(wish=unanswered, helper=bob, form="answer", text="Me", created_at=published)
    assert queries.statistics() == "Here nearly every wish got an offer, usually within 5 hours."


def test_what_waits_is_a_nudge_thanks_old_answers_and_looking_back() -> None:
    neighbours(8)
    alice, charlie = make_member("alice"), make_member("charlie", strengths=[BEES])
    wish = ask(alice)
    assert queries.waiting(charlie) == []
    post()
    (waiting,) = queries.waiting(charlie)
    assert (waiting.text.startswith("Alice asks: “Who keeps bees"), waiting.url) == (True, wish.get_absolute_url())
    offer_make(wish=wish, helper=charlie, form="answer", text="Me.")
    assert (queries.waiting(charlie), queries.waiting(alice)) == ([], [])
    with time_machine.travel(timezone.now() + timedelta(days=11)):
        assert [row.action for row in queries.waiting(alice)] == ["Say thank you"]
    thanks = thanks_give(wish=wish, text="Thank you", helper=charlie, public=True)
    assert [row.text for row in queries.waiting(charlie)] == ["Alice thanks you. May others read it?"]
    thanks_agree(thanks=thanks, member=charlie, agrees=False)
    assert queries.waiting(charlie) == []
    with time_machine.travel(timezone.now() + timedelta(weeks=6, minutes=1)):
        look_back_ask()
        assert [row.action for row in queries.waiting(alice)] == ["Tell it"]


def test_nothing_waits_from_someone_one_is_kept_apart_from() -> None:
    neighbours(8)
    alice, charlie = make_member("alice"), make_member("charlie", strengths=[BEES])
    ask(alice)
    post()
    block(blocker=alice, blocked=charlie)
    assert queries.waiting(charlie) == []


def known(member: Member) -> list[str]:
    """What the index hears of a member from wishes."""
    return [text.body for pk, text in WishSource().texts([member.pk]) if pk == member.pk]


def test_the_index_hears_public_answers_and_agreed_thanks_and_nothing_private() -> None:
    alice, charlie = make_member("alice"), make_member("charlie")
    wish = ask(alice)
    offer = offer_make(wish=wish, helper=charlie, form="answer", text="Propolis, of course.")
    offer_make(wish=wish, helper=charlie, form="answer", text="Between us: no.", private=True)
    for audience in ("asked", "network"):
        few = bare(alice, "Few", audience=audience)
        Offer.objects.create(wish=few, helper=charlie, form="answer", text=audience)
    assert known(charlie) == ["Propolis, of course."]
    thanks = thanks_give(wish=wish, text="What a salve!", helper=charlie, public=True)
    assert "What a salve!" not in known(charlie)
    thanks_agree(thanks=thanks, member=charlie, agrees=True)
    assert known(charlie) == ["Propolis, of course.", "What a salve!"]
    offer_withdraw(offer=offer)
    wish_hide(wish=wish, actor=alice)
    assert known(charlie) == []


def test_an_answer_is_found_by_the_next_question_and_a_withdrawn_one_is_not() -> None:
    neighbours(8)
    alice, bob, charlie = make_member("alice"), make_member("bob"), make_member("charlie")

    def found() -> list[str]:
        live_index.forget()  # on PostgreSQL a change counts once every older transaction has ended
        return [hit.person for hit in find_helpers(asker=bob, text="Who knows propolis? ").hits]

    def changes() -> int:
        return Change.objects.filter(kind="person", key=str(charlie.pk)).count()

    wish, before = ask(alice), changes()
    assert found() == []
    offer = offer_make(wish=wish, helper=charlie, form="answer", text="Make a propolis salve.")
    assert (found(), changes()) == ([str(charlie.pk)], before + 1)
    offer_withdraw(offer=offer)
    assert (found(), changes()) == ([], before + 2)


def test_being_asked_often_makes_room_for_others_and_private_nudges_do_not_show() -> None:
    alice, charlie, dora = make_member("alice"), make_member("charlie"), make_member("dora")
    now = timezone.now()
    for member, scope, days in (
        (charlie, "shown", 1),
        (charlie, "shown", 3),
        (charlie, "shown", 15),
        (dora, "nudge", 1),
    ):
        match = Match.objects.create(wish=bare(alice, "W"), member=member, position=1, place="rest", scope=scope)
        Nudge.objects.create(match=match, state="sent", created_at=now - timedelta(days=days))
    assert WishSource().availability(None) == {charlie.pk: 1 / 1.5}
    assert WishSource().availability([dora.pk]) == {}
