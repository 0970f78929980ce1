"""A block that comes at the very last moment stops every letter that one of the two would read of the other."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

import durf.web
from durf.introductions.models import Coffee, Introduction, PageQuestion
from durf.introductions.services.coffees import coffee_pick, coffee_propose, coffees_sweep
from durf.introductions.services.connecting import introduction_ask_connector
from durf.introductions.services.contacts import contact_letter_send
from durf.introductions.services.introducing import introduction_accept
from durf.introductions.services.meeting import introduction_meet
from durf.introductions.services.offering import offer_take
from durf.introductions.visitors.answering import question_answer, question_ask_here
from durf.introductions.visitors.asking import question_ask, question_confirm, question_meet
from durf.members.models import Block, Member
from durf.members.services.accounts import member_update
from durf.network.services.invitations import invitation_make
from durf.network.services.ties import tie_make, tie_propose
from durf.notices.models import Delivery
from durf.notices.services.notify import notify
from durf.notices.services.outbox import deliveries_send
from durf.wishes.models import Match, Nudge
from durf.wishes.services.thanking import thanks_give
from tests.introductions.stage import Stage

pytestmark = pytest.mark.django_db

Pair = tuple[Member, Member]
Scene = Callable[[Stage], Pair]


def tie_proposed(stage: Stage) -> Pair:
    tie_propose(proposer=stage.dora, other=stage.alice, how="known", openness="ask")
    return stage.alice, stage.dora


def tie_confirmed(stage: Stage) -> Pair:
    ends: dict[str, Any] = {"how": "known", "openness": "ask", "how_other": "known", "openness_other": "ask"}
    tie = tie_make(one=stage.alice, other=stage.dora, **ends)
    notify(member=stage.alice, kind="network.tie_confirmed", subject=tie.public_id)
    return stage.alice, stage.dora


def invited(stage: Stage) -> Pair:
    invitation_make(inviter=stage.dora, how="known", openness="ask", email=stage.alice.email)
    return stage.alice, stage.dora


def nudge(stage: Stage) -> Pair:
    match = Match.objects.create(wish=stage.wish, member=stage.dora, position=1, place="far")
    asked = Nudge.objects.create(match=match, wave=1)
    notify(member=stage.dora, kind="wishes.nudge", subject=asked.public_id)
    return stage.dora, stage.alice


def offer(stage: Stage) -> Pair:
    offer_take(wish=stage.wish, helper=stage.dora, form="answer", text="On the roof of the library.")
    return stage.alice, stage.dora


def thanks(stage: Stage) -> Pair:
    thanks_give(wish=stage.wish, text="Thank you.", helper=stage.dora)
    return stage.dora, stage.alice


def proposed(stage: Stage) -> Pair:
    stage.coffee_offered()
    return stage.alice, stage.charlie


def asked(stage: Stage) -> Pair:
    introduction_ask_connector(wish=stage.wish, asker=stage.alice, helper=stage.charlie, word="Would you?")
    return stage.bob, stage.alice


def both(stage: Stage) -> Introduction:
    return introduction_accept(introduction=stage.coffee_offered(), side="asker")


def agreed(stage: Stage) -> Pair:
    both(stage)
    return stage.alice, stage.charlie


def coffee_proposed(stage: Stage) -> Pair:
    start = timezone.now() + timedelta(days=2)
    coffee_propose(introduction=both(stage), side="helper", manner="call", where="", times=[start])
    return stage.alice, stage.charlie


def coffee_invite(stage: Stage) -> Pair:
    pair = coffee_proposed(stage)
    coffee = Introduction.objects.get().coffee
    coffee_pick(coffee=coffee, side="asker", starts_at=coffee.times.get().starts_at)
    return pair


def coffee_after(stage: Stage) -> Pair:
    pair = coffee_invite(stage)
    deliveries_send()
    Coffee.objects.update(ask_after_at=timezone.now())
    coffees_sweep()
    return pair


def outcome(stage: Stage) -> Pair:
    row = stage.charlie_introduced()
    introduction_accept(introduction=row, side="helper")
    introduction_meet(introduction=introduction_accept(introduction=row, side="asker"))
    return stage.bob, stage.charlie


def contact_letter(stage: Stage) -> Pair:
    contact_letter_send(introduction=stage.erik_introduced(), connector=stage.bob)
    return stage.bob, stage.alice  # erik himself has no account, and so no block


def page_question(stage: Stage) -> PageQuestion:
    """Dora, signed out, asks through alice's page; her address is proved."""
    member_update(member=stage.alice, page_public=True)
    asked: dict[str, Any] = {"name": "Dora", "email": stage.dora.email, "text": "Who sings?", "language": "en"}
    row = question_ask(owner=stage.alice, place="127.0.0.1", **asked)
    assert row is not None
    return question_confirm(question=row)


