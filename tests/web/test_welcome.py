"""The last of the first steps: one wish that fits, for whoever likes to begin by giving."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from durf.members.services.blocks import block
from durf.wishes.services.asking import wish_publish
from tests.cast import make_member, sign_in
from tests.world import BEES, QUESTION

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("memory_channel")]

URL = "/welcome/wish/"


def test_somebody_new_is_shown_one_open_wish_that_fits() -> None:
    alice = make_member("alice", language="en")
    wish = wish_publish(asker=alice, text=QUESTION, language="en", audience="members")
    other = wish_publish(asker=alice, text="Who has a ladder of six metres?", language="en", audience="members")
    nina = make_member("nina", language="en", strengths=[BEES])
    page = sign_in(Client(), nina).get(URL).content.decode()
    assert reverse("wish", args=[wish.public_id]) in page
    assert reverse("wish", args=[other.public_id]) not in page


def test_it_can_be_passed_over() -> None:
    client = sign_in(Client(), make_member("nina"))
    assert client.post(URL)["Location"] == "/"


def test_where_nothing_fits_it_says_so_kindly_and_invites_to_ask() -> None:
    page = sign_in(Client(), make_member("nina", language="en")).get(URL).content.decode()
    assert "No wish fits you yet" in page
    assert reverse("wish_ask") in page


def test_a_wish_of_someone_kept_apart_is_never_the_one() -> None:
    alice, nina = make_member("alice", language="en"), make_member("nina", language="en", strengths=[BEES])
    wish_publish(asker=alice, text=QUESTION, language="en", audience="members")
    block(blocker=alice, blocked=nina)
    assert QUESTION[:20] not in sign_in(Client(), nina).get(URL).content.decode()


def test_asking_needs_no_first_steps(client: Client, settings: Any) -> None:
    nina = make_member("nina", language="en")
    assert nina.welcomed_at is None
    asked = {"text": QUESTION, "kind": "advice", "language": "en", "audience": "members"}
    assert sign_in(client, nina).post(reverse("wish_ask"), asked).status_code == 302
    assert nina.wishes.get().state == "open"
