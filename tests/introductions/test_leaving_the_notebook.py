"""What becomes of introductions when their connector takes the contact out of the notebook."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from durf.introductions.services.contacts import decision_link
from durf.introductions.services.introducing import introduction_accept
from durf.introductions.services.silence import introductions_forget
from durf.members.services.erasure import member_erase
from durf.network.models import Contact, Import
from durf.network.services.contacts import contact_change, contact_remove
from durf.network.services.importing import import_undo
from tests.introductions.stage import Stage, make_wish

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("way", ["forgotten", "undone", "connector erased"])
def test_what_a_contact_said_yes_to_outlives_the_notebook_and_stays_theirs_to_end(way: str) -> None:
    stage = Stage()
    row, other = stage.erik_introduced(), stage.erik_introduced_for(make_wish(stage.alice, text="And wax?"))
    link = decision_link(introduction=row).removeprefix(settings.PUBLIC_URL)
    introduction_accept(introduction=row, side="helper", reach="06 12345678")
    _leave(stage, way)
    other.refresh_from_db()
    assert (other.contact, other.contact_reach, other.word) == (None, "", ""), "what was not answered is gone"
    assert not Contact.objects.filter(owner__isnull=False).exists()
    if way != "connector erased":  # without her nobody passes on any more what was not agreed yet
        row = introduction_accept(introduction=row, side="asker")
        assert row.both_agreed
    page = Client(headers={"accept-language": "en"}).get(link).content.decode()
    assert "Dear Erik Visser" in page
    assert "06 12345678" in page
    Client().post(link, {"decision": "erase"})
    row.refresh_from_db()
    assert (row.contact, row.contact_reach, row.both_agreed) == (None, "", False)
    assert not Contact.objects.exists()


def test_of_a_contact_in_nobodys_notebook_only_what_the_meeting_needs_is_kept_and_not_for_ever() -> None:
    stage = Stage()
    contact_change(contact=stage.erik, note="A secretfeather", role="secretfeather")
    row = stage.erik_introduced()
    introduction_accept(introduction=row, side="helper", reach="06 12345678")
    introduction_accept(introduction=row, side="asker")
    contact_remove(contact=stage.erik)
    erik = Contact.objects.get()
    assert (erik.name, erik.note, erik.said, erik.owner) == ("Erik Visser", "", {}, None)
    with time_machine.travel(timezone.now() + timedelta(days=364)):
        introductions_forget()
        assert Contact.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(days=366)):
        introductions_forget()
    row.refresh_from_db()
    assert (row.contact, row.contact_reach) == (None, "")
    assert not Contact.objects.exists()


def _leave(stage: Stage, way: str) -> None:
    if way == "forgotten":
        contact_remove(contact=stage.erik)
    elif way == "undone":
        brought = Import.objects.create(owner=stage.bob, state="kept", rows=1, kept=1)
        Contact.objects.filter(pk=stage.erik.pk).update(source=brought)
        import_undo(brought=brought)
    else:
        member_erase(member=stage.bob)
