"""The person without account: one message, one decision, and a way out that always works."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from durf.introductions.models import Introduction
from durf.introductions.services.contacts import (
    LETTERS,
    contact_address,
    contact_forget,
    contact_letter_send,
    contact_letter_state,
    contact_never,
    decision_link,
    pass_on_open,
)
from durf.introductions.services.introducing import (
    CONTACT_PATIENCE,
    introduction_accept,
    introduction_decline,
)
from durf.introductions.services.offering import offer_take
from durf.introductions.services.refusals import (
    AlreadyProposedError,
    IntroductionClosedError,
    LetterRefusedError,
)
from durf.network.models import Contact
from durf.network.services.contacts import contact_change, contact_write
from durf.notices.channels import MemoryChannel
from durf.notices.models import Delivery, Notice
from durf.notices.services.outbox import deliveries_send
from durf.safety.services.quotas import QuotaSpentError
from durf.safety.services.suppression import address_is_suppressed, address_suppress
from tests.introductions.stage import Stage, make_wish

pytestmark = pytest.mark.django_db

LETTER = "introductions.contact_letter"


@pytest.fixture(autouse=True)
def _server_sends(settings: Any) -> None:
    settings.SERVER_SENDS = True


def letters() -> int:
    return Notice.objects.filter(kind=LETTER).count()


def test_proposing_writes_to_nobody_outside() -> None:
    Stage().erik_introduced()
    assert not Notice.objects.filter(member=None).exists()


def test_the_connector_lets_durf_send_the_one_message_once() -> None:
    stage = Stage()
    row = stage.erik_introduced()
    row = contact_letter_send(introduction=row, connector=stage.bob)
    assert (letters(), contact_letter_state(row)) == (1, "sent")
    with pytest.raises(LetterRefusedError):
        contact_letter_send(introduction=row, connector=stage.bob)
    assert letters() == 1


def test_the_message_reads_well_without_html(memory_channel: type[MemoryChannel]) -> None:
    stage = Stage()
    contact_letter_send(introduction=stage.erik_introduced(), connector=stage.bob)
    deliveries_send()
    text = next(sent.text for sent in memory_channel.sent if sent.to_address == "erik@example.org")
    assert "\nSay yes, no or never again:\nhttp" in text
    assert text.rstrip().endswith("erase everything about you.")


def test_the_host_may_not_allow_it(settings: Any) -> None:
    settings.SERVER_SENDS = False
    stage = Stage()
    with pytest.raises(LetterRefusedError):
        contact_letter_send(introduction=stage.erik_introduced(), connector=stage.bob)


def test_only_the_connector_sends() -> None:
    stage = Stage()
    with pytest.raises(IntroductionClosedError):
        contact_letter_send(introduction=stage.erik_introduced(), connector=stage.dora)


def test_only_so_many_letters_a_day() -> None:
    stage = Stage()
    rows = [stage.erik_introduced_for(make_wish(stage.alice, text=f"Wish {n}")) for n in range(LETTERS.most + 1)]
    for row in rows[:-1]:
        contact_letter_send(introduction=row, connector=stage.bob)
    with pytest.raises(QuotaSpentError):
        contact_letter_send(introduction=rows[-1], connector=stage.bob)
    assert letters() == LETTERS.most


def test_a_suppressed_address_gets_nothing_and_the_connector_sees_no_difference(
    memory_channel: type[MemoryChannel],
) -> None:
    stage = Stage()
    address_suppress(address="ERIK@example.org")
    row = contact_letter_send(introduction=stage.erik_introduced(), connector=stage.bob)
    deliveries_send()
    assert "erik@example.org" not in {sent.to_address for sent in memory_channel.sent}
    assert contact_letter_state(row) == "sent"


@pytest.mark.parametrize("side", ["asker", "helper"])
def test_after_a_no_the_letter_stays_home_and_the_connector_sees_no_difference(side: str) -> None:
    stage = Stage()
    row = stage.erik_introduced()
    introduction_decline(introduction=row, side=side)  # type: ignore[arg-type]
    row.refresh_from_db()
    assert pass_on_open(row, stage.bob)
    row = contact_letter_send(introduction=row, connector=stage.bob)
    assert (letters(), contact_letter_state(row)) == (0, "sent")


def test_after_an_uncertain_crash_the_connector_sees_that_it_is_unsure() -> None:
    stage = Stage()
    row = contact_letter_send(introduction=stage.erik_introduced(), connector=stage.bob)
    Delivery.objects.filter(notice__kind=LETTER).update(state="unsure")
    assert contact_letter_state(row) == "unsure"


def test_a_wish_that_takes_courage_is_not_passed_on_before_the_askers_yes() -> None:
    stage = Stage(audience="asked")
    stage.wish.offers.create(helper=stage.bob, form="answer", text="I was asked.")
    row = stage.erik_introduced()
    assert not pass_on_open(row, stage.bob)
    introduction_accept(introduction=row, side="asker")
    row.refresh_from_db()
    assert pass_on_open(row, stage.bob)


def test_the_same_address_is_not_proposed_twice_for_one_wish() -> None:
    stage = Stage()
    stage.erik_introduced()
    stage.erik = contact_write(owner=stage.bob, name="E. Visser", email="Erik@Example.org", language="en")
    with pytest.raises(AlreadyProposedError):
        stage.erik_introduced()


def test_mail_goes_to_the_address_the_contact_chose_or_where_durfs_own_letter_went() -> None:
    stage = Stage()
    row = stage.erik_introduced()
    assert contact_address(row) == "", "only the connector vouches for it"
    row = contact_letter_send(introduction=row, connector=stage.bob)
    assert contact_address(row) == "erik@example.org"
    assert contact_address(introduction_accept(introduction=row, side="helper", reach="home@erik.example")) == (
        "home@erik.example"
    )


def test_never_again_suppresses_the_address_and_is_a_silent_no() -> None:
    stage = Stage()
    row = stage.erik_introduced()
    contact_never(introduction=row)
    row.refresh_from_db()
    assert address_is_suppressed(address="erik@example.org")
    assert row.state == "declined"
    assert Introduction.objects.waiting_for(stage.alice).get() == row


def test_never_again_after_both_said_yes_ends_what_was_shared() -> None:
    row = Stage().erik_introduced()
    introduction_accept(introduction=row, side="helper", reach="home@erik.example")
    row = introduction_accept(introduction=row, side="asker")
    contact_never(introduction=row)
    row.refresh_from_db()
    assert (row.state, row.contact_reach) == ("withdrawn", "")
    assert address_is_suppressed(address="home@erik.example")


@pytest.mark.parametrize("decided", ["nothing", "yes", "both"])
def test_erasing_leaves_nothing_of_the_person_anywhere(decided: str) -> None:
    stage = Stage()
    row, other = stage.erik_introduced(), stage.erik_introduced_for(make_wish(stage.alice, text="And wax?"))
    if decided != "nothing":
        introduction_accept(introduction=row, side="helper", reach="06 12345678")
    if decided == "both":
        introduction_accept(introduction=row, side="asker")
    contact_forget(introduction=row)
    assert not Contact.objects.exists()
    for one in (row, other):
        one.refresh_from_db()
        assert (one.contact, one.contact_reach, one.word) == (None, "", "")
        assert one.state == ("withdrawn" if decided == "both" and one == row else "declined")


def test_a_late_yes_is_no_yes() -> None:
    with time_machine.travel(datetime(2026, 3, 2, 10, tzinfo=UTC), tick=False) as clock:
        row = Stage().erik_introduced()
        clock.shift(CONTACT_PATIENCE + timedelta(minutes=1))
        with pytest.raises(IntroductionClosedError):
            introduction_accept(introduction=row, side="helper", reach="06 12345678")
        row.refresh_from_db()
        assert row.contact_reach == ""


def test_until_a_yes_an_address_is_used_once_whoever_else_writes_it_down(memory_channel: type[MemoryChannel]) -> None:
    stage = Stage()
    theirs = contact_write(owner=stage.charlie, name="E. Visser", email="Erik@Example.org", language="en")
    first, second = stage.erik_introduced(), stage.erik_introduced_for(make_wish(stage.alice, text="And wax?"))
    form = {"form": "introduction", "contact": theirs, "word": "He knows."}
    third = Introduction.objects.get(offer=offer_take(wish=stage.wish, helper=stage.charlie, **form))  # type: ignore[arg-type]
    for row, connector in ((first, stage.bob), (second, stage.bob), (third, stage.charlie)):
        row = contact_letter_send(introduction=row, connector=connector)
        deliveries_send()
        assert contact_letter_state(row) == "sent", "and nobody learns that another wrote before"
    assert [sent.to_address for sent in memory_channel.sent].count("erik@example.org") == 1
    introduction_accept(introduction=first, side="helper", reach="06 12345678")
    row = stage.erik_introduced_for(make_wish(stage.alice, text="And candles?"))
    Introduction.objects.filter(pk__in=[second.pk, third.pk]).update(contact=None)  # a month went by
    contact_letter_send(introduction=row, connector=stage.bob)
    deliveries_send()
    assert [sent.to_address for sent in memory_channel.sent].count("erik@example.org") == 2


def test_never_without_an_address_says_that_none_is_known_and_shows_a_way_to_be_sure() -> None:
    stage = Stage()
    contact_change(contact=stage.erik, email="", organisation="Werf De Hoop")
    link = decision_link(introduction=stage.erik_introduced()).removeprefix(settings.PUBLIC_URL)
    client = Client(headers={"accept-language": "en"})
    assert "Werf De Hoop" in client.get(link).content.decode(), "what is kept about them"
    page = client.post(link, {"decision": "never"}, follow=True).content.decode()
    assert "No address of yours is known here" in page
    assert reverse("remote") in page
