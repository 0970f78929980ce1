"""A file into the notebook: looked at, kept by a yes, doubles merged, undone without a trace, nobody betrayed."""

import io
import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from durf.members.models import Member
from durf.members.services.blocks import block
from durf.members.services.tokens import token_make
from durf.network.models import Contact, ContactAsk, Import, Tie
from durf.network.personal import NetworkData
from durf.network.queries import contacts_search, questions_of
from durf.network.reading.files import read
from durf.network.reading.row import Row
from durf.network.services import importing
from durf.network.services.asking import contact_asks_pass, contacts_ask
from durf.network.services.contacts import contact_change, contact_write
from durf.network.services.importing import (
    ImportOverError,
    import_keep,
    import_look,
    import_undo,
    imports_forget,
    look,
)
from durf.network.services.ties import tie_answer, tie_propose
from durf.notices.models import Delivery
from durf.safety.services.quotas import QuotaSpentError
from tests.cast import make_member, sign_in
from tests.dump import tables_with
from tests.network.test_reading import LINKEDIN

pytestmark = pytest.mark.django_db


@pytest.fixture
def bob() -> Member:
    return make_member("bob", language="en")


def linkedin(*more: str) -> list[Any]:
    return list(read(io.BytesIO((LINKEDIN + "".join(more)).encode())))


def keep(owner: Member, found: Sequence[Any], **more: Any) -> Import:
    brought, _ = import_look(owner=owner, found=found, format="auto")
    while brought.state != Import.State.KEPT:
        brought = import_keep(brought=brought, **more)
    return brought


def names(owner: Member) -> set[str]:
    return {contact.name for contact in Contact.objects.of(owner)}


def test_nothing_is_kept_before_the_yes_and_nothing_of_it_stands_in_a_table_in_plain_text(bob: Member) -> None:
    brought, seen = import_look(owner=bob, found=linkedin(), format="auto")
    assert (len(seen.rows), seen.fresh) == (2, 2)
    assert not Contact.objects.exists()
    keep(bob, linkedin())
    assert names(bob) == {"Ella Klein", "Frits de Boer"}
    for word in ("Ella", "ellaklein", "Werf", "frits@"):
        assert tables_with(word) == []
    assert brought.rows == 2


def test_a_person_known_already_gets_what_was_missing_and_keeps_what_was_written(bob: Member) -> None:
    frits = contact_write(owner=bob, name="Frits", email="Frits@example.org", note="Sails")
    brought = keep(bob, linkedin())
    frits.refresh_from_db()
    assert (frits.name, frits.note, frits.since, frits.said["link"]) == (
        "Frits", "Sails", date(2019, 10, 3), "https://www.linkedin.com/in/frits",
    )  # fmt: skip
    assert (brought.rows, brought.kept) == (2, 1)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Row(2, "Ella", email="ella@example.org"), Row(3, "E. Klein", email="ELLA@example.org")),
        (Row(2, "Ella", link="https://www.linkedin.com/in/ella/"), Row(3, "E. Klein", link="linkedin.com/in/ella")),
        (Row(2, "Ella Klein", organisation="Werf"), Row(3, "ella klein", organisation="WERF")),
    ],
    ids=["address", "profile", "name and organisation"],
)
def test_the_same_person_twice_is_one_by_a_yes_and_two_without(bob: Member, first: Row, second: Row) -> None:
    assert [same.row for same in look(owner=bob, found=[first, second]).same] == [1]
    keep(bob, [first, second])
    assert Contact.objects.count() == 1
    keep(bob, [second], apart=[0])
    assert Contact.objects.count() == 2


def test_whom_a_second_file_brought_too_stays_when_the_first_is_taken_back(bob: Member) -> None:
    first = keep(bob, [Row(2, "Ella", email="ella@example.org", role="Bouwer"), Row(3, "Otto", email="o@example.org")])
    second = keep(bob, [Row(2, "Ella", email="ella@example.org", organisation="Werf")])
    assert (first.kept, second.kept) == (2, 0)
    import_undo(brought=first)
    ella = Contact.objects.get()
    second.refresh_from_db()
    assert (ella.name, ella.organisation, ella.role, ella.email) == ("Ella", "Werf", "", "ella@example.org")
    assert second.kept == 1
    import_undo(brought=second)
    assert not Contact.objects.exists()


