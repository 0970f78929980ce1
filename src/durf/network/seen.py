"""What one person sees of a member and through them, as far as it is the member's to give.

A tie has two words and the stricter holds; the other end's word is theirs and shows nowhere. So this says what the
member's own word lets through, and that the other end chooses too.
"""

from dataclasses import dataclass

from durf.members.models import Member
from durf.network.models import Tie
from durf.network.models.tie import Openness
from durf.network.queries import Known, known_list


@dataclass(frozen=True)
class Through:
    """The people a member knows, by what the member's word lets another see of it."""

    named: list[Member]
    unnamed: list[Member]
    closed: int

    @property
    def nothing(self) -> bool:
        """Whether no way leads through the member at all."""
        return not self.named and not self.unnamed


def seen_through(*, member: Member, viewer: Member | None, if_all: str = "") -> Through:
    """Sort whom the member knows by what `viewer` (a person they know, or None for anyone) gets to see of it.

    `if_all`: as if the member gave all their ties this openness; "" as it stands.
    """
    found: dict[str, list[Member]] = {openness: [] for openness in Openness.values}
    for known in known_list(member):
        if viewer is None or known.member.pk != viewer.pk:
            found[if_all or known.openness].append(known.member)
    return Through(found[Openness.OPEN], found[Openness.ASK], len(found[Openness.CLOSED]))


def opened(member: Member) -> bool:
    """Whether a member opened their network: at least one tie that is open at both ends, and so is no secret."""
    both = Tie.objects.confirmed().of(member).filter(open_a=Openness.OPEN, open_b=Openness.OPEN)
    return both.exists()


def found_with(known: list[Known], word: str) -> list[Known]:
    """Those of whom a name, trade, organisation, place or line holds the word."""
    sought = word.casefold()
    return [row for row in known if not sought or sought in _written(row.member)]


def _written(member: Member) -> str:
    words = (member.name, member.handle, member.trade, member.organisation, member.place, member.line)
    return " ".join(words).casefold()
