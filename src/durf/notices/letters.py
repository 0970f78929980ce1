"""A letter: what one person is told, before a channel gives it a form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from durf.notices.models import Notice


@dataclass(frozen=True)
class Letter:
    """Everything a channel needs; made at delivery time, so that it is still true when it leaves.

    `template` is the path without ending: `.subject.txt`, `.txt` and `.html` stand beside each other.
    `group` is what an unsubscribe link switches off; an empty group is mail a person caused this very moment.
    `without_account` letters are never sent twice: after an uncertain crash they stay "unsure".
    """

    to_name: str
    to_address: str
    language: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    group: str = ""
    wait_until: datetime | None = None
    calendar: bytes | None = None
    calendar_method: str = ""
    without_account: bool = False


def to_member(
    notice: Notice,
    template: str,
    *,
    group: str,
    context: Mapping[str, Any] | None = None,
    wait_until: datetime | None = None,
    calendar: bytes | None = None,
    calendar_method: str = "",
) -> Letter | None:
    """Address a letter to the notice's own member, or to nobody when that member is gone."""
    member = notice.member
    if member is None or not member.is_active:
        return None
    return Letter(
        to_name=member.name,
        to_address=member.email,
        language=member.language,
        template=template,
        context={"member": member, **(context or {})},
        group=group,
        wait_until=wait_until,
        calendar=calendar,
        calendar_method=calendar_method,
    )
