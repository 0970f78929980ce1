"""A small world made through the services: the standing cast, and one of everything a route can show."""

import base64
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from durf.introductions.desk.proposing import note_keep
from durf.introductions.models import Coffee, DeskNote, Introduction, PageQuestion, RemoteRequest
from durf.introductions.models.question import address_mark
from durf.introductions.services.coffees import coffee_propose
from durf.introductions.services.connecting import introduction_ask_connector
from durf.introductions.services.introducing import introduction_accept
from durf.introductions.services.offering import offer_take
from durf.members.models import Member, Token
from durf.members.services.tokens import token_make
from durf.network.models import Contact, Import, Invitation, Tie
from durf.network.reading.row import Row
from durf.network.services.contacts import contact_write
from durf.network.services.importing import import_ask, import_look
from durf.network.services.invitations import invitation_make
from durf.network.services.ties import tie_make, tie_propose
from durf.notices.services.outbox import deliveries_send
from durf.safety.models import Report
from durf.safety.services.reports import report_make
from durf.wishes.models import Offer, Thanks, Wish
from durf.wishes.services.asking import wish_draft, wish_publish
from durf.wishes.services.thanking import thanks_give
from tests.cast import make_member

BEES = "I keep bees on a flat roof in the city"
QUESTION = "Who keeps bees on a roof and can tell me about the permit? I start in May and want to do it well."


@dataclass(frozen=True)
class World:
    """Everything by name; the wish is alice's, bob is the way to charlie, erik is bob's contact."""

    alice: Member
    bob: Member
    charlie: Member
    dora: Member
    hanna: Member
    erik: Contact
    tie: Tie
    tie_proposal: Tie
    open_wish: Wish
    fulfilled_wish: Wish
    draft: Wish
    offer: Offer
    introduction: Introduction
    introduction_asked: Introduction
    for_erik: Introduction
    coffee: Coffee
    thanks: Thanks
    report: Report
    invitation: Invitation
    token: Token
    brought: Import
    brought_table: Import
    desk_note: DeskNote
    remote: RemoteRequest
    page_question: PageQuestion


def make_tie(one: Member, other: Member, openness: str = "open") -> Tie:
    """A confirmed tie, open alike at both ends."""
    return tie_make(one=one, other=other, how="known", openness=openness, how_other="known", openness_other=openness)


def make_question(owner: Member) -> PageQuestion:
    """A visitor's question that waits with this member."""
    return PageQuestion.objects.create(
        owner=owner,
        name="Vera Visser",
        email="vera@example.org",
        asker_mark=address_mark("vera@example.org"),
        text="Who teaches me to sail before the summer?",
        language="en",
        state="waiting",
        confirmed_at=timezone.now(),
        until=timezone.now() + timedelta(days=30),
    )


def build_world(*, send: bool = True) -> World:
    """Build it, and send what is due (through the channel the test chose)."""
    words: dict[str, Any] = {"languages": ["en", "nl"], "language": "en"}
    alice, hanna = make_member("alice", **words), make_member("hanna", is_host=True, **words)
    bob, charlie = make_member("bob", **words), make_member("charlie", strengths=[BEES], **words)
    dora = make_member("dora", strengths=["I know every permit for a roof in this city"], **words)
    greta = make_member("greta", strengths=["Bees, honey and the permit for hives"], **words)
    tie = make_tie(alice, bob)
    make_tie(bob, charlie)
    make_tie(bob, greta)
    erik = contact_write(owner=bob, name="Erik Visser", email="erik@example.org", language="en")
    wish = wish_publish(asker=alice, text=QUESTION, kind="advice", language="en", audience="members", source="page")
    if send:
        deliveries_send()
    offer = offer_take(wish=wish, helper=dora, form="answer", text="Ask at the desk on the second floor.")
    coffee_offer = offer_take(wish=wish, helper=charlie, form="coffee", text="Come and look at my roof.")
    introduction = Introduction.objects.get(offer=coffee_offer)
    introduction_accept(introduction=introduction, side="asker")
    coffee = coffee_propose(
        introduction=introduction,
        side="asker",
        manner="place",
        where="Café De Sluis",
        times=[timezone.now() + timedelta(days=3)],
    )
    known = offer_take(wish=wish, helper=bob, form="introduction", contact=erik, word="He did this before.")
    fulfilled = wish_publish(
        asker=alice,
        text="Who has a ladder of six metres?",
        kind="thing",
        language="en",
        audience="everyone",
        source="page",
    )
    ladder = offer_take(wish=fulfilled, helper=bob, form="answer", text="In my shed.")
    thanks = thanks_give(wish=fulfilled, text="The gutter is clean.", offer=ladder, helper=bob, public=True)
    world = World(
        alice=alice,
        bob=bob,
        charlie=charlie,
        dora=dora,
        hanna=hanna,
        erik=erik,
        tie=tie,
        tie_proposal=tie_propose(proposer=dora, other=alice, how="known", openness="ask"),
        open_wish=wish,
        fulfilled_wish=fulfilled,
        draft=wish_draft(asker=alice, text="Perhaps one day"),
        offer=offer,
        introduction=introduction,
        introduction_asked=introduction_ask_connector(wish=wish, asker=alice, helper=greta, word="Would she?"),
        for_erik=Introduction.objects.get(offer=known),
        coffee=coffee,
        thanks=thanks,
        report=report_make(
            reporter=dora.public_id, target_kind=Report.Target.WISH, target=wish.public_id, reason="Is this serious?"
        ),
        invitation=invitation_make(inviter=alice, how="known", openness="ask"),
        token=token_make(member=alice, name="A script", scope="read")[0],
        brought=import_look(owner=alice, found=[Row(line=2, name="Ella Klein")], format="csv")[0],
        brought_table=import_ask(owner=alice, text=base64.b64encode(b"Wie,Wat\nElla,Koken\n").decode()),
        desk_note=note_keep(owner=bob, one=alice, other=greta, kind="later", note="After the summer."),
        remote=RemoteRequest.objects.create(email="erik@example.org", language="en"),
        page_question=make_question(alice),
    )
    if send:
        deliveries_send()
    return world