def test_more_doubles_than_a_page_shows_are_one_by_a_yes_too(bob: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "TOLD", 2)
    people = [Row(line, f"Person {line}", email=f"p{line}@example.org") for line in range(5)]
    keep(bob, people)
    brought, _seen = import_look(owner=bob, found=people, format="csv")
    client, keep_it = sign_in(Client(), bob), reverse("import_keep", args=[brought.public_id])
    page = client.get(reverse("import_one", args=[brought.public_id])).content.decode()
    assert "and 3 more" in page
    client.post(keep_it, {"together": ["0", "1"], "decision": "yes"})
    assert Contact.objects.count() == 5 + 3


def test_a_page_closed_halfway_loses_nothing(bob: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "AT_ONCE", 10)
    rows = [Row(line, f"Person {line}", email=f"p{line}@example.org") for line in range(25)]
    import_keep(brought=import_look(owner=bob, found=rows, format="csv")[0])
    assert imports_forget() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert [imports_forget() for _turn in range(3)] == [1, 1, 0]
    assert Contact.objects.count() == 25
    assert Import.objects.get().state == "kept"


def test_one_name_at_two_places_is_two_people(bob: Member) -> None:
    keep(
        bob,
        [Row(2, "Jan Jansen", organisation="Werf"), Row(3, "Jan Jansen", organisation="Bank"), Row(4, "Jan Jansen")],
    )
    assert Contact.objects.count() == 3


def test_undoing_leaves_no_trace_and_takes_back_what_was_added_but_not_what_was_written_since(bob: Member) -> None:
    frits = contact_write(owner=bob, name="Frits", email="frits@example.org")
    anna = contact_write(owner=bob, name="Anna", email="anna@example.org")
    before = dict(Contact.objects.filter(pk=frits.pk).values("since", "profile_mark", "email_mark").get())
    brought = keep(bob, [*linkedin(), Row(9, "Anna", email="anna@example.org", organisation="Werf", role="Bouwer")])
    contact_change(contact=Contact.objects.get(pk=anna.pk), role="Meester")
    import_undo(brought=brought)
    assert names(bob) == {"Frits", "Anna"}
    frits.refresh_from_db()
    anna.refresh_from_db()
    assert dict(Contact.objects.filter(pk=frits.pk).values("since", "profile_mark", "email_mark").get()) == before
    assert (frits.said, anna.organisation, anna.role) == ({}, "", "Meester")
    assert not Import.objects.exists()
    with pytest.raises(ImportOverError):
        import_undo(brought=brought)


def test_a_long_file_is_kept_in_turns_and_one_that_is_kept_is_not_kept_twice(
    bob: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "AT_ONCE", 10)
    rows = [Row(line, f"Person {line}", email=f"p{line % 20}@example.org") for line in range(25)]
    brought, seen = import_look(owner=bob, found=rows, format="csv")
    assert len(seen.same) == 5
    for place in (10, 20, 25):
        brought = import_keep(brought=brought)
        assert brought.place == place
    assert Contact.objects.count() == brought.kept == 20
    with pytest.raises(ImportOverError):
        import_keep(brought=brought)


def test_a_file_nobody_kept_is_forgotten_within_the_hour_and_the_way_back_after_thirty_days(bob: Member) -> None:
    import_look(owner=bob, found=linkedin(), format="auto")
    keep(bob, linkedin())
    with time_machine.travel(timezone.now() + timedelta(hours=1, minutes=1)):
        imports_forget()
    assert [one.state for one in Import.objects.all()] == ["kept"]
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        imports_forget()
    assert not Import.objects.exists()
    assert Contact.objects.count() == 2


def test_who_is_known_long_and_not_seen_lately_is_dormant(bob: Member) -> None:
    keep(bob, linkedin())
    with time_machine.travel("2026-06-01"):
        assert {row.name for row in Contact.objects.of(bob).dormant()} == {"Ella Klein", "Frits de Boer"}
        ella = next(row for row in Contact.objects.of(bob) if row.name == "Ella Klein")
        contact_change(contact=ella, touched_on=date(2026, 5, 1))
        assert {row.name for row in contacts_search(bob, dormant=True)} == {"Frits de Boer"}
        assert not Contact.objects.get(pk=ella.pk).is_dormant


