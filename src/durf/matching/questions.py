"""What is asked of the index."""

from dataclasses import dataclass
from typing import Literal, get_args

Scope = Literal["shown", "nudge"]
Kind = Literal["advice", "lead", "hand", "thing", "company"]

SCOPES: tuple[str, ...] = get_args(Scope)
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Query:
    """One wish, as far as it has been typed.

    Attributes:
        text: the wish; its last word counts as half typed unless a space or a sign follows it. Words of
            the first line weigh half as much again as the rest.
        asker: id of the member who asks; None for a visitor, who is shown texts for everyone alone.
            An id the index does not know is treated as a visitor.
        scope: "shown" for what the asker may see, "nudge" to read texts for matching only as well.
        kind: kind of wish; moves the peak of the closeness curve.
        place, lang: when given, only people of that place or language are looked at
            (someone who names none is of every place and language).
        top: number of hits wanted, ≥ 0; 0 asks for the counts alone, without a slate.
        within: furthest ring that is asked: 1 the own network, 2 its network too, 3 everyone. A visitor has these
            last alone.
    """

    text: str
    asker: str | None = None
    scope: Scope = "shown"
    kind: Kind | None = None
    place: str | None = None
    lang: str | None = None
    top: int = 20
    within: Literal[1, 2, 3] = 3

    def __post_init__(self) -> None:
        if self.scope not in SCOPES:
            raise ValueError(f"scope must be one of {', '.join(SCOPES)}, not {self.scope!r}")
        if self.kind is not None and self.kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)} or None, not {self.kind!r}")
        if self.within not in (1, 2, 3):
            raise ValueError(f"within must be 1, 2 or 3, not {self.within!r}")
        if self.top < 0:
            raise ValueError(f"top must be 0 or more, not {self.top}")
