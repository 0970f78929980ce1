"""People here: found by what they published, never by what they keep to themselves."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from durf.members.services.blocks import block
from tests.cast import make_member, sign_in

pytestmark = pytest.mark.django_db


def found(client: Client, **words: str) -> str:
    return client.get(reverse("people"), words).content.decode().partition('id="found"')[2].partition("</ul>")[0]


@pytest.fixture
def client() -> Client:
    return sign_in(Client(), make_member("alice", language="en"))


@pytest.mark.parametrize("words", [{"q": "rowing"}, {"q": "carpenter"}, {"q": "bob"}, {"place": "harbour"}])
def test_a_strength_a_trade_a_name_or_a_place_finds_somebody(client: Client, words: dict[str, str]) -> None:
    make_member("bob", strengths=["Rowing boats"], trade="Carpenter", place="Old Harbour")
    make_member("charlie", strengths=["Bees"])
    assert "Bob" in found(client, **words)
    assert "Charlie" not in found(client, **words)


def test_the_strength_that_was_looked_for_comes_first(client: Client) -> None:
    make_member("bob", strengths=["Bees", "Guitar", "Rowing boats"])
    shown = found(client, q="rowing")
    assert "Rowing boats" in shown
    assert "Guitar" not in shown


def test_nobody_is_found_by_words_for_matching_alone_or_who_hides_or_is_kept_apart(client: Client) -> None:
    make_member("bob", strengths=[("Rowing boats", "matching")])
    make_member("dora", strengths=["Rowing boats"], findable="unnamed")
    charlie = make_member("charlie", strengths=["Rowing boats"])
    assert "Charlie" in found(client, q="rowing")
    block(blocker=charlie, blocked=type(charlie).objects.get(handle="alice"))
    assert found(client, q="rowing") == ""
    assert "Rowing" not in found(client, q="bob")


def test_the_page_costs_the_same_with_three_and_with_thirty(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        make_member(f"member-{number}", strengths=["Rowing", "Bees"])
    client.get(reverse("people"))
    with django_assert_max_num_queries(14):
        client.get(reverse("people"))


def test_whoever_finds_nobody_is_led_to_asking(client: Client) -> None:
    assert "?text=glassblower" in client.get(reverse("people"), {"q": "glassblower"}).content.decode()
