"""The append-only table of what changed."""

import pytest
from django.db import transaction

from durf.changes.models import Change
from durf.changes.services import person_changed, tie_changed

pytestmark = pytest.mark.django_db


def test_a_tie_has_one_name_whichever_end_changes_it() -> None:
    tie_changed(a_id=9, b_id=4)
    tie_changed(a_id=4, b_id=9)
    assert set(Change.objects.values_list("key", flat=True)) == {"4:9"}


def test_a_change_goes_with_its_transaction() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        person_changed(member_id=1)
        raise RuntimeError
    assert not Change.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_cursor_reads_what_is_settled_in_order() -> None:
    for member_id in (3, 1, 2):
        person_changed(member_id=member_id)
    first = Change.objects.after(0)[0]
    assert [change.key for change in Change.objects.after(first.pk)] == ["1", "2"]
