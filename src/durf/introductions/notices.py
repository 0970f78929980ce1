"""The letters of this room, each made at the moment it leaves, from what is true then."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from durf.introductions.calendar import CANCEL, REQUEST, invite
from durf.introductions.models import Coffee, Introduction, RemoteRequest
from durf.introductions.remote import KIND, PURPOSE
from durf.introductions.services.contacts import contact_address, decision_link
from durf.introductions.visitors import letters as page_letters
from durf.members.models import Member
from durf.members.services.blocks import is_blocked
from durf.notices.letters import Letter, to_member
from durf.notices.models import Notice
from durf.safety.models import Link
from durf.safety.services.links import link_make

STEP_PURPOSE = "introduction"  # of the link that opens one introduction for one member
GROUP = "introductions"


def letter(notice: Notice) -> Letter | None:
    """Write the letter for a notice, or nothing when what it says is no longer true."""
    if notice.kind == KIND:
        return _remote(notice)
    if notice.kind in page_letters.STATE:
        return page_letters.letter(notice)
    rows = Introduction.objects.select_related("wish", "asker", "helper", "contact", "connector", "offer")
    row = rows.filter(public_id=notice.subject).first()
    write = _WRITERS.get(notice.kind)
    if row is None or write is None or not _may_write(notice, row):
        return None
    return write(notice, row)


def _proposed(notice: Notice, row: Introduction) -> Letter | None:
    """There is somebody; will you meet?"""
    side = notice.data["side"]
    if not row.awaits(side):
        return None
    said_yes = bool(notice.data.get("yes"))
    return _to_side(notice, row, "proposed", {"as_asker": side == "asker", "said_yes": said_yes})


def _asked(notice: Notice, row: Introduction) -> Letter | None:
    """You know both: will you pass it on?"""
    if row.state != "asked" or row.over or notice.member_id != row.connector_id:
        return None
    return _to_side(notice, row, "asked", {"helper": row.helper})


def _agreed(notice: Notice, row: Introduction) -> Letter | None:
    """Both said yes: how to reach each other."""
    if not row.both_agreed:
        return None
    return _to_side(notice, row, "agreed", _other_side(notice, row))


def _coffee_proposed(notice: Notice, row: Introduction) -> Letter | None:
    """Times were proposed; pick one."""
    coffee = Coffee.objects.filter(introduction=row, state="proposed").first()
    if coffee is None or not row.both_agreed or coffee.proposer == notice.data["side"]:
        return None
    context = {"coffee": coffee, "times": list(coffee.times.all()), **_other_side(notice, row)}
    return _to_side(notice, row, "coffee_proposed", context)


def _coffee_invite(notice: Notice, row: Introduction) -> Letter | None:
    """It is on: the invite for the calendar."""
    coffee = Coffee.objects.filter(introduction=row, state="agreed", sequence=notice.data["sequence"]).first()
    if coffee is None or not row.both_agreed:
        return None
    return _with_calendar(notice, row, coffee, "coffee_invite", REQUEST)


def _coffee_cancelled(notice: Notice, row: Introduction) -> Letter | None:
    """It is off: out of the calendar."""
    coffee = Coffee.objects.filter(introduction=row, sequence=notice.data["sequence"], invited=True).first()
    if coffee is None or coffee.state != "cancelled" or coffee.invited_for is None:
        return None
    return _with_calendar(notice, row, coffee, "coffee_cancelled", CANCEL)


def _coffee_after(notice: Notice, row: Introduction) -> Letter | None:
    """Did you meet, did it help?"""
    coffee = Coffee.objects.filter(introduction=row, state="done").first()
    if coffee is None or not row.both_agreed or coffee.answers.filter(side=notice.data["side"]).exists():
        return None
    return _to_side(notice, row, "coffee_after", _other_side(notice, row))


def _contact_letter(notice: Notice, row: Introduction) -> Letter | None:
    """The one message to somebody without account, caused by the connector."""
    if row.contact is None or row.connector is None or row.state == "declined" or not row.awaits("helper"):
        return None
    if _written_to_already(row):
        return None
    context = {"connector": row.connector, "button_url": decision_link(introduction=row)}
    return _to_contact(row, "contact_letter", row.contact.email, context)


def _written_to_already(row: Introduction) -> bool:
    """Whether a letter went to this address that had no yes yet: until a yes an address is used once, by anybody."""
    if row.contact is None or not row.contact.email_mark or row.letter_at is None:
        return False
    others = Introduction.objects.filter(contact__email_mark=row.contact.email_mark, helper_yes_at=None)
    return others.exclude(pk=row.pk).filter(letter_at__lt=row.letter_at).exists()


def _remote(notice: Notice) -> Letter | None:
    """To whoever lives at an address: what is held about it here stands behind this link."""
    asked = RemoteRequest.objects.filter(public_id=notice.subject).first()
    if asked is None:
        return None
    token = link_make(kind=Link.Kind.DECISION, purpose=PURPOSE, target=asked.public_id)
    context = {
        "words": "introductions/notices/_remote.html",
        "button_url": settings.PUBLIC_URL + reverse("remote_one", args=[token]),
        "contact": asked,
    }
    return Letter(
        to_name="",
        to_address=asked.email,
        language=asked.language,
        template="introductions/notices/remote",
        context=context,
        without_account=True,
    )


def _outcome(notice: Notice, row: Introduction) -> Letter | None:
    """They met, thanks to you."""
    if row.state != "met" or notice.member_id != row.connector_id:
        return None
    return _to_side(notice, row, "outcome", {})


def _may_write(notice: Notice, row: Introduction) -> bool:
    """Nothing passes between people who are kept apart, or about a wish that a host hid."""
    if row.wish is not None and row.wish.hidden_at is not None:
        return False
    member = notice.member
    if member is None:  # to somebody without account: what stands between the asker and the connector counts
        apart = row.connector is not None and not row.both_agreed and is_blocked(row.asker, row.connector)
        return row.asker.is_active and not apart
    between = (row.asker, row.helper) if row.both_agreed else (row.asker, row.helper, row.connector)
    others = [person for person in between if person is not None and person != member]
    ended = notice.kind == "introductions.coffee_cancelled"
    return ended or all(person.is_active and not is_blocked(member, person) for person in others)


def _other_side(notice: Notice, row: Introduction) -> dict[str, Any]:
    """Who the other is and how to reach them: only ever after two live consents."""
    assert row.both_agreed
    if notice.data["side"] == "helper":
        return {"other_name": row.asker.name, "other_reach": row.asker.email}
    if row.helper is not None:
        return {"other_name": row.helper.name, "other_reach": row.helper.email}
    return {"other_name": row.contact.name if row.contact else "", "other_reach": row.contact_reach}


def _to_side(notice: Notice, row: Introduction, name: str, context: dict[str, Any], **more: Any) -> Letter | None:
    """Address it to the member, or to the contact on the helper's side."""
    if notice.member is None:
        if row.contact is None:
            return None
        url = {"button_url": decision_link(introduction=row)}
        return _to_contact(row, name, contact_address(row), {**context, **url}, **more)
    token = link_make(kind=Link.Kind.ACTION, purpose=STEP_PURPOSE, target=row.public_id, holder=notice.member.public_id)
    url = {"button_url": settings.PUBLIC_URL + reverse("introduction_step", args=[token])}
    group = "" if more.get("calendar") else GROUP
    words = {**_shared(row, name), **context, **url}
    return to_member(notice, f"introductions/notices/{name}", group=group, context=words, **more)


