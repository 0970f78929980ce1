"""The whole circle over the links in mails, at noon on a weekday and late on a Sunday."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from durf.introductions.models import CoffeeAnswer, Introduction
from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.wishes.models import Wish
from tests.cast import make_member, sign_in
from tests.journeys.post import deliver, event_read, link, mails
from tests.world import make_tie

ZONE = ZoneInfo("Europe/Amsterdam")
NOON = datetime(2027, 6, 9, 12, 0, tzinfo=ZONE)  # a Wednesday
LATE = datetime(2027, 3, 21, 23, 30, tzinfo=ZONE)  # a Sunday; a week later the clock goes forward
QUESTION = "Who has kept bees on a flat roof and can tell me in half an hour what the permit asks?"
STORY = "I asked, Bob knew someone, and now there are two hives on my roof."

ENGLISH = {"Accept-Language": "en"}
Clock = time_machine.Traveller


@pytest.fixture(params=[NOON, LATE], ids=["noon", "late on a Sunday"])
def clock(request: pytest.FixtureRequest) -> Iterator[Clock]:
    with time_machine.travel(request.param, tick=False) as clock:
        yield clock


@pytest.fixture
def cast(db: None, memory_channel: Any, settings: Any) -> dict[str, Member]:
    """Alice and bob know each other; bob speaks of bees, so that he is found."""
    settings.SERVER_SENDS = True
    # A checkpoint of SQLite cannot run inside the transaction of a test.
    settings.WORKER_SWEEPS = [sweep for sweep in settings.WORKER_SWEEPS if "upkeep" not in sweep]
    words: dict[str, Any] = {"languages": ["en"], "language": "en"}
    alice = make_member("alice", **words)
    bob = make_member("bob", strengths=["I know people who keep bees on a flat roof, and the permit"], **words)
    make_tie(alice, bob)
    return {"alice": alice, "bob": bob}


def ask(alice: Member) -> Wish:
    """Alice asks on the page."""
    asked = {"text": QUESTION, "kind": "advice", "language": "en", "audience": "everyone"}
    response = sign_in(Client(headers=ENGLISH), alice).post(reverse("wish_ask"), asked)
    assert response.status_code == 302
    deliver()
    return Wish.objects.get()


def know_erik(bob: Member) -> str:
    """Bob follows his mail, writes erik down and lets Durf send it; returns erik's page."""
    client, nudge = Client(headers=ENGLISH), link(mails(bob.email)[0], "nudge")
    assert "Their name" in client.get(f"{nudge}?choice=introduction").content.decode()
    written = {"name": "Erik Visser", "email": "erik@example.org", "language": "en", "word": "He did this himself."}
    response = client.post(f"{nudge}know/", written)
    assert response.status_code == 302
    assert client.get(response.headers["Location"]).status_code == 200
    assert client.post(response.headers["Location"], {"way": "durf"}).status_code == 302
    assert Client(headers=ENGLISH).get(nudge).status_code == 410
    deliver()
    (letter,) = mails("erik@example.org")
    return link(letter, "decide")


def both_say_yes(alice: Member, decide: str) -> str:
    """Erik says yes on his page, then alice over her link; neither reads the other's address before."""
    assert alice.email not in Client(headers=ENGLISH).get(decide).content.decode()
    answered = Client(headers=ENGLISH).post(decide, {"decision": "yes", "reach": "erik@home.example"}, follow=True)
    assert "Thank you for your yes" in answered.content.decode()
    deliver()
    step = link(mails(alice.email)[-1], "step")
    before = Client(headers=ENGLISH).get(step).content.decode()
    assert "Erik" not in before
    assert "erik@" not in before
    assert "erik@home.example" in Client(headers=ENGLISH).post(step, {"do": "yes"}, follow=True).content.decode()
    deliver()
    assert "erik@home.example" in mails(alice.email)[-1].text
    assert alice.email in mails("erik@home.example")[-1].text
    return step


def plan_coffee(alice: Member, step: str, starts: datetime) -> None:
    """Alice proposes two times, erik picks the first, and both have it in their calendar."""
    times = {"first": f"{starts:%Y-%m-%dT%H:%M}", "second": f"{starts + timedelta(days=1):%Y-%m-%dT%H:%M}"}
    asked = {"do": "propose", "manner": "place", "where": "Café De Sluis, aan het water", **times}
    assert Client(headers=ENGLISH).post(step, asked).status_code == 302
    deliver()
    meeting = link(mails("erik@home.example")[-1], "decide") + "meet/"
    page = Client(headers=ENGLISH).get(meeting)
    chosen = page.context["pick_form"].fields["time"].choices[0][0]
    assert Client(headers=ENGLISH).post(meeting, {"do": "pick", "time": chosen}).status_code == 302
    deliver()
    letters = [mails(alice.email)[-1], mails("erik@home.example")[-1]]
    mine, his = (event_read(letter.calendar) for letter in letters)
    assert mine.value("UID") == his.value("UID")
    for event, letter in zip((mine, his), letters, strict=True):
        assert event.method == letter.calendar_method == "REQUEST"
        assert event.properties["DTSTART"] == ({"TZID": "Europe/Amsterdam"}, f"{starts:%Y%m%dT%H%M%S}")
        assert "Europe/Amsterdam" in event.zones
        assert event.value("SEQUENCE") == "0"
        assert event.value("ATTENDEE").casefold() == f"mailto:{letter.to_address}"
        assert event.value("LOCATION") == "Café De Sluis\\, aan het water"


