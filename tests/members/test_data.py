"""Taking everything along, and being forgotten."""

import json
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client

from durf.changes.models import Change
from durf.members.models import Block, Limit, Member, Strength
from durf.members.services.blocks import block
from durf.members.services.erasure import member_erase, personal_export
from durf.notices.models import Notice
from durf.notices.services.notify import notify
from durf.safety.models import AuditEntry, Link
from durf.safety.services.links import LinkUnusableError, link_make, link_open
from tests.cast import make_member, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_above(settings: Any) -> None:
    settings.BLOCK_FOLLOWERS = []


@pytest.fixture
def alice() -> Member:
    return make_member("alice", trade="docent", strengths=["Uitleggen", ("Zingen", "matching")], limits=["Daken"])


def test_the_export_holds_what_the_member_said_of_themselves(alice: Member) -> None:
    data = personal_export(member=alice)
    own = data["members"]
    assert own["profile"]["email"] == "alice@example.org"
    assert own["profile"]["trade"] == "docent"
    assert [row["text"] for row in own["strengths"]] == ["Uitleggen", "Zingen"]
    assert [row["text"] for row in own["limits"]] == ["Daken"]


def test_the_export_tells_whom_one_blocked_and_never_who_blocked_one(alice: Member) -> None:
    block(blocker=alice, blocked=make_member("bob"))
    block(blocker=make_member("dora"), blocked=alice)
    text = json.dumps(personal_export(member=alice), default=str)
    assert "bob" in text
    assert "dora" not in text


def test_every_room_that_keeps_something_has_its_word(alice: Member, settings: Any) -> None:
    rooms = {name.split(".")[1] for name in settings.PERSONAL_DATA}
    assert rooms <= set(personal_export(member=alice))


def test_the_download_is_one_json_file_and_comes_on_a_yes_alone(client: Client, alice: Member) -> None:
    sign_in(client, alice)
    for response in (client.get("/settings/export/"), client.post("/settings/export/")):
        assert response["Content-Type"].startswith("text/html")
    response = client.post("/settings/export/", {"decision": "yes"})
    assert response["Content-Disposition"] == 'attachment; filename="durf-alice.json"'
    assert "no-store" in response["Cache-Control"]
    assert json.loads(response.content)["members"]["profile"]["handle"] == "alice"


def test_erasing_leaves_no_row_of_this_room_behind(alice: Member) -> None:
    bob = make_member("bob", strengths=["Bijen"])
    block(blocker=alice, blocked=bob)
    Authenticator.objects.create(user=alice, type=Authenticator.Type.WEBAUTHN, data={"name": "phone"})
    notify(member=alice, kind="members.approved", subject=alice.public_id)
    token = link_make(kind=Link.Kind.UNSUBSCRIBE, purpose="nudges", target=alice.public_id)
    member_erase(member=alice)
    assert list(Member.objects.all()) == [bob]
    assert [row.text for row in Strength.objects.all()] == ["Bijen"]
    for table in (Limit, Block, Notice, Authenticator, UserSession):
        assert not table.objects.exists(), table
    assert [row.email for row in EmailAddress.objects.all()] == [bob.email]
    with pytest.raises(LinkUnusableError):
        link_open(token=token, kind=Link.Kind.UNSUBSCRIBE, purpose="nudges")


def test_an_erasure_is_written_down_by_id_and_told_to_the_index(alice: Member) -> None:
    public_id, row = alice.public_id, alice.pk
    before = Change.objects.count()
    member_erase(member=alice)
    assert AuditEntry.objects.get(action="member_erase").target == public_id
    assert str(row) in [change.key for change in Change.objects.order_by("pk")[before:]]


@pytest.mark.parametrize("typed", ["", "bob", "yes", "alic"])
def test_without_ones_own_handle_nothing_is_erased(client: Client, alice: Member, typed: str) -> None:
    sign_in(client, alice)
    assert client.post("/settings/erase/", {"handle": typed}).status_code == 200
    assert Member.objects.filter(pk=alice.pk).exists()


@pytest.mark.parametrize("typed", ["alice", "@alice", " Alice "])
def test_with_ones_own_handle_the_account_is_gone_in_every_browser(client: Client, alice: Member, typed: str) -> None:
    there = sign_in(Client(), alice)
    sign_in(client, alice)
    assert client.post("/settings/erase/", {"handle": typed})["Location"] == "/"
    assert not Member.objects.exists()
    for browser in (client, there):
        assert browser.get("/settings/").status_code == 302
    assert Client().get("/@alice/").status_code == 404


def test_someone_who_still_waits_at_the_door_may_leave_too(client: Client) -> None:
    nina = make_member("nina", approved=False)
    sign_in(client, nina).post("/settings/erase/", {"handle": "nina"})
    assert not Member.objects.exists()
