"""What one person sees of a member and through them equals what that person's own pages show."""

import re
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.network.models import OpennessBefore, Tie
from durf.network.models.tie import TieSource
from durf.network.seen import Through, opened, seen_through
from durf.network.services.ties import tie_change, tie_make, ties_open, ties_open_undo
from durf.reach.services import introduction_ways
from tests.cast import make_member, sign_in

pytestmark = pytest.mark.django_db
WORDS = ("closed", "ask", "open")


@pytest.fixture
def me() -> Member:
    return make_member(
        "bob", language="en", strengths=["Rowing", ("Secret song", "matching"), ("For members", "members")]
    )


@pytest.fixture
def jan(me: Member) -> Member:
    return know(me, make_member("jan", language="en"))


def know(me: Member, other: Member, mine: str = "ask", theirs: str = "open") -> Member:
    tie_make(one=me, other=other, how="known", openness=mine, how_other="known", openness_other=theirs)
    return other


def names(through: Through) -> tuple[set[str], set[str], int]:
    return {one.handle for one in through.named}, {one.handle for one in through.unnamed}, through.closed


def sees_really(jan: Member, me: Member, people: list[Member]) -> tuple[set[str], set[str], int]:
    """What jan's own pages offer: whom they reach through me, and whether I am named."""
    named, unnamed = set[str](), set[str]()
    for other in people:
        for way in introduction_ways(asker=jan, helper=other):
            if way.connector.pk == me.pk:
                (named if way.named else unnamed).add(other.handle)
    return named, unnamed, len(people) - len(named) - len(unnamed)


def test_through_me_they_see_what_their_own_pages_show_now_and_after(me: Member, jan: Member) -> None:
    people = [know(me, make_member(f"friend-{word}"), mine=word) for word in WORDS]
    assert names(seen_through(member=me, viewer=jan)) == sees_really(jan, me, people)
    for word in WORDS:
        promised = names(seen_through(member=me, viewer=jan, if_all=word))
        ties_open(member=me, openness=word)
        assert promised == sees_really(jan, me, people)
        ties_open_undo(member=me)
    assert names(seen_through(member=me, viewer=jan)) == ({"friend-open"}, {"friend-ask"}, 1)


def test_of_me_they_see_what_my_page_shows_them(me: Member, jan: Member) -> None:
    tie = Tie.objects.between(me, jan).get()
    preview = sign_in(Client(), me).get(reverse("tie_seen", args=[tie.public_id])).content.decode()
    page = sign_in(Client(), jan).get(reverse("person", args=["bob"])).content.decode()
    for told in (preview, page):
        assert re.findall(r"<li>([^<]+)</li>", told)[:2] == ["Rowing", "For members"]
        assert "Secret song" not in told


def test_who_is_not_found_by_name_is_told_that_their_page_does_not_exist(me: Member, jan: Member) -> None:
    member_update(member=me, findable="unnamed")
    tie = Tie.objects.between(me, jan).get()
    preview = sign_in(Client(), me).get(reverse("tie_seen", args=[tie.public_id])).content.decode()
    assert "as if it did not exist" in preview
    assert sign_in(Client(), jan).get(reverse("person", args=["bob"])).status_code == 404


def test_the_preview_tells_nothing_of_the_other_ends_word(me: Member, jan: Member) -> None:
    dora = know(me, make_member("dora"), mine="open")
    client, seen = sign_in(Client(), me), set()
    for jans, doras in product(WORDS, WORDS):
        tie_change(tie=Tie.objects.between(me, jan).get(), member=jan, how="known", openness=jans)
        tie_change(tie=Tie.objects.between(me, dora).get(), member=dora, how="known", openness=doras)
        page = client.get(reverse("tie_seen", args=[Tie.objects.between(me, jan).get().public_id])).content.decode()
        seen.add(re.sub(r"[A-Za-z0-9_-]{24,}", "", page))
    assert len(seen) == 1


def test_ties_of_one_source_can_be_opened_by_themselves(me: Member, jan: Member) -> None:
    dora = know(me, make_member("dora"))
    Tie.objects.between(me, dora).update(source=TieSource.IMPORT)
    client = sign_in(Client(), me)
    client.post(reverse("network_open"), {"openness": "open", "source": "import"})
    assert Tie.objects.between(me, dora).get().openness(me) == "open"
    assert Tie.objects.between(me, jan).get().openness(me) == "ask"
    assert Tie.objects.between(me, jan).get().source == TieSource.INVITATION


def test_opening_all_is_called_a_gift_and_can_be_taken_back_to_the_letter(me: Member, jan: Member) -> None:
    dora = know(me, make_member("dora"), mine="closed")
    client = sign_in(Client(), me)
    page = client.post(reverse("network_open"), {"openness": "open", "source": ""}, follow=True).content.decode()
    assert "That is a gift" in page
    assert "Put it back as it was" in page
    client.post(reverse("network_undo"), {"decision": "yes"})
    assert [Tie.objects.between(me, one).get().openness(me) for one in (jan, dora)] == ["ask", "closed"]
    assert not OpennessBefore.objects.exists()
    assert "Put it back as it was" not in client.get(reverse("network")).content.decode()


def test_undoing_leaves_a_tie_that_ended_meanwhile_alone(me: Member, jan: Member) -> None:
    ties_open(member=me, openness="open")
    Tie.objects.update(state="ended")
    assert ties_open_undo(member=me) == 0
    assert Tie.objects.get().open_a == Tie.objects.get().open_b == "open"


def test_opened_is_said_of_ties_that_are_no_secret_alone(me: Member) -> None:
    know(me, make_member("dora"), mine="open", theirs="closed")
    assert not opened(me)
    know(me, make_member("erik"), mine="open", theirs="open")
    assert opened(me)


def test_my_network_can_be_searched(me: Member, jan: Member) -> None:
    know(me, make_member("dora", trade="Beekeeper"))
    client = sign_in(Client(), me)
    found = client.get(reverse("network"), {"q": "beekeep"}).content.decode()
    assert "Dora" in found
    assert "Jan" not in found.partition("</aside>")[0].partition('class="rows"')[2]
    assert "Nobody found" in client.get(reverse("network"), {"q": "zzz"}).content.decode()


def test_my_network_costs_the_same_for_five_and_for_fifty(
    me: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(Client(), me)
    for number in range(50):
        know(me, make_member(f"member-{number}"))
    client.get(reverse("network"))
    with django_assert_max_num_queries(23):
        client.get(reverse("network"))
