"""The page to ask: what is typed is never lost, nothing is asked by accident, a visitor's text waits for them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from durf.members.models import Member
from durf.wishes.models import Wish
from durf.wishes.services.asking import wish_draft
from tests.cast import make_member, sign_in
from tests.wishes.town import QUESTION, ask, asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Member:
    return make_member("alice", language="en")


@pytest.fixture
def page(client: Client, alice: Member) -> Client:
    return sign_in(client, alice)


def typed(**fields: Any) -> dict[str, Any]:
    return {"text": QUESTION, "kind": "lead", "audience": "everyone", "step": "publish", **fields}


def test_asking_publishes_the_wish_with_its_tags_and_leads_to_its_page(page: Client, alice: Member) -> None:
    answer = page.post(reverse("wish_ask"), typed(text=f"{QUESTION} #Bees", place="Oude Haven"))
    wish = Wish.objects.get(asker=alice)
    assert answer.status_code == 302
    assert answer["Location"] == wish.get_absolute_url()
    assert (wish.state, wish.kind, wish.audience, wish.place, wish.language) == (
        "open",
        "lead",
        "everyone",
        "Oude Haven",
        "en",
    )
    assert [tag.word for tag in wish.tags.all()] == ["bees"]


def test_the_language_is_the_one_it_is_written_in_unless_another_is_chosen(page: Client) -> None:
    page.post(reverse("wish_ask"), typed(text="Wie kent een imker die me iets kan leren over bijen op een dak?"))
    page.post(reverse("wish_ask"), typed(text="Imker, honing, dak.", language="en"))
    assert list(Wish.objects.order_by("pk").values_list("language", flat=True)) == ["nl", "en"]


def test_an_empty_form_changes_nothing_and_says_what_to_write(page: Client) -> None:
    answer = page.post(reverse("wish_ask"), {})
    assert "one sentence is enough" in answer.content.decode()
    assert not Wish.objects.exists()


def test_a_date_that_is_over_loses_nothing_of_what_was_typed(page: Client) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    answer = page.post(reverse("wish_ask"), typed(by_when=yesterday.isoformat(), place="Kade", audience="network"))
    body = answer.content.decode()
    assert "That day is over" in body
    assert QUESTION in body
    assert 'value="Kade"' in body
    assert 'value="network" id="id_audience_2" checked' in body
    assert "<details" in body and " open>" in body
    assert not Wish.objects.exists()


def test_a_sixth_wish_in_a_day_keeps_the_text_and_says_when(page: Client, alice: Member) -> None:
    for number in range(5):
        ask(alice, f"{QUESTION} {number}")
    body = page.post(reverse("wish_ask"), typed(text="One more about bees")).content.decode()
    assert "One more about bees" in body
    assert "That is enough asked for today" in body
    assert Wish.objects.count() == 5


def test_a_draft_is_kept_listed_and_can_be_asked_later(page: Client, alice: Member) -> None:
    page.post(reverse("wish_ask"), typed(step="draft"))
    draft = Wish.objects.get(asker=alice)
    assert draft.state == "draft"
    assert QUESTION in page.get(reverse("wish_ask")).content.decode()
    address = f"{reverse('wish_ask')}?draft={draft.public_id}"
    assert page.get(draft.get_absolute_url())["Location"] == address
    page.post(reverse("wish_ask"), typed(draft=draft.public_id, text=QUESTION + " Please."))
    draft.refresh_from_db()
    assert (draft.state, draft.text) == ("open", QUESTION + " Please.")
    assert Wish.objects.count() == 1


def test_asking_a_draft_a_second_time_leads_to_the_wish_it_became(page: Client, alice: Member) -> None:
    wish = ask(alice)
    answer = page.post(reverse("wish_ask"), typed(draft=wish.public_id, text="Another text"))
    assert answer["Location"] == wish.get_absolute_url()
    assert Wish.objects.get().text == QUESTION


def test_the_draft_of_somebody_else_is_neither_shown_nor_touched(page: Client) -> None:
    theirs = wish_draft(asker=make_member("bob"), text="A secret of bob")
    assert "A secret of bob" not in page.get(f"{reverse('wish_ask')}?draft={theirs.public_id}").content.decode()
    page.post(reverse("wish_ask"), typed(draft=theirs.public_id))
    theirs.refresh_from_db()
    assert (theirs.state, theirs.text) == ("draft", "A secret of bob")


def test_a_visitor_is_asked_to_sign_in_and_finds_their_text_again(client: Client, alice: Member) -> None:
    answer = client.post(reverse("wish_ask"), typed(place="Kade"))
    assert answer["Location"] == f"{reverse('account_login')}?next={reverse('wish_ask')}"
    assert not Wish.objects.exists()
    sign_in(client, alice)
    body = client.get(reverse("wish_ask")).content.decode()
    assert QUESTION in body
    assert 'value="Kade"' in body
    client.post(reverse("wish_ask"), typed())
    assert QUESTION not in client.get(reverse("wish_ask")).content.decode().split('<div id="similar">')[0]


def test_who_is_not_let_in_yet_asks_nothing_and_keeps_the_text(client: Client) -> None:
    sign_in(client, make_member("newt", approved=False))
    assert client.post(reverse("wish_ask"), typed())["Location"] == reverse("waiting")
    assert not Wish.objects.exists()
    assert client.session["asked"]["text"] == QUESTION


def test_a_question_begun_on_somebodys_page_asks_them_too(page: Client) -> None:
    make_member("dora")
    assert "Dora is asked too" in page.get(f"{reverse('wish_ask')}?to=dora").content.decode()
    page.post(reverse("wish_ask"), typed(to="dora"))
    assert asked(Wish.objects.get()) == {"dora"}


def test_somebody_hidden_cannot_be_asked_from_an_address(page: Client) -> None:
    make_member("dora", findable="hidden")
    assert "Dora" not in page.get(f"{reverse('wish_ask')}?to=dora").content.decode()
    page.post(reverse("wish_ask"), typed(to="dora"))
    assert asked(Wish.objects.get()) == set()


def test_changing_a_wish_keeps_it_the_same_wish(page: Client, alice: Member) -> None:
    wish = ask(alice)
    address = reverse("wish_edit", args=[wish.public_id])
    assert QUESTION in page.get(address).content.decode()
    page.post(address, typed(text="Who keeps bees on a balcony?"))
    wish.refresh_from_db()
    assert (wish.text, wish.state, wish.audience) == ("Who keeps bees on a balcony?", "open", "everyone")


def test_an_empty_change_changes_nothing(page: Client, alice: Member) -> None:
    wish = ask(alice)
    assert page.post(reverse("wish_edit", args=[wish.public_id]), {}).status_code == 200
    wish.refresh_from_db()
    assert wish.text == QUESTION


def test_the_wish_of_somebody_else_cannot_be_changed(page: Client) -> None:
    wish = ask(make_member("bob"))
    assert page.get(reverse("wish_edit", args=[wish.public_id])).status_code == 404
    assert page.post(reverse("wish_edit", args=[wish.public_id]), typed(text="Mine now")).status_code == 404
