"""Introductions and coffees: proposed, agreed, met; and what still waits for somebody's yes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from durf.demo.town.chance import public_id
from durf.demo.town.content import Asked, Cup, Help, Request, Town
from durf.demo.town.moments import after, at
from durf.introductions.models import Coffee, CoffeeAnswer, CoffeeTime, Introduction
from durf.introductions.services.coffees import AFTER, SIDES
from durf.introductions.services.connecting import CONNECTOR_PATIENCE
from durf.introductions.services.introducing import MEMBER_PATIENCE
from durf.members.models import Member
from durf.network.models import Contact
from durf.wishes.models import Offer, Wish

YES_AFTER_H, BOTH_AFTER_H, CUP_AFTER_H = 9, 21, 26
MINUTES = 45


@dataclass(frozen=True)
class Cast:
    """Everybody and everything an introduction may point to."""

    members: Mapping[str, Member]
    contacts: Mapping[str, Contact]
    wishes: Mapping[str, Wish]
    offers: Mapping[tuple[str, str], Offer]


def meetings_build(town: Town, cast: Cast, now: datetime) -> None:
    """Make every introduction and the coffee it led to."""
    meetings = [(asked, part) for asked in town.wishes for part in asked.help if part.form not in ("answer", "tip")]
    rows = [_introduction(asked, part, cast, now) for asked, part in meetings]
    rows += [_request(asked, part, cast, now) for asked in town.wishes for part in asked.requests]
    Introduction.objects.bulk_create(rows)
    made = {row.public_id: row for row in Introduction.objects.all()}
    cups = [
        (made[public_id("introduction", asked.key, part.by)], part.coffee)
        for asked, part in meetings
        if part.coffee is not None
    ]
    _coffees_build(cups, now)


def _introduction(asked: Asked, part: Help, cast: Cast, now: datetime) -> Introduction:
    offer = cast.offers[asked.key, part.by]
    offered = part.form != "introduction"
    by = cast.members[part.by]
    return Introduction(
        public_id=public_id("introduction", asked.key, part.by),
        wish=cast.wishes[asked.key],
        offer=offer,
        origin="offer" if offered else "connector",
        form=part.form,
        asker=cast.members[asked.asker],
        helper=by if offered else cast.members.get(part.to),
        contact=cast.contacts.get(part.contact),
        connector=None if offered else by,
        word=part.text,
        told_at=offer.created_at,
        contact_reach="Bel maar, liefst na vijven: het nummer staat in de gids." if part.contact else "",
        created_at=offer.created_at,
        **_stage(part, offered, offer.created_at, now),
    )


def _stage(part: Help, offered: bool, start: datetime, now: datetime) -> dict[str, Any]:
    """How far they came. Who offers has said yes by offering."""
    asker_yes, helper_yes = after(start, YES_AFTER_H, now), start if offered else after(start, BOTH_AFTER_H, now)
    late = start + MEMBER_PATIENCE
    if part.stage == "waits":
        yes = {"helper_yes_at": start} if offered else {}
        return {"state": "one_yes" if offered else "proposed", "next_step_at": late, **yes}
    if part.stage == "asker_yes":
        return {"state": "one_yes", "asker_yes_at": asker_yes, "next_step_at": late}
    if part.stage == "silent":
        return {"state": "expired", "asker_yes_at": asker_yes, "next_step_at": late, "finished_at": late}
    both = {"asker_yes_at": asker_yes, "helper_yes_at": helper_yes}
    if part.stage == "met" and part.coffee is not None:
        met_at = at(now, part.coffee.days, part.coffee.at) + timedelta(hours=3)
        return {"state": "met", "finished_at": met_at, **both}
    return {"state": "both_yes", **both}


def _request(asked: Asked, part: Request, cast: Cast, now: datetime) -> Introduction:
    """The asker asked a connector, who has not answered yet."""
    asked_at = now - timedelta(hours=part.hours_ago)
    return Introduction(
        public_id=public_id("request", asked.key, part.connector),
        wish=cast.wishes[asked.key],
        origin="asker",
        asker=cast.members[asked.asker],
        helper=cast.members[part.helper],
        connector=cast.members[part.connector],
        word=part.word,
        state="asked",
        asker_yes_at=asked_at,
        created_at=asked_at,
        next_step_at=asked_at + CONNECTOR_PATIENCE,
        answer_by=asked_at + CONNECTOR_PATIENCE + MEMBER_PATIENCE,
    )


def _coffees_build(cups: list[tuple[Introduction, Cup]], now: datetime) -> None:
    Coffee.objects.bulk_create(_coffee(introduction, cup, now) for introduction, cup in cups)
    made = {coffee.introduction_id: coffee for coffee in Coffee.objects.all()}
    CoffeeTime.objects.bulk_create(
        CoffeeTime(coffee=made[introduction.pk], starts_at=at(now, days, cup.at))
        for introduction, cup in cups
        for days in sorted({cup.days, *cup.also})
    )
    CoffeeAnswer.objects.bulk_create(
        answer for introduction, cup in cups if cup.state == "done" for answer in _answers(made[introduction.pk], cup)
    )


def _coffee(introduction: Introduction, cup: Cup, now: datetime) -> Coffee:
    starts_at = at(now, cup.days, cup.at)
    asked = introduction.origin == "offer"  # the asker thanks for the offer with three times; else the helper does
    return Coffee(
        public_id=public_id("coffee", introduction.public_id),
        introduction=introduction,
        proposer="asker" if asked else "helper",
        manner=cup.manner,
        where=cup.where,
        state=cup.state,
        starts_at=starts_at,
        minutes=MINUTES,
        invited=True,
        invited_for=starts_at,
        created_at=after(introduction.created_at, CUP_AFTER_H, now),
        ask_after_at=starts_at + timedelta(minutes=MINUTES) + AFTER,
    )


def _answers(coffee: Coffee, cup: Cup) -> Iterator[CoffeeAnswer]:
    asked_at = coffee.ask_after_at or coffee.created_at
    for hours, side in enumerate(SIDES, start=1):
        yield CoffeeAnswer(coffee=coffee, side=side, met=True, helped=cup.helped, at=asked_at + timedelta(hours=hours))
