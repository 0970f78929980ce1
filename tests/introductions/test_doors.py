"""The doors of this room without signing in and with: coming forward, passing on, deciding."""

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from durf.introductions.models import Introduction
from durf.introductions.services.contacts import decision_link
from durf.introductions.services.introducing import introduction_accept
from durf.network.models import Contact
from durf.safety.models import Link
from durf.safety.services.links import link_make
from durf.safety.services.suppression import address_is_suppressed
from durf.wishes.models import Match, Nudge, Offer
from tests.cast import sign_in
from tests.introductions.stage import Stage

pytestmark = pytest.mark.django_db


def nudge_url(stage: Stage, name: str = "nudge") -> str:
    """The link in the mail that asks charlie."""
    match = Match.objects.create(wish=stage.wish, member=stage.charlie, position=1, place="own")
    nudge = Nudge.objects.create(match=match, state="sent", sent_at=stage.wish.published_at)
    holder = stage.charlie.public_id
    token = link_make(kind=Link.Kind.ACTION, purpose="nudge", target=nudge.public_id, holder=holder)
    return reverse(name, args=[token])


def decide_url(row: Introduction) -> str:
    """The contact's link, as a path."""
    return "/decide/" + decision_link(introduction=row).split("/decide/")[1]


def test_an_offer_of_coffee_from_the_page_proposes_the_meeting(client: Client) -> None:
    stage = Stage()
    sign_in(client, stage.charlie)
    url = reverse("offer_make", args=[stage.wish.public_id])
    assert client.get(url).status_code == 200
    client.post(url, {"form": "coffee", "text": "Come and look."})
    assert Introduction.objects.get().state == "one_yes"


@pytest.mark.parametrize("data", [{}, {"form": "answer", "text": " "}, {"form": "applause"}])
def test_an_offer_that_says_nothing_changes_nothing_and_says_so(client: Client, data: dict[str, str]) -> None:
    stage = Stage()
    sign_in(client, stage.charlie)
    answer = client.post(reverse("offer_make", args=[stage.wish.public_id]), data)
    assert answer.status_code == 200
    assert b"errorlist" in answer.content
    assert not Offer.objects.exists()


def test_nobody_helps_with_their_own_wish_or_one_they_may_not_read(client: Client) -> None:
    stage = Stage(audience="asked")
    for member in (stage.alice, stage.dora):
        sign_in(client, member)
        assert client.get(reverse("offer_make", args=[stage.wish.public_id])).status_code == 404
        assert client.get(reverse("know_someone", args=[stage.wish.public_id])).status_code == 404


def test_a_second_person_for_the_same_wish_gets_a_letter_of_their_own(client: Client) -> None:
    stage = Stage()
    sign_in(client, stage.bob)
    url = reverse("know_someone", args=[stage.wish.public_id])
    for name in ("Erik", "Frida"):
        page = client.post(url, {"name": name, "word": "Bees.", "language": "en"}, follow=True)
        assert f"Pass it on to {name}" in page.content.decode()


def test_the_link_in_a_nudge_works_without_signing_in_and_once(client: Client) -> None:
    stage = Stage()
    url = nudge_url(stage)
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 200
    assert not Offer.objects.exists()
    client.post(url, {"form": "answer", "text": "On the library."})
    assert Offer.objects.get().helper == stage.charlie
    assert client.post(url, {"form": "answer", "text": "And again."}).status_code == 410
    assert Offer.objects.count() == 1


def test_not_now_is_silent(client: Client) -> None:
    stage = Stage()
    assert client.post(nudge_url(stage), {"form": "not_now"}).status_code == 200
    assert Nudge.objects.get().state == "declined"
    assert not Offer.objects.exists()


def test_the_contacts_page_asks_for_a_choice_and_a_way_to_be_reached(client: Client) -> None:
    row = Stage().erik_introduced()
    url = decide_url(row)
    for data in ({}, {"decision": "yes"}, {"reach": "06 12345678"}):
        answer = client.post(url, data)
        assert answer.status_code == 200 and b"errorlist" in answer.content
    row.refresh_from_db()
    assert row.state == "proposed"
    client.post(url, {"decision": "yes", "reach": "06 12345678"})
    row.refresh_from_db()
    assert (row.state, row.contact_reach) == ("one_yes", "06 12345678")


