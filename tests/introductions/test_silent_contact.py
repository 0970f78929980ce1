"""A contact who says nothing: one letter, no reminder, an end on the thirtieth day, and a wish that goes other ways."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from durf.introductions.models import Introduction
from durf.introductions.services.contacts import contact_letter_send
from durf.introductions.services.offering import offer_take
from durf.members.services.traits import traits_set
from durf.network.models import Contact
from durf.notices.channels import MemoryChannel
from durf.operations.worker import sweep_once
from durf.wishes.models import Nudge
from durf.wishes.services.asking import wish_publish
from tests.introductions.stage import Stage

pytestmark = pytest.mark.django_db
BEES = [("I keep bees on a flat roof in the city", "everyone")]


def asked() -> list[str]:
    return list(Nudge.objects.order_by("pk").values_list("match__member__handle", flat=True))


def test_silence_is_no_answer_nobody_is_reminded_and_the_wish_takes_another_way(
    memory_channel: type[MemoryChannel], settings: Any
) -> None:
    settings.SERVER_SENDS, settings.NUDGE_WAVES = True, (1,)
    settings.WORKER_SWEEPS = [name for name in settings.WORKER_SWEEPS if "upkeep" not in name]  # needs a log of its own
    stage, begun = Stage(), timezone.now()
    for member in (stage.charlie, stage.dora):
        traits_set(member=member, strengths=BEES, limits=[])
    wish = wish_publish(asker=stage.alice, text="Who keeps bees on a roof and shows me?", language="en")
    (first,) = asked()
    offer = offer_take(wish=wish, helper=stage.bob, form="introduction", contact=stage.erik, word="He keeps bees.")
    row = contact_letter_send(introduction=Introduction.objects.get(offer=offer), connector=stage.bob)
    for day in range(32):
        with time_machine.travel(begun + timedelta(days=day, minutes=5)):
            sweep_once()
            if day == 2:
                assert set(asked()) - {first}, "a day without an answer: the next is asked, whatever the contact does"
    row.refresh_from_db()
    assert (row.state, row.contact, row.word) == ("expired", None, "")
    assert [letter.to_address for letter in memory_channel.sent].count("erik@example.org") == 1
    assert Contact.objects.of(stage.bob).get() == stage.erik, "in the notebook they stay their owner's"
