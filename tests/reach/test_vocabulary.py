"""Words of one meaning: our own list, and ESCO's files as a host loads them."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from durf.matching import Index, Person, Query, Text
from durf.reach.vocabulary import vocabulary

COLUMNS = ["conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels", "hiddenLabels", "status"]
COOPER, BEE, LOCK = (f"http://data.europa.eu/esco/occupation/{number}" for number in range(3))
LONG = "persoon die met de hand houten vaten bouwt en herstelt"
DUTCH = [
    (COOPER, "kuiper/kuipster", f"tonnenmaker\nadvies\n{LONG}", "vatenmaker"),
    (BEE, "imker", "iemand die bijenkasten beheert", ""),
    (LOCK, "slotenmaker", "sleutelsmid\nimkerij", ""),
]
ENGLISH = [
    (COOPER, "cooper", "barrel maker", "hooper"),
    (BEE, "beekeeper", "honey farmer\nskep maker", ""),
    (LOCK, "locksmith", 'key "and lock" cutter', ""),
]


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Iterator[Path]:
    settings.DATA = tmp_path / "data"
    vocabulary.cache_clear()
    yield settings.DATA
    vocabulary.cache_clear()


def esco(rows: list[tuple[str, str, str, str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    lines = csv.writer(out, delimiter=delimiter)
    lines.writerow(COLUMNS)
    lines.writerows(["Occupation", uri, "1", *labels, "released"] for uri, *labels in rows)
    return out.getvalue()


def load(folder: Path, encoding: str = "utf-8", **how: Any) -> str:
    dutch, english = folder / "occupations_nl.csv", folder / "occupations_en.csv"
    dutch.write_bytes(esco(DUTCH).encode(encoding))
    english.write_bytes(esco(ENGLISH, delimiter=";").encode(encoding))
    return run("load", str(dutch), str(english), **how)


def run(*words: str, **how: Any) -> str:
    out = io.StringIO()
    vocabulary.cache_clear()
    call_command("vocabulary", *words, stdout=out, **how)
    return out.getvalue()


def finds(strength: str, wish: str) -> bool:
    people = [Person("helper", (Text(strength),)), *(Person(f"p{n}", (Text("Notaris"),)) for n in range(9))]
    return [hit.person for hit in Index.build(people, [], vocabulary()).search(Query(wish)).hits] == ["helper"]


def test_with_our_own_list_a_bijenhouder_finds_an_imker_and_a_dutch_wish_an_english_strength() -> None:
    assert finds("Imker met drie volken", "Wie kent een bijenhouder? ")
    assert finds("Plumber, retired", "Ik zoek een loodgieter ")
    assert not finds("Cooper in the old harbour", "Wie kent een kuiper? ")


def test_after_loading_two_languages_a_dutch_wish_finds_an_english_strength(tmp_path: Path) -> None:
    said = load(tmp_path)
    assert "occupations_nl.tsv: 3 concepts" in said
    assert "Left out: 1 that everybody uses, 1 of more than four words, 1 that mean something else already." in said
    assert "at its next start" in said
    assert finds("Cooper in the old harbour", "Wie kent een kuiper? ")
    assert finds("Barrel maker", "Wie kent een vatenmaker? ")
    assert finds("Locksmith", "Wie kent een slotenmaker? ")


def test_our_own_words_win_and_a_loaded_concept_with_our_word_is_ours(tmp_path: Path) -> None:
    before = vocabulary()
    load(tmp_path)
    vocabulary.cache_clear()
    assert before.items() <= vocabulary().items()
    assert vocabulary()["honey farmer"] == vocabulary()["imker"] == vocabulary()["imkerij"] == "imker"
    assert finds("Skep maker", "Wie kent een bijenhouder? ")


def test_what_a_word_means_is_shown_by_any_of_its_forms(tmp_path: Path) -> None:
    load(tmp_path)
    words = "barrel maker, cooper, hooper, kuiper, kuipster, tonnenmaker, vatenmaker"
    assert run("show", "Tonnenmakers") == f"cooper: {words}\n"
    assert "barrel maker" in run("show", "barrel makers")
    with pytest.raises(CommandError, match="no other words"):
        run("show", "xylofoon")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_files_are_read_in_every_encoding_a_spreadsheet_writes(tmp_path: Path, encoding: str) -> None:
    load(tmp_path, encoding)
    assert finds("Hooper", "kuiper ")


def test_a_file_loaded_again_replaces_itself_and_loses_nothing_of_others(tmp_path: Path, data: Path) -> None:
    load(tmp_path)
    again = tmp_path / "occupations_nl.csv"
    again.write_text(esco([(COOPER, "kuiper", "kuipersknecht", "")]), encoding="utf-8")
    run("load", str(again))
    assert finds("Hooper", "kuipersknecht ")
    assert not finds("Locksmith", "slotenmaker ")
    assert sorted(file.name for file in (data / "vocabulary").iterdir()) == ["occupations_en.tsv", "occupations_nl.tsv"]


def test_files_of_one_name_are_told_apart_by_their_language(tmp_path: Path) -> None:
    files = [tmp_path / lang / "skills.csv" for lang in ("nl", "en")]
    for file, rows in zip(files, (DUTCH, ENGLISH), strict=True):
        file.parent.mkdir()
        file.write_text(esco(rows), encoding="utf-8")
    with pytest.raises(CommandError, match="same name"):
        run("load", *map(str, files))
    for file in files:
        run("load", str(file), "--lang", file.parent.name)
    assert finds("Hooper", "kuiper ")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "line 1: there is no column"),
        (b"a,b\n1,2\n", "line 1: there is no column"),
        (b"conceptUri,preferredLabel\nhttp://x/1,imker\nhttp://x/2\n", "line 3: 2 columns were expected, not 1"),
        (b"conceptUri,preferredLabel\nhttp://x/1,imker\n\n,kuiper\n", "line 4: a concept needs an address"),
        (b'conceptUri,preferredLabel\nhttp://x/1,"imker\nhttp://x/2,kuiper\n', "line 2: this is no CSV"),
        (b"conceptUri,preferredLabel\nhttp://x/1,imker\nhttp://x/2,caf\xe9\n", "line 3: the letters are not UTF-8"),
        (b"conceptUri,preferredLabel\nhttp://x/1, \n", "line 2: a concept needs an address in conceptUri and a word"),
        (b"conceptUri,preferredLabel\n", "holds no concepts"),
        (b"conceptUri,preferredLabel\nhttp://x/1," + b"x" * 200_000 + b"\n", "line 2: this is no CSV"),
    ],
)
def test_a_bad_file_gives_a_sentence_with_the_line_and_changes_nothing(
    tmp_path: Path, data: Path, content: bytes, sentence: str
) -> None:
    load(tmp_path)
    kept = {file: file.read_bytes() for file in (data / "vocabulary").iterdir()}
    bad = tmp_path / "occupations_nl.csv"
    bad.write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        run("load", str(tmp_path / "occupations_en.csv"), str(bad))
    assert {file: file.read_bytes() for file in (data / "vocabulary").iterdir()} == kept


def test_a_missing_file_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run("load", str(tmp_path / "nowhere.csv"))
