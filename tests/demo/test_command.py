"""`durf demo` as somebody types it: sets up once, starts again, and leaves a real community alone."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.demo.served import Browser, durf, durf_start, free_port

pytestmark = pytest.mark.slow


def count(data: Path, table: str) -> int:
    with closing(sqlite3.connect(data / "durf.sqlite3")) as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def change(data: Path, statement: str) -> None:
    with closing(sqlite3.connect(data / "durf.sqlite3")) as database:
        database.execute(statement)
        database.commit()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("demo") / "data"
    first = durf("demo", "--no-serve", data=folder)
    assert first.returncode == 0, first.stderr
    assert "301 people" in first.stdout
    assert "wishes" in first.stdout
    yield folder


def test_a_second_start_sets_nothing_up_and_forgets_nothing(data: Path) -> None:
    change(data, "INSERT INTO safety_quotause (name, subject, at) VALUES ('kept', 'x', '2026-01-01')")
    again = durf("demo", "--no-serve", data=data)
    assert again.returncode == 0
    assert "people" not in again.stdout
    assert count(data, "safety_quotause WHERE name = 'kept'") == 1
    assert count(data, "members_member") == 301


def test_an_interrupted_set_up_starts_over(data: Path) -> None:
    (data / "demo").write_text("building\n")
    change(data, "DELETE FROM wishes_story")
    again = durf("demo", "--no-serve", data=data)
    assert "301 people" in again.stdout
    assert count(data, "members_member") == 301
    assert count(data, "wishes_story") > 20
    assert "ready" in (data / "demo").read_text()


def test_reset_forgets_what_happened(data: Path) -> None:
    change(data, "INSERT INTO demo_mail (\"to\", subject, raw, sent_at) VALUES ('a', 'b', x'00', '2026-01-01')")
    assert durf("demo", "--no-serve", "--reset", data=data).returncode == 0
    assert count(data, "demo_mail") == 0
    assert count(data, "members_member") == 301


@pytest.mark.parametrize("options", [[], ["--reset"]])
def test_a_folder_with_a_real_community_is_refused_and_left_as_it_is(tmp_path: Path, options: list[str]) -> None:
    assert durf("manage", "migrate", "-v", "0", data=tmp_path).returncode == 0
    before = (tmp_path / "durf.sqlite3").read_bytes()
    refused = durf("demo", "--no-serve", *options, data=tmp_path)
    assert refused.returncode == 1
    assert "real community" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert (tmp_path / "durf.sqlite3").read_bytes() == before
    assert not (tmp_path / "demo").exists()


def test_a_real_server_knows_nothing_of_the_demo(tmp_path: Path) -> None:
    shown = durf(
        "manage",
        "shell",
        "-v",
        "0",
        "-c",
        "from django.apps import apps; from django.conf import settings; from django.urls import resolve, Resolver404\n"
        "try: print(resolve('/demo/').url_name)\n"
        "except Resolver404: print('no page')\n"
        "print(apps.is_installed('durf.demo'), settings.DEMO, settings.EMAIL_BACKEND)",
        data=tmp_path,
    )
    assert shown.stdout.split("\n")[:2] == [
        "no page",
        "False False django.core.mail.backends.console.EmailBackend",
    ]


@pytest.mark.loopback
def test_two_demos_never_share_a_folder(data: Path, tmp_path: Path) -> None:
    log, port = tmp_path / "log", free_port()
    first = durf_start("demo", "--port", str(port), data=data, log=log)
    try:
        Browser(f"http://127.0.0.1:{port}").wait(first, log)
        second = durf("demo", "--no-serve", "--reset", data=data)
        assert second.returncode == 1
        assert "running in" in second.stderr
        assert "Traceback" not in second.stderr
        assert Browser(f"http://127.0.0.1:{port}").get("/demo/").status == 200
    finally:
        first.terminate()
    assert durf("demo", "--no-serve", data=data).returncode == 0, "it waits for one that is just ending"
    first.wait(timeout=30)


def test_whoever_has_the_database_open_sees_it_set_up_anew(data: Path) -> None:
    with closing(sqlite3.connect(data / "durf.sqlite3")) as beside:
        beside.execute("SELECT count(*) FROM changes_change").fetchone()
        assert durf("demo", "--no-serve", "--reset", data=data).returncode == 0
        assert beside.execute("SELECT count(*) FROM members_member").fetchone() == (301,)
        change(data, "INSERT INTO safety_quotause (name, subject, at) VALUES ('beside', 'x', '2026-01-01')")
        seen = beside.execute("SELECT count(*) FROM safety_quotause WHERE name = 'beside'")
        assert seen.fetchone() == (1,)


def test_a_file_that_is_no_database_is_set_up_over(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("building\n")
    (tmp_path / "durf.sqlite3").write_bytes(b"half a disk" * 1000)
    assert durf("demo", "--no-serve", data=tmp_path).returncode == 0
    assert count(tmp_path, "members_member") == 301
