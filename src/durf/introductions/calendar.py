"""Calendar invites (RFC 5545, iTIP RFC 5546): one event a coffee, its sequence growing with every change sent."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from durf.introductions.models import Coffee

REQUEST, CANCEL = "REQUEST", "CANCEL"


def invite(*, coffee: Coffee, summary: str, attendee: str, attendee_name: str, method: str = REQUEST) -> bytes:
    """Return the invite for one side, in the community's time zone with its rules for summer and winter.

    Nobody's address is in it but the reader's own: the organizer is the community.
    """
    starts_at = coffee.starts_at or coffee.invited_for  # being moved, it still stands in the calendars where it was
    assert starts_at is not None
    start = starts_at.astimezone(ZoneInfo(settings.TIME_ZONE))
    event = Event()
    event.add("uid", f"{coffee.public_id}@{_domain()}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=coffee.minutes))
    event.add("sequence", coffee.sequence)
    event.add("summary", summary)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    if coffee.where:
        event.add("location", coffee.where)
    elif coffee.manner == Coffee.Manner.CALL:
        event.add("location", _("By telephone"))
    event["organizer"] = _person(settings.DEFAULT_FROM_EMAIL, settings.COMMUNITY_NAME)
    event.add("attendee", _attendee(attendee, attendee_name), encode=False)
    calendar = Calendar()
    calendar.add("prodid", "-//Durf//durf//")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    made: bytes = calendar.to_ical()
    return made


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"


def _person(address: str, name: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address.rpartition('<')[2].rstrip('>')}")
    person.params["CN"] = vText(name)
    return person


def _attendee(address: str, name: str) -> vCalAddress:
    person = _person(address, name)
    person.params["PARTSTAT"] = vText("ACCEPTED")
    person.params["ROLE"] = vText("REQ-PARTICIPANT")
    return person
