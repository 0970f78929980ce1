"""The one-time link that makes the first host."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from durf.changes.services import person_changed
from durf.members.models import Member
from durf.members.services.accounts import member_create
from durf.safety.models import Link
from durf.safety.services.links import LinkUnusableError, link_make, link_open, link_spend
from durf.safety.services.reports import audit

FIRST_HOST = "first_host"


def first_host_link() -> str | None:
    """Return a one-time address that makes the first host, or None once there is one."""
    if Member.objects.filter(is_host=True, is_active=True).exists():
        return None
    token = link_make(kind=Link.Kind.HOST, purpose=FIRST_HOST, target="")
    return f"{settings.PUBLIC_URL}{reverse('first_host', args=[token])}"


def first_host_check(*, token: str) -> None:
    """Raise `LinkUnusableError` unless the link still makes a host."""
    link_open(token=token, kind=Link.Kind.HOST, purpose=FIRST_HOST)
    if Member.objects.filter(is_host=True, is_active=True).exists():
        raise LinkUnusableError("spent")


@transaction.atomic
def first_host_make(*, token: str, member: Member) -> Member:
    """Spend the link: this member runs the community from now on."""
    first_host_check(token=token)
    link_spend(token=token, kind=Link.Kind.HOST, purpose=FIRST_HOST)
    member.is_host = True
    member.approved_at = member.approved_at or timezone.now()
    member.save(update_fields=["is_host", "approved_at"])
    person_changed(member_id=member.pk)
    audit(actor=member.public_id, action="first_host_make", target=member.public_id)
    return member


@transaction.atomic
def first_host_new(*, token: str, name: str, email: str, language: str) -> Member:
    """Spend the link on someone new: whoever started the server needs no other proof."""
    first_host_check(token=token)
    member = member_create(email=email, name=name, language=language)
    return first_host_make(token=token, member=member)