def say_how_it_was(alice: Member, clock: Clock, coffee: datetime) -> None:
    """Two hours after the end, not sooner and once, both are asked; each answers over the link in their own mail."""
    addresses = (alice.email, "erik@home.example")
    clock.move_to(coffee + timedelta(minutes=45, hours=2) - timedelta(seconds=1))
    deliver()
    before = [len(mails(address)) for address in addresses]
    clock.shift(timedelta(seconds=1))
    deliver()
    clock.shift(timedelta(hours=5))
    deliver()
    assert [len(mails(address)) for address in addresses] == [count + 1 for count in before]
    letters = [mails(address)[-1] for address in addresses]
    urls = [link(letters[0], "step"), link(letters[1], "decide") + "meet/"]
    for url, helped in zip(urls, ("yes", "no"), strict=True):
        page = Client(headers=ENGLISH).get(url).content.decode()
        assert "Did you meet?" in page and "Did it help?" in page
        assert "Choose yes or no" in Client(headers=ENGLISH).post(url, {"do": "after"}).content.decode()
        answered = Client(headers=ENGLISH).post(url, {"do": "after", "met": "yes", "helped": helped}, follow=True)
        assert "Did you meet?" not in answered.content.decode()
    said = CoffeeAnswer.objects.order_by("side").values_list("side", "met", "helped")
    assert list(said) == [("asker", True, True), ("helper", True, False)]


def say_thanks(alice: Member, bob: Member, wish: Wish) -> None:
    """Alice thanks on the page her introduction leads to; bob reads it, and agrees that others may."""
    client = sign_in(Client(headers=ENGLISH), alice)
    page = client.get(reverse("introduction", args=[Introduction.objects.get().public_id]))
    thanks = {"helped": "met", "text": "Thank you both.", "public": "on", "story_text": STORY}
    url = page.context["seat"].thanks_url
    assert client.get(url).status_code == 200
    assert client.post(url, thanks).status_code == 302
    deliver()
    wish.refresh_from_db()
    assert wish.state == "fulfilled"
    letter = mails(bob.email)[-1]
    assert "Thank you both." in letter.text
    assert STORY not in Client(headers=ENGLISH).get("/").content.decode()
    assert sign_in(Client(headers=ENGLISH), bob).post(link(letter, "thanks"), {"decision": "yes"}).status_code == 302


def test_the_whole_circle_goes_over_the_links_in_mails(cast: dict[str, Member], clock: Clock) -> None:
    alice, bob = cast["alice"], cast["bob"]
    start = datetime.now(ZONE)
    wish = ask(alice)
    step = both_say_yes(alice, know_erik(bob))
    coffee = datetime.combine(start.date() + timedelta(days=8), time(10, 0), ZONE)
    plan_coffee(alice, step, coffee)
    say_how_it_was(alice, clock, coffee)
    say_thanks(alice, bob, wish)
    home = Client(headers=ENGLISH).get("/").content.decode()
    assert STORY in home
    assert "Erik" not in home


def test_nobody_hears_more_than_their_part(cast: dict[str, Member], clock: Clock) -> None:
    """Erik gets one letter, and after his no neither he nor alice nor bob hears anything."""
    ask(cast["alice"])
    decide = know_erik(cast["bob"])
    sent = {name: len(mails(cast[name].email)) for name in cast}
    assert Client(headers=ENGLISH).post(decide, {"decision": "no"}).status_code == 302
    deliver()
    clock.shift(timedelta(days=6))
    deliver()
    assert len(mails("erik@example.org")) == 1
    assert {name: len(mails(cast[name].email)) for name in cast} == sent


def test_with_quiet_hours_a_nudge_of_sunday_night_waits_until_eight_in_the_morning(cast: dict[str, Member]) -> None:
    plain = Member()
    assert (plain.quiet_from, plain.quiet_until) == (time(21), time(8))
    member_update(member=cast["bob"], quiet_from=plain.quiet_from, quiet_until=plain.quiet_until)
    with time_machine.travel(LATE, tick=False) as clock:
        Member.objects.update(digest_at=LATE)  # nobody's week is over tonight
        ask(cast["alice"])
        assert mails(cast["bob"].email) == []
        clock.move_to(datetime(2027, 3, 22, 7, 59, 59, tzinfo=ZONE))
        deliver()
        assert mails(cast["bob"].email) == []
        clock.move_to(datetime(2027, 3, 22, 8, 0, tzinfo=ZONE))
        deliver()
        assert len(mails(cast["bob"].email)) == 1
