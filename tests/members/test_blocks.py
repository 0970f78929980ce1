"""Blocks work both ways and say nothing; reports reach the host and tell nothing."""

from typing import Any

import pytest
from django.test import Client

from durf.changes.models import Change
from durf.members.models import Block, Member
from durf.members.services.blocks import OwnBlockError, block, blocked_ids, is_blocked, unblock
from durf.safety.models import Report
from tests.cast import make_member, sign_in

pytestmark = pytest.mark.django_db

followed: list[tuple[str, str]] = []


def follower(*, one: Member, other: Member) -> None:
    """Stands for the room above that ends what was between two members."""
    followed.append((one.handle, other.handle))


@pytest.fixture(autouse=True)
def _follow(settings: Any) -> None:
    followed.clear()
    settings.BLOCK_FOLLOWERS = ["tests.members.test_blocks.follower"]


@pytest.fixture
def alice() -> Member:
    return make_member("alice")


@pytest.fixture
def dora() -> Member:
    return make_member("dora")


def test_a_block_holds_in_both_directions(alice: Member, dora: Member) -> None:
    block(blocker=alice, blocked=dora)
    assert is_blocked(alice, dora)
    assert is_blocked(dora, alice)
    assert blocked_ids(alice) == {dora.public_id}
    assert blocked_ids(dora) == {alice.public_id}
    assert not Member.objects.for_viewer(dora).filter(pk=alice.pk).exists()
    assert not Member.objects.for_viewer(alice).filter(pk=dora.pk).exists()


def test_a_block_ends_what_was_between_the_two_once(alice: Member, dora: Member) -> None:
    block(blocker=alice, blocked=dora)
    block(blocker=alice, blocked=dora)
    assert followed == [("alice", "dora")]


def test_a_block_is_written_down_for_the_index(alice: Member, dora: Member) -> None:
    before = Change.objects.count()
    block(blocker=alice, blocked=dora)
    low, high = sorted((alice.pk, dora.pk))
    changes = Change.objects.order_by("pk")[before:]
    assert [change.key for change in changes] == [str(alice.pk), str(dora.pk), f"{low}:{high}"]


def test_lifting_ones_own_block_leaves_the_others_standing(alice: Member, dora: Member) -> None:
    block(blocker=alice, blocked=dora)
    block(blocker=dora, blocked=alice)
    unblock(blocker=alice, blocked=dora)
    assert is_blocked(alice, dora)
    unblock(blocker=dora, blocked=alice)
    assert not is_blocked(alice, dora)


def test_nobody_blocks_themselves(alice: Member) -> None:
    with pytest.raises(OwnBlockError):
        block(blocker=alice, blocked=alice)
    assert not Block.objects.exists()


def test_blocking_takes_a_second_yes_and_an_empty_post_does_nothing(
    client: Client, alice: Member, dora: Member
) -> None:
    sign_in(client, alice)
    assert client.get("/@dora/block/").status_code == 200
    assert client.post("/@dora/block/").status_code == 200
    assert not Block.objects.exists()
    assert client.post("/@dora/block/", {"decision": "yes"})["Location"] == "/settings/privacy/"
    assert is_blocked(alice, dora)


def test_who_is_kept_away_is_listed_and_can_be_let_back(client: Client, alice: Member, dora: Member) -> None:
    block(blocker=alice, blocked=dora)
    sign_in(client, alice)
    assert "@dora" in client.get("/settings/privacy/").content.decode()
    client.post("/@dora/unblock/")
    assert is_blocked(alice, dora)
    client.post("/@dora/unblock/", {"decision": "yes"})
    assert not is_blocked(alice, dora)


def test_the_one_who_was_blocked_cannot_lift_it_nor_see_it(client: Client, alice: Member, dora: Member) -> None:
    block(blocker=alice, blocked=dora)
    sign_in(client, dora)
    assert client.post("/@alice/unblock/", {"decision": "yes"}).status_code == 404
    assert "@alice" not in client.get("/settings/privacy/").content.decode()
    assert is_blocked(alice, dora)


def test_a_report_reaches_the_host_with_its_reason(client: Client, alice: Member, dora: Member) -> None:
    sign_in(client, alice)
    words = {"kind": "member", "target": dora.public_id, "reason": "Schreef iets naars."}
    client.post("/report/", words)
    report = Report.objects.get()
    assert (report.reporter, report.target, report.reason) == (
        alice.public_id,
        dora.public_id,
        "Schreef iets naars.",
    )


def test_a_report_without_a_reason_is_asked_for_one(client: Client, alice: Member, dora: Member) -> None:
    sign_in(client, alice)
    response = client.post("/report/", {"kind": "member", "target": dora.public_id, "reason": ""})
    assert response.status_code == 200
    assert dora.public_id in response.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize("words", [{}, {"kind": "member", "target": "../x", "reason": "x"}, {"kind": "moon"}])
def test_a_report_about_nothing_changes_nothing(client: Client, alice: Member, words: dict[str, str]) -> None:
    assert sign_in(client, alice).post("/report/", words).status_code == 200
    assert not Report.objects.exists()


def test_reporting_something_that_does_not_exist_answers_the_same(client: Client, alice: Member, dora: Member) -> None:
    sign_in(client, alice)
    answers = [
        client.post("/report/", {"kind": "member", "target": target, "reason": "x"})
        for target in (dora.public_id, "A" * 16)
    ]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/")] * 2


def test_after_twenty_reports_a_day_the_next_one_keeps_its_words(client: Client, alice: Member) -> None:
    sign_in(client, alice)
    words = {"kind": "member", "target": "A" * 16, "reason": "Dit staat er nog."}
    for _ in range(20):
        client.post("/report/", words)
    response = client.post("/report/", words)
    assert "Dit staat er nog." in response.content.decode()
    assert Report.objects.count() == 20
