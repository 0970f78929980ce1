"""The slate and "for you": what each side may see of a match, read anew every time."""

import pytest
from pytest_django import DjangoAssertNumQueries

from durf.introductions.models import Introduction
from durf.introductions.services.connecting import introduction_ask_connector, introduction_pass_on
from durf.introductions.services.introducing import introduction_accept, introduction_withdraw
from durf.introductions.services.offering import offer_take
from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.members.services.blocks import block
from durf.members.services.traits import traits_set
from durf.network.services.ties import tie_change, tie_end
from durf.wishes.models import Match, Wish
from durf.wishes.pictures.slate import SlateRow, slate_match, slate_read
from durf.wishes.queries import for_you, match_of
from durf.wishes.services.nudges import nudge_decline
from durf.wishes.services.offering import offer_make
from tests.cast import make_member
from tests.wishes.town import BEES, ask, beekeepers, neighbours, nudge_of, post, tie

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("memory_channel")]


@pytest.fixture
def cast() -> tuple[Member, Member, Member]:
    """alice asks, bob knows alice, charlie knows bob."""
    neighbours(16)
    return make_member("alice"), make_member("bob"), make_member("charlie", strengths=[BEES])


Cast = tuple[Member, Member, Member]


def row(wish: Wish, viewer: Member) -> SlateRow:
    """The only row of the slate."""
    (found,) = slate_read(wish=wish, viewer=viewer)
    return found


def test_the_slate_says_who_why_via_whom_and_whether_they_were_asked(cast: Cast) -> None:
    alice, bob, charlie = cast
    tie(alice, bob, "closed")
    tie(bob, charlie)
    wish = ask(alice)
    found = row(wish, alice)
    assert (found.label, found.near.ring, found.near.names, found.asked) == ("Charlie", 2, ["Bob"], True)
    assert (found.why[0].text, "bees" in found.why[0].words) == (BEES, True)
    assert slate_match(wish=wish, viewer=alice, public_id=found.match.public_id) == found


def test_nobody_but_the_asker_sees_the_slate(cast: Cast) -> None:
    wish = ask(cast[0])
    assert [slate_read(wish=wish, viewer=viewer) for viewer in (cast[1], cast[2], None)] == [[], [], []]


def test_a_connector_who_wants_to_be_asked_first_is_not_named(cast: Cast) -> None:
    alice, bob, charlie = cast
    tie(alice, bob)
    tie(bob, charlie, "open", "ask")
    found = row(ask(alice), alice)
    assert (found.near.ring, found.near.via, found.near.names) == (2, (None,), [])


def test_what_changes_after_publishing_changes_the_slate_at_once(cast: Cast) -> None:
    alice, bob, charlie = cast
    tie(alice, bob)
    way = tie(bob, charlie)
    wish = ask(alice)
    tie_change(tie=way, member=charlie, how="known", openness="ask")
    assert row(wish, alice).near.via == (None,)
    tie_change(tie=way, member=charlie, how="known", openness="closed")
    assert (row(wish, alice).near.via, row(wish, alice).near.ring) == ((), 3)
    tie_change(tie=way, member=charlie, how="known", openness="open")
    assert row(wish, alice).near.names == ["Bob"]
    block(blocker=bob, blocked=charlie)
    assert row(wish, alice).near.via == ()


def test_a_connector_who_hides_is_no_way_any_more(cast: Cast) -> None:
    alice, bob, charlie = cast
    tie(alice, bob)
    tie(bob, charlie)
    wish = ask(alice)
    member_update(member=bob, findable="hidden")
    assert row(wish, alice).near.via == ()


def test_a_tie_that_ended_is_gone(cast: Cast) -> None:
    alice, _, charlie = cast
    own = tie(alice, charlie)
    wish = ask(alice)
    assert row(wish, alice).near.ring == 1
    tie_end(tie=own, member=charlie)
    assert row(wish, alice).near.ring == 3


def test_words_taken_back_or_made_private_are_quoted_no_more(cast: Cast) -> None:
    alice, _, charlie = cast
    wish = ask(alice)
    traits_set(member=charlie, strengths=[(BEES, "matching")], limits=[])
    assert row(wish, alice).why == []
    traits_set(member=charlie, strengths=[], limits=[])
    assert row(wish, alice).why == []


def test_private_words_are_never_a_reason(cast: Cast) -> None:
    alice, _, charlie = cast
    traits_set(member=charlie, strengths=[(BEES, "members"), (f"{BEES} in secret", "matching")], limits=[])
    assert [why.text for why in row(ask(alice), alice).why] == [BEES]


def test_people_found_by_private_words_alone_are_on_no_slate_until_they_offer(cast: Cast) -> None:
    alice, _, charlie = cast
    traits_set(member=charlie, strengths=[(BEES, "matching")], limits=[])
    wish = ask(alice)
    assert slate_read(wish=wish, viewer=alice) == []
    offer_make(wish=wish, helper=charlie, form="answer", text="Me.")
    found = row(wish, alice)
    assert (found.label, found.why, found.answered) == ("Charlie", [], True)


