"""Handing one's page out: a picture of its address, a badge, and two ways to ask."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.members.services.blocks import block
from durf.wishes.models import Nudge
from tests.cast import make_member, sign_in

pytestmark = pytest.mark.django_db
KINDS = ("svg", "png")


@pytest.fixture
def bob() -> Member:
    return make_member("bob", language="en", page_public=True)


def picture(client: Client, handle: str, kind: str) -> tuple[int, bytes]:
    answer = client.get(reverse(f"person_qr_{kind}", args=[handle]))
    return answer.status_code, answer.content


def test_the_picture_comes_as_svg_and_as_png(bob: Member) -> None:
    status, svg = picture(Client(), "bob", "svg")
    assert (status, svg.startswith(b"<svg")) == (200, True)
    status, png = picture(Client(), "bob", "png")
    assert (status, png.startswith(b"\x89PNG")) == (200, True)


def test_a_page_that_does_not_exist_for_a_viewer_has_no_picture(bob: Member) -> None:
    alice = make_member("alice")
    missing = [picture(Client(), "nobody", kind)[0] for kind in KINDS]
    member_update(member=bob, page_public=False)
    assert [picture(Client(), "bob", kind)[0] for kind in KINDS] == missing
    assert picture(sign_in(Client(), alice), "bob", "png")[0] == 200
    block(blocker=bob, blocked=alice)
    assert picture(sign_in(Client(), alice), "bob", "png")[0] == 404
    member_update(member=bob, findable="hidden")
    assert picture(sign_in(Client(), make_member("dora")), "bob", "png")[0] == 404


def test_the_badge_leads_to_my_page_and_loads_from_here_alone(bob: Member) -> None:
    page = sign_in(Client(), bob).get(reverse("settings_page")).content.decode()
    assert "http://localhost:8000/@bob/" in page
    assert "durf/badge-en.png" in page
    assert "&lt;a href=&quot;http://localhost:8000/@bob/&quot;&gt;&lt;img" in page  # as text, to be copied
    assert set(re.findall(r'src="(https?://[^/"]+)', page)) <= {"http://localhost:8000"}


def test_who_is_not_found_by_name_is_told_so_beside_the_badge(bob: Member) -> None:
    member_update(member=bob, findable="unnamed")
    assert "answers as if it did not exist" in sign_in(Client(), bob).get(reverse("settings_page")).content.decode()


def test_asking_somebodys_network_reaches_them_with_a_word_that_says_so(bob: Member) -> None:
    alice = make_member("alice", language="en")
    client = sign_in(Client(), alice)
    page = client.get(reverse("person", args=["bob"])).content.decode()
    assert "?to=bob&amp;through=1" in page
    ask = {"to": "bob", "through": "1"}
    assert "somebody in their network" in client.get(reverse("wish_ask"), ask).content.decode()
    words = {"text": "Who restores old boats?", "kind": "advice", "audience": "members", "language": "en"}
    client.post(reverse("wish_ask"), {**words, **ask})
    nudge = Nudge.objects.get(match__member=bob)
    assert nudge.word == "Perhaps there is somebody in your network?"
    client.post(reverse("wish_ask"), {**words, "text": "Who has a ladder for me?", "to": "bob"})
    assert Nudge.objects.filter(match__member=bob).exclude(pk=nudge.pk).get().word == ""
