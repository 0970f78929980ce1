"""What this room keeps about a person."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from durf.members.models import Member
from durf.members.services.accounts import sessions_end

PROFILE = (
    *("email", "handle", "name", "line", "trade", "organisation", "place", "languages", "language", "findable"),
    "page_public",
    "page_asks",
    *("digest", "nudges_a_week", "quiet_from", "quiet_until", "paused_until", "is_host", "is_active"),
    *("joined_at", "waits_since", "approved_at", "welcomed_at", "last_login"),
)


class MemberData:
    """The account, what it says of itself, who it blocked, and where it is signed in.

    Blocks others made against this member are theirs: they are no part of the export.
    """

    @staticmethod
    def export(member: Member) -> dict[str, Any]:
        """Everything this room knows about the member."""
        blocked = Member.objects.filter(blocks_had__blocker=member)
        return {
            "profile": {field: getattr(member, field) for field in PROFILE},
            "strengths": list(member.strengths.values("text", "audience", "created_at")),
            "limits": list(member.limits.values("text", "audience", "created_at")),
            "blocked": list(blocked.values_list("handle", flat=True)),
            "addresses": list(EmailAddress.objects.filter(user=member).values("email", "verified")),
            "tokens": list(member.tokens.values("name", "scope", "created_at", "used_on")),
            "sessions": list(
                UserSession.objects.filter(user=member).values("ip", "user_agent", "created_at", "last_seen_at")
            ),
            "passkeys": list(Authenticator.objects.filter(user=member).values("type", "created_at", "last_used_at")),
        }

    @staticmethod
    def erase(member: Member) -> None:
        """Forget it all; the row goes, and what hangs on it."""
        sessions_end(member=member)
        member.delete()
