"""Switching language."""

import pytest
from django.test import Client

from tests.cast import make_member, sign_in

pytestmark = pytest.mark.django_db


def test_a_visitor_reads_the_language_the_browser_asks_for_and_may_switch() -> None:
    client = Client(headers={"accept-language": "nl"})
    assert "Wat durf je te vragen?" in client.get("/").content.decode()
    response = client.post("/language/", {"language": "en", "next": "/about/"})
    assert response.headers["Location"] == "/about/"
    assert "What would you dare to ask?" in client.get("/").content.decode()


def test_a_member_takes_the_language_along() -> None:
    alice = make_member("alice", language="nl")
    client = sign_in(Client(), alice)
    client.post("/language/", {"language": "en"})
    alice.refresh_from_db()
    assert alice.language == "en"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_one_is_never_sent_to_another_site(back: str) -> None:
    response = Client().post("/language/", {"language": "en", "next": back})
    assert response.headers["Location"] == "/"


def test_an_unknown_language_changes_nothing() -> None:
    response = Client().post("/language/", {"language": "xx"})
    assert response.cookies == {}
