"""A contact becomes a member and loses nothing: the question, the word they gave, and what it leads to."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from durf.introductions.models import Introduction
from durf.introductions.seat import seat_of
from durf.introductions.services.contacts import contact_joins, decision_link
from durf.introductions.services.introducing import introduction_accept
from durf.introductions.services.refusals import IntroductionClosedError
from durf.members.models import Member
from durf.members.services.blocks import block
from durf.network.models import Contact
from durf.notices.channels import MemoryChannel
from durf.notices.services.outbox import deliveries_send
from tests.cast import make_member, sign_in
from tests.introductions.stage import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(memory_channel: type[MemoryChannel]) -> Stage:
    return Stage()


@pytest.fixture
def row(stage: Stage) -> Introduction:
    return stage.erik_introduced()


def test_what_was_decided_goes_along_and_both_consents_still_count(stage: Stage, row: Introduction) -> None:
    introduction_accept(introduction=row, side="helper", reach="06 12345678")
    erik = make_member("erik", email="erik@example.org", language="en")
    row = contact_joins(introduction=row, member=erik)
    assert (row.helper, row.contact, row.contact_reach, row.state) == (erik, None, "", "one_yes")
    introduction_accept(introduction=row, side="asker")
    row.refresh_from_db()
    as_erik, as_alice = seat_of(row, erik), seat_of(row, stage.alice)
    assert as_erik is not None
    assert as_alice is not None
    assert (as_erik.other_reach, as_alice.other_reach) == (stage.alice.email, erik.email)
    assert Contact.objects.filter(owner=stage.bob).exists()  # the notebook is bob's


def test_letters_go_to_the_member_from_then_on(stage: Stage, row: Introduction) -> None:
    erik = make_member("erik", email="erik.new@example.org", language="en")
    contact_joins(introduction=row, member=erik)
    introduction_accept(introduction=row, side="helper")
    introduction_accept(introduction=row, side="asker")
    deliveries_send()
    assert "erik.new@example.org" in {message.to_address for message in MemoryChannel.sent}
    assert "erik@example.org" not in {message.to_address for message in MemoryChannel.sent}


def test_the_way_over_the_pages(stage: Stage, row: Introduction, settings: Any) -> None:
    settings.COMMUNITY_JOINING = "invited"
    url = decision_link(introduction=row).removeprefix(settings.PUBLIC_URL)
    client = Client(headers={"accept-language": "en"})
    assert client.get("/account/signup/").status_code == 200
    assert "Become a member and take this along" in client.get(url).content.decode()
    onward = reverse("introduction_join", args=[row.public_id])
    page = client.get(url + "join/").content.decode()
    assert f"/account/signup/?next={onward}" in page
    assert 'name="email"' in client.get("/account/signup/").content.decode()  # the door is open: a member brought them
    erik = sign_in(client, make_member("erik", email="erik@example.org", language="en"))
    session = erik.session
    session["joining"] = row.public_id
    session.save()
    assert "This cannot" not in erik.get(onward).content.decode()
    erik.post(onward)
    row.refresh_from_db()
    assert row.helper is None  # without the word of the button nothing happens
    answer = erik.post(onward, {"decision": "yes"}, follow=True)
    assert "What you decided before still stands" in answer.content.decode()
    assert erik.get(onward).status_code == 404
    assert client.get(url).status_code in (302, 410)


def test_who_never_held_the_link_takes_nothing_along(stage: Stage, row: Introduction) -> None:
    dora = sign_in(Client(), stage.dora)
    assert dora.post(reverse("introduction_join", args=[row.public_id]), {"decision": "yes"}).status_code == 404


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_neither_asker_nor_connector_is_the_contact(stage: Stage, row: Introduction, who: str) -> None:
    with pytest.raises(IntroductionClosedError):
        contact_joins(introduction=row, member=Member.objects.get(handle=who))


def test_who_is_kept_apart_from_the_asker_takes_nothing_along(stage: Stage, row: Introduction) -> None:
    erik = make_member("erik")
    block(blocker=stage.alice, blocked=erik)
    with pytest.raises(IntroductionClosedError):
        contact_joins(introduction=row, member=erik)
