"""Everything about me can be taken along, and everything can be erased."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

from durf.introductions.services.offering import offer_take
from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.members.services.erasure import member_erase, personal_export
from durf.members.services.reporting import report_tell
from durf.members.services.traits import traits_set
from durf.network.services.contacts import contact_write
from durf.network.services.invitations import invitation_make
from durf.network.services.ties import tie_propose
from durf.wishes.services.asking import wish_publish
from tests.dump import tables_with
from tests.world import World, build_world

pytestmark = pytest.mark.django_db
CANARY = "canaryfeather"


@pytest.fixture
def world(memory_channel: Any) -> World:
    return build_world()


def leave_traces(world: World) -> Member:
    """Let charlie write the canary wherever a member can write."""
    charlie = world.charlie
    member_update(
        member=charlie, name=f"Charlie {CANARY}", line=CANARY, trade=CANARY, organisation=CANARY, place=CANARY
    )
    traits_set(member=charlie, strengths=[(f"I sing {CANARY}", "everyone")], limits=[(CANARY, "matching")])
    wish_publish(asker=charlie, text=f"Who has a {CANARY}?", language="en", audience="everyone", place=CANARY)
    mine = wish_publish(asker=world.dora, text="Who has a spare chair?", language="en", audience="everyone")
    offer_take(wish=mine, helper=charlie, form="answer", text=f"Ask {CANARY}")
    contact_write(owner=charlie, name=CANARY, email=f"{CANARY}@example.org", note=CANARY)
    invitation_make(inviter=charlie, how="known", openness="ask", word=CANARY, email=f"{CANARY}2@example.org")
    tie_propose(proposer=charlie, other=world.hanna, how="known", openness="ask", word=CANARY)
    report_tell(reporter=charlie, kind="wish", target=mine.public_id, reason=CANARY)
    charlie.refresh_from_db()
    return charlie


def test_the_canary_was_really_there(world: World) -> None:
    leave_traces(world)
    assert len(tables_with(CANARY)) >= 5


def test_what_i_wrote_is_in_my_export_as_plain_json(world: World) -> None:
    charlie = leave_traces(world)
    text = json.dumps(personal_export(member=charlie), cls=DjangoJSONEncoder)
    assert text.count(CANARY) >= 10
    assert charlie.email in text


def test_my_export_holds_no_address_or_name_of_someone_i_have_not_met(world: World) -> None:
    text = json.dumps(personal_export(member=world.charlie), cls=DjangoJSONEncoder)
    assert "erik@example.org" not in text
    assert "hanna@example.org" not in text


def test_an_erased_member_is_in_no_table(world: World) -> None:
    charlie = leave_traces(world)
    member_erase(member=charlie)
    assert tables_with(CANARY) == []
    assert tables_with("charlie@example.org") == []


def test_no_row_points_to_an_erased_member(world: World) -> None:
    charlie = leave_traces(world)
    pk, public_id = charlie.pk, charlie.public_id
    member_erase(member=charlie)
    left = []
    for model in apps.get_models():
        for field in model._meta.fields:
            if field.related_model is Member and model._default_manager.filter(**{field.name: pk}).exists():
                left.append(f"{model.__name__}.{field.name}")
    assert left == []
    assert not Member.objects.filter(public_id=public_id, is_active=True).exists()
