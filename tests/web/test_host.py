"""The host's page."""

from typing import Any

import pytest
from django.test import Client

from durf.members.models import Member
from durf.safety.models import AuditEntry, Report
from durf.wishes.models import Wish
from tests.cast import make_member, sign_in
from tests.world import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(memory_channel: Any) -> World:
    return build_world()


def act(member: Member, what: str) -> Any:
    return sign_in(Client(), member).post("/host/do/", {"do": what})


def test_a_host_reads_a_report_hides_the_wish_shows_it_again_and_closes_the_report(world: World) -> None:
    page = sign_in(Client(), world.hanna).get("/host/").content.decode()
    assert "Is this serious?" in page
    wish = world.open_wish
    act(world.hanna, f"hide:{wish.public_id}")
    assert sign_in(Client(), world.dora).get(wish.get_absolute_url()).status_code == 404
    act(world.hanna, f"show:{wish.public_id}")
    assert sign_in(Client(), world.dora).get(wish.get_absolute_url()).status_code == 200
    act(world.hanna, f"handled:{world.report.public_id}")
    assert not Report.objects.filter(handled_at=None).exists()
    assert set(AuditEntry.objects.values_list("action", flat=True)) >= {"wish_hide", "wish_show", "report_handle"}


def test_a_suspended_member_is_gone_from_sight_and_cannot_come_in(world: World) -> None:
    client = sign_in(Client(), world.charlie)
    act(world.hanna, f"suspend:{world.charlie.public_id}")
    assert client.get("/settings/").status_code == 302
    assert sign_in(Client(), world.alice).get("/@charlie/").status_code == 404
    act(world.hanna, f"restore:{world.charlie.public_id}")
    assert sign_in(Client(), world.alice).get("/@charlie/").status_code == 200


def test_a_host_lets_in_who_waits_at_the_door(world: World) -> None:
    walter = make_member("walter", approved=False)
    act(world.hanna, f"approve:{walter.public_id}")
    walter.refresh_from_db()
    assert walter.approved


def test_a_host_cannot_lock_herself_out(world: World) -> None:
    act(world.hanna, f"suspend:{world.hanna.public_id}")
    world.hanna.refresh_from_db()
    assert world.hanna.is_active


@pytest.mark.parametrize("what", ["", "hide", "hide:nothing", "become_king:x"])
def test_a_strange_request_changes_nothing(world: World, what: str) -> None:
    entries = AuditEntry.objects.count()
    assert act(world.hanna, what).status_code == 302
    assert Wish.objects.filter(hidden_at__isnull=False).count() == 0
    assert AuditEntry.objects.count() == entries


def test_a_member_is_no_host(world: World) -> None:
    assert act(world.alice, f"suspend:{world.dora.public_id}").status_code == 403
    world.dora.refresh_from_db()
    assert world.dora.is_active