def test_a_word_finds_people_by_anything_written_down_of_them(bob: Member) -> None:
    keep(bob, linkedin())
    assert [row.name for row in contacts_search(bob, "boat")] == ["Ella Klein"]
    assert contacts_search(make_member("alice"), "boat") == []


def test_whoever_is_a_member_finds_the_question_on_their_page_and_nothing_else_happens(bob: Member) -> None:
    alice = make_member("alice", email="ella@example.org")
    contacts_ask(owner=bob, addresses=["ELLA@example.org", "nobody@example.org"])
    assert not Tie.objects.exists()
    contact_asks_pass()
    assert not ContactAsk.objects.exists()
    tie = Tie.objects.get()
    assert list(Tie.objects.waiting_for(alice)) == [tie]
    assert questions_of(bob) == []
    assert not Delivery.objects.exists()
    tie_answer(tie=tie, member=alice, yes=True, how="known", openness="open")
    assert Tie.objects.confirmed().of(bob).exists()


def test_ticking_tells_nobody_who_is_a_member(bob: Member) -> None:
    """Two rows, one a member or hidden or blocked or not here at all: page, costs and what follows are the same."""
    pages = set()
    for world in ("member", "hidden", "blocked", "nobody"):
        for one in Member.objects.exclude(pk=bob.pk):
            one.delete()
        Contact.objects.all().delete()
        contact = contact_write(owner=bob, name="Ella", email="ella@example.org")
        Contact.objects.filter(pk=contact.pk).update(public_id="same-in-all-0000")
        if world != "nobody":
            ella = make_member("ella", findable="hidden" if world == "hidden" else "name")
            if world == "blocked":
                block(blocker=ella, blocked=bob)
        client = sign_in(Client(), bob)
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(reverse("contacts_to_ask"), {"contact": "same-in-all-0000"}, follow=True)
        contact_asks_pass()
        after = [client.get(reverse(name)).content.decode() for name in ("network", "contacts", "home")]
        pages.add((answer.status_code, len(queries), *(bare(page) for page in [answer.content.decode(), *after])))
    assert len(pages) == 1


def test_whoever_is_asked_openly_after_a_tick_stands_where_they_would_without_it(bob: Member) -> None:
    """Else one's own list would tell whose address it was."""
    charlie, dora = make_member("charlie"), make_member("dora")
    contacts_ask(owner=bob, addresses=[charlie.email])
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        contact_asks_pass()
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        tie_propose(proposer=bob, other=dora, how="known", openness="ask")
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        tie_propose(proposer=bob, other=charlie, how="known", openness="ask")
    first, second = questions_of(bob)
    assert (first.member, second.member) == (dora, charlie)
    days = [row["since"] for row in NetworkData.export(bob)["ties_asked"]]
    assert days == sorted(days)
    assert [day.date() for day in days] == [(timezone.now() + timedelta(days=n)).date() for n in (2, 3)]


def bare(page: str) -> str:
    """Take out what differs by chance."""
    return "\n".join(line for line in page.splitlines() if "csrf" not in line and "nonce" not in line)


def test_asking_again_over_a_file_hides_no_question_that_was_asked_openly(bob: Member) -> None:
    alice = make_member("alice", email="ella@example.org")
    tie_propose(proposer=bob, other=alice, how="known", openness="ask")
    contacts_ask(owner=bob, addresses=["ella@example.org"])
    contact_asks_pass()
    assert len(questions_of(bob)) == 1


def test_no_more_than_twenty_are_asked_in_a_day(bob: Member) -> None:
    contacts_ask(owner=bob, addresses=[f"p{number}@example.org" for number in range(20)])
    with pytest.raises(QuotaSpentError):
        contacts_ask(owner=bob, addresses=["one@example.org"])
    assert ContactAsk.objects.count() == 20


def upload(client: Client, raw: bytes, name: str = "Connections.csv", format: str = "auto") -> Any:
    file = SimpleUploadedFile(name, raw, content_type="text/csv")
    return client.post(reverse("import_new"), {"file": file, "format": format}, follow=True)


