"""`durf coach` on the command line."""

import io
import json
import subprocess
import sys

import pytest

from durf.coach.command import main


def test_json_is_a_list_of_hints_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["Ik zoek vijftig oude wekkers.", "--json"]) == 0
    hints = json.loads(capsys.readouterr().out)
    assert [hint["id"] for hint in hints] == ["why", "when"]
    assert all(set(hint) == {"id", "text", "example"} for hint in hints)


def test_a_wish_to_be_left_alone_gives_an_empty_list(capsys: pytest.CaptureFixture[str]) -> None:
    wish = "Ons koor zoekt voor zondag 30 maart iemand die de bladmuziek omslaat, want vorig jaar viel alles om."
    assert main([wish, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_readable_output_shows_hint_and_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["Anyone got a trombone?"]) == 0
    said = capsys.readouterr().out
    assert "By when?" in said
    assert "trombone" in said


def test_a_dash_reads_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Ik zoek een kettingzaag"))
    assert main(["-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["id"] == "why"


def test_the_language_can_be_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["Sushi?", "--lang", "en"]) == 0
    assert "What exactly?" in capsys.readouterr().out
    assert main(["Sushi?", "--lang", "nl"]) == 0
    assert "Wat precies?" in capsys.readouterr().out


@pytest.mark.parametrize("argv", [[], ["een", "twee"], ["x", "--lang", "fr"], ["--json"]])
def test_bad_usage_gives_two(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 2
    assert "usage" in capsys.readouterr().err


def test_help_gives_zero(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "--json" in capsys.readouterr().out


def test_django_is_not_imported() -> None:
    program = (
        "import sys; from durf.coach.command import main; main(['Ik zoek een ladder', '--json']);"
        " sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0
