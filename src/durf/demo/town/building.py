"""The whole town, built in one transaction: interrupted, nothing of it is left."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from durf.demo.town.content import town_read
from durf.demo.town.meetings import Cast, meetings_build
from durf.demo.town.nudges import nudges_build
from durf.demo.town.offers import offers_build, thanks_build
from durf.demo.town.people import members_build
from durf.demo.town.ties import notebook_build, ties_build
from durf.demo.town.wishes import matches_build, wishes_build
from durf.reach.live_index import live_index

Say = Callable[[str], None]


@transaction.atomic
def town_build(*, now: datetime, say: Say) -> None:
    """Fill an empty database with the invented town as it stands at this moment."""
    town = town_read()
    say(f"making {len(town.people)} people …")
    members = members_build(town, now)
    say("making ties, as a town does …")
    ties_build(town, members, now)
    contacts = notebook_build(town, members, now)
    say(f"asking {len(town.wishes)} wishes and finding who could help …")
    wishes = wishes_build(town, members, now)
    live_index.forget()
    matches_build(wishes)
    nudges_build(town, members, wishes, now)
    say("offering, introducing, having coffee, saying thank you …")
    offers = offers_build(town, members, wishes, now)
    meetings_build(town, Cast(members, contacts, wishes, offers), now)
    thanks_build(town, members, wishes, offers)
    live_index.forget()
