"""One file for a whole index: written beside and renamed, mapped into memory when read, checked by sums.

Layout: 8 bytes of magic · length of the table (uint64) · its CRC-32 (uint64) · the table, JSON · the sections, each
beginning at a multiple of 64 bytes, little-endian. The table names of each section dtype, place, size and CRC-32;
what lies between two sections is zero, and nothing follows the last.
"""

import fcntl
import json
import mmap
import os
import struct
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, BinaryIO
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from durf.matching.index.members import Members
from durf.matching.index.shelves.shelf import Shelf
from durf.matching.index.strings import Strings
from durf.matching.index.ties import Ties
from durf.matching.index.world import World
from durf.matching.people import AUDIENCES, Tie
from durf.matching.text.analysis import Analyser
from durf.matching.text.vocabulary import Vocabulary

MAGIC = b"DURFIDX3"
ALIGN = 64
_HEAD = struct.Struct("<8sQQ")
_TIES = ("starts", "sizes", "rows")
Array = NDArray[Any]


class SnapshotError(Exception):
    """The file is no index, is cut off, or was altered; the message says which. Build the index anew."""


def write_snapshot(path: Path, world: World, note: Mapping[str, str]) -> None:
    """Write a world in which nothing is fresh; a crash at any point leaves the file that was there. O(size)."""
    table: dict[str, Any] = {
        "note": dict(note),
        "places": world.members.places_named(),
        "languages": world.members.language_sets,
        "words": dict(world.analyser.vocabulary.words),
        "phrases": dict(world.analyser.vocabulary.phrases),
        "waiting": [asdict(tie) for tie in world.waiting.values()],
        "sections": {},
    }
    beside = path.with_name(f"{path.name}.new")
    with _opened(beside) as file:
        try:
            _write(file, table, dict(_sections(world)))
            file.flush()
            os.fsync(file.fileno())
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    _sync_folder(path.parent)


def read_snapshot(path: Path) -> tuple[World, dict[str, str]]:
    """Map a file and return its world and note. Raises SnapshotError, OSError. O(size), for the sums."""
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size < _HEAD.size:
            raise SnapshotError(f"{path} is cut off: it is too short for an index")
        whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    try:
        return _read(path, whole)
    except (KeyError, TypeError, ValueError) as error:
        raise SnapshotError(f"{path} is no index of this version: its table is not the one expected") from error


def _read(path: Path, whole: memoryview) -> tuple[World, dict[str, str]]:
    table = _table(path, whole)
    sections = table["sections"]
    with ThreadPoolExecutor(2) as threads:
        for name, sound in zip(sections, threads.map(lambda one: _sound(whole, one), sections.values()), strict=True):
            if not sound:
                raise SnapshotError(f"{path} was altered or is cut off: the sum of {name} is not right")
    _check_between(path, whole, table)
    arrays = {name: _array(whole, one) for name, one in sections.items()}
    return _world(table, arrays), table["note"]


@contextmanager
def _opened(beside: Path) -> Iterator[BinaryIO]:
    """Open the file beside, empty; writers take turns, and what a killed one left is written over."""
    while True:
        with os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT, 0o666), "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if not _stands(beside, file):  # the writer before renamed it meanwhile
                continue
            file.truncate(0)
            yield file
            return