def test_the_pages_lead_from_a_file_to_the_notebook_and_back(bob: Member) -> None:
    client = sign_in(Client(), bob)
    contact_write(owner=bob, name="Frits de Boer", email="frits@example.org")
    looked = upload(client, (LINKEDIN + '"broken\r\n').encode()).content.decode()
    assert "2 people. Nothing is kept yet." in looked
    assert "in your notebook already, same e-mail address" in " ".join(looked.split())
    assert "Ella Klein" in looked, "whom it brings"
    assert "A quotation mark is opened and not closed." in looked
    brought = Import.objects.get()
    keep_it = reverse("import_keep", args=[brought.public_id])
    kept = client.post(keep_it, {"together": ["1"], "decision": "yes"}, follow=True)
    assert "One person is in your notebook" in kept.content.decode()
    assert names(bob) == {"Ella Klein", "Frits de Boer"}
    undo = reverse("import_undo", args=[brought.public_id])
    client.get(undo)
    assert Contact.objects.count() == 2
    client.post(undo, {"decision": "yes"})
    assert names(bob) == {"Frits de Boer"}


def test_a_table_of_ones_own_asks_which_column_is_which(bob: Member) -> None:
    client = sign_in(Client(), bob)
    page = upload(client, b"Wie,Waar\nElla Klein,Werf\n")
    assert "Which column is which?" in page.content.decode()
    asked = reverse("import_columns", args=[Import.objects.get().public_id])
    assert "holds the names" in client.post(asked, {"column0": "", "column1": "note"}).content.decode()
    looked = client.post(asked, {"column0": "name", "column1": "organisation"}, follow=True).content.decode()
    assert "One person. Nothing is kept yet." in looked
    assert Import.objects.count() == 1


def test_a_file_that_cannot_be_read_gets_a_sentence_and_loses_nothing(bob: Member) -> None:
    answer = upload(sign_in(Client(), bob), b"PK\x03\x04 broken", "export.zip").content.decode()
    assert "This archive is broken or locked." in answer
    assert not Import.objects.exists()


def test_where_no_notebooks_are_kept_a_file_is_compared_and_nothing_stays(bob: Member, settings: Any) -> None:
    settings.NOTEBOOKS = False
    client = sign_in(Client(), bob)
    assert "Nothing: this community keeps no notebooks." in upload(client, LINKEDIN.encode()).content.decode()
    assert client.post(reverse("import_keep", args=[Import.objects.get().public_id])).status_code == 404
    assert client.get(reverse("contact_new")).status_code == 404
    spoken = Client(headers={"authorization": f"Bearer {token_make(member=bob, name='t', scope='write')[1]}"})
    words = json.dumps({"name": "Ella"})
    assert spoken.post("/api/contacts", words, content_type="application/json").status_code == 404
    assert not Contact.objects.exists()


def test_anothers_import_answers_like_a_missing_one(bob: Member) -> None:
    brought, _ = import_look(owner=make_member("alice"), found=linkedin(), format="auto")
    client = sign_in(Client(), bob)
    for name in ("import_one", "import_columns", "import_undo"):
        assert client.get(reverse(name, args=[brought.public_id])).status_code == 404
    assert client.post(reverse("import_keep", args=[brought.public_id])).status_code == 404


def run(*arguments: str) -> dict[str, Any]:
    said = io.StringIO()
    call_command("import", *arguments, "--member", "bob", "--json", stdout=said)
    told: dict[str, Any] = json.loads(said.getvalue())
    return told


def test_the_command_says_what_it_understood_and_keeps_it_unless_told_not_to(bob: Member, tmp_path: Path) -> None:
    file = tmp_path / "Connections.csv"
    file.write_text(LINKEDIN + "Otto,,,geen adres,,,\r\n", newline="")
    contact_write(owner=bob, name="Frits", email="frits@example.org")
    doubt = {"line": 8, "reason": "The e-mail address is not one; kept without it."}
    told = {"rows": 3, "understood": 3, "doubtful": [doubt], "duplicates": 1}
    assert run(str(file), "--dry-run") == {**told, "kept": 0}
    assert Contact.objects.count() == 1
    assert run(str(file)) == {**told, "kept": 2}
    assert names(bob) == {"Frits", "Ella Klein", "Otto"}


def test_the_command_tells_what_is_wrong_in_a_sentence(bob: Member, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("Wie,Waar\nElla,Werf\n")
    with pytest.raises(CommandError, match="Columns: Wie, Waar"):
        run(str(file))
    assert run(str(file), "--column", "name=Wie")["kept"] == 1
    with pytest.raises(CommandError, match="cannot be read"):
        run(str(tmp_path / "none.csv"))
