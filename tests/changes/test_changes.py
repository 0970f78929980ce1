"""The append-only table of what changed."""

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

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
def test_nothing_behind_the_mark_is_missed_and_what_was_before_it_is_left_out() -> None:
    person_changed(member_id=7)
    mark = Change.objects.horizon()
    for member_id in (3, 1, 2):
        person_changed(member_id=member_id)
    behind = [change.key for change in Change.objects.since(mark)]
    assert behind[-3:] == ["3", "1", "2"]
    if connection.vendor == "sqlite":
        assert behind == ["3", "1", "2"]
    else:  # another database's transaction on the same server may hold the mark back: then 7 is read twice
        assert behind in (["3", "1", "2"], ["7", "3", "1", "2"])


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_is_still_running_keeps_the_mark_before_itself() -> None:
    with transaction.atomic():
        person_changed(member_id=4)
        mark = Change.objects.horizon()
        if connection.vendor == "sqlite":
            return  # one writer: nobody else can look while it writes
    assert "4" in [change.key for change in Change.objects.since(mark)]


@pytest.mark.django_db(transaction=True)
def test_what_changed_is_read_once_and_a_table_that_was_emptied_is_noticed() -> None:
    person_changed(member_id=7)
    first = Change.objects.read(0)
    assert first is not None
    assert [key for _, _, key in first.rows][-1] == "7"
    person_changed(member_id=3)
    second = Change.objects.read(first.mark)
    assert second is not None
    assert [key for _, _, key in second.rows][-1] == "3"
    if connection.vendor == "sqlite":
        assert [key for _, _, key in second.rows] == ["3"]
        assert Change.objects.read(second.mark) == ([], second.mark, set())
        Change.objects.all().delete()
        assert Change.objects.read(second.mark) is None
        person_changed(member_id=5)
        assert Change.objects.read(second.mark) is None


def test_nothing_to_read_is_one_question(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    person_changed(member_id=7)
    first = Change.objects.read(0)
    assert first is not None
    with django_assert_num_queries(1 if connection.vendor == "sqlite" else 2):
        Change.objects.read(first.mark)