def _stands(beside: Path, file: BinaryIO) -> bool:
    try:
        return os.path.samestat(beside.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _sections(world: World) -> Iterator[tuple[str, Array]]:
    yield from _strings("ids", world.members.ids)
    yield from ((f"members.{name}", column) for name, column in world.members.columns())
    yield from ((f"ties.{name}", getattr(world.ties, name)) for name in _TIES)
    for audience, shelf in zip(AUDIENCES, world.shelves, strict=True):
        for one in fields(shelf):
            value = getattr(shelf, one.name)
            name = f"{audience}.{one.name}"
            yield from _strings(name, value) if isinstance(value, Strings) else [(name, value)]


def _strings(name: str, strings: Strings) -> Iterator[tuple[str, Array]]:
    yield f"{name}.blob", strings.blob
    yield f"{name}.offsets", strings.offsets


def _write(file: BinaryIO, table: dict[str, Any], sections: dict[str, Array]) -> None:
    place = 0
    little = {name: np.ascontiguousarray(array, array.dtype.newbyteorder("<")) for name, array in sections.items()}
    for name, array in little.items():
        place = -(-place // ALIGN) * ALIGN
        table["sections"][name] = [array.dtype.str, place, array.size, crc32(array.view(np.uint8).data)]
        place += array.nbytes
    head = json.dumps(table, ensure_ascii=False).encode("utf-8", "surrogatepass")
    file.write(_HEAD.pack(MAGIC, len(head), crc32(head)) + head)
    begin = _begin(len(head))
    for name, array in little.items():
        file.seek(begin + table["sections"][name][1])
        file.write(array.view(np.uint8).data)
    file.truncate(begin + place)


def _table(path: Path, whole: memoryview) -> dict[str, Any]:
    magic, length, total = _HEAD.unpack(whole[: _HEAD.size])
    if magic != MAGIC:
        raise SnapshotError(f"{path} is no index of this version")
    head = whole[_HEAD.size : _HEAD.size + length]
    if len(head) != length or crc32(head) != total:
        raise SnapshotError(f"{path} was altered or is cut off: the sum of its table is not right")
    table: dict[str, Any] = json.loads(bytes(head).decode("utf-8", "surrogatepass"))
    begin = _begin(length)
    for section in table["sections"].values():
        section[1] += begin
    return table


def _check_between(path: Path, whole: memoryview, table: dict[str, Any]) -> None:
    """Raise SnapshotError where something stands between two sections or behind the last."""
    end = _HEAD.size + _HEAD.unpack(whole[: _HEAD.size])[1]
    for kind, place, size, _ in sorted(table["sections"].values(), key=lambda one: int(one[1])):
        if any(whole[end:place]):
            raise SnapshotError(f"{path} was altered: something stands between two parts of it")
        end = max(end, place + size * np.dtype(kind).itemsize)
    if end != len(whole):
        raise SnapshotError(f"{path} was altered or is cut off: it is not as long as its table says")


def _begin(length: int) -> int:
    return -(-(_HEAD.size + length) // ALIGN) * ALIGN


def _sound(whole: memoryview, section: list[Any]) -> bool:
    kind, place, size, total = section
    part = whole[place : place + size * np.dtype(kind).itemsize]
    return len(part) == size * np.dtype(kind).itemsize and crc32(part) == int(total)


def _array(whole: memoryview, section: list[Any]) -> Array:
    kind, place, size, _ = section
    array = (
        np.frombuffer(whole, dtype=np.dtype(kind), count=size, offset=place) if size else np.zeros(0, np.dtype(kind))
    )
    return array if sys.byteorder == "little" else array.astype(array.dtype.newbyteorder("="))


def _world(table: dict[str, Any], arrays: Mapping[str, Array]) -> World:
    members = Members(_read_strings("ids", arrays), table["places"], [tuple(names) for names in table["languages"]])
    for name, _ in list(members.columns()):
        setattr(members, name, arrays[f"members.{name}"].copy())
    members.count_holders()
    starts, sizes, rows = (arrays[f"ties.{name}"] for name in _TIES)
    ties = Ties(starts.copy(), sizes.copy(), rows)
    waiting = {
        (tie["a"], tie["b"]) if tie["a"] < tie["b"] else (tie["b"], tie["a"]): Tie(**tie) for tie in table["waiting"]
    }
    shelves = tuple(_shelf(audience, arrays) for audience in AUDIENCES)
    return World(members, ties, shelves, waiting, Analyser(Vocabulary(table["words"], table["phrases"])))


def _shelf(audience: str, arrays: Mapping[str, Array]) -> Shelf:
    parts: dict[str, Any] = {}
    for one in fields(Shelf):
        name = f"{audience}.{one.name}"
        parts[one.name] = arrays[name] if name in arrays else _read_strings(name, arrays)
    return Shelf(**parts)


def _read_strings(name: str, arrays: Mapping[str, Array]) -> Strings:
    return Strings(arrays[f"{name}.blob"], arrays[f"{name}.offsets"])


def _sync_folder(folder: Path) -> None:
    """Let the rename itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
