"""A fresh sign-in before what matters; sessions and passkeys are the member's own."""

import re
import time
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from durf.members.models import Member
from tests.cast import make_member, sign_in

pytestmark = pytest.mark.django_db

FRESH_PAGES = ["/settings/export/", "/settings/erase/", "/settings/email/", "/settings/security/add/"]


@pytest.fixture
def alice() -> Member:
    return make_member("alice", language="en")


def code_in(letter: mail.EmailMessage) -> str:
    found = re.search(r"^([A-Z0-9-]{6,9})$", str(letter.body), re.MULTILINE)
    assert found, letter.body
    return found[1]


def passkey_of(member: Member, name: str = "phone") -> Authenticator:
    made: Authenticator = Authenticator.objects.create(
        user=member, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}}
    )
    return made


def test_whoever_sends_a_form_after_being_signed_out_comes_back_to_the_page_it_stood_on() -> None:
    form = "/network/notebook/hear/"
    answer = Client().post(form, headers={"referer": "http://testserver/network/notebook/?page=2"})
    assert answer["Location"] == "/account/login/?next=/network/notebook/%3Fpage%3D2"
    answer = Client().post(form, headers={"referer": "https://elsewhere.example/network/"})
    assert answer["Location"] == "/account/login/?next=/network/notebook/hear/"


@pytest.mark.parametrize("page", FRESH_PAGES)
def test_what_matters_opens_to_someone_who_signed_in_a_moment_ago(client: Client, alice: Member, page: str) -> None:
    assert sign_in(client, alice, minutes_ago=14).get(page).status_code == 200


