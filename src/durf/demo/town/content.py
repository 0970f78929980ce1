"""The written content of the invented town, read from `content/*.json` into plain shapes."""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "content"


@dataclass(frozen=True)
class Said:
    """One strength or limit."""

    text: str
    audience: str


@dataclass(frozen=True)
class Person:
    """One invented member."""

    handle: str
    name: str
    lang: str
    languages: list[str]
    line: str
    trade: str
    organisation: str
    place: str
    strengths: list[Said]
    limits: list[Said]
    findable: str
    nudges: int
    newcomer: bool
    groups: list[str]


@dataclass(frozen=True)
class Acquaintance:
    """A tie that the stories presuppose; `word` makes it a proposal that still waits for `b`."""

    a: str
    b: str
    how: tuple[str, str] = ("known", "known")
    open: tuple[str, str] = ("ask", "ask")
    word: str = ""


@dataclass(frozen=True)
class Note:
    """One person in a member's notebook."""

    owner: str
    name: str
    email: str
    how: str
    lang: str
    note: str


@dataclass(frozen=True)
class Cup:
    """A coffee or call: `days` from now (negative: it was), at a time of day."""

    days: int
    at: str
    where: str
    manner: str = "place"
    state: str = "done"
    also: list[int] = field(default_factory=list)  # other days that were proposed
    helped: bool = True


@dataclass(frozen=True)
class Help:
    """An offer: who, in which form, `hours` after the wish; `to` or `contact` for an introduction."""

    by: str
    form: str
    hours: float
    text: str = ""
    say: str = ""  # what everybody reads under the wish; a name is not for everybody
    private: bool = False
    to: str = ""
    contact: str = ""
    stage: str = "waits"  # waits | asker_yes | agreed | met | silent
    coffee: Cup | None = None


@dataclass(frozen=True)
class Request:
    """The asker asks a connector to pass on."""

    connector: str
    helper: str
    word: str
    hours_ago: float


@dataclass(frozen=True)
class Thank:
    """Thanks to a helper and perhaps a connector; `agree` None: they were not asked or have not answered."""

    text: str
    helper: str = ""
    connector: str = ""
    outside: bool = False
    public: bool = True
    agree: bool | None = True


@dataclass(frozen=True)
class Asked:
    """One wish; `days` ago it was asked, `closed` days ago it was closed."""

    key: str
    asker: str
    kind: str
    text: str
    days: float
    lang: str = ""
    place: str = ""
    by: int | None = None
    audience: str = "members"
    closed: float | None = None
    help: list[Help] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    thanks: list[Thank] = field(default_factory=list)
    story: str = ""
    aftermath: str = ""

    @property
    def state(self) -> str:
        """Where the wish is now."""
        if self.closed is None:
            return "open"
        return "fulfilled" if self.thanks else "closed"


@dataclass(frozen=True)
class Town:
    """Everything that is written about the town."""

    people: list[Person]
    ties: list[Acquaintance]
    notes: list[Note]
    wishes: list[Asked]


@cache
def town_read() -> Town:
    """Read all of it."""
    network = _load("network.json")
    return Town(
        people=[_person(row) for row in _load("people.json")],
        ties=[Acquaintance(**{**row, **_pairs(row)}) for row in network["ties"]],
        notes=[Note(**row) for row in network["notes"]],
        wishes=[_asked(row) for name in ("wishes.json", "fulfilled.json") for row in _load(name)],
    )


def _load(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def _person(row: dict[str, Any]) -> Person:
    said = {part: [Said(**trait) for trait in row[part]] for part in ("strengths", "limits")}
    return Person(**{**row, **said})


def _pairs(row: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {name: (row[name][0], row[name][1]) for name in ("how", "open") if name in row}


def _asked(row: dict[str, Any]) -> Asked:
    return Asked(
        **{
            **row,
            "help": [_help(part) for part in row.get("help", [])],
            "requests": [Request(**part) for part in row.get("requests", [])],
            "thanks": [Thank(**part) for part in row.get("thanks", [])],
        }
    )


def _help(row: dict[str, Any]) -> Help:
    coffee = Cup(**row["coffee"]) if "coffee" in row else None
    return Help(**{**row, "coffee": coffee})
