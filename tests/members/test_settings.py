"""The settings: what is typed survives a mistake, an empty post changes nothing, previews are true."""

import re
from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.forms.models import model_to_dict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from durf.members.models import Member
from durf.members.services.traits import traits_set
from durf.notices.models import MailChoice
from tests.cast import make_member, sign_in

pytestmark = pytest.mark.django_db

PAGES = [
    "/settings/",
    "/settings/profile/",
    "/settings/strengths/",
    "/settings/availability/",
    "/settings/privacy/",
    "/settings/notices/",
    "/settings/language/",
    "/settings/sessions/",
    "/settings/security/",
    "/settings/export/",
    "/settings/erase/",
    "/settings/email/",
    "/welcome/",
    "/welcome/findable/",
]
PROFILE = {
    "name": "Alice de Wit",
    "handle": "alice",
    "line": "Bijen op het dak.",
    "trade": "docent",
    "organisation": "De Wilg",
    "place": "Molenkwartier",
    "languages": ["nl", "en"],
    "another": "",
}


@pytest.fixture
def alice(client: Client) -> Member:
    member = make_member("alice", strengths=["Uitleggen", ("Zingen", "matching")], limits=["Daken"])
    sign_in(client, member)
    return member


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_opens_in_both_languages(client: Client, alice: Member, page: str, language: str) -> None:
    Member.objects.filter(pk=alice.pk).update(language=language)
    response = client.get(page)
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_asks_a_visitor_to_sign_in(page: str) -> None:
    assert Client().get(page)["Location"] == f"/account/login/?next={page}"


def cost(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    return len(queries)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_at_most_six_queries_beside_what_every_page_costs(
    client: Client, alice: Member, page: str
) -> None:
    frame = cost(client, "/settings/")  # session, member and the badge: nothing of its own
    assert cost(client, page) <= frame + 6


def rows(member: Member) -> dict[str, Any]:
    member.refresh_from_db()
    kept = {kind: list(getattr(member, kind).values_list("text", "audience")) for kind in ("strengths", "limits")}
    return {**model_to_dict(member), **kept, "off": MailChoice.objects.count()}


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_post_changes_nothing(client: Client, alice: Member, page: str) -> None:
    before = rows(alice)
    client.post(page)
    assert rows(alice) == before


def test_the_profile_is_kept_as_it_was_typed(client: Client, alice: Member) -> None:
    client.post("/settings/profile/", {**PROFILE, "another": "português"})
    alice.refresh_from_db()
    assert (alice.name, alice.line, alice.place) == ("Alice de Wit", "Bijen op het dak.", "Molenkwartier")
    assert alice.languages == ["nl", "en", "pt"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "Alice\nBcc: x"),
        ("handle", "-alice"),
        ("handle", "al ice"),
        ("handle", "é"),
        ("handle", "bob"),
        ("languages", []),
        ("another", "Klingon"),
        ("line", "x" * 161),
    ],
)
def test_a_mistake_in_the_profile_gets_a_sentence_and_loses_nothing(
    client: Client, alice: Member, field: str, value: Any
) -> None:
    make_member("bob")
    response = client.post("/settings/profile/", {**PROFILE, "place": "Nieuw hier", field: value})
    text = response.content.decode()
    assert response.status_code == 200
    assert "errorlist" in text
    assert "Nieuw hier" in text
    alice.refresh_from_db()
    assert alice.place == ""


def test_strengths_are_added_changed_and_taken_away_without_javascript(client: Client, alice: Member) -> None:
    words = {
        "strengths-TOTAL_FORMS": "5",
        "strengths-INITIAL_FORMS": "2",
        "strengths-0-text": "Uitleggen aan pubers",
        "strengths-0-audience": "members",
        "strengths-1-text": "",
        "strengths-1-audience": "matching",
        "strengths-2-text": "Koken voor veertig",
        "strengths-2-audience": "everyone",
        "limits-TOTAL_FORMS": "4",
        "limits-INITIAL_FORMS": "1",
        "limits-0-text": "Daken",
        "limits-0-audience": "everyone",
    }
    client.post("/settings/strengths/", words)
    assert list(alice.strengths.values_list("text", "audience")) == [
        ("Uitleggen aan pubers", "members"),
        ("Koken voor veertig", "everyone"),
    ]
    assert list(alice.limits.values_list("text", flat=True)) == ["Daken"]


def test_a_strength_whose_audience_got_lost_is_kept_from_all_eyes(client: Client, alice: Member) -> None:
    words = {
        "strengths-TOTAL_FORMS": "1",
        "strengths-INITIAL_FORMS": "0",
        "strengths-0-text": "Troosten",
        "limits-TOTAL_FORMS": "0",
        "limits-INITIAL_FORMS": "0",
    }
    client.post("/settings/strengths/", words)
    assert alice.strengths.get().audience == "matching"


