"""Sample values for the arguments of routes: every name a `route(…, sample=…)` mentions has its value here."""

from collections.abc import Mapping
from typing import Any

from durf.safety.models import Link
from durf.safety.services.links import link_make
from durf.wishes.models import Match, Nudge
from tests.world import World


def samples(world: World) -> dict[str, str]:
    """Look up what each name stands for in this world; tokens are made anew."""
    nudge = Nudge.objects.filter(sent_at__isnull=False).order_by("pk").first() or Nudge.objects.order_by("pk")[0]
    return {
        "member": world.charlie.handle,
        "open_wish": world.open_wish.public_id,
        "own_wish": world.open_wish.public_id,
        "fulfilled_wish": world.fulfilled_wish.public_id,
        "draft": world.draft.public_id,
        "match": Match.objects.filter(wish=world.open_wish, scope="shown").order_by("pk")[0].public_id,
        "tie": world.tie.public_id,
        "tie_proposal": world.tie_proposal.public_id,
        "token": world.token.public_id,
        "import": world.brought.public_id,
        "import_asked": world.brought_table.public_id,
        "invitation": world.invitation.public_id,
        "offer": world.offer.public_id,
        "introduction": world.introduction.public_id,
        "introduction_asked": world.introduction_asked.public_id,
        "for_erik": world.for_erik.public_id,
        "coffee": world.coffee.public_id,
        "contact": world.erik.public_id,
        "thanks": world.thanks.public_id,
        "report": world.report.public_id,
        "known_member": world.alice.public_id,
        "known_member_too": world.charlie.public_id,
        "wish_of_known": world.open_wish.public_id,
        "desk_note": world.desk_note.public_id,
        "page_question": world.page_question.public_id,
        "question_token": token(Link.Kind.DECISION, "page_question", world.page_question.public_id),
        "passkey": "1",
        "mail": "1",
        "mail_group": "nudges",
        "nudge": nudge.public_id,
        "nudge_token": token(Link.Kind.ACTION, "nudge", nudge.public_id, nudge.match.member.public_id),
        "decision_token": token(Link.Kind.DECISION, "contact", world.for_erik.public_id),
        "pass_token": token(Link.Kind.ACTION, "pass_on", world.for_erik.public_id, world.bob.public_id),
        "still_token": token(Link.Kind.ACTION, "still", world.open_wish.public_id, world.alice.public_id),
        "step_token": token(Link.Kind.ACTION, "introduction", world.introduction.public_id, world.charlie.public_id),
        "unsubscribe_token": token(Link.Kind.UNSUBSCRIBE, "nudges", world.bob.public_id, world.bob.public_id),
        "remote_token": token(Link.Kind.DECISION, "remote", world.remote.public_id),
        "invitation_token": token(Link.Kind.DECISION, "invitation", world.invitation.public_id),
        "host_token": token(Link.Kind.HOST, "first_host", "community"),
    }


def token(kind: Link.Kind, purpose: str, target: str, holder: str = "") -> str:
    """A fresh secret link."""
    return link_make(kind=kind, purpose=purpose, target=target, holder=holder)


def arguments(sample: Mapping[str, str], values: Mapping[str, str]) -> dict[str, Any]:
    """Fill a route's sample with values."""
    return {argument: values[name] for argument, name in sample.items()}
