"""The invented town: as large, as mixed and as alive as promised, and the same every time."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import F, Max
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from durf.demo.town.building import town_build
from durf.introductions.models import Coffee, Introduction
from durf.members.models import Member, Strength
from durf.network.models import Contact, Tie
from durf.reach.services import find_helpers, introduction_ways
from durf.wishes.models import Match, Nudge, Offer, Story, Tag, Thanks, Wish

NOW = datetime(2026, 11, 24, 15, 20, tzinfo=ZoneInfo("Europe/Amsterdam"))
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROOMS = ("members", "network", "wishes", "introductions")
Dump = dict[str, list[tuple[Any, ...]]]


def dump() -> Dump:
    """What the town is made of, without row numbers."""
    rows = {
        "members": Member.objects.values_list("public_id", "handle", "joined_at", "findable"),
        "strengths": Strength.objects.values_list("member__handle", "text", "audience", "created_at"),
        "ties": Tie.objects.values_list(
            "public_id", "a__handle", "b__handle", "state", "how_a", "how_b", "open_a", "open_b", "created_at"
        ),
        "wishes": Wish.objects.values_list("public_id", "text", "state", "published_at", "closed_at", "waves"),
        "matches": Match.objects.values_list("public_id", "member__handle", "scope", "ring"),
        "nudges": Nudge.objects.values_list("public_id", "state", "sent_at", "answered_at"),
        "offers": Offer.objects.values_list("public_id", "text", "created_at"),
        "introductions": Introduction.objects.values_list("public_id", "state", "told_at", "finished_at"),
        "coffees": Coffee.objects.values_list("public_id", "state", "starts_at"),
        "thanks": Thanks.objects.values_list("public_id", "text", "created_at"),
        "stories": Story.objects.values_list("public_id", "published_at"),
    }
    return {name: sorted(found, key=str) for name, found in rows.items()}


def row_numbers_start_over() -> None:
    """A fresh database counts from 1; PostgreSQL goes on counting after a rollback."""
    models = [model for model in apps.get_models() if model._meta.app_label in ROOMS]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


@pytest.fixture(scope="module")
def earlier(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Dump]:
    """Build the town, take it away, build it again; gives what it was the first time."""
    with django_db_blocker.unblock(), transaction.atomic():
        row_numbers_start_over()  # other tests counted before
        with transaction.atomic():
            town_build(now=NOW, say=lambda words: None)
            first = dump()
            transaction.set_rollback(True)
        row_numbers_start_over()
        town_build(now=NOW, say=lambda words: None)
        yield first
        transaction.set_rollback(True)


@pytest.fixture
def town(earlier: Dump, db: None) -> Dump:
    """The town stands in the database."""
    return earlier


def the(handle: str) -> Member:
    return Member.objects.get(handle=handle)


def known_by(handle: str) -> set[str]:
    member = the(handle)
    return {tie.other(member).handle for tie in Tie.objects.confirmed().of(member).select_related("a", "b")}


def test_the_same_town_stands_there_every_time(town: Dump) -> None:
    again = dump()
    assert {name: len(rows) for name, rows in again.items()} == {name: len(rows) for name, rows in town.items()}
    assert again == town


def test_about_three_hundred_people_a_third_of_them_in_english(town: Dump) -> None:
    spoken = Counter(Member.objects.values_list("language", flat=True))
    assert 290 <= spoken.total() <= 310
    assert 0.28 <= spoken["en"] / spoken.total() <= 0.38


def test_two_hundred_different_strengths_in_forty_trades(town: Dump) -> None:
    assert len(set(Strength.objects.values_list("text", flat=True))) >= 200
    assert len(set(Member.objects.values_list("trade", flat=True))) >= 40


def test_a_few_people_know_very_many_and_half_know_about_ten(town: Dump) -> None:
    degrees: Counter[int] = Counter()
    for pair in Tie.objects.confirmed().values_list("a_id", "b_id"):
        degrees.update(pair)
    assert 8 <= median(degrees.values()) <= 12
    assert max(degrees.values()) >= 60
    assert len(degrees) == Member.objects.count()


def test_most_ties_ask_first_or_are_open_and_about_eight_in_a_hundred_closed(town: Dump) -> None:
    ties = list(Tie.objects.confirmed())
    closed = sum("closed" in (tie.open_a, tie.open_b) for tie in ties) / len(ties)
    opened = sum(tie.open_a == tie.open_b == "open" for tie in ties) / len(ties)
    assert 0.05 <= closed <= 0.11
    assert opened >= 0.2
    assert {tie.how_a for tie in ties} == {"barely", "known", "close"}


def test_the_cast_stands_as_the_story_wants(town: Dump) -> None:
    alice, bob, charlie = the("alice"), the("bob"), the("charlie")
    assert "bob" in known_by("alice")
    assert "charlie" in known_by("bob")
    assert "charlie" not in known_by("alice")
    ways = introduction_ways(asker=alice, helper=charlie)
    assert (bob, True) in [(way.connector, way.named) for way in ways]
    assert Contact.objects.of(bob).get().name == "Erik Visser"
    assert the("hanna").is_host
    assert Member.objects.filter(is_host=True).count() == 1


def test_nobody_knows_both_alice_and_dora(town: Dump) -> None:
    assert "dora" not in known_by("alice")
    assert known_by("alice") & known_by("dora") == set()


def test_bees_on_a_roof_reach_charlie_through_bob_and_dora_through_nobody(town: Dump) -> None:
    text = "Wie kent een imker die me wil vertellen of bijenkasten op een plat dak mogen?"
    hits = {int(hit.person): hit for hit in find_helpers(asker=the("alice"), text=text).hits}
    assert hits[the("charlie").pk].ring == 2
    assert str(the("bob").pk) in [via.person for via in hits[the("charlie").pk].via]
    assert hits[the("dora").pk].ring == 3


def test_sixty_open_wishes_and_forty_fulfilled_with_twenty_stories(town: Dump) -> None:
    states = Counter(Wish.objects.values_list("state", flat=True))
    assert 55 <= states["open"] <= 70
    assert states["fulfilled"] == 40
    assert Story.objects.published().count() >= 20
    assert not Wish.objects.filter(state="fulfilled", thanks=None).exists()
    assert Wish.objects.exclude(aftermath="").count() >= 5
    assert Tag.objects.count() >= 8


def test_wishes_differ_in_kind_audience_and_language(town: Dump) -> None:
    wishes = Wish.objects.filter(state="open")
    assert set(wishes.values_list("kind", flat=True)) == {"advice", "lead", "hand", "thing", "company"}
    assert set(wishes.values_list("audience", flat=True)) == {"everyone", "members", "network", "asked"}
    assert set(wishes.values_list("language", flat=True)) == {"nl", "en"}
    assert not wishes.filter(by_when__lt=NOW.date()).exists()
    assert len({text[:24] for text in wishes.values_list("text", flat=True)}) == wishes.count()
    assert not Wish.objects.filter(text__contains="{").exists()


def test_nobody_was_nudged_within_the_last_week_nor_more_often_than_they_want(town: Dump) -> None:
    assert Nudge.objects.filter(sent_at=None).count() == 0
    latest = Nudge.objects.aggregate(latest=Max("sent_at"))["latest"]
    assert latest is not None
    assert latest < NOW - timedelta(days=7)
    sent: dict[tuple[int, int], list[datetime]] = {}
    rows = Nudge.objects.values_list("match__member_id", "match__member__nudges_a_week", "sent_at").order_by("sent_at")
    for member, weekly, sent_at in rows:
        assert sent_at is not None
        sent.setdefault((member, weekly), []).append(sent_at)
    for (_member, weekly), times in sent.items():
        for start in times:
            assert sum(start <= moment < start + timedelta(days=7) for moment in times) <= weekly


def test_the_worker_has_nothing_to_do_in_a_fresh_town(town: Dump) -> None:
    assert not Wish.objects.exclude(next_wave_at=None).exists()
    assert not Wish.objects.filter(look_back_at__lte=NOW).exists()
    assert not Introduction.objects.filter(next_step_at__lte=NOW, state__in=["asked", "proposed", "one_yes"]).exists()
    assert not Coffee.objects.filter(state="agreed", ask_after_at__lte=NOW).exists()


def test_nobody_does_anything_before_joining_nor_in_the_future(town: Dump) -> None:
    assert not Wish.objects.filter(published_at__lt=F("asker__joined_at")).exists()
    assert not Offer.objects.filter(created_at__lt=F("helper__joined_at")).exists()
    assert not Offer.objects.filter(created_at__lt=F("wish__published_at")).exists()
    assert not Offer.objects.filter(created_at__gt=NOW).exists()
    assert not Tie.objects.filter(created_at__gt=NOW).exists()
    assert not Member.objects.filter(joined_at__gt=NOW).exists()


def test_people_joined_over_two_years_and_some_in_the_last_weeks(town: Dump) -> None:
    ages = [(NOW - joined).days for joined in Member.objects.values_list("joined_at", flat=True)]
    assert max(ages) > 600
    assert 10 <= sum(age <= 42 for age in ages) <= 30


def test_introductions_and_coffees_are_at_every_step(town: Dump) -> None:
    assert {"asked", "one_yes", "both_yes", "met", "expired"} <= set(
        Introduction.objects.values_list("state", flat=True)
    )
    assert {"agreed", "done"} <= set(Coffee.objects.values_list("state", flat=True))
    assert Introduction.objects.filter(connector__isnull=False, state="met").count() >= 5
    met = Introduction.objects.filter(state__in=["both_yes", "met"])
    assert all(row.both_agreed for row in met)


def test_a_connector_knew_both_whom_they_brought_together(town: Dump) -> None:
    rows = Introduction.objects.filter(connector__isnull=False, helper__isnull=False)
    for row in rows.select_related("asker", "helper", "connector"):
        assert row.connector is not None and row.helper is not None
        assert {row.asker.handle, row.helper.handle} <= known_by(row.connector.handle)


def test_the_name_of_whom_a_connector_thinks_of_is_not_in_a_public_offer(town: Dump) -> None:
    for row in Introduction.objects.filter(origin="connector").select_related("offer", "helper"):
        assert row.offer is not None
        name = row.helper.first_name if row.helper is not None else "Erik"
        assert name not in row.offer.text


def test_somebody_in_the_cast_has_something_that_waits(town: Dump) -> None:
    assert Tie.objects.waiting_for(the("alice")).exists()
    with_time = Introduction.objects.filter(next_step_at__gt=timezone.now() - timedelta(days=3650))
    assert with_time.filter(connector=the("bob"), state="asked").exists()


def test_nobody_sleeps_in_the_demo(town: Dump) -> None:
    assert not Member.objects.exclude(quiet_from=F("quiet_until")).exists()


def test_every_open_wish_finds_somebody(town: Dump) -> None:
    assert not Wish.objects.filter(state="open", matches=None).exists()


LOOSE_NL = "ligt stil klopt vraagt zegt achter af allemaal hoog maakt zoiets ene heen legt stond belt"
LOOSE_EN = "along forty told cut run runs decides happened isn't call single steady wrong words"


def test_no_loose_everyday_word_is_given_as_a_reason(town: Dump) -> None:
    given = {word for why in Match.objects.values_list("why", flat=True) for reason in why for word in reason["words"]}
    assert given & {*LOOSE_NL.split(), *LOOSE_EN.split()} == set()
    assert len(given) > 150
