"""What this room keeps about a member: what they told the host, and what was told about them."""

from typing import Any, Protocol

from django.db.models import Q

from durf.safety.models import Report


class Person(Protocol):
    """Somebody known by a public id alone, as everybody is in this room."""

    public_id: str


class SafetyData:
    """Reports. What others told the host about a member is theirs, and goes with the member."""

    @staticmethod
    def export(member: Person) -> dict[str, Any]:
        """Return what the member told the host."""
        fields = ("target_kind", "target", "reason", "created_at", "handled_at")
        return {"reports": list(Report.objects.filter(reporter=member.public_id).values(*fields))}

    @staticmethod
    def erase(member: Person) -> None:
        """Forget what they told, and what was told about them."""
        Report.objects.filter(Q(reporter=member.public_id) | Q(target=member.public_id)).delete()
