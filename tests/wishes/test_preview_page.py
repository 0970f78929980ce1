"""The live preview: the numbers that publishing reaches, and nothing a viewer may not know."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from durf.coach.language import guess
from durf.members.models import Member
from durf.members.services.traits import traits_set
from durf.reach.live_index import live_index
from durf.reach.services import measure_reach
from durf.wishes.models import Nudge, Wish
from durf.wishes.pictures.rings import RINGS
from tests.cast import make_member, sign_in
from tests.wishes.town import BEES, QUESTION, ask, beekeepers, neighbours, tie

pytestmark = pytest.mark.django_db
LIVE = {"HTTP_HX_REQUEST": "true", "HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.fixture
def alice() -> Member:
    return make_member("alice", language="en")


@pytest.fixture
def page(client: Client, alice: Member) -> Client:
    return sign_in(client, alice)


def keepers_here(number: int) -> list[Member]:
    """Beekeepers who read both languages: a wish looks only for people of its own."""
    return beekeepers(number, languages=["nl", "en"])


def live(client: Client, text: str = QUESTION, **fields: Any) -> str:
    answer = client.post(reverse("wish_preview"), {"text": text, "kind": "advice", **fields}, **LIVE)  # type: ignore[arg-type]
    assert answer.status_code == 200
    return answer.content.decode()


def numbers(body: str) -> list[str]:
    return [number.strip() for number in re.findall(r"<dd>(.*?)</dd>", body, re.S)]


def test_the_drawn_numbers_are_those_of_the_reach(page: Client, alice: Member) -> None:
    keepers = keepers_here(12)
    bob = make_member("bob")
    tie(alice, keepers[0])
    tie(alice, bob)
    tie(bob, keepers[1])
    picture = measure_reach(viewer=alice, text=QUESTION, language=guess(QUESTION), audience="members")
    body = live(page)
    assert numbers(body) == [picture.ring1.text, picture.ring2.text, picture.beyond.text] == ["1", "1", "10"]
    assert [body.count(f'class="dot ring-{ring}"') for ring in (1, 2, 3)] == [1, 1, 10]


def test_a_text_that_reaches_nobody_says_so(page: Client) -> None:
    keepers_here(12)
    body = live(page, "Quaternions in orbit")
    assert "reaches nobody yet" in body
    assert 'class="dot' not in body


def test_nothing_is_measured_before_anything_is_typed(page: Client) -> None:
    keepers_here(12)
    assert numbers(live(page, " a ")) == ["", "", ""]


def test_a_network_wish_reaches_nobody_further_away(page: Client) -> None:
    keepers_here(12)
    assert numbers(live(page, audience="network"))[2] == "nobody yet"


def test_previewing_writes_nothing(page: Client) -> None:
    keepers_here(3)
    live(page)
    assert not Wish.objects.exists()
    assert not Nudge.objects.exists()


def test_no_name_is_in_the_preview(page: Client, alice: Member) -> None:
    keepers = keepers_here(12)
    tie(alice, keepers[0])
    assert "Keeper" not in live(page)


def test_a_strength_kept_for_matching_leaves_the_preview_as_it_was(page: Client) -> None:
    keepers_here(12)
    dora = make_member("dora", languages=["nl", "en"])
    before = live(page)
    traits_set(member=dora, strengths=[(BEES, "matching")], limits=[])
    assert live(page) == before
    traits_set(member=dora, strengths=[(BEES, "members")], limits=[])
    assert live(page) != before


def test_a_visitor_is_counted_only_what_is_for_everyone(client: Client) -> None:
    neighbours(40)
    keepers_here(4)
    before = live(client)
    make_member("dora", strengths=[(BEES, "members")], languages=["nl", "en"])
    live_index.forget()
    assert numbers(live(client)) == numbers(before) == ["4"]


def test_without_javascript_the_same_page_comes_back_with_all_that_was_typed(page: Client) -> None:
    keepers_here(12)
    answer = page.post(reverse("wish_preview"), {"text": QUESTION, "place": "Kade", "kind": "hand"})
    body = answer.content.decode()
    assert "<noscript>" in body
    assert QUESTION in body
    assert 'value="Kade"' in body
    assert 'value="hand" id="id_kind_2" checked' in body
    assert numbers(body) == numbers(live(page))


def test_the_preview_keeps_a_draft_a_draft(page: Client, alice: Member) -> None:
    page.post(reverse("wish_ask"), {"text": QUESTION, "step": "draft"})
    draft = Wish.objects.get()
    body = page.post(reverse("wish_preview"), {"text": QUESTION, "draft": draft.public_id}).content.decode()
    assert f'name="draft" value="{draft.public_id}"' in body
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_visitor_who_tried_many_texts_keeps_the_last_picture_with_a_sentence(client: Client) -> None:
    keepers_here(3)
    for number in range(30):
        live(client, f"Bees of sort {number * 111}")
    body = live(client, "Something else altogether")
    assert "The rings rest for a few minutes" in body
    assert 'id="reach"' not in body
    assert 'id="hints"' in body


def test_typing_on_letter_by_letter_counts_once(client: Client) -> None:
    text = "Who keeps bees on a roof and wants to tell"
    for length in range(3, len(text)):
        assert "rest for a few minutes" not in live(client, text[:length])


def test_an_earlier_wish_like_it_is_shown_but_not_one_for_others(page: Client) -> None:
    bob = make_member("bob")
    ask(bob, "Who can tell me about bees on a roof?", audience="members")
    ask(bob, "Who was ever stung by bees on a roof?", audience="asked")
    body = live(page)
    assert "Who can tell me about bees" in body
    assert "ever stung" not in body


def test_dots_stay_where_they_are_when_more_are_added() -> None:
    for ring in RINGS:
        for count in range(59):
            assert ring.dots(count + 1).startswith(ring.dots(count))
        assert ring.dots(60).count("<circle") == 60


def test_dots_lie_near_their_ring_and_never_on_each_other() -> None:
    places = re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', "".join(ring.dots(60) for ring in RINGS))
    points = [(float(x), float(y)) for x, y in places]
    assert len(set(points)) == len(points) == 180
    assert all(8 <= x <= 392 and 8 <= y <= 392 for x, y in points)


def test_a_preview_costs_few_queries_however_many_people_there_are(
    page: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    neighbours(300)
    ask(make_member("bob", strengths=[BEES]), "Who knows bees on a roof?")
    live(page, "Warm the index")
    with django_assert_max_num_queries(8):
        live(page)
