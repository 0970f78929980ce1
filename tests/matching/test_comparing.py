"""Comparing two methods and asking in waves: worked out by hand on numbers and sets small enough to do so."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from durf.matching.evaluate.command import main
from durf.matching.evaluate.comparing import compare, differences
from durf.matching.evaluate.figures import Figures, gini, top1pct_load
from durf.matching.evaluate.replay import Asked, Weeks

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
SIMPLE = ["active", "bm25_person", "bm25_items"]


@pytest.fixture
def bakery(tmp_path: Path) -> Path:
    """Bob and charlie bake, bob newer; dora says most; the questions come within a week, the last one after it."""
    folder = tmp_path / "bakery" / "dev"
    folder.mkdir(parents=True)
    people: list[dict[str, Any]] = [
        {"id": "alice", "texts": []},
        {"id": "bob", "texts": [{"at": "2026-01-09", "question": "sourdough bread"}]},
        {"id": "charlie", "texts": [{"at": "2026-01-01", "question": "sourdough bread"}]},
        {"id": "dora", "texts": [{"at": f"2026-01-0{day}", "question": "roses in winter"} for day in range(2, 6)]},
    ]
    days = ("2026-11-25", "2026-11-23", "2026-11-24", "2026-11-30")
    questions = [
        {"id": f"q{number}", "text": "sourdough", "body": "", "asker": "alice", "at": day}
        for number, day in enumerate(days, 1)
    ]
    write_rows(folder / "people.jsonl.gz", people)
    write_rows(folder / "questions.jsonl.gz", questions)
    (folder / "qrels.tsv").write_text("q1\tbob\t2\nq2\tcharlie\t1\nq3\tdora\t1\nq4\tbob\t1\n")
    return folder


def write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    assert main([*map(str, arguments), "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_how_evenly_people_are_asked_is_what_one_works_out_by_hand() -> None:
    assert gini([2, 2, 2, 2], people=4) == 0.0
    assert gini([8], people=4) == 0.75
    assert gini([3, 1], people=2) == 0.25
    assert gini([], people=4) == 0.0
    assert top1pct_load([6, 3, 1], people=200) == 0.9


def test_a_week_holds_two_nudges_and_ends_after_seven_days() -> None:
    weeks = Weeks()
    weeks.ask(["bob"], MONDAY)
    assert weeks.free("bob", MONDAY)
    weeks.ask(["bob"], MONDAY + timedelta(days=3))
    assert not weeks.free("bob", MONDAY + timedelta(days=6))
    assert weeks.free("charlie", MONDAY + timedelta(days=6))
    assert weeks.free("bob", MONDAY + timedelta(days=7))


def test_the_first_who_helped_decides_after_how_many_there_is_help() -> None:
    asked = Asked()
    asked.add(list("abcdefgh"), {"d": 1, "h": 2})
    asked.add(list("abc"), {"c": 1})
    asked.add(list("abc"), {"z": 1})
    report = asked.report(people=8)
    assert [report[f"first{most}"] for most in (3, 5, 8, 10, 15)] == [0.3333, 0.6667, 0.6667, 0.6667, 0.6667]
    assert (report["helped"], report["asked"]) == (0.6667, round(14 / 3, 4))
    assert report["top1pct_load"] == round(3 / 14, 4)


def test_a_replay_asks_in_the_order_of_the_days_and_keeps_the_weekly_limit(
    bakery: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = told(capsys, bakery, "--replay")
    assert (answer["set"], answer["people"], answer["questions"], answer["limited"]) == ("bakery/dev", 4, 4, True)
    replay = answer["replay"]
    # Ours asks bob and charlie for every question: q1, q2 and q4 find help.
    assert (replay["durf"]["helped"], replay["durf"]["asked"]) == (0.75, 2.0)
    assert replay["durf"]["gini"] == 0.5
    # With the limit both have had their two on Wednesday, when q1 comes: nobody is left to be asked.
    # On Monday, seven days after the first, they are free again: q2 and q4 find help.
    assert (replay["durf_limited"]["helped"], replay["durf_limited"]["asked"]) == (0.5, 1.5)
    # The busiest are dora, then bob, then charlie; alice said nothing.
    assert (replay["busiest"]["first3"], replay["busiest"]["asked"]) == (1.0, 3.0)
    assert replay["busiest_limited"]["helped"] == 0.75
    assert (replay["broadcast"]["helped"], replay["broadcast"]["asked"]) == (1.0, 3.0)


def test_without_days_there_is_no_weekly_limit(bakery: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = [{"id": "q1", "text": "sourdough", "asker": "alice", "at": "76000"}]
    write_rows(bakery / "questions.jsonl.gz", questions)
    answer = told(capsys, bakery, "--replay")
    assert not answer["limited"]
    assert answer["replay"]["durf_limited"] is answer["replay"]["busiest_limited"] is None
    assert main([str(bakery), "--replay"]) == 0
    head, _titles, *rows = capsys.readouterr().out.splitlines()
    assert head == "bakery/dev: 4 people, 1 questions; no dates, so no weekly limit"
    assert [row.split()[0] for row in rows] == ["durf", "busiest", "broadcast"]


def test_a_difference_that_is_always_there_is_above_and_one_that_comes_and_goes_is_equal() -> None:
    table = np.array([[0.5, 0.5, -0.2], [0.5, -0.5, -0.1]] * 20)
    above, equal, below = differences(table)
    assert (above.difference, above.low, above.high, above.verdict) == (0.5, 0.5, 0.5, "above")
    assert (equal.difference, equal.verdict) == (0.0, "equal")
    # The mean of 40 values ±.5 has the standard error .5/√40 = .079; 1.96 of them are .155.
    assert equal.low == pytest.approx(-0.155, abs=0.02)
    assert equal.high == pytest.approx(0.155, abs=0.02)
    assert (below.difference, below.verdict) == (-0.15, "below")
    assert differences(np.zeros((0, 2)))[1].verdict == "equal"


def test_methods_are_compared_question_by_question() -> None:
    ours, theirs = Figures(), Figures()
    for helper in ("a", "b"):
        ours.add([helper, "x"], {helper: 1}, 1.0)
        theirs.add(["x", helper], {helper: 1}, 1.0)
    against = compare(ours, {"active": theirs})
    assert against["active"]["mrr"].difference == 0.5
    assert against["active"]["ndcg10"].difference == pytest.approx(1 - 1 / np.log2(3), abs=1e-4)


def test_compare_adds_differences_and_leaves_the_rest_as_it_was(
    bakery: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain, compared = told(capsys, bakery), told(capsys, bakery, "--compare")
    assert list(plain) == ["set", "people", "questions", "methods"]
    assert list(compared) == [*plain, "against"]
    assert list(compared["against"]) == SIMPLE
    active = compared["against"]["active"]["mrr"]
    assert active["difference"] == pytest.approx(
        compared["methods"]["durf"]["mrr"] - compared["methods"]["active"]["mrr"], abs=1e-4
    )
    assert active["low"] <= active["difference"] <= active["high"]
    assert compared == compared | {"against": told(capsys, bakery, "--compare")["against"]}
    assert main([str(bakery), "--compare"]) == 0
    assert "verdict" in capsys.readouterr().out


def test_a_run_sorted_again_by_score_gives_the_ranks_again_where_few_are_asked_too_often(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "town" / "dev"
    folder.mkdir(parents=True)
    # Half of 480 people bake; the ten who said most would fill the first ten places, and eight of them may.
    deed = {"at": "2026-01-02", "question": "sourdough bread"}
    other = {"at": "2026-01-02", "question": "roses in winter"}
    people = [
        {"id": f"p{number:03}", "texts": [deed if number < 240 else other] * (9 if number < 10 else 1)}
        for number in range(480)
    ]
    write_rows(folder / "people.jsonl.gz", people)
    write_rows(folder / "questions.jsonl.gz", [{"id": "q", "text": "sourdough", "asker": None}])
    (folder / "qrels.tsv").write_text("q\tp001\t1\n")
    run = tmp_path / "run.trec"
    assert main([str(folder), "--run", str(run)]) == 0
    rows = [line.split() for line in run.read_text().splitlines()]
    assert [int(row[3]) for row in rows] == list(range(1, 241))
    assert sum(row[2] < "p010" for row in rows[:10]) == 8
    assert len({float(row[4]) for row in rows}) == 240
    again = sorted(rows, key=lambda row: (-float(row[4]), row[2]))
    assert [row[3] for row in again] == [row[3] for row in rows]
