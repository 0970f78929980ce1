"""Reading files of contacts: every program's shape, and files that are broken."""

import io
import json
import time
import zipfile
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from durf.network.reading.files import BYTES_MOST, FORMATS, ROWS_MOST, columns, read
from durf.network.reading.row import ColumnsUnknownError, Doubt, Row, UnreadableError, day, profile

LINKEDIN = (
    "Notes:\r\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing. ""privacy"""\r\n'
    "\r\n"
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
    'Ella,Klein,https://www.linkedin.com/in/ellaklein,,"Werf, Zoon & Co",Boat builder,12 Mar 2024\r\n'
    ",,,,,,\r\n"
    "Frits,de Boer,https://www.linkedin.com/in/frits,frits@example.org,,,3 okt 2019\r\n"
)
CARDS = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Klein;Ella;;;\r\nFN:Ella Klein\r\nEMAIL;TYPE=INTERNET:ella@example.org\r\n"
    "ORG:Werf;Helling\r\nTITLE:Boat\r\n builder\r\nNOTE:oak\\, mostly\r\nCATEGORIES:boats,wood\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Vi=C3=ABtor;Jos=C3=A9;;;\r\n"
    "EMAIL;INTERNET;HOME:jose@example.org\r\nNOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:knows=\r\n many\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Grete\r\nEMAIL;PREF=1:grete@example.org\r\nURL:https://example.org/grete\r\nEND:VCARD\r\n"
)


def rows(raw: str | bytes, format: str = "auto") -> list[Row]:
    return [one for one in found(raw, format) if isinstance(one, Row)]


def doubts(raw: str | bytes, format: str = "auto") -> list[Doubt]:
    return [one for one in found(raw, format) if isinstance(one, Doubt)]


def found(raw: str | bytes, format: str) -> Sequence[Row | Doubt]:
    return list(read(io.BytesIO(raw.encode() if isinstance(raw, str) else raw), format=format))


def zipped(**files: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return held.getvalue()


@pytest.mark.parametrize(
    "raw", [LINKEDIN, "\ufeff" + LINKEDIN, LINKEDIN.replace("\r\n", "\n"), LINKEDIN.partition("\r\n\r\n")[2]]
)
def test_a_linkedin_export_is_read_with_and_without_its_notes_and_marks(raw: str) -> None:
    ella, frits = rows(raw)
    assert (ella.name, ella.organisation, ella.role, ella.since) == (
        "Ella Klein", "Werf, Zoon & Co", "Boat builder", date(2024, 3, 12),
    )  # fmt: skip
    assert (frits.email, frits.since) == ("frits@example.org", date(2019, 10, 3))
    assert doubts(raw) == []


def test_the_archive_of_linkedin_may_come_as_it_is_and_only_its_connections_are_opened() -> None:
    assert len(rows(zipped(Profile_csv="x", Connections_csv=LINKEDIN))) == 2


def test_cards_of_three_versions_are_read_folded_quoted_and_many_in_a_file() -> None:
    ella, jose, grete = rows(CARDS)
    assert (ella.name, ella.role, ella.note, ella.organisation) == ("Ella Klein", "Boatbuilder", "oak, mostly", "Werf")
    assert ella.tags == ("boats", "wood")
    assert (jose.name, jose.note, jose.email) == ("José Viëtor", "knows many", "jose@example.org")
    assert (grete.name, grete.link) == ("Grete", "https://example.org/grete")


def test_a_broken_card_costs_itself_alone() -> None:
    broken = CARDS.replace("END:VCARD", "", 1)
    assert [row.name for row in rows(broken)] == ["José Viëtor", "Grete"]
    assert [doubt.line for doubt in doubts(broken)] == [1]


@pytest.mark.parametrize(
    ("table", "format"),
    [
        ("Name,Given Name,Family Name,E-mail 1 - Value,Notes,Group Membership\nElla Klein,Ella,Klein,ella@example.org,x,* myContacts ::: Boats\n", "google"),
        ("First Name,Last Name,Labels,E-mail 1 - Value,Organization Name\nElla,Klein,Boats,ella@example.org,Werf\n", "google"),
        ("First Name,Middle Name,Last Name,E-mail Address,Company,Categories\nElla,,Klein,ella@example.org,Werf,Boats\n", "outlook"),
        ("Voornaam,Achternaam,E-mailadres,Bedrijf,Functie,Categorieën\nElla,Klein,ella@example.org,Werf,bouwer,Boats\n", "outlook"),
        ("Naam;E-mail;Labels\nElla Klein;ella@example.org;Boats\n", "csv"),
        ("full name\temail\ttags\nElla Klein\tella@example.org\tBoats\n", "csv"),
    ],
)  # fmt: skip
def test_tables_of_other_programs_are_known_by_their_columns(table: str, format: str) -> None:
    for chosen in ("auto", format):
        (ella,) = rows(table, format=chosen)
        assert (ella.name, ella.email, ella.tags) == ("Ella Klein", "ella@example.org", ("Boats",))


def test_follows_of_the_fediverse_are_known_by_their_handle() -> None:
    table = "Account address,Show boosts,Notify on new posts,Languages\nella@social.example,true,false,\n"
    (ella,) = rows(table)
    assert (ella.name, ella.handle) == ("ella", "ella@social.example")


def test_a_table_of_unknown_columns_asks_which_is_which_and_then_reads() -> None:
    table = b"Wie,Waar\nElla Klein,Werf\n"
    with pytest.raises(ColumnsUnknownError) as asked:
        read(io.BytesIO(table))
    assert asked.value.columns == ("Wie", "Waar")
    assert columns(io.BytesIO(table)) == [("Wie", ""), ("Waar", "")]
    (ella,) = read(io.BytesIO(table), mapping={"Wie": "name", "Waar": "organisation"})
    assert isinstance(ella, Row)
    assert (ella.name, ella.organisation) == ("Ella Klein", "Werf")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_with_accents_come_through_in_any_of_the_usual_encodings(encoding: str) -> None:
    assert [row.name for row in rows("naam,e-mail\nJosé Viëtor,j@example.org\n".encode(encoding))] == ["José Viëtor"]


def test_a_line_in_another_encoding_costs_nobody_anything() -> None:
    mixed = "naam\nZoë\n".encode() + "André\n".encode("cp1252")
    assert [row.name for row in rows(mixed)] == ["Zoë", "André"]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ('"Ella', 0),  # a quotation mark that is not closed
        ("Ella\x00Klein", 1),
        (",geen-adres", 0),
        ("Ella,geen-adres", 1),
    ],
)
def test_a_broken_row_costs_itself_alone(line: str, kept: int) -> None:
    table = f"naam,e-mail\nAnna,anna@example.org\n{line}\nOtto,otto@example.org\n"
    names = [row.name for row in rows(table)]
    assert names[0] == "Anna"
    assert names[-1] == "Otto"
    assert len(names) == 2 + kept
    if "\x00" not in line:
        assert [doubt.line for doubt in doubts(table)][:1] == [3]


