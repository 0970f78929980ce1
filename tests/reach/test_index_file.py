"""The index outlives the process: kept in a file, taken up again, and built anew where the file will not do."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from durf.changes.models import Change
from durf.matching import Index, Query
from durf.members.models import Member
from durf.members.services.erasure import member_erase
from durf.members.services.traits import traits_set
from durf.reach.live_index import LiveIndex
from durf.reach.services import find_helpers, index_keep
from tests.cast import make_member

pytestmark = pytest.mark.django_db
QUESTION = "Wie weet iets van bijen? "


@pytest.fixture
def file(settings: Any, tmp_path: Path) -> Path:
    settings.INDEX_FILE = tmp_path / "index.durf"
    return tmp_path / "index.durf"


def answer(live: LiveIndex) -> set[str]:
    """Who the index knows for bees, by row number."""
    return {hit.person for hit in live.current().search(Query(QUESTION, asker=str(alice().pk))).hits}


def alice() -> Member:
    return Member.objects.get(handle="alice")


def town() -> tuple[Member, Member]:
    make_member("alice")
    return make_member("bob", strengths=["Bijen op het dak"]), make_member("charlie", strengths=["Gitaar"])


def test_a_kept_index_is_taken_up_and_knows_what_changed_since(file: Path) -> None:
    bob, charlie = town()
    first = LiveIndex()
    assert answer(first) == {str(bob.pk)}
    assert first.keep(at_once=True)
    traits_set(member=charlie, strengths=[("Bijen en honing", "everyone")], limits=[])
    traits_set(member=bob, strengths=[("Piano", "everyone")], limits=[])
    second = LiveIndex()
    assert answer(second) == {str(charlie.pk)}


def test_nothing_is_built_where_the_file_will_do(file: Path) -> None:
    town()
    assert "horizon" not in LiveIndex().current().note
    LiveIndex().keep(at_once=True)
    assert "horizon" in LiveIndex().current().note


@pytest.mark.parametrize("harm", ["cut", "altered", "empty", "other"])
def test_a_file_that_will_not_do_is_replaced_by_itself(file: Path, harm: str, caplog: pytest.LogCaptureFixture) -> None:
    bob, _ = town()
    LiveIndex().keep(at_once=True)
    whole = file.read_bytes()
    if harm == "cut":
        file.write_bytes(whole[: len(whole) // 2])
    elif harm == "altered":
        file.write_bytes(whole.replace(b"Bijen op", b"bijen op"))
    elif harm == "empty":
        file.write_bytes(b"")
    else:
        Index.build([], []).save(file)
    live = LiveIndex()
    assert answer(live) == {str(bob.pk)}
    assert live.keep(at_once=True)
    assert answer(LiveIndex()) == {str(bob.pk)}
    assert ("index file not usable" in caplog.text) == (harm != "other")


def test_a_file_of_another_database_is_not_taken(file: Path) -> None:
    bob, _ = town()
    LiveIndex().keep(at_once=True)
    Change.objects.all().delete()
    traits_set(member=bob, strengths=[("Piano", "everyone")], limits=[])
    assert answer(LiveIndex()) == set()


def test_who_is_erased_is_gone_from_the_file_at_the_next_sweep(file: Path, settings: Any) -> None:
    bob, _ = town()
    traits_set(member=bob, strengths=[("Bijen kanariecanary", "everyone")], limits=[])
    find_helpers(asker=alice(), text=QUESTION)
    index_keep()
    index_keep()
    assert b"kanariecanary" in file.read_bytes()
    member_erase(member=bob)
    index_keep()
    assert b"kanariecanary" not in file.read_bytes()


def test_somebody_who_will_not_be_found_still_asks_as_a_member() -> None:
    bob, _ = town()
    member = alice()
    Member.objects.filter(pk=member.pk).update(findable="hidden")
    traits_set(member=bob, strengths=[("Bijen op het dak", "members")], limits=[])
    assert [hit.person for hit in find_helpers(asker=member, text=QUESTION).hits] == [str(bob.pk)]


def test_a_newcomer_is_one_no_more_once_the_days_have_passed_with_nobody_changing_a_word() -> None:
    town()
    for number in range(4):
        make_member(f"keeper{number}", strengths=["Bijen op het dak"])
    live = LiveIndex()
    live.current()
    assert not live.renew()
    places = [one.place for one in live.current().search(Query(QUESTION, asker=str(alice().pk))).slate]
    assert "newcomer" in places
    with time_machine.travel(timezone.now() + timedelta(weeks=7)):
        assert live.renew()
        assert not live.renew()
        places = [one.place for one in live.current().search(Query(QUESTION, asker=str(alice().pk))).slate]
        assert "newcomer" not in places


def test_a_disk_that_fails_forgets_nobodys_erasure(file: Path, settings: Any) -> None:
    bob, _ = town()
    live = LiveIndex()
    assert live.keep(at_once=True)
    member_erase(member=bob)
    settings.INDEX_FILE = file.parent / "nowhere" / "index.durf"
    with pytest.raises(OSError, match="nowhere"):
        live.keep(at_once=False)
    settings.INDEX_FILE = file
    assert live.keep(at_once=False)
    assert b"Bijen op het dak" not in file.read_bytes()
