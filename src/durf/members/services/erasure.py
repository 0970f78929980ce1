"""Taking one's data along, and being forgotten: over every room that keeps something about a member."""

from typing import Any, Protocol

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from durf.changes.services import person_changed
from durf.members.models import Member
from durf.safety.services.erasures import erasure_remember
from durf.safety.services.links import links_end
from durf.safety.services.reports import audit


class PersonalData(Protocol):
    """One room's word on what it keeps about a member."""

    @staticmethod
    def export(member: Member) -> dict[str, Any]:
        """Everything this room knows about the member."""

    @staticmethod
    def erase(member: Member) -> None:
        """Forget it all."""


def personal_export(*, member: Member) -> dict[str, Any]:
    """Gather everything the rooms keep about a member, each under its own name."""
    rooms = {name.split(".")[1]: source.export(member) for name, source in _sources()}
    return {"community": settings.COMMUNITY_NAME, "exported_at": timezone.now(), **rooms}


@transaction.atomic
def member_erase(*, member: Member) -> None:
    """Forget a member everywhere: the higher rooms first, the account last."""
    public_id, row = member.public_id, member.pk
    for _, source in reversed(_sources()):
        source.erase(member)
    links_end(target=public_id)
    person_changed(member_id=row)
    audit(actor=public_id, action="member_erase", target=public_id)
    erasure_remember(kind="member", key=public_id)


def member_erase_again(*, key: str) -> None:
    """Forget a member whom a restored database brought back."""
    member = Member.objects.filter(public_id=key).first()
    if member is not None:
        member_erase(member=member)


def _sources() -> list[tuple[str, PersonalData]]:
    return [(name, import_string(name)) for name in settings.PERSONAL_DATA]
