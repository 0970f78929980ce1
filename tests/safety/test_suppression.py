"""Addresses that are never written to again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.transaction import atomic, set_rollback
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from durf.notices.models import Notice
from durf.safety.models import Erasure, Suppression
from durf.safety.services.erasures import erasures_apply, erasures_keep
from durf.safety.services.suppression import address_is_suppressed, address_suppress
from tests.cast import make_member, sign_in
from tests.introductions.stage import Stage

pytestmark = pytest.mark.django_db


def test_an_address_is_recognised_however_it_is_written_and_kept_only_as_a_keyed_hash() -> None:
    address_suppress(address=" Erik@Example.org ")
    address_suppress(address="erik@example.org")
    assert address_is_suppressed(address="ERIK@example.org")
    assert not address_is_suppressed(address="erika@example.org")
    row = Suppression.objects.values().get()
    assert "erik" not in str(row)


def test_a_backup_that_is_put_back_does_not_bring_an_address_back(tmp_path: Path, settings: Any) -> None:
    settings.ERASED_FILE = tmp_path / "erased"
    address_suppress(address="erik@example.org")
    erasures_keep()
    assert "erik" not in settings.ERASED_FILE.read_text()
    Suppression.objects.all().delete()
    Erasure.objects.all().delete()
    erasures_apply()
    assert address_is_suppressed(address="erik@example.org")


def invite(address: str) -> Any:
    form = {"how": "known", "openness": "ask", "email": address, "door": "mail"}
    return sign_in(Client(), make_member("alice")).post(reverse("invite"), form)


def look_up(address: str) -> Any:
    return Client().post(reverse("remote"), {"email": address})


def ask_a_page(address: str) -> Any:
    make_member("alice", page_public=True)
    form = {"text": "Who keeps bees?", "name": "Erik", "email": address}
    return Client().post(reverse("page_ask", args=["alice"]), form)


def pass_on(address: str) -> Any:
    stage = Stage()
    row = stage.erik_introduced()
    return sign_in(Client(), stage.bob).post(reverse("pass_on", args=[row.public_id]), {"way": "durf"})


@pytest.mark.skipif(connection.vendor != "sqlite", reason="savepoints are counted where a test's changes are read once")
@pytest.mark.parametrize("door", [invite, look_up, ask_a_page, pass_on])
@pytest.mark.usefixtures("memory_channel")
def test_whether_an_address_is_on_the_list_changes_no_answer_and_no_number_of_questions(
    door: Callable[[str], Any], settings: Any
) -> None:
    settings.SERVER_SENDS = True
    told = []
    for listed in (False, True):
        with atomic():
            if listed:
                address_suppress(address="erik@example.org")
            with CaptureQueriesContext(connection) as asked:
                answer = door("erik@example.org")
            assert answer.status_code in (200, 302)
            assert Notice.objects.filter(member=None).exists()
            told.append((answer.status_code, len(asked)))
            set_rollback(True)
    assert told[0] == told[1]


def test_what_is_erased_again_fits_where_it_is_remembered(settings: Any) -> None:
    most = Erasure._meta.get_field("kind").max_length
    assert [kind for kind in settings.ERASED_AGAIN if most is None or len(kind) > most] == []
