"""Taking everything along in four forms, safe to open anywhere."""

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client

from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.members.services.taking import cell
from durf.network.reading.files import read
from durf.network.reading.row import Row
from durf.network.services.contacts import contact_write
from tests.cast import make_member, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Member:
    member = make_member("alice", language="en", trade="teacher", strengths=["=1+1", "Explaining"])
    contact_write(owner=member, name="Erik Visser", email="erik@example.org", organisation="Werf; Zoon", tags=["boats"])
    return member


def take(alice: Member, form: str) -> Any:
    return sign_in(Client(), alice).post("/settings/export/", {"decision": "yes", "form": form})


def test_the_tables_hold_every_list_and_no_cell_is_a_formula(alice: Member) -> None:
    answer = take(alice, "csv")
    assert answer["Content-Disposition"] == 'attachment; filename="durf-alice.zip"'
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert {"members-profile.csv", "members-strengths.csv", "network-contacts.csv"} <= set(archive.namelist())
    rows = list(csv.DictReader(io.StringIO(archive.read("members-strengths.csv").decode("utf-8-sig"))))
    assert [row["text"] for row in rows] == ["'=1+1", "Explaining"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_what_a_spreadsheet_would_run_is_text(sign: str) -> None:
    assert cell(f"{sign}cmd") == f"'{sign}cmd"
    assert cell(f"a{sign}b") == f"a{sign}b"


def test_the_cards_can_be_brought_along_elsewhere(alice: Member) -> None:
    rows = [row for row in read(io.BytesIO(take(alice, "vcard").content)) if isinstance(row, Row)]
    assert [(row.name, row.email) for row in rows] == [
        ("Alice", "alice@example.org"),
        ("Erik Visser", "erik@example.org"),
    ]
    assert (rows[1].organisation, rows[1].tags) == ("Werf; Zoon", ("boats",))


def test_the_page_can_be_read_by_a_person_and_runs_nothing(alice: Member) -> None:
    member_update(member=alice, line="<script>alert(1)</script>")
    page = take(alice, "page").content.decode()
    assert "Erik Visser" in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_unknown_form_gives_json(alice: Member) -> None:
    assert json.loads(take(alice, "xml").content)["members"]["profile"]["handle"] == "alice"
