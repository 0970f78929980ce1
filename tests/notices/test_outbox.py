"""The outbox: what is due leaves, once; what is no longer true does not."""

from datetime import time, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from durf.notices.channels import DeliveryError, MemoryChannel
from durf.notices.letters import Letter, to_member
from durf.notices.models import Delivery, MailChoice, Notice
from durf.notices.services.notify import notify
from durf.notices.services.outbox import deliveries_send
from durf.safety.services.suppression import address_suppress
from tests.cast import make_member

pytestmark = pytest.mark.django_db
TEMPLATE = "tests/hello"


def letter(notice: Notice) -> Letter | None:
    """A room of our own for these tests."""
    if notice.data.get("gone"):
        return None
    if notice.data.get("broken"):
        raise RuntimeError("a letter nobody can write")
    if notice.member is None:
        return Letter("Erik", "erik@example.org", "nl", TEMPLATE, without_account=True)
    return to_member(notice, TEMPLATE, group=notice.data.get("group", ""))


@pytest.fixture(autouse=True)
def _room(settings: Any, memory_channel: type[MemoryChannel]) -> None:
    settings.NOTICE_SOURCES = {"tests": f"{__name__}.letter"}
    templates = {
        f"{TEMPLATE}.subject.txt": "Hello\n{{ to_name }}",
        f"{TEMPLATE}.txt": "Hi {{ to_name }} {{ unsubscribe_url }}",
        f"{TEMPLATE}.html": "<p>Hi {{ to_name }}</p>",
    }
    backend = dict(settings.TEMPLATES[0])
    backend["APP_DIRS"] = False
    backend["OPTIONS"] = {
        **backend["OPTIONS"],
        "loaders": [
            ("django.template.loaders.locmem.Loader", templates),
            "django.template.loaders.app_directories.Loader",
        ],
    }
    settings.TEMPLATES = [backend]


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_what_is_due_leaves_once_with_a_subject_on_one_line(memory_channel: type[MemoryChannel]) -> None:
    notify(member=make_member("bob"), kind="tests.hello", subject="x")
    assert deliveries_send() == 1
    assert deliveries_send() == 0
    assert [message.subject for message in memory_channel.sent] == ["Hello Bob"]
    assert states() == ["sent"]


def test_what_is_no_longer_true_is_cancelled(memory_channel: type[MemoryChannel]) -> None:
    notify(member=make_member("bob"), kind="tests.hello", subject="x", data={"gone": True})
    deliveries_send()
    assert states() == ["cancelled"]
    assert memory_channel.sent == []


def test_a_passing_fault_is_tried_again_under_the_same_message_id(memory_channel: type[MemoryChannel]) -> None:
    notify(member=make_member("bob"), kind="tests.hello", subject="x")
    message_id = Delivery.objects.get().message_id
    memory_channel.failures.append(DeliveryError("busy", permanent=False))
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        assert deliveries_send() == 0
    assert states() == ["waiting"]
    with time_machine.travel(start + timedelta(seconds=61), tick=False):
        assert deliveries_send() == 1
    assert [message.message_id for message in memory_channel.sent] == [message_id]


def test_a_permanent_fault_is_final(memory_channel: type[MemoryChannel]) -> None:
    notify(member=make_member("bob"), kind="tests.hello", subject="x")
    memory_channel.failures.append(DeliveryError("no such person", permanent=True))
    deliveries_send()
    assert states() == ["failed"]


def test_giving_up_after_five_tries(memory_channel: type[MemoryChannel]) -> None:
    notify(member=make_member("bob"), kind="tests.hello", subject="x")
    now = timezone.now()
    for _ in range(6):
        memory_channel.failures.append(DeliveryError("busy", permanent=False))
        with time_machine.travel(now, tick=False):
            deliveries_send()
        now += timedelta(days=2)
    assert states() == ["failed"]


def test_one_letter_that_cannot_be_written_does_not_hold_up_the_others(memory_channel: type[MemoryChannel]) -> None:
    notify(member=make_member("alice"), kind="tests.hello", subject="x", data={"broken": True})
    notify(member=make_member("bob"), kind="tests.hello", subject="x")
    assert deliveries_send() == 1
    assert states() == ["waiting", "sent"]


def test_quiet_hours_are_kept_except_for_what_the_reader_does_this_minute(memory_channel: type[MemoryChannel]) -> None:
    bob = make_member("bob", quiet_from=time(21), quiet_until=time(8))
    late_sunday = "2026-11-22T22:30:00+00:00"  # 23:30 in Amsterdam
    with time_machine.travel(late_sunday, tick=False):
        notify(member=bob, kind="tests.hello", subject="x")
        notify(member=bob, kind="tests.hello", subject="y", data={"at_once": True})
        assert deliveries_send() == 1
    with time_machine.travel("2026-11-23T06:59:00+00:00", tick=False):
        assert deliveries_send() == 0
    with time_machine.travel("2026-11-23T07:00:00+00:00", tick=False):  # 8:00 in Amsterdam
        assert deliveries_send() == 1


def test_a_group_that_was_switched_off_does_not_leave(memory_channel: type[MemoryChannel]) -> None:
    bob = make_member("bob")
    MailChoice.objects.create(member=bob, group="nudges")
    notify(member=bob, kind="tests.hello", subject="x", data={"group": "nudges"})
    notify(member=bob, kind="tests.hello", subject="x", data={"group": "wishes"})
    assert deliveries_send() == 1
    assert states() == ["cancelled", "sent"]
    assert "/unsubscribe/wishes/" in memory_channel.sent[0].headers["List-Unsubscribe"]


def test_a_suppressed_address_is_never_written_to(memory_channel: type[MemoryChannel]) -> None:
    notify(member=None, kind="tests.hello", subject="x")
    address_suppress(address="erik@example.org")
    deliveries_send()
    assert states() == ["cancelled"]
    assert memory_channel.sent == []


def test_after_a_crash_a_member_may_get_it_again_but_a_person_without_account_never_does(
    memory_channel: type[MemoryChannel],
) -> None:
    notify(member=make_member("bob"), kind="tests.hello", subject="x")
    notify(member=None, kind="tests.hello", subject="y")
    Delivery.objects.update(state="sending", claimed_at=timezone.now() - timedelta(minutes=6))
    assert deliveries_send() == 1
    assert states() == ["sent", "unsure"]


def test_a_delivery_another_worker_holds_is_left_alone(memory_channel: type[MemoryChannel]) -> None:
    notify(member=make_member("bob"), kind="tests.hello", subject="x")
    Delivery.objects.update(state="sending", claimed_at=timezone.now())
    assert deliveries_send() == 0
    assert memory_channel.sent == []
