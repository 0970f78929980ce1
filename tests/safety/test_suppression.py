"""Addresses that are never written to again."""

import pytest

from durf.safety.models import Suppression
from durf.safety.services.suppression import address_is_suppressed, address_suppress

pytestmark = pytest.mark.django_db


def test_an_address_is_recognised_however_it_is_written_and_kept_only_as_a_keyed_hash() -> None:
    address_suppress(address=" Erik@Example.org ")
    address_suppress(address="erik@example.org")
    assert address_is_suppressed(address="ERIK@example.org")
    assert not address_is_suppressed(address="erika@example.org")
    row = Suppression.objects.values().get()
    assert "erik" not in str(row)
