"""Secret links: opened by reading, spent once."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from durf.safety.models import Link
from durf.safety.services.links import LinkUnusableError, link_make, link_open, link_spend, links_end

pytestmark = pytest.mark.django_db
KIND = Link.Kind.ACTION


def make() -> str:
    return link_make(kind=KIND, purpose="nudge", target="thing", holder="alice")


def test_a_token_has_256_bits_and_is_stored_nowhere() -> None:
    token = make()
    assert len(token) == 43
    row = Link.objects.values().get()
    assert all(token not in str(value) for value in row.values())


def test_opening_changes_nothing() -> None:
    token = make()
    before = list(Link.objects.values())
    link_open(token=token, kind=KIND, purpose="nudge")
    assert list(Link.objects.values()) == before


def test_a_link_is_spent_once() -> None:
    token = make()
    assert link_spend(token=token, kind=KIND, purpose="nudge").target == "thing"
    with pytest.raises(LinkUnusableError) as refused:
        link_spend(token=token, kind=KIND, purpose="nudge")
    assert refused.value.reason == "spent"


@pytest.mark.parametrize(("kind", "purpose"), [(Link.Kind.DECISION, "nudge"), (KIND, "coffee")])
def test_a_link_opens_only_what_it_was_made_for(kind: Link.Kind, purpose: str) -> None:
    token = make()
    with pytest.raises(LinkUnusableError):
        link_open(token=token, kind=kind, purpose=purpose)


def test_an_action_link_lives_fourteen_days() -> None:
    token = make()
    with time_machine.travel(timezone.now() + timedelta(days=13, hours=23), tick=False):
        link_open(token=token, kind=KIND, purpose="nudge")
    later = timezone.now() + timedelta(days=14, minutes=1)
    with time_machine.travel(later, tick=False), pytest.raises(LinkUnusableError) as refused:
        link_open(token=token, kind=KIND, purpose="nudge")
    assert refused.value.reason == "expired"


def test_the_links_to_a_thing_end_with_it() -> None:
    token = make()
    links_end(target="thing")
    with pytest.raises(LinkUnusableError):
        link_open(token=token, kind=KIND, purpose="nudge")