def _to_contact(row: Introduction, name: str, address: str, context: dict[str, Any], **more: Any) -> Letter | None:
    if row.contact is None or "@" not in address:
        return None
    return Letter(
        to_name=row.contact.name,
        to_address=address,
        language=row.contact.language,
        template=f"introductions/notices/{name}",
        context={**_shared(row, name), "contact": row.contact, **context},
        without_account=True,
        **more,
    )


def _with_calendar(notice: Notice, row: Introduction, coffee: Coffee, name: str, method: str) -> Letter | None:
    reader = notice.member
    address = reader.email if reader is not None else contact_address(row)
    if reader is None and (row.contact is None or "@" not in address):
        return None
    side = notice.data["side"]
    other = row.asker.first_name if side == "helper" else _helper_name(row)
    with translation.override(_language(reader, row)):
        calendar = invite(
            coffee=coffee,
            summary=_("Coffee with %(name)s") % {"name": other},
            attendee=address,
            attendee_name=reader.name if reader is not None else (row.contact.name if row.contact else ""),
            method=method,
        )
    context = {"coffee": coffee, "other_name": other}
    return _to_side(notice, row, name, context, calendar=calendar, calendar_method=method)


def _helper_name(row: Introduction) -> str:
    if row.helper is not None:
        return row.helper.first_name
    return row.contact.name if row.contact is not None else ""


def _language(reader: Member | None, row: Introduction) -> str:
    if reader is not None:
        return reader.language
    return row.contact.language if row.contact is not None else settings.LANGUAGE_CODE


def _shared(row: Introduction, name: str) -> dict[str, Any]:
    return {
        "introduction": row,
        "wish": row.wish,
        "asker": row.asker,
        "connector": row.connector,
        "words": f"introductions/notices/_{name}.html",
    }


_WRITERS: dict[str, Callable[[Notice, Introduction], Letter | None]] = {
    "introductions.proposed": _proposed,
    "introductions.asked": _asked,
    "introductions.agreed": _agreed,
    "introductions.coffee_proposed": _coffee_proposed,
    "introductions.coffee_invite": _coffee_invite,
    "introductions.coffee_cancelled": _coffee_cancelled,
    "introductions.coffee_after": _coffee_after,
    "introductions.contact_letter": _contact_letter,
    "introductions.outcome": _outcome,
}