@pytest.mark.parametrize("page", FRESH_PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_after_a_quarter_of_an_hour_what_matters_asks_once_more(
    client: Client, alice: Member, page: str, method: str
) -> None:
    sign_in(client, alice, minutes_ago=16)
    response = getattr(client, method)(page)
    assert response["Location"] == f"/account/again/?next={page}"


def test_a_sign_in_without_any_record_of_it_is_not_fresh(client: Client, alice: Member) -> None:
    client.force_login(alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/settings/export/")["Location"].startswith("/account/again/")


def test_a_code_from_the_mail_makes_it_fresh_and_leads_on(client: Client, alice: Member) -> None:
    sign_in(client, alice, minutes_ago=60)
    client.post("/account/again/", {"send": "1", "next": "/settings/export/"})
    assert mail.outbox[0].to == ["alice@example.org"]
    code = code_in(mail.outbox[0])
    response = client.post("/account/again/", {"code": code.lower(), "next": "/settings/export/"})
    assert response["Location"] == "/settings/export/"
    assert client.get("/settings/export/").status_code == 200


def test_only_looking_at_the_page_sends_nothing(client: Client, alice: Member) -> None:
    sign_in(client, alice, minutes_ago=60)
    client.get("/account/again/")
    client.post("/account/again/")
    assert mail.outbox == []


def test_three_wrong_codes_use_the_code_up(client: Client, alice: Member) -> None:
    sign_in(client, alice, minutes_ago=60)
    client.post("/account/again/", {"send": "1"})
    for _ in range(3):
        client.post("/account/again/", {"code": "WRONG1"})
    client.post("/account/again/", {"code": code_in(mail.outbox[0])})
    assert client.get("/settings/export/").status_code == 302


def test_a_code_older_than_ten_minutes_is_worth_nothing(client: Client, alice: Member) -> None:
    sign_in(client, alice, minutes_ago=60)
    client.post("/account/again/", {"send": "1"})
    with time_machine.travel(time.time() + 601):
        client.post("/account/again/", {"code": code_in(mail.outbox[0])})
        assert client.get("/settings/export/").status_code == 302


def test_a_code_works_once(client: Client, alice: Member) -> None:
    sign_in(client, alice, minutes_ago=60)
    client.post("/account/again/", {"send": "1"})
    code = code_in(mail.outbox[0])
    client.post("/account/again/", {"code": code})
    with time_machine.travel(time.time() + 3600):
        client.post("/account/again/", {"code": code})
        assert client.get("/settings/export/").status_code == 302


def test_the_code_itself_is_not_kept(client: Client, alice: Member) -> None:
    sign_in(client, alice, minutes_ago=60)
    client.post("/account/again/", {"send": "1"})
    code = code_in(mail.outbox[0])
    assert code not in repr(dict(client.session))


def test_after_six_codes_an_hour_no_more_are_sent(client: Client, alice: Member) -> None:
    sign_in(client, alice, minutes_ago=60)
    for _ in range(8):
        client.post("/account/again/", {"send": "1"})
    assert len(mail.outbox) == 6


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_way_on_never_leads_out_of_the_house(client: Client, alice: Member, elsewhere: str) -> None:
    sign_in(client, alice, minutes_ago=60)
    client.post("/account/again/", {"send": "1"})
    response = client.post("/account/again/", {"code": code_in(mail.outbox[0]), "next": elsewhere})
    assert response["Location"] == "/settings/"


def test_a_passkey_is_offered_to_those_who_have_one(client: Client, alice: Member) -> None:
    sign_in(client, alice, minutes_ago=60)
    assert "passkey" not in client.get("/account/again/").content.decode()
    passkey_of(alice)
    assert "/account/again/passkey/" in client.get("/account/again/").content.decode()


def test_a_passkey_is_another_door_and_not_a_second_lock(client: Client, alice: Member) -> None:
    passkey_of(alice)
    client.post("/account/login/", {"login": "alice@example.org"})
    client.post("/account/login/code/confirm/", {"code": code_in(mail.outbox[0])})
    assert client.get("/settings/").status_code == 200


def test_passkeys_are_listed_and_taken_away_by_their_owner_alone(client: Client, alice: Member) -> None:
    own, other = passkey_of(alice, "phone"), passkey_of(make_member("bob"), "laptop")
    sign_in(client, alice)
    text = client.get("/settings/security/").content.decode()
    assert "phone" in text
    assert "laptop" not in text
    assert client.post(f"/settings/security/{other.pk}/remove/").status_code == 404
    client.get(f"/settings/security/{own.pk}/remove/")
    client.post(f"/settings/security/{own.pk}/remove/")
    assert set(Authenticator.objects.all()) == {own, other}
    client.post(f"/settings/security/{own.pk}/remove/", {"decision": "yes"})
    assert list(Authenticator.objects.all()) == [other]
    assert "taken away" in mail.outbox[0].subject


def test_the_page_for_a_new_passkey_carries_a_challenge_and_no_inline_script(client: Client, alice: Member) -> None:
    text = sign_in(client, alice).get("/settings/security/add/").content.decode()
    assert '"challenge"' in text
    inline = [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag]
    assert all('type="application/json"' in tag for tag in inline)


def signed_in_browser(member: Member) -> Client:
    browser = Client(headers={"user-agent": "Kitchen tablet"})
    browser.post("/account/login/", {"login": member.email})
    browser.post("/account/login/code/confirm/", {"code": code_in(mail.outbox[-1])})
    return browser


def test_a_member_signs_another_browser_out(alice: Member) -> None:
    here, there = signed_in_browser(alice), signed_in_browser(alice)
    assert here.get("/settings/sessions/").content.decode().count("Kitchen tablet") == 2
    other = UserSession.objects.get(session_key=there.session.session_key)
    here.post("/settings/sessions/")
    assert there.get("/settings/").status_code == 200
    here.post("/settings/sessions/", {"end": str(other.pk)})
    assert there.get("/settings/").status_code == 302
    assert here.get("/settings/").status_code == 200


def test_a_member_signs_out_everywhere_else_at_once(alice: Member) -> None:
    here, there, yonder = (signed_in_browser(alice) for _ in range(3))
    here.post("/settings/sessions/", {"end": "others"})
    assert [browser.get("/settings/").status_code for browser in (here, there, yonder)] == [200, 302, 302]


def test_nobody_ends_the_session_of_another_member(alice: Member) -> None:
    browser = signed_in_browser(make_member("bob"))
    row = UserSession.objects.get(user__handle="bob")
    signed_in_browser(alice).post("/settings/sessions/", {"end": str(row.pk)})
    assert browser.get("/settings/").status_code == 200


def test_reading_a_page_writes_nothing_about_the_session(alice: Member, django_assert_num_queries: Any) -> None:
    browser = signed_in_browser(alice)
    seen = UserSession.objects.get().last_seen_at
    with time_machine.travel(time.time() + 600):
        browser.get("/settings/")
    assert UserSession.objects.get().last_seen_at == seen


def test_a_new_address_counts_only_after_its_code_and_the_old_one_is_told(client: Client, alice: Member) -> None:
    sign_in(client, alice)
    client.post("/settings/email/", {"email": "new@example.org", "action_add": "1"})
    alice.refresh_from_db()
    assert alice.email == "alice@example.org"
    assert mail.outbox[0].to == ["new@example.org"]
    client.post("/account/signup/code/", {"code": code_in(mail.outbox[0])})
    alice.refresh_from_db()
    assert alice.email == "new@example.org"
    assert mail.outbox[-1].to == ["alice@example.org"]