@time_machine.travel("2026-11-24 12:00:00+01:00", tick=False)
def test_availability_is_kept(client: Client) -> None:
    alice = make_member("alice")
    sign_in(client, alice)
    words = {"nudges_a_week": "5", "quiet_from": "22:30", "quiet_until": "07:15", "paused_until": "2026-12-01"}
    client.post("/settings/availability/", words)
    alice.refresh_from_db()
    assert (alice.nudges_a_week, alice.quiet_from, alice.quiet_until) == (5, time(22, 30), time(7, 15))
    assert alice.paused_until == date(2026, 12, 1)
    assert alice.paused()


@pytest.mark.parametrize(
    ("field", "value"),
    [("nudges_a_week", "21"), ("nudges_a_week", "-1"), ("paused_until", "2020-01-01"), ("quiet_from", "25:00")],
)
def test_availability_that_cannot_be_gets_a_sentence(client: Client, alice: Member, field: str, value: str) -> None:
    before = rows(alice)
    words = {"nudges_a_week": "3", "quiet_from": "22:30", "quiet_until": "07:15", "paused_until": "", field: value}
    response = client.post("/settings/availability/", words)
    assert "errorlist" in response.content.decode()
    assert rows(alice) == before


def words(html: str) -> str:
    """What is left for the eye."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def sheet(browser: Client) -> str:
    """What the page of alice says of her, between her name and the buttons."""
    html = browser.get("/@alice/", headers={"accept-language": "en"}).content.decode()
    return words(html.split("<h1>", 1)[1].split('<p class="actions">', 1)[0])


def test_the_preview_shows_exactly_what_a_member_and_a_visitor_see(client: Client, alice: Member) -> None:
    traits_set(
        member=alice, strengths=[("Uitleggen", "everyone"), ("Koken", "members"), ("Zingen", "matching")], limits=[]
    )
    Member.objects.filter(pk=alice.pk).update(language="en", trade="docent", line="Bijen op het dak.")
    for_member = sheet(sign_in(Client(), make_member("dora", language="en")))
    Member.objects.filter(pk=alice.pk).update(page_public=True)
    for_visitor = sheet(Client())
    assert "Koken" in for_member
    assert "Koken" not in for_visitor
    preview = words(client.get("/settings/privacy/").content.decode())
    assert for_member in preview
    assert for_visitor in preview
    assert "Zingen" not in preview


def test_being_found_is_chosen_and_can_be_taken_back(client: Client, alice: Member) -> None:
    for choice in ("hidden", "unnamed", "name"):
        client.post("/settings/privacy/", {"findable": choice})
        alice.refresh_from_db()
        assert alice.findable == choice
    client.post("/settings/privacy/", {"findable": "everywhere"})
    alice.refresh_from_db()
    assert alice.findable == "name"


def test_mail_is_switched_off_and_on_by_group(client: Client, alice: Member) -> None:
    client.post("/settings/notices/", {"decision": "save", "groups": ["wishes", "network"]})
    assert set(MailChoice.objects.values_list("group", flat=True)) == {"nudges", "introductions", "digest"}
    client.post("/settings/notices/", {"decision": "save"})
    assert MailChoice.objects.count() == 5
    every = ["nudges", "wishes", "introductions", "network", "digest"]
    client.post("/settings/notices/", {"decision": "save", "groups": every})
    assert MailChoice.objects.count() == 0


def test_pages_come_in_the_members_language_whatever_the_browser_asks(client: Client, alice: Member) -> None:
    client.post("/settings/language/", {"language": "en"})
    text = client.get("/settings/", headers={"accept-language": "nl"}).content.decode()
    assert '<html lang="en"' in text
    client.post("/settings/language/", {"language": "nl"})
    assert '<html lang="nl"' in client.get("/settings/").content.decode()
    client.post("/settings/language/", {"language": "xx"})
    alice.refresh_from_db()
    assert alice.language == "nl"


def test_visitors_read_a_page_only_when_its_member_says_so(client: Client, alice: Member) -> None:
    for sent, shown in (("on", 200), ("", 404)):
        client.post("/settings/privacy/", {"findable": "name", "page_public": sent})
        assert Client().get("/@alice/").status_code == shown
    client.post("/settings/privacy/", {"findable": "unnamed", "page_public": "on"})
    client.post("/settings/privacy/", {"findable": "name"})
    assert Client().get("/@alice/").status_code == 404


def test_where_pages_are_for_members_nobody_is_asked_about_visitors(
    client: Client, alice: Member, settings: Any
) -> None:
    settings.COMMUNITY_PAGES = "members"
    assert "page_public" not in client.get("/settings/privacy/").content.decode()
    client.post("/settings/privacy/", {"findable": "name", "page_public": "on"})
    alice.refresh_from_db()
    assert not alice.page_public
