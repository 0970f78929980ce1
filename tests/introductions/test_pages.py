"""The page of one introduction: what each side sees and does, and that a no looks like silence."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from durf.introductions.models import Coffee, Introduction
from durf.introductions.queries import waiting
from durf.introductions.services.coffees import coffee_pick, coffee_propose, coffees_sweep
from durf.introductions.services.contacts import PURPOSE
from durf.introductions.services.introducing import (
    MEMBER_PATIENCE,
    introduction_accept,
    introduction_decline,
)
from durf.members.models import Member
from durf.safety.models import Link
from durf.safety.services.links import link_make
from tests.cast import sign_in
from tests.dump import dump_tables
from tests.introductions.stage import Stage

pytestmark = pytest.mark.django_db

NOON = datetime(2027, 3, 3, 12, tzinfo=UTC)


def at(member: Member) -> Client:
    """This member's own browser."""
    return sign_in(Client(), member)


def page(row: Introduction) -> str:
    return reverse("introduction", args=[row.public_id])


def step(row: Introduction, member: Member) -> str:
    """The link in a member's mail."""
    token = link_make(kind=Link.Kind.ACTION, purpose="introduction", target=row.public_id, holder=member.public_id)
    return reverse("introduction_step", args=[token])


def read(client: Client, url: str, status: int = 200) -> str:
    """A page without the tokens that differ each time."""
    answer = client.get(url)
    assert answer.status_code == status
    return re.sub(r'(csrftoken": "|csrfmiddlewaretoken" value=")\w+', "", answer.content.decode())


def agreed(stage: Stage) -> Introduction:
    return introduction_accept(introduction=stage.coffee_offered(), side="asker")


