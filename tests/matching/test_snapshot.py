"""The file an index is saved to, and the snapshot in memory: nothing is lost, whatever happens meanwhile."""

import json
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import Any, get_args
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from durf.matching import Index, Person, PersonRemoved, PersonSet, Query, Text, Tie, TieRemoved, TieSet
from durf.matching.index.snapshot import SnapshotError
from durf.matching.people import Openness
from tests.matching.test_oracle import IDS, VOCABULARY, after, blocks, calm, changes, queries, text_at_random, worlds

OPENNESS: tuple[Openness, ...] = get_args(Openness)
rounds: st.SearchStrategy[Any] = st.lists(changes | st.sampled_from(["compact", "save"]), max_size=6)


def saved(index: Index) -> Index:
    """The same index, through a file."""
    with tempfile.TemporaryDirectory() as folder:
        index.save(Path(folder) / "index")
        return Index.load(Path(folder) / "index")


def told(index: Index, query: Query, blocked: frozenset[str] = frozenset()) -> Any:
    """All an index says of a wish and of the ways from whoever asks it."""
    ways = [index.path(query.asker or "alice", id, blocked) for id in IDS]
    return index.search(query, blocked), index.scan(query, blocked), index.rank(query, blocked), ways


@settings(calm, max_examples=40)
@given(worlds, rounds, queries, blocks)
def test_changes_compactions_and_saves_in_any_order_equal_an_index_built_anew(
    world: Any, steps: list[Any], query: Query, blocked: frozenset[str]
) -> None:
    people, known = world
    index = Index.build(people, known, VOCABULARY)
    changed: list[Any] = []
    for step in steps:
        if step == "compact":
            index.compact()
        elif step == "save":
            index = saved(index)
        else:
            index.apply(step)
            changed += step
            index.search(query, blocked)
    now, tied = after(people, known, changed)
    anew = Index.build(now.values(), tied.values(), VOCABULARY)
    assert told(index, query, blocked) == told(anew, query, blocked)
    assert told(saved(index), query, blocked) == told(anew, query, blocked)


def test_a_tie_that_waits_is_saved_and_holds_when_the_person_comes(tmp_path: Path) -> None:
    index = Index.build([Person("alice")], [Tie("charlie", "alice", 1.0, 0.1, "open", "closed")])
    index.apply([PersonSet(Person("dora", (Text("Imker"),))), PersonRemoved("dora")])
    index.save(tmp_path / "index", {"mark": "7"})
    loaded = Index.load(tmp_path / "index")
    loaded.apply([PersonSet(Person("charlie", (Text("Imker"),)))])
    assert loaded.note == {"mark": "7"}
    assert loaded.search(Query("imker", "alice")).reach.ring1 == 1


def town(seed: int, people: int = 60) -> tuple[list[Person], list[Tie]]:
    chance = Random(seed)
    ids = [f"m{number:03}" for number in range(people)]
    spoken = [Person(id, tuple(text_at_random(chance) for _ in range(chance.choice([1, 2, 5])))) for id in ids]
    return spoken, [tie_at_random(chance, ids) for _ in range(people * 3)]


def tie_at_random(chance: Random, ids: list[str]) -> Tie:
    a, b = chance.sample(ids, 2)
    open_a, open_b = chance.choices(OPENNESS, k=2)
    return Tie(a, b, chance.random(), chance.random(), open_a, open_b)


def change_at_random(chance: Random, ids: list[str]) -> Any:
    id = chance.choice([*ids, f"new{chance.randrange(30)}"])
    kind = chance.random()
    if kind < 0.4:
        return PersonSet(Person(id, (text_at_random(chance),), findable=chance.random() < 0.9))
    if kind < 0.5:
        return PersonRemoved(id)
    return TieSet(tie_at_random(chance, ids)) if kind < 0.9 else TieRemoved(*chance.sample(ids, 2))


@pytest.mark.parametrize("seed", range(3))
def test_a_compaction_beside_the_traffic_loses_nothing(seed: int, tmp_path: Path) -> None:
    people, ties = town(seed, people=400)
    ids = [person.id for person in people]
    index = Index.build(people, ties, VOCABULARY)
    index.compact()
    chance, over = Random(seed), Event()
    changed: list[Any] = []

    def traffic() -> None:
        while not over.is_set() or len(changed) < 200:
            some = [change_at_random(chance, ids) for _ in range(chance.randrange(1, 4))]
            index.apply(some)
            changed.extend(some)

    writer = Thread(target=traffic)
    writer.start()
    for number in range(12):
        index.compact()
        index.save(tmp_path / "index", {"number": str(number)})
        Index.load(tmp_path / "index")
    over.set()
    writer.join()
    now, tied = after(people, ties, changed)
    anew = Index.build(now.values(), tied.values(), VOCABULARY)
    for wish in ("imker met honing ", "belastingadvies gitaar", "tui"):
        for asker in (ids[0], ids[7], None):
            query = Query(wish, asker, scope="nudge", top=500)
            assert told(index, query) == told(anew, query) == told(saved(index), query)


