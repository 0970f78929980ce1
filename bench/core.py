"""`bench core`: the index alone. A keystroke and a cold question, counts, scan and whole answer; memory; agreement."""

import argparse
import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from bench.community.folder import people_of
from bench.community.laid import world_of
from bench.community.making import made
from bench.measuring import load, percentiles, printed, rss_bytes, said, timed, timed_cpu
from bench.oracle import Oracle
from bench.sessions import Session, cold_texts, plain, sessions
from durf.matching.core import Index
from durf.matching.index.memory import Memory
from durf.matching.questions import Query
from durf.matching.search.scan import scan

TOP = 20
SESSIONS, COLD = 80, 800
AGREED, AGREED_COLD = 2, 20  # sessions and cold questions that the oracle answers too; it is slow
Call = Callable[[str, str], object]


def core_main(arguments: Sequence[str]) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser("durf bench core", description=__doc__)
    parser.add_argument("--n", type=people_of, default=people_of("100k"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--agree", action="store_true", help="compare with the oracle alone; nothing is timed")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    folder = made(options.n, options.seed, said)
    before = rss_bytes()
    world = world_of(folder)
    index = Index(world)
    memory = {"bytes_per_member": round(world.core_bytes() / options.n), "rss_growth_bytes_per_member": 0}
    memory["rss_growth_bytes_per_member"] = round((rss_bytes() - before) / options.n)
    said("laid out; compiling")
    typing = sessions(folder, SESSIONS)
    questions = cold_texts(folder, COLD)
    for asker, text in questions[:20]:
        index.search(Query(text, asker, top=TOP))
    row: dict[str, object] = {"bench": "core", "n": options.n, "seed": options.seed}
    if not options.agree:
        with undisturbed():
            row |= keystrokes(index, typing) | cold(index, questions)
        row |= memory
    asked = [(one.id, text) for one in typing[:AGREED] for text in one.typed()] + questions[:AGREED_COLD]
    row |= agreement(index, Oracle(folder), plain(asked))
    printed([{**row, "load": load()}], options.json, f"core-{options.n}{'-agree' * options.agree}")
    return 0 if row["equal_to_oracle"] else 1


def calls(index: Index) -> dict[str, Call]:
    """Return what is timed, by name."""
    return {
        "counts": lambda asker, text: index.search(Query(text, asker, top=0)),
        "scan": lambda asker, text: index.scan(Query(text, asker, top=TOP)),
        "whole": lambda asker, text: index.search(Query(text, asker, top=TOP)),
    }


def keystrokes(index: Index, typing: Sequence[Session]) -> dict[str, float]:
    """Time every letter after a session's first, each way in a pass of its own that starts with nothing remembered."""
    found: dict[str, float] = {}
    for name, call in calls(index).items():
        forget(index)
        times = []
        for session in typing:
            first, *rest = session.typed()
            call(session.id, first)
            times += [timed_cpu(partial(call, session.id, text))[1:] for text in rest]
        found |= both(times, f"next_{name}")
    return {**found, **kernel(index, typing), "keystrokes": len(times)}


def kernel(index: Index, typing: Sequence[Session]) -> dict[str, float]:
    """Time the one compiled call of a keystroke by itself: lists and asker at hand, counts and the best twenty out.

    That is what an engine is timed for that is given token numbers and asked for scores.
    """
    times: list[float] = []
    whole = scan.scan_windows

    def timed_alone(*given: Any) -> Any:
        found, took_ms = timed(lambda: whole(*given))
        times.append(took_ms)
        return found

    scan.scan_windows = timed_alone
    try:
        for session in typing:
            for text in session.typed():
                index.scan(Query(text, session.id, top=TOP))
    finally:
        scan.scan_windows = whole
    return percentiles(times, "next_kernel")


def cold(index: Index, questions: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Time whole questions of new askers, nothing remembered of anyone."""
    found: dict[str, float] = {}
    for name, call in calls(index).items():
        times = []
        for asker, text in questions:
            forget(index)
            times.append(timed_cpu(partial(call, asker, text))[1:])
        found |= both(times, f"cold_{name}")
    return {**found, "questions": len(questions)}


def both(times: Sequence[tuple[float, float]], name: str) -> dict[str, float]:
    """Return percentiles by the clock and by the processor, which other programs disturb less."""
    wall, own = zip(*times, strict=True)
    return percentiles(wall, name) | percentiles(own, f"{name}_cpu")


def forget(index: Index) -> None:
    """Let the index remember no earlier search."""
    index._world.memory = Memory()


def agreement(index: Index, oracle: Oracle, asked: Sequence[tuple[str, str]]) -> dict[str, object]:
    """Compare counts by ring and the twenty best with the oracle's."""
    unequal = []
    for asker, text in asked:
        hits, reach = index.scan(Query(text, asker, top=TOP))
        counted = index.search(Query(text, asker, top=0)).reach
        expected = oracle.answer(int(asker[1:]), text, TOP)
        if ((reach.ring1, reach.ring2, reach.beyond), hits) != expected or counted != reach:
            unequal.append(f"{asker}: {text}")
    for line in unequal[:10]:
        said(f"not as the oracle says: {line}")
    return {"compared": len(asked), "unequal": len(unequal), "equal_to_oracle": not unequal}


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep the garbage collector out of the times, as a server that has frozen its start-up objects does."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