def in_days(days: int) -> str:
    return timezone.localtime(timezone.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def test_nobody_else_finds_an_introduction() -> None:
    stage = Stage()
    row = stage.coffee_offered()
    missing = read(at(stage.dora), reverse("introduction", args=["A" * 16]), 404)
    assert read(at(stage.dora), page(row), 404) == missing.replace("A" * 16, row.public_id)
    read(at(stage.bob), page(row), 404)


def test_before_two_yeses_no_side_reads_an_address_and_afterwards_both_do() -> None:
    stage = Stage()
    row = stage.charlie_introduced()
    introduction_accept(introduction=row, side="helper")
    assert stage.charlie.email not in read(at(stage.alice), page(row))
    assert stage.alice.email not in read(at(stage.charlie), page(row))
    at(stage.alice).post(page(row), {"do": "yes"})
    assert stage.charlie.email in read(at(stage.alice), page(row))
    assert stage.alice.email in read(at(stage.charlie), page(row))
    for address in (stage.alice.email, stage.charlie.email):
        assert address not in read(at(stage.bob), page(row))


def test_a_contact_has_no_name_for_the_asker_before_both_said_yes() -> None:
    stage = Stage()
    row = stage.erik_introduced()
    introduction_accept(introduction=row, side="helper", reach="06 12345678")
    body = read(at(stage.alice), page(row))
    assert "Erik" not in body
    assert "12345678" not in body
    assert "Someone Bob knows" in body
    introduction_accept(introduction=row, side="asker")
    body = read(at(stage.alice), page(row))
    assert "Erik Visser" in body
    assert "06 12345678" in body


Scene = Callable[[Stage], Introduction]


@pytest.mark.parametrize("scene", [Stage.charlie_introduced, Stage.erik_introduced])
@pytest.mark.parametrize("days", [0, 3])
def test_the_asker_said_yes_and_a_no_looks_like_silence(scene: Scene, days: int) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        stage = Stage()
        row = scene(stage)
        introduction_accept(introduction=row, side="asker")
        clock.shift(timedelta(days=days))
        seats = [
            (at(person), url) for person in (stage.alice, stage.bob) for url in (page(row), reverse("introductions"))
        ]
        silent = [read(client, url) for client, url in seats]
        introduction_decline(introduction=row, side="helper")
        assert [read(client, url) for client, url in seats] == silent


@pytest.mark.parametrize("scene", [Stage.coffee_offered, Stage.charlie_introduced])
def test_the_askers_no_looks_like_silence_to_helper_and_connector(scene: Scene) -> None:
    with time_machine.travel(NOON, tick=False):
        stage = Stage()
        row = scene(stage)
        if row.state == "proposed":
            introduction_accept(introduction=row, side="helper")
        people = [person for person in (row.helper, row.connector) if person is not None]
        silent = [read(at(person), page(row)) for person in people]
        introduction_decline(introduction=row, side="asker")
        assert [read(at(person), page(row)) for person in people] == silent


def test_when_the_time_is_up_a_no_and_silence_are_the_same_no_answer() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        stage = Stage()
        row = stage.charlie_introduced()
        introduction_accept(introduction=row, side="asker")
        clock.shift(MEMBER_PATIENCE)
        silent = [read(at(person), page(row)) for person in (stage.alice, stage.bob)]
        Introduction.objects.filter(pk=row.pk).update(state="declined", helper_no_at=NOON)
        assert [read(at(person), page(row)) for person in (stage.alice, stage.bob)] == silent
        assert all("no answer" in body.lower() for body in silent)


def test_an_empty_or_unknown_post_changes_nothing_and_says_so() -> None:
    stage = Stage()
    waits, both = stage.charlie_introduced(), agreed(stage)
    urls = [(at(stage.alice), page(waits)), (at(stage.charlie), page(both)), (Client(), step(waits, stage.charlie))]
    [client.get(url) for client, url in urls]
    before = dump_tables()
    for client, url in urls:
        for data in ({}, {"do": "dance"}):
            answer = client.post(url, data)
            assert answer.status_code == 200
            assert b"Choose with one of the buttons." in answer.content
    assert dump_tables() == before


def test_a_connector_answers_for_nobody() -> None:
    stage = Stage()
    row = stage.charlie_introduced()
    for word in ("yes", "no", "withdraw", "propose", "pick", "cancel", "after", "pass"):
        at(stage.bob).post(page(row), {"do": word})
    row.refresh_from_db()
    assert row.state == "proposed"


def test_the_link_in_a_mail_works_without_signing_in_and_is_not_spent_by_looking() -> None:
    stage = Stage()
    row = stage.coffee_offered()
    url, client = step(row, stage.alice), Client()
    assert read(client, url) == read(client, url)
    assert client.post(url, {"do": "yes"}).status_code == 302
    row.refresh_from_db()
    assert row.both_agreed
    assert stage.charlie.email in read(client, url)
    assert client.get(page(row)).status_code == 302  # signed in nowhere by it


def test_a_link_opens_nothing_for_a_holder_without_a_part() -> None:
    stage = Stage()
    assert Client().get(step(stage.coffee_offered(), stage.dora)).status_code in (404, 410)
    foreign = link_make(kind=Link.Kind.ACTION, purpose="nudge", target=stage.wish.public_id)
    assert Client().get(reverse("introduction_step", args=[foreign])).status_code == 410


def test_times_are_proposed_and_one_is_picked_in_the_communitys_time() -> None:
    stage = Stage()
    row = agreed(stage)
    with time_machine.travel(NOON, tick=False):
        data = {"do": "propose", "first": "2027-03-27T16:00", "second": "2027-03-29T16:00"}
        at(stage.alice).post(page(row), {**data, "manner": "place", "where": "Café De Sluis"})
        coffee = Coffee.objects.get()
        hours = [time.starts_at.astimezone(UTC).hour for time in coffee.times.all()]
        assert hours == [15, 14]  # the clock is set forward between the two
        assert [one.action for one in waiting(stage.charlie)] == ["Pick a time"]
        body = read(at(stage.charlie), page(row))
        assert "Café De Sluis" in body
        value = re.findall(r'name="time" value="([^"]+)"', body)[1]
        at(stage.charlie).post(page(row), {"do": "pick", "time": value})
        coffee.refresh_from_db()
        assert (coffee.state, coffee.starts_at) == ("agreed", datetime(2027, 3, 29, 14, tzinfo=UTC))


@pytest.mark.parametrize(
    ("times", "says"),
    [
        ({}, "Propose at least one time."),
        ({"first": "2020-01-01T10:00"}, "This moment has passed"),
        ({"first": "soon"}, "Write a day and a time"),
        ({"first": "2999-01-01T10:00"}, "within a year"),
    ],
)
def test_a_time_that_cannot_be_is_said_at_the_field_and_nothing_is_lost(times: dict[str, str], says: str) -> None:
    stage = Stage()
    row = agreed(stage)
    answer = at(stage.alice).post(
        page(row), {"do": "propose", "manner": "place", "where": "Café De Sluis", "third": in_days(4), **times}
    )
    body = answer.content.decode()
    assert says in body
    assert 'value="Café De Sluis"' in body
    assert f'value="{in_days(4)}"' in body
    assert not Coffee.objects.exists()


def test_the_invite_is_a_file_for_the_two_and_nobody_else() -> None:
    stage = Stage()
    row = agreed(stage)
    start = timezone.now() + timedelta(days=2)
    coffee = coffee_propose(introduction=row, side="asker", manner="call", where="", times=[start])
    url = reverse("coffee_calendar", args=[row.public_id])
    read(at(stage.charlie), url, 404)
    coffee_pick(coffee=coffee, side="helper", starts_at=start)
    answer = at(stage.charlie).get(url)
    assert answer["Content-Type"].startswith("text/calendar")
    assert coffee.public_id.encode() in answer.content
    assert stage.alice.email.encode() not in answer.content
    read(at(stage.dora), url, 404)


def test_after_the_coffee_the_asker_is_led_to_thanks_with_whoever_helped() -> None:
    stage = Stage()
    row = agreed(stage)
    start = timezone.now() + timedelta(days=2)
    coffee = coffee_propose(introduction=row, side="asker", manner="call", where="", times=[start])
    coffee_pick(coffee=coffee, side="helper", starts_at=start)
    with time_machine.travel(start + timedelta(hours=4)):
        coffees_sweep()
        assert [one.url for one in waiting(stage.alice)] == [page(row)]
        client = at(stage.alice)
        client.post(page(row), {"do": "after", "met": "yes", "helped": "yes"})
        row.refresh_from_db()
        assert row.state == "met"
        assert waiting(stage.alice) == []
        found = re.search(r'href="([^"]+ticket=[^"]+)"', read(client, page(row)))
        assert found is not None
        assert "Charlie" in read(client, found[1])


def test_somebody_without_account_meets_by_their_own_link_once_both_agreed() -> None:
    stage = Stage()
    row = stage.erik_introduced()
    token = link_make(kind=Link.Kind.DECISION, purpose=PURPOSE, target=row.public_id)
    url = reverse("decide_meeting", args=[token])
    assert Client().get(url).headers["Location"] == reverse("decide", args=[token])
    introduction_accept(introduction=row, side="helper", reach="erik@example.org")
    introduction_accept(introduction=row, side="asker")
    Client().post(url, {"do": "propose", "first": in_days(2), "manner": "call"})
    assert Coffee.objects.get().proposer == "helper"
    assert read(Client(), url).count("<nav") == 0


def test_what_was_shared_is_gone_when_a_yes_is_taken_back() -> None:
    stage = Stage()
    row = agreed(stage)
    at(stage.charlie).post(page(row), {"do": "withdraw"})
    assert stage.charlie.email not in read(at(stage.alice), page(row))


def test_the_list_says_kindly_that_there_is_nobody_to_meet_yet() -> None:
    assert 'class="empty"' in read(at(Stage().dora), reverse("introductions"))


def test_what_waits_stands_first_in_the_list() -> None:
    stage = Stage()
    row = stage.charlie_introduced()
    assert page(row) in read(at(stage.alice), reverse("introductions"))
    assert [one.url for one in waiting(stage.alice)] == [page(row)]
    introduction_decline(introduction=row, side="asker")
    assert waiting(stage.alice) == []
