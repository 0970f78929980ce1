"""People without account prove an address, see what is held about it, and have it erased everywhere."""

import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from durf.introductions.remote import LETTERS, remote_ask, remote_erase, remote_forget, remote_held
from durf.introductions.services.contacts import contact_letter_send
from durf.introductions.services.introducing import introduction_accept
from durf.network.models import Contact
from durf.network.services.asking import contacts_ask
from durf.network.services.contacts import contact_write
from durf.network.services.invitations import invitation_make
from durf.notices.channels import MemoryChannel
from durf.notices.services.outbox import deliveries_send
from durf.safety.services.suppression import address_is_suppressed, address_suppress
from tests.cast import sign_in
from tests.dump import tables_with
from tests.introductions.stage import Stage

pytestmark = pytest.mark.django_db
ERIK = "erik@example.org"


@pytest.fixture
def stage(memory_channel: type[MemoryChannel], settings: Any) -> Stage:
    settings.SERVER_SENDS = True
    return Stage()


def ask(address: str) -> str:
    page = Client(headers={"accept-language": "en"}).post(reverse("remote"), {"email": address}, follow=True)
    deliveries_send()
    return re.sub(
        r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"|"X-CSRFToken": "\w+"', "", page.content.decode()
    )


def link() -> str:
    """The address in the last letter."""
    found = re.search(r"http://localhost:8000(/privacy/me/\S+)", MemoryChannel.sent[-1].text)
    assert found is not None
    return found.group(1)


def test_the_page_says_the_same_and_one_letter_leaves_whether_or_not_anything_is_held(stage: Stage) -> None:
    pages = {csrf_free(ask(address)) for address in (ERIK, "nobody@example.org", stage.alice.email)}
    assert len(pages) == 1
    assert [message.to_address for message in MemoryChannel.sent] == [ERIK, "nobody@example.org", stage.alice.email]


def csrf_free(page: str) -> str:
    return re.sub(r"[A-Za-z0-9]{64}", "", page)


def test_a_suppressed_address_gets_the_same_page_and_no_letter(stage: Stage) -> None:
    plain = csrf_free(ask("nobody@example.org"))
    address_suppress(address=ERIK)
    assert csrf_free(ask(ERIK)) == plain
    assert [message.to_address for message in MemoryChannel.sent] == ["nobody@example.org"]


def test_nobody_is_flooded(stage: Stage) -> None:
    for _ in range(LETTERS.most + 3):
        remote_ask(address=ERIK, language="en", connection="198.51.100.7")
    deliveries_send()
    assert len(MemoryChannel.sent) == LETTERS.most


def test_one_connection_asks_ten_times_an_hour(stage: Stage) -> None:
    pages = [ask(f"nobody{number}@example.org") for number in range(11)]
    assert "Try again in an hour" in pages[-1]
    assert "Try again in an hour" not in pages[-2]


def test_what_reached_them_is_shown_and_a_notebook_without_its_owner(stage: Stage) -> None:
    row = stage.erik_introduced()
    assert remote_held(address=ERIK).told == []  # bob has not passed it on: that is his to do
    contact_letter_send(introduction=row, connector=stage.bob)
    ask(ERIK)
    page = Client().get(link()).content.decode()
    assert "Who keeps bees on a roof?" in page
    assert "passed on to you what Alice asked" in page
    contact_write(owner=stage.dora, name="E. Visser", email="Erik@Example.org")
    ask("dora-knows@example.org")
    assert "Dora" not in Client().get(link()).content.decode()


def test_in_a_notebook_alone_says_neither_whose_nor_how_often(stage: Stage) -> None:
    def page() -> str:
        return in_words(Client().get(url).content.decode())

    ask(ERIK)
    url = link()
    before = page()
    contact_write(owner=stage.dora, name="E. Visser", email="Erik@Example.org")
    assert page() == before
    assert "in their own notebook" in before
    assert "Bob" not in before


def in_words(page: str) -> str:
    return re.sub(r"<[^>]+>", "", page)


def test_erasing_leaves_no_trace_in_any_table(stage: Stage) -> None:
    row = stage.erik_introduced()
    contact_letter_send(introduction=row, connector=stage.bob)
    introduction_accept(introduction=row, side="helper", reach=ERIK)
    contact_write(owner=stage.dora, name="E. Visser", email=ERIK)
    contacts_ask(owner=stage.dora, addresses=[ERIK])
    invitation_make(inviter=stage.charlie, how="known", openness="ask", email=ERIK)
    ask(ERIK)
    client = Client(headers={"accept-language": "en"})
    looked = link()
    answer = client.post(looked, {"decision": "erase"})
    assert "Everything about you is erased" in answer.content.decode()
    assert client.get(looked).status_code == 410, "not even that they looked is kept"
    held = remote_held(address=ERIK)
    assert held.nothing
    assert not Contact.objects.exists()
    assert tables_with(ERIK) == []
    introduction_page = sign_in(Client(), stage.alice).get(reverse("introduction", args=[row.public_id]))
    assert ERIK not in introduction_page.content.decode()


def test_never_again_erases_and_closes_every_door(stage: Stage) -> None:
    ask(ERIK)
    Client().post(link(), {"decision": "never"})
    assert address_is_suppressed(address=ERIK)
    assert not Contact.objects.exists()
    invitation_make(inviter=stage.charlie, how="known", openness="ask", email=ERIK)
    sent = len(MemoryChannel.sent)
    deliveries_send()
    assert len(MemoryChannel.sent) == sent


def test_it_can_be_taken_along(stage: Stage) -> None:
    contact_letter_send(introduction=stage.erik_introduced(), connector=stage.bob)
    ask(ERIK)
    taken = Client().get(link() + "data/").json()
    assert taken["in_a_notebook"] is True
    assert [one["asker"] for one in taken["questions"]] == ["Alice"]


def test_it_can_be_taken_along_as_tables_and_as_a_card_too(stage: Stage) -> None:
    contact_letter_send(introduction=stage.erik_introduced(), connector=stage.bob)
    ask(ERIK)
    url = link() + "data/"
    tables = zipfile.ZipFile(io.BytesIO(Client().get(url, {"form": "csv"}).content))
    assert stage.wish.text in tables.read("held-questions.csv").decode()
    card = Client().get(url, {"form": "vcard"})
    assert card["Content-Type"].startswith("text/vcard")
    assert f"EMAIL:{ERIK}" in card.content.decode()


def test_a_week_later_the_address_that_asked_is_forgotten_and_the_link_says_so(stage: Stage, time_machine: Any) -> None:
    ask(ERIK)
    url = link()
    time_machine.move_to(timezone.now() + timedelta(days=8))
    assert remote_forget() == 1
    assert Client().get(url).status_code == 410
    assert not remote_held(address=ERIK).nothing
    remote_erase(address=ERIK)
    assert remote_held(address=ERIK).nothing