def test_several_threads_saving_over_one_file_leave_one_whole_file(tmp_path: Path) -> None:
    indices = [Index.build(*town(seed)) for seed in range(4)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: indices[n % 4].save(tmp_path / "index", {"seed": str(n % 4)}), range(40)))
    loaded = Index.load(tmp_path / "index")
    query = Query("imker honing ", "m001")
    assert loaded.search(query) == indices[int(loaded.note["seed"])].search(query)
    assert [file.name for file in tmp_path.iterdir()] == ["index"]


def test_a_save_that_cannot_be_finished_leaves_the_old_file_alone(tmp_path: Path) -> None:
    index = Index.build(*town(1))
    index.save(tmp_path / "index", {"number": "1"})
    with pytest.raises(TypeError):
        index.save(tmp_path / "index", {"number": object()})  # type: ignore[dict-item]  # no JSON
    assert Index.load(tmp_path / "index").note == {"number": "1"}
    assert [file.name for file in tmp_path.iterdir()] == ["index"]


@pytest.mark.slow
def test_a_writer_killed_at_any_moment_leaves_the_old_or_the_new_file() -> None:
    command = [sys.executable, "-m", "tests.matching.kill_saves", "30", "7"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "'new'" in ended.stdout


# A file that was altered


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A saved index with something in every part of it."""
    people, ties = town(3, people=25)
    people.append(
        Person("z", (Text("imker", audience="members"), Text("arts", audience="matching", key="k")), langs=("nl",))
    )
    index = Index.build(people, [*ties, Tie("z", "nobody")], VOCABULARY)
    path = tmp_path_factory.mktemp("whole") / "index"
    index.save(path, {"mark": "3"})
    return path.read_bytes()


def refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "altered"
    path.write_bytes(content)
    with pytest.raises(SnapshotError, match=r"altered (was altered|is cut off|is no index of this version)"):
        Index.load(path)


def parts(whole: bytes) -> Iterator[tuple[str, int, int]]:
    """Name, begin and end of every part: header fields, table, sections, and what lies between."""
    yield from (("magic", 0, 8), ("length", 8, 16), ("sum", 16, 24))
    length = struct.unpack("<Q", whole[8:16])[0]
    yield "table", 24, 24 + length
    begin, end = -(-(24 + length) // 64) * 64, 24 + length
    for name, (kind, place, size, _) in json.loads(whole[24 : 24 + length])["sections"].items():
        if end < begin + place:
            yield f"before {name}", end, begin + place
        end = begin + place + size * int(kind[2:])
        if size:
            yield name, begin + place, end


def flipped(whole: bytes, places: Iterable[int], chance: Random) -> Iterator[bytes]:
    for place in places:
        yield whole[:place] + bytes([whole[place] ^ chance.randrange(1, 256)]) + whole[place + 1 :]


def test_a_byte_altered_in_any_part_is_noticed(whole: bytes, tmp_path: Path) -> None:
    named = {name for name, _, _ in parts(whole)}
    assert {"magic", "table", "ids.blob", "ties.rows", "matching.bodies.blob", "everyone.times"} <= named
    places = [place for _, begin, end in parts(whole) for place in (begin, (begin + end) // 2, end - 1)]
    for content in flipped(whole, places, Random(1)):
        refused(tmp_path, content)


def test_two_hundred_bytes_altered_at_random_are_noticed(whole: bytes, tmp_path: Path) -> None:
    chance = Random(2)
    for content in flipped(whole, chance.sample(range(len(whole)), 200), chance):
        refused(tmp_path, content)


def test_a_file_cut_off_or_grown_is_noticed(whole: bytes, tmp_path: Path) -> None:
    chance = Random(3)
    for size in [0, 1, 23, 24, 25, len(whole) - 1, *chance.sample(range(len(whole)), 50)]:
        refused(tmp_path, whole[:size])
    for more in (b"\0", b"x", whole):
        refused(tmp_path, whole + more)
    refused(tmp_path, bytes(len(whole)))


@pytest.mark.parametrize("section", ["ids.blob", "ties.rows", "everyone.times", "members.flags"])
def test_a_file_of_another_version_is_refused_with_a_sentence(whole: bytes, tmp_path: Path, section: str) -> None:
    refused(tmp_path, whole.replace(b"DURFIDX3", b"DURFIDX1"))
    length = struct.unpack("<Q", whole[8:16])[0]
    table = json.loads(whole[24 : 24 + length])
    table["sections"][f"old.{section}"] = table["sections"].pop(section)
    head = json.dumps(table, ensure_ascii=False).encode().ljust(length + 64 - length % 64)
    begin, moved = -(-(24 + length) // 64) * 64, -(-(24 + len(head)) // 64) * 64
    written = struct.pack("<8sQQ", b"DURFIDX3", len(head), crc32(head)) + head
    refused(tmp_path, written.ljust(moved, b"\0") + whole[begin:])


def test_a_folder_or_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        Index.load(tmp_path / "nowhere")
    with pytest.raises(OSError, match="directory"):
        Index.load(tmp_path)
