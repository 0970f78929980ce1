"""Measuring: the figures by hand, the commands as a user types them, and the real sets where they are at hand."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from durf.matching.evaluate.command import main
from durf.matching.evaluate.figures import Figures
from durf.matching.evaluate.judged import JudgedSet
from durf.matching.evaluate.match import match_main

ROUTING = Path(__file__).parents[3] / "shared" / "data" / "routing"
METHODS = ("durf", "active", "bm25_person", "bm25_items")
FIGURES = {"mrr", "ndcg10", "r10", "r100", "map", "top1pct_load", "p50_ms", "p99_ms"}


def write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def small_set(tmp_path: Path) -> Path:
    folder = tmp_path / "small" / "dev"
    folder.mkdir(parents=True)
    people: list[dict[str, Any]] = [
        {"id": "alice", "texts": [{"at": "2020-01-01", "question": "beehives on a roof"}]},
        {"id": "bob", "texts": [{"at": "2020-01-02", "question": "beehives in winter", "answer": "feed them"}]},
        {"id": "charlie", "labelled": 0, "texts": [{"at": "2020-01-03", "question": "beehives beehives"}]},
        {"id": "dora", "texts": [{"at": 77, "question": "leaking roof", "tags": ["beehives"]}]},
        {"id": "erik", "tags": ["beehives"], "texts": []},
    ]
    questions: list[dict[str, Any]] = [
        {"id": "q1", "text": "Beehives?", "body": "for honey", "asker": "alice", "tags": ["roof"]},
        {"id": "q2", "text": "roof", "body": "", "asker": None, "exclude": ["alice"]},
        {"id": "unjudged", "text": "roof", "body": "", "asker": None},
    ]
    write_rows(folder / "people.jsonl.gz", people)
    write_rows(folder / "questions.jsonl.gz", questions)
    (folder / "qrels.tsv").write_text("q1\tbob\t2\nq2\tdora\t1\n")
    return folder


def test_the_figures_of_one_ranking_are_those_worked_out_by_hand() -> None:
    figures = Figures()
    figures.add(["x", "a", "y", "b"], {"a": 2, "b": 1, "c": 1}, 1.0)
    report = figures.report(people=100)
    assert report["mrr"] == 0.5
    assert report["r10"] == report["r100"] == round(2 / 3, 4)
    assert report["map"] == round((1 / 2 + 2 / 4) / 3, 4)
    gained, best = 3 / 1.58496 + 1 / 2.32193, 3 + 1 / 1.58496 + 1 / 2
    assert report["ndcg10"] == pytest.approx(gained / best, abs=1e-4)
    assert report["top1pct_load"] == 0.25


def test_evaluate_prints_one_object_and_leaves_out_asker_excluded_and_unlabelled(
    small_set: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = small_set / "run.trec"
    assert main([str(small_set), "--json", "--run", str(run)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["set"], told["people"], told["questions"]) == ("small/dev", 4, 2)
    assert tuple(told["methods"]) == METHODS
    assert all(set(figures) == FIGURES for figures in told["methods"].values())
    assert told["methods"]["durf"]["mrr"] == 1.0
    rows = [line.split() for line in run.read_text().splitlines()]
    assert rows == [["q1", "Q0", "bob", "1", "1000", "durf"], ["q2", "Q0", "dora", "1", "1000", "durf"]]


def test_evaluate_prints_a_table(small_set: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(small_set)]) == 0
    head, titles, *rows = capsys.readouterr().out.splitlines()
    assert head == "small/dev: 4 people, 2 questions"
    assert set(titles.split()) > FIGURES
    assert tuple(row.split()[0] for row in rows) == METHODS


def test_tags_and_topics_are_never_read(small_set: Path) -> None:
    judged = JudgedSet.read(small_set)
    assert "beehives" not in "".join(text.body for text in judged.people[3].texts)
    assert judged.people[4].texts == ()


@pytest.mark.parametrize("command", [main, match_main])
def test_help_explains_with_an_example(command: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["--help"]) == 0
    assert "example:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        (main, []),
        (main, ["/nowhere"]),
        (match_main, ["imker"]),
        (match_main, ["--people", "/nowhere", "imker"]),
    ],
)
def test_a_wrong_call_says_so_on_stderr(command: Any, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert command(arguments) == 2
    assert capsys.readouterr().err.startswith(("usage:", "durf "))


def test_match_answers_over_plain_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people, ties = tmp_path / "people.jsonl", tmp_path / "ties.csv"
    people.write_text('{"id": "alice"}\n\n{"id": "bob", "texts": ["Snoeien"]}\n{"id": "charlie", "texts": ["Imker"]}\n')
    ties.write_text("a,b,open_a,open_b\nalice,bob,,\nbob,charlie,open,open\n")
    call = ["--people", str(people), "--ties", str(ties), "--asker", "alice", "Wie kent een imker?"]
    assert match_main([*call, "--json"]) == 0
    (hit,) = json.loads(capsys.readouterr().out)["hits"]
    assert (hit["person"], hit["ring"], hit["via"]) == ("charlie", 2, [{"person": "bob", "named": True}])
    assert match_main(call) == 0
    assert "via bob" in capsys.readouterr().out


def test_match_names_the_line_that_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people, ties = tmp_path / "people.jsonl", tmp_path / "ties.csv"
    people.write_text('{"id": "alice"}\n')
    ties.write_text("a,b,strength_a\nalice,bob,nan\n")
    assert match_main(["--people", str(people), "--ties", str(ties), "--asker", "alice", "imker"]) == 2
    assert f"{ties}, line 2" in capsys.readouterr().err
    people.write_text('{"id": "alice"}\n{"texts": []}\n')
    assert match_main(["--people", str(people), "imker"]) == 2
    assert f"{people}, line 2: 'id' is missing" in capsys.readouterr().err
    assert match_main(["--people", str(ties), "imker"]) == 2


@pytest.mark.skipif(not ROUTING.exists(), reason="../shared/data/routing is not here")
def test_on_real_questions_we_are_above_the_simple_methods_and_they_are_what_they_should_be(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([str(ROUTING / "se_android_en" / "dev"), "--json"]) == 0
    methods = json.loads(capsys.readouterr().out)["methods"]
    assert methods["durf"]["mrr"] > 2 * max(methods[name]["mrr"] for name in METHODS[1:])
    known = json.loads((ROUTING / "se_android_en" / "baselines.dev.json").read_text())["results"]
    names = {"active": "most active first", "bm25_person": "bm25 profile, title+body"}
    names["bm25_items"] = "bm25 docs, sum top200, title+body"
    for method, name in names.items():
        assert methods[method]["mrr"] == pytest.approx(known[name]["MRR"], abs=0.01)
        assert methods[method]["ndcg10"] == pytest.approx(known[name]["NDCG@10"], abs=0.01)