def test_someone_without_a_name_stays_so_until_they_answer(cast: Cast) -> None:
    alice, _, charlie = cast
    member_update(member=charlie, findable="unnamed")
    wish = ask(alice)
    found = row(wish, alice)
    assert (found.member, found.label, found.why[0].text) == (None, "someone further away", "")
    assert "bees" in found.why[0].words
    offer_make(wish=wish, helper=charlie, form="answer", text="Me.")
    assert row(wish, alice).label == "Charlie"


def test_hidden_blocked_and_suspended_people_are_as_if_never_matched(cast: Cast) -> None:
    alice, _, charlie = cast
    dora, erna = make_member("dora", strengths=[BEES]), make_member("erna", strengths=[BEES])
    wish = ask(alice)
    member_update(member=charlie, findable="hidden")
    block(blocker=dora, blocked=alice)
    erna.is_active = False
    erna.save(update_fields=["is_active"])
    assert slate_read(wish=wish, viewer=alice) == []


def test_the_slate_does_not_tell_who_said_not_now(cast: Cast) -> None:
    alice, _, charlie = cast
    wish = ask(alice)
    post()
    before = row(wish, alice)
    nudge_decline(nudge=nudge_of(wish, charlie))
    after = row(wish, alice)
    assert (after.label, after.asked, after.answered) == (before.label, before.asked, before.answered)
    assert after.why == before.why


def test_the_slate_has_twelve_places_and_costs_the_same_however_many(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    alice, bob = make_member("alice"), make_member("bob")
    tie(alice, bob)
    keepers = beekeepers(14)
    for keeper in keepers[:6]:
        tie(bob, keeper)
    wish = ask(alice)
    with django_assert_max_num_queries(10):
        assert len(slate_read(wish=wish, viewer=alice)) == 12


def test_for_you_shows_what_one_was_asked_first_and_what_one_answered_no_more() -> None:
    alice = make_member("alice")
    keepers = beekeepers(5)
    first, second = ask(alice), ask(alice, text="Bees on a roof: may I visit a hive?")
    post()
    declined, answered = keepers[0], keepers[1]
    for wish in (first, second):
        found = {row.wish for keeper in keepers for row in for_you(keeper)}
        assert wish in found
    for keeper in keepers:
        nudged = [row.nudge is not None for row in for_you(keeper)]
        assert nudged == sorted(nudged, reverse=True)
    for match in Match.objects.filter(member=declined, nudge__isnull=False):
        nudge_decline(nudge=match.nudge)
        assert match.wish not in [row.wish for row in for_you(declined)]
    offer_make(wish=first, helper=answered, form="answer", text="Me.")
    assert first not in [row.wish for row in for_you(answered)]


def test_the_helper_sees_why_and_the_way_only_as_far_as_the_asker_opened_it(cast: Cast) -> None:
    alice, bob, charlie = cast
    own = tie(alice, bob)
    tie(bob, charlie)
    wish = ask(alice)
    for openness, via in (("open", (bob,)), ("ask", (None,)), ("closed", ())):
        tie_change(tie=own, member=alice, how="known", openness=openness)
        found = match_of(wish=wish, member=charlie)
        assert found is not None
        assert (found.near.via, "bees" in found.words) == (via, True)
    closed = match_of(wish=wish, member=charlie)
    assert closed is not None
    assert closed.near.ring == 3  # a closed tie of alice's tells charlie nothing


def test_a_wish_for_the_people_asked_is_for_you_only_once_asked(cast: Cast) -> None:
    alice, _, charlie = cast
    wish = ask(alice, audience="asked")
    assert for_you(charlie) == []
    post()
    assert [row.wish for row in for_you(charlie)] == [wish]


def test_for_you_costs_the_same_however_many_wishes(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    neighbours(20)
    bob, charlie = make_member("bob"), make_member("charlie", strengths=[BEES])
    tie(bob, charlie)
    for number in range(8):
        asker = make_member(f"asker{number}")
        tie(asker, bob)
        ask(asker)
    with django_assert_max_num_queries(10):
        assert len(for_you(charlie)) == 8


def test_the_slate_says_who_was_introduced_for_as_long_as_both_agree(cast: Cast) -> None:
    alice, _, charlie = cast
    wish = ask(alice)
    offer = offer_take(wish=wish, helper=charlie, form="coffee", text="Come and look.")
    introduction = Introduction.objects.get(offer=offer)
    seen = []
    for step in (None, introduction_accept, introduction_withdraw):
        if step is not None:
            introduction = step(introduction=introduction, side="asker")
        seen.append(row(wish, alice).introduced)
    assert seen == [False, True, False]


def test_a_yes_to_an_introduction_gives_the_names_of_helper_and_connector(cast: Cast) -> None:
    alice, bob, charlie = cast
    member_update(member=charlie, findable="unnamed")
    tie(alice, bob)
    tie(bob, charlie, "ask")
    wish = ask(alice)
    asked = introduction_ask_connector(wish=wish, asker=alice, helper=charlie)
    asked = introduction_pass_on(introduction=asked, connector=bob)
    before = row(wish, alice)
    assert (before.member, before.near.via, before.introduced) == (None, (None,), False)
    introduction_accept(introduction=asked, side="helper")
    after = row(wish, alice)
    assert (after.member, after.near.via, after.introduced) == (charlie, (bob,), True)  # and bob gave his, passing on
    block(blocker=bob, blocked=charlie)
    assert bob not in row(wish, alice).near.via
