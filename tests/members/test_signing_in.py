"""Coming in: by a code from the mail, in this browser, without telling who is here."""

import re

import pytest
from django.core import mail
from django.test import Client

from durf.members.models import Member
from tests.cast import make_member

pytestmark = pytest.mark.django_db


def code_in(letter: mail.EmailMessage) -> str:
    found = re.search(r"^([A-Z0-9-]{6,9})$", str(letter.body), re.MULTILINE)
    assert found, letter.body
    return found[1]


def sign_up(client: Client, name: str = "Alice de Wit", email: str = "alice@example.org") -> str:
    response = client.post("/account/signup/", {"name": name, "email": email})
    assert response.status_code == 302, response.content.decode()
    assert response["Location"] == "/account/signup/code/"
    return code_in(mail.outbox[-1])


def test_someone_signs_up_with_a_name_an_address_and_the_code_from_the_mail(client: Client) -> None:
    code = sign_up(client)
    response = client.post("/account/signup/code/", {"code": code})
    alice = Member.objects.get()
    assert response["Location"] == "/welcome/"
    assert (alice.handle, alice.name, alice.approved) == ("alice-de-wit", "Alice de Wit", True)
    assert client.get("/settings/").status_code == 200


def test_until_the_address_is_proved_the_newcomer_counts_for_nothing(client: Client) -> None:
    sign_up(client)
    alice = Member.objects.get()
    assert not alice.approved
    assert not Member.objects.active().exists()
    assert client.get("/settings/").status_code == 302


def test_there_is_no_password_field_on_any_page_of_sign_in(client: Client) -> None:
    for page in ("/account/login/", "/account/signup/"):
        assert 'type="password"' not in client.get(page).content.decode()


def test_a_member_signs_in_with_the_code_from_the_mail(client: Client) -> None:
    make_member("alice", language="en")
    response = client.post("/account/login/", {"login": "alice@example.org"})
    assert response["Location"] == "/account/login/code/confirm/"
    code = code_in(mail.outbox[0])
    assert code in mail.outbox[0].subject
    response = client.post("/account/login/code/confirm/", {"code": code.lower()})
    assert response["Location"] == "/welcome/"
    assert client.get("/settings/").status_code == 200


def test_the_letter_with_the_code_is_in_the_members_language(client: Client) -> None:
    make_member("alice", language="nl")
    client.post("/account/login/", {"login": "alice@example.org"}, headers={"accept-language": "en"})
    assert "Je code" in str(mail.outbox[0].body)


def test_a_code_does_not_work_in_another_browser(client: Client) -> None:
    make_member("alice")
    client.post("/account/login/", {"login": "alice@example.org"})
    other = Client()
    other.post("/account/login/code/confirm/", {"code": code_in(mail.outbox[0])})
    assert other.get("/settings/").status_code == 302


def test_three_wrong_codes_and_the_right_one_is_worth_nothing(client: Client) -> None:
    make_member("alice")
    client.post("/account/login/", {"login": "alice@example.org"})
    for _ in range(3):
        client.post("/account/login/code/confirm/", {"code": "WRONG1"})
    client.post("/account/login/code/confirm/", {"code": code_in(mail.outbox[0])})
    assert client.get("/settings/").status_code == 302


def page_without_tokens(client: Client, url: str) -> str:
    text = client.get(url).content.decode()
    text = re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", text)
    return re.sub(r'x-csrftoken": "[^"]+"', "", text)


def test_an_unknown_address_gets_the_same_answer_as_a_known_one_and_no_mail() -> None:
    make_member("alice")
    pages = []
    for name in ("alice", "nobody"):
        browser = Client()
        answer = browser.post("/account/login/", {"login": f"{name}@example.org"})
        page = page_without_tokens(browser, "/account/login/code/confirm/")
        pages.append((answer.status_code, answer["Location"], page.replace(name, "someone")))
    assert pages[0] == pages[1]
    assert [letter.to for letter in mail.outbox] == [["alice@example.org"]]


def test_signing_up_with_a_known_address_answers_the_same_and_tells_its_owner() -> None:
    make_member("alice", language="en")
    pages = []
    for name in ("alice", "newcomer"):
        browser = Client()
        answer = browser.post("/account/signup/", {"name": "Someone", "email": f"{name}@example.org"})
        page = page_without_tokens(browser, "/account/signup/code/")
        pages.append((answer.status_code, answer["Location"], page.replace(name, "someone")))
    assert pages[0] == pages[1]
    assert "already" in mail.outbox[0].subject
    assert Member.objects.filter(email="alice@example.org").get().name == "Alice"


def test_a_suspended_member_cannot_sign_in(client: Client) -> None:
    alice = make_member("alice")
    Member.objects.filter(pk=alice.pk).update(is_active=False)
    client.post("/account/login/", {"login": "alice@example.org"})
    assert mail.outbox == []


@pytest.mark.parametrize("name", ["", "   ", "Al\nice", "Al\r\nBcc: x@example.org"])
def test_a_name_without_letters_or_with_a_line_break_is_refused_and_nothing_typed_is_lost(
    client: Client, name: str
) -> None:
    response = client.post("/account/signup/", {"name": name, "email": "alice@example.org"})
    assert response.status_code == 200
    assert "alice@example.org" in response.content.decode()
    assert not Member.objects.exists()


def test_a_connection_that_signs_up_too_often_reads_when_to_try_again(client: Client) -> None:
    for number in range(20):
        Client().post("/account/signup/", {"name": "Someone", "email": f"{number}@example.org"})
    client.post("/account/signup/", {"name": "Someone", "email": "one-more@example.org"})
    assert Member.objects.count() == 20


def test_the_same_name_twice_gets_two_handles() -> None:
    for number in range(2):
        Client().post("/account/signup/", {"name": "Zoë de Wit", "email": f"{number}@example.org"})
    assert set(Member.objects.values_list("handle", flat=True)) == {"zoe-de-wit", "zoe-de-wit-2"}


def test_after_signing_out_the_settings_ask_to_sign_in(client: Client) -> None:
    client.force_login(make_member("alice"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/settings/").status_code == 200
    client.post("/account/logout/")
    assert client.get("/settings/")["Location"] == "/account/login/?next=/settings/"
