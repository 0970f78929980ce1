"""What each part of the matching adds: take it out, rank the real questions again, compare question by question.

    durf bench ablations ../shared/data/routing [--json]

Parts are taken out by setting constants and functions of the library's own modules. Of every set the part `dev` is
read; of a large set every second or fourth question. Given are NDCG@10 of a variant over that of the whole, as a
geometric mean over the sets, and the difference per set, each with the interval of 10,000 paired resamples.
The result is kept in bench/results/ablations.jsonl, one object a line.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from durf.matching import core
from durf.matching.evaluate.comparing import SEED, differences, resampled
from durf.matching.evaluate.figures import Figures
from durf.matching.evaluate.judged import JudgedSet, Question
from durf.matching.evaluate.measuring import allowed
from durf.matching.fixed import ONE
from durf.matching.questions import Query
from durf.matching.search import reading, search
from durf.matching.search.close import clock, fit, load
from durf.matching.search.close.texts import read_closely
from durf.matching.search.closeness import NO_CLOSENESS
from durf.matching.search.scan import scan
from durf.matching.text import analysis

Floats = NDArray[np.float64]
Setting = tuple[ModuleType | type, str, Any]

RESULTS = Path(__file__).parent / "results" / "ablations.jsonl"
THINNED = ((2000, 4), (500, 2))  # of a set with more questions than the first number every fourth, every second
WHOLE = "whole"
_newness = clock.Clock.newness
NO_TEXTS: Setting = (fit, "_pooled", lambda readings, people, recency: np.ones(people, dtype=np.int64))
NO_SHARE: Setting = (fit, "_whole", lambda readings, people, words: np.ones(people, dtype=np.int64))
NO_LIFT: Setting = (fit, "LIFT_SHARE", (0, 10))
NO_RECENCY: Setting = (clock.Clock, "newness", lambda self, moments: (_newness(self, moments)[0], _new(moments)))
NOTHING_OLD: Setting = (clock.Clock, "newness", lambda self, moments: (_new(moments), _new(moments)))
NO_COMPOUNDS: Setting = (analysis, "compound_parts", lambda token: ())
AFTER_THE_SCAN = (fit, clock, clock.Clock, load, core)

VARIANTS: Mapping[str, tuple[Setting, ...]] = {
    WHOLE: (),
    "no compounds": (NO_COMPOUNDS,),
    "no texts one by one (A)": (NO_TEXTS,),
    "best text only, not ten": ((fit, "BEST_ITEMS", 1),),
    "no texts as one (S)": (NO_SHARE,),
    "no lift (B)": (NO_LIFT,),
    "neither S nor B": (NO_SHARE, NO_LIFT),
    "all texts equally new": (NO_RECENCY,),
    "no recency at all": (NOTHING_OLD,),
    "no calendar": ((clock, "CALENDAR_FROM", 1 << 62),),
    "no activity": ((fit, "ACTIVE_SHARE", (0, 2)),),
    "activity whole on long wishes": ((fit, "ACTIVE_WORDS", 1 << 20),),
    "title as in the scan (1.5)": ((reading, "FIRST_LINE_CLOSE", 1.5),),
    "S with plain rarity": ((fit, "SHARPER", (1, 1)),),
    "no closeness": ((search, "closeness_table", lambda kind: NO_CLOSENESS),),
    "no load rule": ((load, "BUSY_PLACES", load.FIRST),),
    "256 read closely": ((core, "READ_CLOSELY", 256),),
    "64 read closely": ((core, "READ_CLOSELY", 64),),
    "256, scan of 8 words": ((core, "READ_CLOSELY", 256), (scan, "SCAN_WORDS", 8)),
    "256, scan of all words": ((core, "READ_CLOSELY", 256), (scan, "SCAN_WORDS", reading.WORDS_MAX)),
}


def ablations_main(argv: list[str]) -> int:
    """Measure all sets of a folder and keep the result."""
    parser = argparse.ArgumentParser(prog="durf bench ablations", description="What each part of the matching adds.")
    parser.add_argument("folder", type=Path, help="folder of the sets")
    parser.add_argument("--json", action="store_true", help="print one object a line instead of a table")
    wanted = parser.parse_args(argv)
    sets: dict[str, dict[str, Figures]] = {}
    people: dict[str, int] = {}
    for folder in sorted(wanted.folder.glob("*/dev")):
        judged = _thinned(JudgedSet.read(folder))
        start = time.perf_counter()
        sets[folder.parent.name], people[folder.parent.name] = _measured(judged), len(judged.candidates)
        sys.stderr.write(f"{folder.parent.name}: {time.perf_counter() - start:.0f} s\n")
        rows = _rows(sets, people)
        RESULTS.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    sys.stdout.write(RESULTS.read_text(encoding="utf-8") if wanted.json else "".join(_table(rows)))
    return 0


def _new(moments: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.full(moments.size, ONE)


def _thinned(judged: JudgedSet) -> JudgedSet:
    every = next((every for most, every in THINNED if len(judged.questions) > most), 1)
    return replace(judged, questions=judged.questions[::every])


def _measured(judged: JudgedSet) -> dict[str, Figures]:
    """Rank every question with every variant."""
    whole = core.Index.build(judged.people, judged.ties)
    with _set((NO_COMPOUNDS,)):
        bare = core.Index.build(judged.people, judged.ties)
    figures = {name: Figures() for name in VARIANTS}
    with _set(((search, "read_closely", _remembering(read_closely)),)):
        for question in judged.questions:
            helped = judged.helped[question.id]
            for name, ranked in _ranked(question, whole, bare):
                figures[name].add(allowed(ranked, question, judged), helped, 0.0)
    return figures


def _ranked(question: Question, whole: core.Index, bare: core.Index) -> Iterator[tuple[str, list[str]]]:
    """Yield the ranking of those read closely with each variant; what variants have in common is worked out once."""
    query = Query(question.text + " ", question.asker)
    kept: dict[object, tuple[search.Search, list[scan.Weighed]]] = {}
    with ExitStack() as held:
        for name, settings in VARIANTS.items():
            index = bare if NO_COMPOUNDS in settings else whole
            with _set(settings):
                before = tuple(setting for setting in settings if setting[0] not in AFTER_THE_SCAN)
                if before not in kept:
                    one = held.enter_context(search.Search.begun(query, index._world, frozenset()))
                    wish = reading.read_wish(query.text, one.world.analyser)
                    words = scan.weighed(wish.growing, one.lists, one.readers)
                    kept[before] = one, words
                one, words = kept[before]
                slots = one._scan().best_of_everyone(words, (core.READ_CLOSELY, *search.ROOMS))
                best = one._best(slots, words).slots.tolist() if slots.size else []
            yield name, [one.world.members.id(slot) for slot in best]


def _remembering(read: Callable[..., Any]) -> Callable[..., Any]:
    """Read the same people for the same words once: most variants weigh the same readings differently."""
    kept: dict[object, Any] = {}

    def remembered(slots: Any, words: Any, world: Any, audiences: Any, scratch: Any) -> Any:
        meant = tuple((word.forms, word.prefix, word.close_worth) for word in words)
        key = (id(world), tuple(slots), meant, audiences)
        if key not in kept:
            if len(kept) > len(VARIANTS):
                kept.clear()
            kept[key] = read(slots, words, world, audiences, scratch)
        return kept[key]

    return remembered


@contextmanager
def _set(settings: tuple[Setting, ...]) -> Iterator[None]:
    before = [(where, name, getattr(where, name)) for where, name, _ in settings]
    for where, name, value in settings:
        setattr(where, name, value)
    try:
        yield
    finally:
        for where, name, value in before:
            setattr(where, name, value)


def _rows(sets: Mapping[str, Mapping[str, Figures]], people: Mapping[str, int]) -> list[dict[str, Any]]:
    names = list(VARIANTS)
    random = np.random.default_rng(SEED)
    logs: dict[str, tuple[Floats, Floats]] = {}  # per set: log NDCG@10 of each variant, as it is and resampled
    for name, figures in sets.items():
        table = np.array([figures[variant].each["ndcg10"] for variant in names]).T
        logs[name] = np.log(table.mean(axis=0)), np.log(resampled(table, random))
    return [_row(variant, place, sets, logs, people) for place, variant in enumerate(names)]


def _row(
    variant: str,
    place: int,
    sets: Mapping[str, Mapping[str, Figures]],
    logs: Mapping[str, tuple[Floats, Floats]],
    people: Mapping[str, int],
) -> dict[str, Any]:
    row: dict[str, Any] = {"bench": "ablations", "variant": variant}
    for group, ending in (("all", ""), ("en", "_en"), ("nl", "_nl")):
        held = [logs[name] for name in logs if name.endswith(ending)]
        if not held:
            continue
        ratio = float(np.exp(np.mean([now[place] - now[0] for now, _ in held])))
        draws = np.exp(np.mean([drawn[:, place] - drawn[:, 0] for _, drawn in held], axis=0))
        low, high = np.percentile(draws, (2.5, 97.5)).tolist()
        row[group] = {"ratio": round(ratio, 4), "low": round(low, 4), "high": round(high, 4)}
    row["sets"] = {}
    for name, one in sets.items():
        pair = np.array([one[variant].each["ndcg10"], one[WHOLE].each["ndcg10"]])
        change = asdict(differences((pair[0] - pair[1])[:, None])[0])
        told = one[variant].report(people[name])
        row["sets"][name] = {"ndcg10": told["ndcg10"], "mrr": told["mrr"], "load": told["top1pct_load"], **change}
    return row


def _table(rows: list[dict[str, Any]]) -> Iterator[str]:
    yield "| taken out | all | English | Dutch | differs on |\n|---|---|---|---|---|\n"
    for row in rows:
        cells = [
            f"{one['ratio']:.3f} [{one['low']:.3f}, {one['high']:.3f}]" if (one := row.get(group)) else "–"
            for group in ("all", "en", "nl")
        ]
        differs = [f"{name} {one['difference']:+.3f}" for name, one in row["sets"].items() if one["verdict"] != "equal"]
        yield f"| {row['variant']} | {' | '.join(cells)} | {', '.join(differs)} |\n"