def test_signs_that_could_forge_a_header_are_gone_from_a_name() -> None:
    (ella,) = rows('naam\n"Ella\r\nBcc: all@example.org"\n')
    assert ella.name == "Ella Bcc: all@example.org"


@pytest.mark.parametrize(
    "raw",
    [b"", b"   \n", b"PK\x03\x04 broken", zipped(Profile_csv="x"), b"x" * (BYTES_MOST + 1)],
    ids=["empty", "blank", "broken archive", "another archive", "too large"],
)
def test_a_file_of_which_nothing_can_be_read_gets_a_sentence(raw: bytes) -> None:
    with pytest.raises(UnreadableError) as refused:
        list(read(io.BytesIO(raw)))
    assert refused.value.sentence.endswith((".", "?"))


def test_an_archive_that_unpacks_to_more_than_is_allowed_is_not_unpacked() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Connections.csv", "a" * (BYTES_MOST + 1))
    assert len(held.getvalue()) < 100_000
    with pytest.raises(UnreadableError, match="10 MB"):
        list(read(io.BytesIO(held.getvalue())))


def test_no_more_people_are_read_than_are_allowed_and_that_is_said() -> None:
    many = "naam\n" + "Ella\n" * (ROWS_MOST + 5)
    assert len(rows(many)) == ROWS_MOST
    assert "30,000" in doubts(many)[-1].reason


def card(said: str) -> str:
    return f"BEGIN:VCARD\r\nFN:Ella\r\n{said}\r\nEND:VCARD\r\n"


@pytest.mark.parametrize(
    "raw",
    [
        "naam\n" + " \n" * 4_000_000,
        "naam,e-mail\n" + ",\n" * 3_000_000,
        "naam\n" + "," * 9_000_000,
        "naam,e-mail\n" + '"x\n' * 3_000_000,
        "naam,e-mail\n" + 'x,"y\n' * 1_800_000,
        "naam,e-mail\n" + '"' * 9_000_000,
        "naam,e-mail\n" + ',"' * 4_000_000,
        "BEGIN:VCARD\r\n" * 700_000,
        card("N:" + ";" * 190_000) * 20,
        card("NOTE;ENCODING=QUOTED-PRINTABLE:" + "=\r\n" * 60_000) * 20,
        card("NOTE:x\r\n" + " a\r\n" * 45_000) * 20,
    ],
    ids=[
        "spaces",
        "empty rows",
        "one row",
        "marks",
        "marks in cells",
        "one mark",
        "cells of marks",
        "open cards",
        "semicolons",
        "soft breaks",
        "folds",
    ],
)
def test_a_file_made_to_be_slow_is_not(raw: str) -> None:
    begun = time.process_time()
    found(raw, "auto")
    assert time.process_time() - begun < 2  # of processor time; it took up to a minute, and takes a third of a second