def page_waits(stage: Stage) -> Pair:
    page_question(stage)
    return stage.alice, stage.dora


def page_answered(stage: Stage) -> Pair:
    question_answer(question=page_question(stage), word="Gladly.", meet=True)
    return stage.dora, stage.alice


def page_asked_here(stage: Stage) -> Pair:
    question_ask_here(question=page_question(stage), text="Who sings?")
    return stage.dora, stage.alice


def page_agreed(stage: Stage) -> Pair:
    row = question_answer(question=page_question(stage), word="Gladly.", meet=True)
    question_meet(question=row, reach="0612345678")
    return stage.alice, stage.dora


SCENES: dict[str, Scene] = {
    "network.tie_proposed": tie_proposed,
    "network.tie_confirmed": tie_confirmed,
    "network.invited": invited,
    "wishes.nudge": nudge,
    "wishes.offer": offer,
    "wishes.thanks": thanks,
    "introductions.proposed": proposed,
    "introductions.asked": asked,
    "introductions.agreed": agreed,
    "introductions.coffee_proposed": coffee_proposed,
    "introductions.coffee_invite": coffee_invite,
    "introductions.coffee_after": coffee_after,
    "introductions.outcome": outcome,
    "introductions.contact_letter": contact_letter,
    "introductions.page_question": page_waits,
    "introductions.page_answered": page_answered,
    "introductions.page_asked_here": page_asked_here,
    "introductions.page_agreed": page_agreed,
}
OF_NOBODY_ELSE = {
    "wishes.look_back",  # about one's own wish
    "wishes.again",  # about one's own wish
    "wishes.still",  # the same
    "wishes.nudge_notebook",  # the other face of `wishes.nudge`, claimed by the same service
    "introductions.remote",  # about oneself, to whoever lives at an address
    "introductions.page_confirm",  # proves an address; whose it is decides what happens then
    "web.digest",  # gathers what pages show, which leave out whoever is kept apart
    "members.approved",  # from the community, about oneself
    "members.waits",  # a host's task
    "introductions.coffee_cancelled",  # takes an appointment out of the calendar, as any coffee called off does
}


def state_of(kind: str, reader: Member) -> set[str]:
    """How every letter of this kind to this reader stands."""
    rows = Delivery.objects.filter(notice__kind=kind)
    to_members = rows.filter(notice__member=reader)
    return set((to_members if to_members.exists() else rows).values_list("state", flat=True))


@pytest.mark.parametrize("by", ["reader", "other"])
@pytest.mark.parametrize("kind", SCENES)
def test_no_letter_passes_a_block(kind: str, by: str, memory_channel: Any, settings: Any) -> None:
    settings.SERVER_SENDS = True
    reader, other = SCENES[kind](Stage())
    pair = (reader, other) if by == "reader" else (other, reader)
    Block.objects.create(blocker=pair[0], blocked=pair[1])  # crossed: nothing was ended by it yet
    deliveries_send()
    assert state_of(kind, reader) == {"cancelled"}


@pytest.mark.parametrize("kind", SCENES)
def test_without_a_block_the_letter_leaves(kind: str, memory_channel: Any, settings: Any) -> None:
    settings.SERVER_SENDS = True
    reader, _ = SCENES[kind](Stage())
    deliveries_send()
    assert "sent" in state_of(kind, reader)


def test_every_kind_of_letter_has_its_scene() -> None:
    rooms = Path(durf.web.__file__).parent.parent
    kinds = {
        f"{file.parts[-3]}.{file.name.split('.')[0]}" for file in rooms.glob("*/templates/*/notices/*.subject.txt")
    }
    assert kinds == SCENES.keys() | OF_NOBODY_ELSE
