"""A decision link that the connector copied: it takes an answer and shows none."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from durf.introductions.models import Introduction
from durf.introductions.services.contacts import contact_never, decision_link
from durf.introductions.services.introducing import (
    introduction_accept,
    introduction_decline,
    introduction_withdraw,
)
from durf.network.models import Contact
from tests.cast import sign_in
from tests.introductions.stage import Stage
from tests.test_privacy_by_route import CSRF

pytestmark = pytest.mark.django_db

REACH = "erik@home.example"


def _yes(row: Introduction) -> None:
    introduction_accept(introduction=row, side="helper", reach=REACH)


def _both(row: Introduction) -> None:
    _yes(row)
    introduction_accept(introduction=row, side="asker")


def _taken_back(row: Introduction) -> None:
    _yes(row)
    introduction_withdraw(introduction=row, side="helper")


def _ended(row: Introduction) -> None:
    _both(row)
    introduction_withdraw(introduction=row, side="helper")


ANSWERS: dict[str, Callable[[Introduction], object]] = {
    "nothing": lambda row: None,
    "yes": _yes,
    "no": lambda row: introduction_decline(introduction=row, side="helper"),
    "never": lambda row: contact_never(introduction=row),
    "both yes": _both,
    "yes taken back": _taken_back,
    "ended": _ended,
}
LOOKS = {
    "look": lambda url: Client().get(url),
    "look at the meeting": lambda url: Client().get(url + "meet/"),
    "yes": lambda url: Client().post(url, {"decision": "yes", "reach": "bob@example.org"}, follow=True),
    "half a yes": lambda url: Client().post(url, {"decision": "yes"}),
    "no": lambda url: Client().post(url, {"decision": "no"}, follow=True),
    "withdraw": lambda url: Client().post(url, {"decision": "withdraw"}, follow=True),
    "never": lambda url: Client().post(url, {"decision": "never"}, follow=True),
}


def copied(stage: Stage, row: Introduction) -> str:
    """The link bob copies on the page where he passes it on."""
    client = sign_in(Client(), stage.bob)
    body = client.post(reverse("pass_on", args=[row.public_id]), {"way": "link"}).content.decode()
    found = re.search(r'value="[^"]*(/decide/[^"]+)"', body)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("look", LOOKS)
def test_whatever_was_answered_the_connector_sees_the_same(look: str) -> None:
    stage, seen = Stage(), {}
    for number, (answer, give) in enumerate(ANSWERS.items()):
        wish = stage.wish
        if number:
            wish.pk, wish.public_id = None, f"wish{number:012}"
            wish.save()
        row = stage.erik_introduced_for(wish)
        url = copied(stage, row)
        give(row)
        response = LOOKS[look](url)
        body = CSRF.sub("csrf", response.content.decode().replace(url, "URL"))
        seen[answer] = f"{response.status_code} {response.headers.get('Location', '').replace(url, 'URL')}\n{body}"
        assert stage.alice.email not in body and REACH not in body
    assert [answer for answer, text in seen.items() if text != seen["nothing"]] == []


def test_the_contact_answers_by_it_and_may_say_no_after_all() -> None:
    stage = Stage()
    row = stage.erik_introduced()
    url = copied(stage, row)
    body = Client().post(url, {"decision": "yes", "reach": REACH}, follow=True).content.decode()
    assert "Your first answer counts" in body
    row.refresh_from_db()
    assert (row.state, row.contact_reach) == ("one_yes", REACH)
    Client().post(url, {"decision": "no"})
    row.refresh_from_db()
    assert (row.state, row.contact_reach) == ("declined", "")


def test_a_yes_after_a_no_counts_for_nothing() -> None:
    stage = Stage()
    row = stage.erik_introduced()
    url = copied(stage, row)
    for words in ({"decision": "no"}, {"decision": "yes", "reach": "bob@example.org"}):
        Client().post(url, words)
    row.refresh_from_db()
    assert (row.state, row.contact_reach) == ("declined", "")


def test_everything_can_be_erased_by_it() -> None:
    stage = Stage()
    row = stage.erik_introduced()
    url = copied(stage, row)
    _both(row)
    assert (
        "All that belonged to this question is gone"
        in Client(headers={"accept-language": "en"}).post(url, {"decision": "erase"}).content.decode()
    )
    assert not Contact.objects.exists()
    assert Client().get(url).status_code == 410


def test_the_link_mailed_to_the_contact_alone_still_shows_how_it_stands() -> None:
    row = Stage().erik_introduced()
    url = "/decide/" + decision_link(introduction=row).split("/decide/")[1]
    _both(row)
    assert REACH in Client().get(url).content.decode()
    assert Client().get(url + "meet/").status_code == 200