@pytest.mark.parametrize(("text", "read_as"), [("12 Mar 2024", date(2024, 3, 12)), ("1 mrt 2024", date(2024, 3, 1)), ("2024-05-06", date(2024, 5, 6)), ("31 feb 2024", None), ("soon", None)])  # fmt: skip
def test_days_are_read_in_two_languages(text: str, read_as: date | None) -> None:
    assert day(text) == read_as


def test_one_profile_is_known_again_however_its_address_is_written() -> None:
    assert profile("https://www.linkedin.com/in/Ella/") == profile("linkedin.com/in/ella")
    assert profile("http://[broken") == "http://[broken"


@settings(max_examples=150, deadline=1000)
@given(st.binary(max_size=3000), st.sampled_from(FORMATS))
def test_any_bytes_give_rows_doubts_or_a_sentence(raw: bytes, format: str) -> None:
    survives(raw, format)


@settings(max_examples=200, deadline=1000)
@given(st.data())
def test_files_that_are_nearly_right_give_rows_doubts_or_a_sentence(data: st.DataObject) -> None:
    whole = data.draw(
        st.sampled_from(
            [LINKEDIN.encode(), CARDS.encode(), LINKEDIN.encode("utf-16"), zipped(Connections_csv=LINKEDIN)]
        )
    )
    begin = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(begin, min(begin + 40, len(whole))))
    survives(whole[:begin] + data.draw(st.binary(max_size=20)) + whole[end:], data.draw(st.sampled_from(FORMATS)))


def survives(raw: bytes, format: str) -> None:
    """Read it; whatever comes is bounded and can be written down."""
    try:
        for one in read(io.BytesIO(raw), format=format):
            if isinstance(one, Row):
                assert one.name
                assert one.name.isprintable()
                json.dumps([one.name, one.email, one.note, one.tags]).encode()
    except UnreadableError as refused:
        assert refused.sentence


def linkedin_of(cells: dict[int, str]) -> str:
    """Forty rows of LinkedIn, some with an organisation of their own."""
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
    people = (f"P{n},Jansen,,p{n}@example.org,{cells.get(n, 'Werf')},Bouwer,12 Mar 2024\r\n" for n in range(40))
    return head + "".join(people)


def test_inches_in_two_rows_cost_nobody_between_them() -> None:
    assert len(rows(linkedin_of({4: '5" tubes', 30: '7" tubes'}))) == 40


def test_a_mark_that_opens_a_cell_and_never_closes_it_costs_that_row_alone() -> None:
    text = linkedin_of({4: '"Werf', 9: '"Werf, De Hoop"', 20: '"Bank\r\nAmsterdam"'})
    found = rows(text)
    assert len(found) == 39
    assert {row.organisation for row in found} == {"Werf", "Werf, De Hoop", "Bank Amsterdam"}
    assert [doubt.line for doubt in doubts(text)] == [6]


def test_a_name_between_first_and_last_is_part_of_it() -> None:
    google = "First Name,Middle Name,Last Name,E-mail 1 - Value,Notes\nJan,van,Smit,jan@example.org,x\n"
    outlook = "First Name,Middle Name,Last Name,E-mail Address,Company\nJan,van,Smit,jan@example.org,Werf\n"
    for text in (google, outlook, "voornaam,tussenvoegsel,achternaam\nJan,van,Smit\n"):
        assert [row.name for row in rows(text)] == ["Jan van Smit"]


def test_linkedin_in_dutch_keeps_profile_position_and_day() -> None:
    head = "Voornaam,Achternaam,URL,E-mailadres,Bedrijf,Functie,Verbonden op\n"
    (ella,) = rows(head + "Ella,Klein,https://www.linkedin.com/in/ella,,Werf,Bouwer,12 maart 2024\n")
    assert (ella.role, ella.since, profile(ella.link)) == ("Bouwer", date(2024, 3, 12), "linkedin.com/in/ella")


def test_of_several_addresses_on_a_card_the_preferred_one_counts_and_an_assistants_card_within_costs_nobody() -> None:
    cards = (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ella\nEMAIL:old@example.org\nEMAIL;TYPE=PREF:ella@example.org\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:2.1\nN:Boer;Frits\nAGENT:\nBEGIN:VCARD\nVERSION:2.1\nN:Help;Hulp\nEND:VCARD\n"
        "EMAIL;INTERNET:frits@example.org\nEND:VCARD\n"
    )
    assert [(row.name, row.email) for row in rows(cards)] == [
        ("Ella", "ella@example.org"),
        ("Frits Boer", "frits@example.org"),
    ]
