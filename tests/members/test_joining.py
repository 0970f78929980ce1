"""The three ways of joining, the first steps, and the first host."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from durf.members.models import Member
from durf.members.notices import letter
from durf.members.services.accounts import (
    EmailTakenError,
    member_approve,
    member_create,
    member_restore,
    member_suspend,
    signups_forget,
)
from durf.members.services.hosts import first_host_link
from durf.notices.models import Notice
from durf.safety.models import AuditEntry
from tests.cast import make_member, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _to_memory(memory_channel: object) -> None:
    """Letters of this room go to memory."""


def join(client: Client, email: str = "nina@example.org") -> str:
    """Sign up with the code from the mail; return where that leads."""
    client.post("/account/signup/", {"name": "Nina Bos", "email": email})
    found = re.search(r"^([A-Z0-9-]{6,9})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return client.post("/account/signup/code/", {"code": found[1]})["Location"]


def invited(client: Client) -> Client:
    session = client.session
    session["invitation"] = "abcdefgh12345678"
    session.save()
    return client


def test_an_open_community_lets_everyone_in(client: Client) -> None:
    assert join(client) == "/welcome/"
    assert Member.objects.get().approved


def test_by_invitation_the_door_is_closed_to_those_without_one(client: Client, settings: Any) -> None:
    settings.COMMUNITY_JOINING = "invited"
    page = client.get("/account/signup/", headers={"accept-language": "en"})
    assert "by invitation" in page.content.decode()
    client.post("/account/signup/", {"name": "Nina", "email": "nina@example.org"})
    assert not Member.objects.exists()


def test_by_invitation_a_pending_invitation_opens_the_door_and_is_where_one_arrives(
    client: Client, settings: Any
) -> None:
    settings.COMMUNITY_JOINING = "invited"
    assert join(invited(client)) == "/invited/abcdefgh12345678/"
    assert Member.objects.get().approved


def test_where_a_host_decides_the_newcomer_waits_and_the_hosts_hear_of_it_once(client: Client, settings: Any) -> None:
    settings.COMMUNITY_JOINING = "approved"
    host = make_member("host", is_host=True)
    make_member("bob")
    join(client)
    nina = Member.objects.get(email="nina@example.org")
    assert not nina.approved
    assert list(Member.objects.waiting()) == [nina]
    assert client.get("/settings/")["Location"].startswith("/waiting/")
    assert client.get("/waiting/").status_code == 200
    client.post("/account/logout/")
    sign_in(client, nina)
    assert [(notice.member, notice.kind) for notice in Notice.objects.all()] == [(host, "members.waits")]


def test_someone_who_waits_is_not_seen_by_anyone(client: Client, settings: Any) -> None:
    settings.COMMUNITY_JOINING = "approved"
    join(client)
    nina = Member.objects.get()
    assert Client().get(f"/@{nina.handle}/").status_code == 404
    assert sign_in(Client(), make_member("bob")).get(f"/@{nina.handle}/").status_code == 404


def test_letting_someone_in_is_written_down_and_told_once() -> None:
    host, nina = make_member("host", is_host=True), make_member("nina", approved=False)
    member_approve(member=nina, actor=host)
    member_approve(member=nina, actor=host)
    assert Member.objects.active().filter(pk=nina.pk).exists()
    assert Notice.objects.filter(member=nina, kind="members.approved").count() == 1
    assert AuditEntry.objects.get(action="member_approve").actor == host.public_id


def test_the_letters_of_this_room_are_only_sent_while_they_are_true() -> None:
    host, nina = make_member("host", is_host=True), make_member("nina", approved=False)
    waits = Notice(member=host, kind="members.waits", subject=nina.public_id)
    approved = Notice(member=nina, kind="members.approved", subject=nina.public_id)
    assert letter(waits).to_address == host.email
    assert letter(approved) is None
    member_approve(member=nina, actor=host)
    assert letter(waits) is None
    assert letter(approved).to_address == nina.email
    member_suspend(member=nina, actor=host)
    assert letter(approved) is None


def test_suspending_closes_every_session_and_restoring_opens_the_door(client: Client) -> None:
    host, bob = make_member("host", is_host=True), make_member("bob")
    sign_in(client, bob)
    member_suspend(member=bob, actor=host)
    assert client.get("/settings/").status_code == 302
    assert not Member.objects.active().filter(pk=bob.pk).exists()
    member_restore(member=bob, actor=host)
    assert Member.objects.active().filter(pk=bob.pk).exists()


def test_one_address_is_one_member_whatever_its_capitals() -> None:
    make_member("bob", email="bob@example.org")
    with pytest.raises(EmailTakenError):
        member_create(email=" Bob@Example.org ", name="Bob")


def test_a_sign_up_that_was_never_proved_is_forgotten_after_a_day(client: Client) -> None:
    make_member("bob")
    waiting = make_member("dora", approved=False)
    Member.objects.filter(pk=waiting.pk).update(waits_since=timezone.now())
    client.post("/account/signup/", {"name": "Nina", "email": "nina@example.org"})
    assert signups_forget() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert signups_forget() == 1
    assert set(Member.objects.values_list("handle", flat=True)) == {"bob", "dora"}


FORM = {
    "strengths-TOTAL_FORMS": "3",
    "strengths-INITIAL_FORMS": "0",
    "limits-TOTAL_FORMS": "3",
    "limits-INITIAL_FORMS": "0",
}


def test_the_first_steps_are_strengths_then_how_to_be_found(client: Client) -> None:
    nina = make_member("nina")
    sign_in(client, nina)
    words = {**FORM, "strengths-0-text": "Ik brei alles", "strengths-0-audience": "members"}
    assert client.post("/welcome/", words)["Location"] == "/welcome/findable/"
    assert [(row.text, row.audience) for row in nina.strengths.all()] == [("Ik brei alles", "members")]
    assert client.post("/welcome/findable/").status_code == 200
    assert client.post("/welcome/findable/", {"findable": "unnamed"})["Location"] == "/welcome/wish/"
    nina.refresh_from_db()
    assert nina.findable == "unnamed"
    assert nina.welcomed_at is not None


def test_the_first_step_can_wait(client: Client) -> None:
    sign_in(client, make_member("nina"))
    assert client.post("/welcome/", {"later": "1"})["Location"] == "/welcome/findable/"


def test_the_first_steps_end_at_the_invitation_that_brought_someone(client: Client) -> None:
    sign_in(client, make_member("nina"))
    invited(client)
    client.post("/welcome/findable/", {"findable": "name"})
    assert client.get("/welcome/wish/").status_code == 200
    response = client.post("/welcome/wish/")
    assert response["Location"] == "/invited/abcdefgh12345678/"


def path_of(link: str | None) -> str:
    assert link is not None
    return "/" + link.split("/", 3)[3]


def test_the_first_host_link_makes_someone_new_the_host_and_signs_them_in(client: Client) -> None:
    path = path_of(first_host_link())
    assert client.get(path).status_code == 200
    words = {"name": "Ina", "email": "ina@example.org", "decision": "yes"}
    assert client.post(path, words)["Location"] == "/host/"
    assert Member.objects.get(is_host=True).email == "ina@example.org"
    assert client.get("/settings/").status_code == 200


def test_the_first_host_link_makes_the_one_who_is_signed_in_the_host(client: Client) -> None:
    bob = make_member("bob", approved=False)
    path = path_of(first_host_link())
    sign_in(client, bob).post(path, {"decision": "yes"})
    bob.refresh_from_db()
    assert bob.is_host
    assert bob.approved


@pytest.mark.parametrize("words", [{}, {"name": "Ina", "email": "ina@example.org"}, {"decision": "yes"}])
def test_the_first_host_link_needs_a_yes_a_name_and_an_address(client: Client, words: dict[str, str]) -> None:
    path = path_of(first_host_link())
    assert client.post(path, words).status_code == 200
    assert not Member.objects.exists()
    assert client.get(path).status_code == 200


def test_the_first_host_link_does_not_hand_out_someone_elses_account(client: Client) -> None:
    bob = make_member("bob")
    path = path_of(first_host_link())
    response = client.post(path, {"name": "X", "email": bob.email, "decision": "yes"})
    assert response.status_code == 200
    bob.refresh_from_db()
    assert not bob.is_host
    assert client.get("/settings/").status_code == 302


def test_the_first_host_link_works_once_and_only_while_there_is_no_host(client: Client) -> None:
    first, second = path_of(first_host_link()), path_of(first_host_link())
    client.post(first, {"name": "Ina", "email": "ina@example.org", "decision": "yes"})
    for path in (first, second):
        response = Client().post(path, {"name": "Eve", "email": "eve@example.org", "decision": "yes"})
        assert response.status_code == 404
    assert not Member.objects.filter(email="eve@example.org").exists()
    assert first_host_link() is None


def test_the_first_host_link_stays_out_of_caches_and_referrers(client: Client) -> None:
    response = client.get(path_of(first_host_link()))
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"
