"""Which groups of mail a member wants."""

from django.db import transaction

from durf.members.models import Member
from durf.notices.models import MailChoice
from durf.safety.models import Link
from durf.safety.services.links import LinkUnusableError, link_open

GROUPS = ("nudges", "wishes", "introductions", "network", "digest")


@transaction.atomic
def mail_choose(*, member: Member, wanted: set[str]) -> None:
    """Switch on the groups that are wanted and off the others."""
    MailChoice.objects.filter(member=member, group__in=wanted).delete()
    for group in set(GROUPS) - wanted:
        MailChoice.objects.get_or_create(member=member, group=group)


@transaction.atomic
def mail_switch_off_by_link(*, group: str, token: str) -> None:
    """Switch one group off for the member the link was made for; again does nothing more."""
    link = link_open(token=token, kind=Link.Kind.UNSUBSCRIBE, purpose=group)
    member = Member.objects.filter(public_id=link.target).first()
    if member is None:
        raise LinkUnusableError("unknown")
    MailChoice.objects.get_or_create(member=member, group=group)


def mail_groups_wanted(*, member: Member) -> set[str]:
    """The groups that are on."""
    return set(GROUPS) - set(MailChoice.objects.filter(member=member).values_list("group", flat=True))
