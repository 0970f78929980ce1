"""The whole town, built in one transaction: interrupted, nothing of it is left."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from durf.demo.town.content import town_read
from durf.demo.town.people import members_build
from durf.demo.town.ties import notebook_build, ties_build
from durf.reach.live_index import live_index

Say = Callable[[str], None]


@transaction.atomic
def town_build(*, now: datetime, say: Say) -> None:
    """Fill an empty database with the invented town as it stands at this moment."""
    town = town_read()
    say(f"making {len(town.people)} people …")
    members = members_build(town, now)
    say("letting them get to know each other …")
    ties_build(town, members, now)
    notebook_build(town, members, now)
    live_index.forget()
