"""The slate drawn as rings with names: the asker in the middle, helpers around, lines through their connectors.

It draws rows of the slate and reads nothing itself, so that what one may see is decided in one place
(`pictures.slate.slate_read`). For the asker's eyes alone: everybody else learns of a wish what its page says in
words, who came forward in public and what became of it; whom the matching found, and through whom, is not theirs.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from durf.members.models import Member
from durf.wishes.pictures.circle.places import EXTENT, SIZES, Box, Dot, Place, holds_find, places_find, rings_widen
from durf.wishes.pictures.slate import SlateRow
from durf.wishes.pictures.whys import words_of

MOST: Final = 15  # helpers drawn; the list has them all
LONGEST: Final = 10  # letters of a name in the drawing
MOST_WORDS: Final = 3


@dataclass(frozen=True)
class Helper:
    """One helper as drawn. `state` is "introduced", "answered", "asked" or ""; numbers are ready for SVG."""

    row: SlateRow
    state: str
    label: str
    sentence: str
    x: str
    y: str
    label_y: str
    hold: tuple[str, str, str, str]  # x, y, width, height of what a finger may touch
    ring: int


@dataclass(frozen=True)
class Connector:
    """Somebody a line runs through who is no helper here. `member` None: someone the asker knows, not named yet."""

    member: Member | None
    label: str
    x: str
    y: str
    label_y: str


@dataclass(frozen=True)
class Drawing:
    """Everything the template draws; `lines` are the points of polylines from the middle outward."""

    helpers: tuple[Helper, ...]
    connectors: tuple[Connector, ...]
    lines: tuple[str, ...]
    rings: tuple[tuple[int, str], ...]  # the outermost first
    left_out: int
    extent: str = f"{EXTENT:.0f}"
    side: str = f"{2 * EXTENT:.0f}"

    @property
    def states(self) -> frozenset[str]:
        """The states that occur, for the key below the drawing."""
        return frozenset(helper.state for helper in self.helpers if helper.state)

    @property
    def has_unnamed(self) -> bool:
        """Whether somebody is drawn without a name."""
        return any(helper.row.member is None for helper in self.helpers)

    @property
    def has_unnamed_connector(self) -> bool:
        """Whether a line runs through somebody who is asked first."""
        return any(connector.member is None for connector in self.connectors)


def drawing_make(slate: Sequence[SlateRow]) -> Drawing:
    """Draw a slate; of more than fifteen those who came forward or were asked go before others."""
    rows = _most_telling(slate)
    labels = _labels(rows)
    through = {row.match.pk: _through(row, rows) for row in rows}
    between = {key: member for key, member in through.values() if key.startswith("via-")}
    dots = [Dot(_key(row), row.near.ring or 3, labels[row.match.pk], through=through[row.match.pk][0]) for row in rows]
    dots += [_dot(key, member) for key, member in between.items()]
    dots.sort(key=lambda dot: dot.ring)
    places = places_find(dots)
    holds = holds_find({_key(row): places[_key(row)] for row in rows})
    return Drawing(
        helpers=tuple(_helper(row, places[_key(row)], holds[_key(row)]) for row in rows),
        connectors=tuple(_connector(member, places[key]) for key, member in between.items()),
        lines=tuple(_line(row, through[row.match.pk][0], places) for row in rows if row.near.ring in (1, 2)),
        rings=tuple((ring, f"{radius:.1f}") for ring, radius in sorted(rings_widen(dots).items(), reverse=True)),
        left_out=len(slate) - len(rows),
    )


def _most_telling(slate: Sequence[SlateRow]) -> list[SlateRow]:
    first = sorted(slate, key=lambda row: (not row.introduced, not row.answered, not row.asked))[:MOST]
    chosen = {row.match.pk for row in first}
    return [row for row in slate if row.match.pk in chosen]


def _key(row: SlateRow) -> str:
    return f"helper-{row.match.pk}"


def _through(row: SlateRow, rows: Sequence[SlateRow]) -> tuple[str, Member | None]:
    """The nearest connector, by name if one may be named; a named helper of ring 1 is the same dot.

    An unnamed connector stands alone on each way, and an unnamed helper is nobody's connector here: that two of
    them are one person would tell who they are.
    """
    if row.near.ring != 2:
        return "", None
    member = next((connector for connector in row.near.via if connector is not None), None)
    if member is None:
        return f"via-unnamed-{row.match.pk}", None
    for other in rows:
        if other.near.ring == 1 and other.member == member:
            return _key(other), member
    return f"via-{member.pk}", member


def _dot(key: str, member: Member | None) -> Dot:
    if member is None:
        return Dot(key, 1, kind="unnamed")
    return Dot(key, 1, _shortened(member.first_name), kind="connector")


def _labels(rows: Sequence[SlateRow]) -> dict[int, str]:
    """First names, with a letter more where two have the same."""
    often = Counter(row.member.first_name for row in rows if row.member is not None)
    labels = {}
    for row in rows:
        labels[row.match.pk] = ""
        if row.member is not None:
            first, *rest = row.member.name.split() or [row.member.handle]
            more = f" {rest[-1][0]}" if rest and often[row.member.first_name] > 1 else ""
            labels[row.match.pk] = _shortened(first, LONGEST - len(more)) + more
    return labels


def _shortened(name: str, most: int = LONGEST) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"


def _helper(row: SlateRow, place: Place, box: Box) -> Helper:
    state = "introduced" if row.introduced else "answered" if row.answered else "asked" if row.asked else ""
    return Helper(
        row=row,
        state=state,
        label=place.label,
        sentence=_sentence(row, state),
        x=f"{place.x:.1f}",
        y=f"{place.y:.1f}",
        label_y=f"{place.y + SIZES['helper'] + 15:.1f}",
        hold=(f"{box.left:.1f}", f"{box.top:.1f}", f"{box.right - box.left:.1f}", f"{box.bottom - box.top:.1f}"),
        ring=row.near.ring or 3,
    )


def _connector(member: Member | None, place: Place) -> Connector:
    size = SIZES["connector" if member else "unnamed"]
    return Connector(member, place.label, f"{place.x:.1f}", f"{place.y:.1f}", f"{place.y + size + 14:.1f}")


def _line(row: SlateRow, through: str, places: dict[str, Place]) -> str:
    ends = [places[key] for key in (through, _key(row)) if key]
    return " ".join(["0,0", *(f"{place.x:.1f},{place.y:.1f}" for place in ends)])


def _sentence(row: SlateRow, state: str) -> str:
    """Everything the drawing says of one person: who, how near or via whom, how far it is, why."""
    said = [row.label, *_way(row)]
    if state:
        said.append({"introduced": _("introduced"), "answered": _("came forward"), "asked": _("asked already")}[state])
    words = words_of(row.why)[:MOST_WORDS]
    if words:
        said.append(_("fits: %(words)s") % {"words": ", ".join(words)})
    return ", ".join(said)


def _way(row: SlateRow) -> list[str]:
    if row.near.names:
        return [_("via %(names)s") % {"names": ", ".join(row.near.names)}]
    if row.near.via:
        return [_("via someone you know")]
    if row.member is None:
        return []  # the label says where they stand
    return [_("in your network") if row.near.ring == 1 else _("further away")]
