"""Reading the network: whom a member knows, whom they asked, and what waits for their word."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from durf.members.models import Member
from durf.network.models import Contact, NotebookChoice, Tie
from durf.network.models.tie import HowWell, Openness, TieQuerySet
from durf.notices.waiting import Waiting

MOST_WAITING = 20  # the longest waiting; the page of one's network has them all
NEARNESS = [HowWell.CLOSE, HowWell.KNOWN, HowWell.BARELY]


@dataclass(frozen=True)
class Known:
    """One tie as seen from one of its ends."""

    tie: Tie
    member: Member
    how: HowWell
    openness: Openness

    @property
    def openness_word(self) -> str:
        """The openness in a word or two, for a row."""
        words = {
            Openness.CLOSED: pgettext("openness", "Closed"),
            Openness.ASK: _("Ask me first"),
            Openness.OPEN: pgettext("openness", "Open"),
        }
        return words[self.openness]


def known_list(member: Member) -> list[Known]:
    """Everyone a member knows, the closest first, then by name."""
    return sorted(
        (known_of(tie, member) for tie in _ties_with_others(member)),
        key=lambda known: (NEARNESS.index(known.how), known.member.name.casefold(), known.tie.pk),
    )


def _ties_with_others(member: Member) -> list[Tie]:
    """Every tie with whoever is at its other end, in two queries; the member's own row is not read again and again."""
    confirmed = Tie.objects.confirmed()
    ends = Q(pk__in=confirmed.filter(a=member).values("b")) | Q(pk__in=confirmed.filter(b=member).values("a"))
    others = {other.pk: other for other in Member.objects.filter(ends, is_active=True)} if member.is_active else {}
    ties = []
    for tie in confirmed.of(member):
        other = others.get(tie.b_id if tie.a_id == member.pk else tie.a_id)
        if other is not None:
            tie.a, tie.b = (member, other) if tie.a_id == member.pk else (other, member)
            ties.append(tie)
    return ties


def known_of(tie: Tie, member: Member) -> Known:
    """A tie as this member sees it."""
    return Known(tie, tie.other(member), HowWell(tie.how(member)), Openness(tie.openness(member)))


def contacts_search(owner: Member, word: str = "", *, dormant: bool = False) -> list[Contact]:
    """The owner's notebook, the latest first; with a word, those it is found with. Read in memory: it is encrypted."""
    rows = Contact.objects.of(owner).order_by("-pk")
    rows = rows.dormant() if dormant else rows
    sought = word.casefold()
    return [row for row in rows if not sought or sought in _written(row)]


def hears_of_wishes(owner: Member) -> bool:
    """Tell whether a member wants to hear when a wish fits someone in their notebook."""
    return NotebookChoice.objects.filter(owner=owner, hears_of_wishes=True).exists()


def questions_for(member: Member) -> TieQuerySet:
    """Proposals of others that wait for this member's yes, oldest first."""
    present = Member.objects.active().not_blocked_with(member)
    asked: TieQuerySet = Tie.objects.waiting_for(member).filter(proposed_by__in=present)
    return asked.select_related("a", "b").order_by("created_at")


def questions_of(member: Member) -> list[Known]:
    """Whom this member asked and who did not say yes; no answer and a silent no look the same, so do hidden people."""
    findable = Member.objects.for_viewer(member).exclude(pk=member.pk).values("pk")
    asked = Tie.objects.asked_by(member)
    rows = asked.filter(a__in=findable) | asked.filter(b__in=findable)
    return [known_of(tie, member) for tie in rows.select_related("a", "b").order_by("created_at", "pk")]


def _written(row: Contact) -> str:
    said = (str(value) for value in row.said.values())
    return " ".join((row.name, row.email, row.note, *said)).casefold()


def waiting(member: Member) -> list[Waiting]:
    """What waits for this member's word in this room, one line each."""
    if not Tie.objects.waiting_for(member).exists():  # a small question before the large one: this is on every page
        return []
    return [
        Waiting(
            text=_("%(name)s says that you know each other.") % {"name": tie.other(member).name},
            url=reverse("tie_answer", args=[tie.public_id]),
            action=_("Answer"),
            since=tie.created_at,
        )
        for tie in questions_for(member)[:MOST_WAITING]
    ]
