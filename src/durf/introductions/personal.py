"""What this room keeps about a member, given along or forgotten."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from durf.introductions.models import CoffeeAnswer, DeskNote, Introduction, PageQuestion
from durf.introductions.services.introducing import introduction_end
from durf.introductions.visitors.asking import question_delete
from durf.members.models import Member
from durf.safety.services.links import links_end

FIELDS = ("public_id", "origin", "form", "created_at", "finished_at")


class IntroductionData:
    """Introductions in which a member was one of the two, or the connector.

    What the other side decided is theirs: an export says what the member did, not what became of a silent no.
    """

    @staticmethod
    def export(member: Member) -> dict[str, Any]:
        """Everything this room knows about the member."""
        mine = Introduction.objects.filter(Q(asker=member) | Q(helper=member, told_at__isnull=False))
        said = CoffeeAnswer.objects.filter(
            Q(side="asker", coffee__introduction__asker=member) | Q(side="helper", coffee__introduction__helper=member)
        )
        made = Introduction.objects.filter(connector=member)
        return {
            "introductions": list(mine.values(*FIELDS)),
            "yes_as_asker": list(
                Introduction.objects.filter(asker=member, asker_yes_at__isnull=False).values(
                    "public_id", "asker_yes_at"
                )
            ),
            "yes_as_helper": list(
                Introduction.objects.filter(helper=member, helper_yes_at__isnull=False).values(
                    "public_id", "helper_yes_at"
                )
            ),
            "connected": list(made.filter(origin__in=["connector", "desk"]).values(*FIELDS, "word")),
            "passed_on": list(made.filter(origin="asker").exclude(state="asked").values(*FIELDS)),
            "words": list(Introduction.objects.filter(asker=member, origin="asker").values("public_id", "word")),
            "coffees": list(said.values("met", "helped", "at")),
            "desk_notes": list(_notes(member)),
            "page_questions": _questions(member),
        }

    @staticmethod
    def erase(member: Member) -> None:
        """End what lives, forget what was said; what the member connected stays for the two, without the word."""
        sides = Introduction.objects.filter(Q(asker=member) | Q(helper=member))
        for row in sides.filter(state__in=["both_yes", "met"]):
            introduction_end(row)
        for public_id in sides.values_list("public_id", flat=True):
            links_end(target=public_id)
        sides.delete()
        connected = Introduction.objects.filter(connector=member)  # what was only asked of them goes another way
        waiting = connected.filter(state__in=["asked", "proposed", "one_yes"])
        waiting.update(next_step_at=timezone.now())
        connected.filter(origin__in=["connector", "desk"]).update(word="")
        connected.update(connector=None)
        for question in PageQuestion.objects.filter(owner=member):
            question_delete(question)
        DeskNote.objects.filter(Q(owner=member) | Q(one=member) | Q(other=member)).delete()


def _notes(member: Member) -> list[dict[str, Any]]:
    """What the member wrote down for themselves about others, by the names they had in front of them."""
    rows = DeskNote.objects.of(member)
    return [
        {"one": row.one.name, "other": (row.other or row.contact or row.one).name, "note": row.note, "kind": row.kind}
        for row in rows
    ]


def _questions(member: Member) -> list[dict[str, Any]]:
    """What visitors asked through the member's page, and the member's answers; an address is theirs who asked."""
    fields = ("public_id", "text", "state", "word", "created_at")
    return list(PageQuestion.objects.for_owner(member).values(*fields))
