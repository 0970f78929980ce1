"""A block looks like a hidden member whose ties and yeses ended: two worlds compared, page by page."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from durf.introductions.models import Introduction
from durf.introductions.services.introducing import introduction_decline, introduction_withdraw
from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.members.services.blocks import block
from durf.network.models import Tie
from durf.network.services.ties import tie_end
from durf.safety.routes import Policy
from durf.wishes.models import Offer
from durf.wishes.services.offering import offer_withdraw
from tests.test_routes import every_route
from tests.test_worlds_by_route import difference, seen_in
from tests.world import World

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

NOON = datetime(2027, 6, 9, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


OTHERS_LINKS = [found.name for found in every_route() if found.policy is Policy.LINK]


def own(seen: dict[str, str]) -> dict[str, str]:
    """What somebody sees without links from other people's mail."""
    return {page: text for page, text in seen.items() if page.split()[0] not in OTHERS_LINKS}


def silently_leave(member: Member, other: Member) -> None:
    """Everything a member can do themselves to be gone from another's sight, without a block."""
    for row in Introduction.objects.between(member, other):
        side: Any = "asker" if row.asker_id == member.pk else "helper"
        if row.both_agreed:
            introduction_withdraw(introduction=row, side=side)
        elif row.awaits(side):
            introduction_decline(introduction=row, side=side)
    for offer in Offer.objects.filter(helper=member, wish__asker=other):
        offer_withdraw(offer=offer)
    for tie in Tie.objects.between(member, other):
        tie_end(tie=tie, member=member)
    member_update(member=member, findable="hidden")


@pytest.mark.parametrize("who", ["charlie", "dora", "bob"])
def test_to_the_blocked_a_block_looks_like_a_hidden_member(memory_channel: Any, who: str) -> None:
    def blocked(world: World) -> None:
        block(blocker=getattr(world, who), blocked=world.alice)

    def gone(world: World) -> None:
        silently_leave(getattr(world, who), world.alice)

    assert difference(own(seen_in(gone, "alice")), own(seen_in(blocked, "alice"))) == {}
