"""A request of someone who signed in: what views behind a member's policy are given."""

from django.http import HttpRequest

from durf.members.models import Member


class MemberRequest(HttpRequest):
    """A request whose user is a member; the route's policy saw to it."""

    user: Member


def viewer_of(request: HttpRequest) -> Member | None:
    """Return who is looking, or None for a visitor."""
    return request.user if isinstance(request.user, Member) else None
