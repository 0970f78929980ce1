"""How could I reach someone who…: several ways, not always through the same hub, and nothing that is closed."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from durf.introductions.desk.paths import Path, SearchedEnoughError, paths_find
from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.members.services.blocks import block
from durf.reach.budget import MEMBER_PREVIEWS, preview_budget
from durf.reach.services import refresh
from tests.cast import make_member, sign_in
from tests.world import make_tie

pytestmark = pytest.mark.django_db
BEES = "I keep bees on a flat roof"


@pytest.fixture(autouse=True)
def _budget() -> None:
    preview_budget.forget()


@pytest.fixture
def alice() -> Member:
    return make_member("alice", language="en")


def keeper(handle: str, *connectors: Member, openness: str = "open") -> Member:
    found = make_member(handle, language="en", strengths=[BEES])
    for connector in connectors:
        make_tie(connector, found, openness=openness)
    return found


def hub(alice: Member, handle: str) -> Member:
    found = make_member(handle, language="en")
    make_tie(alice, found)
    return found


def paths(alice: Member) -> dict[str, Path]:
    return {path.member.handle if path.member else "": path for path in paths_find(seeker=alice, text="bees roof")}


def test_the_ways_to_one_person_lead_through_different_people(alice: Member) -> None:
    bob, hanna = hub(alice, "bob"), hub(alice, "hanna")
    keeper("charlie", bob, hanna)
    path = paths(alice)["charlie"]
    assert {way.handle for way in path.ways} == {"bob", "hanna"}
    assert (path.ring, path.said) == (2, BEES)


def test_over_the_page_not_everybody_is_sent_to_the_same_hub(alice: Member) -> None:
    bob, hanna = hub(alice, "bob"), hub(alice, "hanna")
    keeper("charlie", bob, hanna)
    keeper("dora", bob, hanna)
    assert {path.ways[0].handle for path in paths(alice).values()} == {"bob", "hanna"}


def test_a_closed_tie_is_no_way_and_ask_me_first_is_one_without_a_name(alice: Member) -> None:
    bob = hub(alice, "bob")
    keeper("charlie", bob, openness="closed")
    keeper("dora", bob, openness="ask")
    found = paths(alice)
    assert (found["charlie"].ways, found["charlie"].unnamed_way, found["charlie"].ring) == ((), False, 3)
    assert (found["dora"].ways, found["dora"].unnamed_way) == ((), True)


def test_who_is_unnamed_stays_so_and_is_not_quoted(alice: Member) -> None:
    bob = hub(alice, "bob")
    member_update(member=keeper("charlie", bob), findable="unnamed")
    [path] = paths(alice).values()
    assert (path.member, path.said, path.words) == (None, "", ("bees", "roof"))


def test_blocked_and_hidden_people_are_as_if_they_were_not_there(alice: Member) -> None:
    bob = hub(alice, "bob")
    block(blocker=keeper("charlie", bob), blocked=alice)
    member_update(member=keeper("dora", bob), findable="hidden")
    assert paths(alice) == {}


def test_the_page_leads_to_asking_through_somebody(client: Client, alice: Member) -> None:
    keeper("charlie", hub(alice, "bob"))
    page = sign_in(client, alice).get(reverse("paths"), {"q": "bees on a roof"}).content.decode()
    assert f"{reverse('wish_ask')}?to=bob&amp;through=1&amp;text=bees%20on%20a%20roof" in page
    assert "Charlie" in page
    assert "via Bob" in page


def test_it_counts_as_a_preview_does(client: Client, alice: Member) -> None:
    for number in range(MEMBER_PREVIEWS):
        assert preview_budget.spend(alice.public_id, f"something else altogether {number * 1111}", most=MEMBER_PREVIEWS)
    with pytest.raises(SearchedEnoughError):
        paths_find(seeker=alice, text="bees")
    page = sign_in(client, alice).get(reverse("paths"), {"q": "honey"}).content.decode()
    assert "In ten minutes you can go on" in page


def test_many_people_cost_as_many_questions_as_one(alice: Member) -> None:
    bob = hub(alice, "bob")
    keeper("charlie", bob)
    for number in range(12):
        make_member(f"other{number}", strengths=["I restore old clocks"])

    def asked(text: str) -> int:
        refresh()
        with CaptureQueriesContext(connection) as queries:
            paths_find(seeker=alice, text=text)
        return len(queries)

    few = asked("bees on the roof")
    for number in range(4):
        keeper(f"keeper{number}", bob)
    many = asked("a roof with bees")
    assert connection.vendor != "sqlite" or many == few  # within a test PostgreSQL reads its changes again and again
    assert len(paths(alice)) == 5
