"""A member as one pair of eyes sees them: their page, and the previews of it."""

from dataclasses import dataclass

from durf.members.models.member import Member
from durf.members.models.spoken import spoken_name
from durf.members.models.trait import Limit, Strength


@dataclass(frozen=True)
class Sheet:
    """What one pair of eyes sees of a member."""

    member: Member
    strengths: list[Strength]
    limits: list[Limit]
    languages: list[str]


def sheet_for(member: Member, viewer: Member | None) -> Sheet:
    """Gather what this viewer may read; the page and the preview in settings are the same."""
    return Sheet(
        member=member,
        strengths=list(Strength.objects.filter(member=member).for_viewer(viewer, member)),
        limits=list(Limit.objects.filter(member=member).for_viewer(viewer, member)),
        languages=[spoken_name(code) for code in member.languages],
    )
