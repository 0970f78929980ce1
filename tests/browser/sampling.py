"""One of everything alice can look at, made in the running demo through the services.

Run inside `durf manage shell` over the demo's data; prints the samples as JSON.
"""

import base64
import json
import sys
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from durf.introductions.desk.proposing import note_keep
from durf.introductions.models import Introduction, RemoteRequest
from durf.introductions.notices import STEP_PURPOSE
from durf.introductions.services.coffees import coffee_pick, coffee_propose
from durf.introductions.services.contacts import PASS_ON_PURPOSE, PURPOSE
from durf.introductions.services.introducing import introduction_accept
from durf.introductions.services.offering import offer_take
from durf.introductions.visitors.asking import question_ask, question_confirm
from durf.members.models import Member
from durf.members.services.tokens import token_make
from durf.network.models import Tie
from durf.network.reading.row import Doubt, Row
from durf.network.services.contacts import contact_write
from durf.network.services.importing import import_ask, import_look
from durf.network.services.invitations import invitation_make
from durf.network.services.ties import known_members, tie_propose
from durf.safety.models import Link, Report
from durf.safety.services.links import link_make
from durf.safety.services.reports import report_make
from durf.wishes.models import Match, Nudge, Thanks, Wish
from durf.wishes.notices import NUDGE_PURPOSE
from durf.wishes.services.asking import wish_draft

SOON = timedelta(days=3)


def print_samples() -> None:
    sys.stdout.write(json.dumps(samples()))


def samples() -> dict[str, str]:
    """Every sample name a route mentions, with alice as the one who looks."""
    alice, dora = (Member.objects.get(handle=handle) for handle in ("alice", "dora"))
    own = Wish.objects.filter(asker=alice, state="open").earliest("created_at")
    other = Wish.objects.filter(state="open", audience="everyone").exclude(asker=alice).latest("published_at")
    fulfilled = Wish.objects.filter(asker=alice, state="fulfilled").earliest("created_at")
    offer = offer_take(wish=other, helper=alice, form="answer", text="In de schuur van de roeiclub staat er een.")
    invitation = invitation_make(inviter=alice, how="known", openness="ask")
    report = report_make(
        reporter=dora.public_id, target_kind=Report.Target.WISH, target=own.public_id, reason="Is dit ernst?"
    )
    return {
        "member": "charlie",
        "open_wish": other.public_id,
        "own_wish": own.public_id,
        "fulfilled_wish": fulfilled.public_id,
        "still_token": token(Link.Kind.ACTION, "still", own.public_id, alice.public_id),
        "draft": wish_draft(asker=alice, text="Misschien ooit").public_id,
        "match": Match.objects.filter(wish=own, scope="shown").earliest("pk").public_id,
        "tie": Tie.objects.confirmed().of(alice).earliest("pk").public_id,
        "tie_proposal": tie_propose(proposer=dora, other=alice, how="known", openness="ask").public_id,
        "invitation": invitation.public_id,
        "invitation_token": token(Link.Kind.DECISION, "invitation", invitation.public_id),
        "offer": offer.public_id,
        "thanks": Thanks.objects.filter(wish=fulfilled).earliest("pk").public_id,
        "report": report.public_id,
        "token": token_make(member=alice, name="Mijn agenda", scope="write")[0].public_id,
        **brought(alice),
        **thought_of(alice, other),
        **asked_by_a_visitor(alice),
        "passkey": "1",
        "mail": "1",
        "attachment": "0",
        "mail_group": "nudges",
        **meetings(alice, own),
        **passed_on(alice, other),
    }


def asked_by_a_visitor(alice: Member) -> dict[str, str]:
    """A question that came in through alice's page, and the visitor's own link."""
    Member.objects.filter(pk=alice.pk).update(page_public=True)
    alice.refresh_from_db()
    asked: dict[str, Any] = {
        "name": "Vera Visser",
        "email": "vera@example.org",
        "text": "Wie leert me zeilen voor de zomer?",
    }
    row = question_ask(owner=alice, language="nl", place="127.0.0.1", **asked)
    assert row is not None
    question_confirm(question=row)
    return {"page_question": row.public_id, "question_token": token(Link.Kind.DECISION, "page_question", row.public_id)}


