"""A person's page: everyone reads what was meant for them, and nobody learns who is hidden or blocked."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from durf.members.models import Member
from durf.members.services.accounts import member_suspend, member_update
from durf.members.services.blocks import block
from tests.cast import make_member, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_above(settings: Any) -> None:
    settings.BLOCK_FOLLOWERS = []


@pytest.fixture
def bob() -> Member:
    return make_member(
        "bob",
        trade="imker",
        line="Tussen de kasten.",
        place="Wilgerwaard",
        strengths=["Bijen houden", ("Tuinen aanleggen", "members"), ("Ruzies sussen", "matching")],
        limits=["Bellen met de gemeente", ("Rekenen", "matching")],
    )


def page(client: Client, handle: str = "bob") -> tuple[int, str]:
    """The answer without what differs at every request, and without the handle that was asked for."""
    response = client.get(f"/@{handle}/")
    text = re.sub(r'(csrfmiddlewaretoken" value="|x-csrftoken": ")[^"]+', r"\1", response.content.decode())
    return response.status_code, text.replace(handle, "HANDLE")


def test_by_name_to_members_is_nobody_to_a_visitor(client: Client, bob: Member) -> None:
    assert page(client) == page(client, "nobody")
    assert page(client)[0] == 404


def test_a_visitor_reads_what_is_for_everyone_and_nothing_else(client: Client, bob: Member) -> None:
    member_update(member=bob, page_public=True)
    text = page(client)[1]
    assert "Bijen houden" in text
    assert "Bellen met de gemeente" in text
    for private in ("Tuinen aanleggen", "Ruzies sussen", "Rekenen", bob.email):
        assert private not in text


def test_a_member_reads_what_is_for_members_too(client: Client, bob: Member) -> None:
    text = page(sign_in(client, make_member("alice")))[1]
    assert "Tuinen aanleggen" in text
    for private in ("Ruzies sussen", "Rekenen", bob.email):
        assert private not in text


def test_what_is_only_for_matching_is_read_by_its_owner_alone(client: Client, bob: Member) -> None:
    text = page(sign_in(client, bob))[1]
    assert "Ruzies sussen" in text
    assert "Alleen om te matchen" in text


def gone(bob: Member, alice: Member) -> None:
    bob.delete()


def hidden(bob: Member, alice: Member) -> None:
    member_update(member=bob, findable="hidden")


def unnamed(bob: Member, alice: Member) -> None:
    member_update(member=bob, findable="unnamed")


def suspended(bob: Member, alice: Member) -> None:
    member_suspend(member=bob, actor=make_member("host", is_host=True))


def at_the_door(bob: Member, alice: Member) -> None:
    Member.objects.filter(pk=bob.pk).update(approved_at=None)


def blocker(bob: Member, alice: Member) -> None:
    block(blocker=bob, blocked=alice)


def blocked(bob: Member, alice: Member) -> None:
    block(blocker=alice, blocked=bob)


@pytest.mark.parametrize("away", [hidden, unnamed, suspended, at_the_door, blocker, blocked])
@pytest.mark.parametrize("path", ["", "block/"])
def test_someone_who_is_not_to_be_seen_answers_like_someone_who_does_not_exist(
    client: Client, bob: Member, away: Any, path: str
) -> None:
    alice = make_member("alice")
    away(bob, alice)
    sign_in(client, alice)
    answers = []
    for handle in ("bob", "xyz"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(f"/@{handle}/{path}")
        text = re.sub(r'(csrfmiddlewaretoken" value="|x-csrftoken": ")[^"]+', r"\1", response.content.decode())
        answers.append((response.status_code, text.replace(handle, "HANDLE"), len(queries)))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404


def test_a_visitor_finds_nobody_who_is_hidden(client: Client, bob: Member) -> None:
    hidden(bob, bob)
    assert page(client) == page(client, "xyz")


def test_where_pages_are_for_members_a_visitor_is_asked_to_sign_in(client: Client, bob: Member, settings: Any) -> None:
    settings.COMMUNITY_PAGES = "members"
    assert client.get("/@bob/")["Location"] == "/account/login/?next=/%40bob/"


def test_ones_own_page_opens_also_when_hidden_and_offers_no_block(client: Client, bob: Member) -> None:
    hidden(bob, bob)
    status, text = page(sign_in(client, bob))
    assert status == 200
    assert "/block/" not in text


def test_the_page_of_someone_else_offers_to_ask_to_meet_to_report_and_to_block(client: Client, bob: Member) -> None:
    member_update(member=bob, page_public=True)
    text = client.get("/@bob/").content.decode()
    assert "/@bob/know/" in text
    assert "/@bob/block/" not in text
    text = sign_in(client, make_member("alice")).get("/@bob/").content.decode()
    for address in ("/@bob/know/", "/@bob/block/", f"/report/?kind=member&amp;target={bob.public_id}"):
        assert address in text


def test_a_page_costs_the_same_queries_with_few_strengths_and_with_many(client: Client, bob: Member) -> None:
    sign_in(client, make_member("alice"))
    make_member("charlie", strengths=[f"Kracht {number}" for number in range(15)])
    costs = []
    for page in ("/settings/", "/@bob/", "/@charlie/"):
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        costs.append(len(queries))
    frame, few, many = costs
    assert few == many == frame + 4  # the member, the strengths, the limits, whether the network is open


def test_a_name_leads_a_visitor_only_to_a_page_they_may_read(client: Client, bob: Member) -> None:
    def row(viewer: Member | AnonymousUser) -> str:
        return render_to_string("web/_person.html", {"person": Member.objects.get(pk=bob.pk), "user": viewer})

    assert "Bob" in row(AnonymousUser()) and "/@bob/" not in row(AnonymousUser())
    assert "/@bob/" in row(bob)
    member_update(member=bob, page_public=True)
    assert "/@bob/" in row(AnonymousUser())