def test_looking_decides_nothing(client: Client) -> None:
    row = Stage().erik_introduced()
    url = decide_url(row)
    for look in (client.get, client.head):
        assert look(url).status_code == 200
    row.refresh_from_db()
    assert row.state == "proposed"
    assert not Link.objects.exclude(spent_at=None).exists()


@pytest.mark.parametrize("decision", ["no", "never"])
def test_no_and_never_take_one_post(client: Client, decision: str) -> None:
    row = Stage().erik_introduced()
    client.post(decide_url(row), {"decision": decision})
    row.refresh_from_db()
    assert row.state == "declined"
    assert address_is_suppressed(address="erik@example.org") == (decision == "never")


def test_the_same_link_opens_the_way_out_after_a_yes(client: Client) -> None:
    row = Stage().erik_introduced()
    url = decide_url(row)
    client.post(url, {"decision": "yes", "reach": "06 12345678"})
    introduction_accept(introduction=row, side="asker")
    assert b"withdraw" in client.get(url).content
    client.post(url, {"decision": "withdraw"})
    row.refresh_from_db()
    assert (row.state, row.contact_reach) == ("withdrawn", "")
    client.post(url, {"decision": "erase"})
    assert not Contact.objects.exists()
    assert client.get(url).status_code == 410


def test_a_language_chosen_on_the_contacts_page_stays_chosen(client: Client) -> None:
    url = decide_url(Stage().erik_introduced()) + "?language=nl"
    page = client.get(url).content.decode()
    assert '<html lang="nl"' in page
    assert set(re.findall(r'action="([^"]*decide[^"]*)"', page)) == {url}
    assert client.post(url, {"decision": "no"}).headers["Location"].startswith(url)


def test_the_contact_learns_no_address_before_both_said_yes(client: Client) -> None:
    stage = Stage()
    row = stage.erik_introduced()
    url = decide_url(row)
    client.post(url, {"decision": "yes", "reach": "06 12345678"})
    assert stage.alice.email not in client.get(url).content.decode()


def test_only_the_connector_opens_the_page_to_pass_on(client: Client) -> None:
    stage = Stage()
    url = reverse("pass_on", args=[stage.erik_introduced().public_id])
    for member, status in ((stage.bob, 200), (stage.alice, 404), (stage.dora, 404)):
        sign_in(client, member)
        assert client.get(url).status_code == status


def test_the_connector_sees_the_same_page_after_a_private_no(client: Client, settings: Any) -> None:
    settings.SERVER_SENDS = True
    stage = Stage()
    row = stage.erik_introduced()
    sign_in(client, stage.bob)
    url = reverse("pass_on", args=[row.public_id])
    before = _plain(client.get(url).content)
    Client().post(decide_url(row), {"decision": "no"})
    row.refresh_from_db()
    assert row.state == "declined"
    assert _plain(client.get(url).content) == before


def test_the_link_to_pass_on_is_made_by_a_post_only(client: Client) -> None:
    stage = Stage()
    sign_in(client, stage.bob)
    url = reverse("pass_on", args=[stage.erik_introduced().public_id])
    assert "/decide/" not in client.get(url).content.decode()
    page = client.post(url, {"way": "link"}).content.decode()
    found = re.search(r'value="[^"]*(/decide/[^"]+)"', page)
    assert found is not None
    assert Client().get(found[1]).status_code == 200


def test_the_ready_mail_holds_the_address_the_wish_and_the_link(client: Client) -> None:
    stage = Stage()
    sign_in(client, stage.bob)
    page = client.post(reverse("pass_on", args=[stage.erik_introduced().public_id]), {"way": "link"}).content.decode()
    found = re.search(r'href="(mailto:[^"]+)"', page)
    assert found is not None
    ready = urlsplit(unescape(found[1]))
    body = parse_qs(ready.query)["body"][0]
    assert ready.path == "erik@example.org"
    assert stage.wish.text in body and "/decide/" in body and "Warm regards, Bob" in body


def _plain(page: bytes) -> str:
    """Without what differs at every visit."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|"x-csrftoken": "[^"]+"', "", page.decode())
