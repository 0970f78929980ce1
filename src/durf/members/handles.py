"""Finding a member by handle on the command line."""

from django.core.management.base import CommandError

from durf.members.models import Member


def member_or_error(handle: str) -> Member:
    """Return the active member with this handle, or end the command with a clear line."""
    member: Member | None = Member.objects.active().filter(handle=handle.lower().lstrip("@")).first()
    if member is None:
        raise CommandError(f"There is no member with the handle {handle!r} here. Is DURF_DATA the right folder?")
    return member