def meetings(alice: Member, wish: Wish) -> dict[str, str]:
    """Introductions of alice at each stage: to be answered, agreed, with times to pick, with a time picked."""
    helpers = Member.objects.active().filter(handle__in=("charlie", "dora", "farid", "mehmet"))
    found: dict[str, str] = {}
    for stage, helper in zip(
        ("introduction_new", "introduction_agreed", "introduction_times", "introduction"), helpers, strict=True
    ):
        row = Introduction.objects.get(offer=offer_take(wish=wish, helper=helper, form="coffee", text="Kom langs."))
        found[stage] = row.public_id
        if stage == "introduction_new":
            continue
        introduction_accept(introduction=row, side="asker")
        row.refresh_from_db()
        if stage == "introduction_agreed":
            continue
        times = [timezone.now() + SOON, timezone.now() + 2 * SOON]
        coffee = coffee_propose(introduction=row, side="helper", manner="place", where="Café De Sluis", times=times)
        if stage == "introduction":
            coffee_pick(coffee=coffee, side="asker", starts_at=times[0])
    return found


def thought_of(alice: Member, wish: Wish) -> dict[str, str]:
    """Two people alice knows, a note about them, and a wish of somebody that fits her notebook."""
    one, other = list(known_members(alice).filter(findable="name").order_by("pk")[:2])
    note = note_keep(owner=alice, one=one, other=other, kind="later", note="Na de zomer.")
    return {
        "known_member": one.public_id,
        "known_member_too": other.public_id,
        "wish_of_known": wish.public_id,
        "desk_note": note.public_id,
    }


def brought(alice: Member) -> dict[str, str]:
    """A file that alice looked at, with somebody she knows already and a row in doubt; and one whose columns ask."""
    ella = Row(line=2, name="Ella Klein", email="ella@example.org", organisation="Werf", role="Botenbouwer")
    contact_write(owner=alice, name="Ella K.", email="ella@example.org", since=date(2015, 1, 1), tags=["boten"])
    found: list[Row | Doubt] = [
        ella,
        Doubt(line=3, reason="Op deze regel staat geen naam."),
        Row(line=4, name="Frits de Boer"),
    ]
    table = base64.b64encode(b"Wie,Waar,Wat\nElla Klein,Werf,Boten\n").decode()
    return {
        "import": import_look(owner=alice, found=found, format="csv")[0].public_id,
        "import_asked": import_ask(owner=alice, text=table).public_id,
    }


def passed_on(alice: Member, wish: Wish) -> dict[str, str]:
    """A contact of alice, introduced by her, and the secret links that belong to it."""
    noor = contact_write(owner=alice, name="Noor Dekker", email="noor@example.org", language="nl")
    offer = offer_take(wish=wish, helper=alice, form="introduction", contact=noor, word="Zij deed dit vorig jaar.")
    row = Introduction.objects.get(offer=offer)
    nudge = Nudge.objects.filter(match__wish__state="open", match__member__is_active=True).latest("pk")
    action, decision = Link.Kind.ACTION, Link.Kind.DECISION
    helper = nudge.match.member
    return {
        "for_erik": row.public_id,
        "contact": noor.public_id,
        "nudge_token": token(action, NUDGE_PURPOSE, nudge.public_id, helper.public_id),
        "pass_token": token(action, PASS_ON_PURPOSE, row.public_id, alice.public_id),
        "step_token": token(action, STEP_PURPOSE, row.public_id, alice.public_id),
        "decision_token": token(decision, PURPOSE, row.public_id),
        "remote_token": token(decision, "remote", RemoteRequest.objects.create(email="noor@example.org").public_id),
        "unsubscribe_token": token(Link.Kind.UNSUBSCRIBE, "nudges", helper.public_id, helper.public_id),
        "host_token": token(Link.Kind.HOST, "first_host", "community"),
    }


def token(kind: Link.Kind, purpose: str, target: str, holder: str = "") -> str:
    return link_make(kind=kind, purpose=purpose, target=target, holder=holder)
