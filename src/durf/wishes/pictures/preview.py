"""What stands beside a text while it is being written: the coach's hints, how far it reaches, earlier wishes."""

import re
from dataclasses import dataclass

from django.utils.safestring import SafeString

from durf.coach.advice import advise, praise
from durf.coach.hints import Hint
from durf.members.models import Member
from durf.reach.budget import MEMBER_PREVIEWS, VISITOR_PREVIEWS, preview_budget
from durf.reach.picture import NOTHING, Picture
from durf.reach.services import measure_reach
from durf.wishes.models import Wish
from durf.wishes.pictures.rings import dots_draw
from durf.wishes.pictures.similar import similar_wishes

SHORTEST = 3  # characters; less says nothing yet
SENTENCE_END = re.compile(r"(?<=[.?!:…])\s+")


@dataclass(frozen=True)
class Advice:
    """A hint as it is shown: its first sentence stands out."""

    id: str
    lead: str
    rest: str
    example: str


@dataclass(frozen=True)
class Preview:
    """Everything beside the text. `picture` is None before anything is typed and when the budget is spent."""

    picture: Picture | None = None
    praise: str = ""
    hints: tuple[Advice, ...] = ()
    similar: tuple[Wish, ...] = ()
    spent: bool = False

    @property
    def dots(self) -> SafeString:
        """The dots of the rings."""
        return dots_draw(self.picture) if self.picture else SafeString("")

    @property
    def begun(self) -> bool:
        """Whether anything was written yet."""
        return self.picture is not None or self.spent

    @property
    def counted(self) -> bool:
        """Whether there are numbers to show."""
        return self.picture is not None and self.picture.numbers

    @property
    def shown(self) -> Picture:
        """The picture to draw; empty rings where there is none."""
        return self.picture or Picture(NOTHING, NOTHING, NOTHING)


def preview_make(
    *,
    viewer: Member | None,
    visitor: str,
    text: str,
    kind: str,
    language: str,
    audience: str,
    besides: Wish | None = None,
) -> Preview:
    """Look at a text as it would be asked now; nothing is written. `visitor` is who counts when nobody is signed in."""
    if len(text) < SHORTEST:
        return Preview()
    subject, most = (viewer.public_id, MEMBER_PREVIEWS) if viewer else (visitor, VISITOR_PREVIEWS)
    allowed = preview_budget.spend(subject, text, most=most)
    return Preview(
        picture=_picture(viewer, text, kind, language, audience) if allowed else None,
        praise=praise(text, lang=language) or "",
        hints=tuple(_advice(hint) for hint in advise(text, lang=language, audience=audience)),
        similar=tuple(similar_wishes(text=text, viewer=viewer, besides=besides)) if allowed else (),
        spent=not allowed,
    )


def _picture(viewer: Member | None, text: str, kind: str, language: str, audience: str) -> Picture:
    return measure_reach(viewer=viewer, text=text, kind=kind, language=language, audience=audience)


def _advice(hint: Hint) -> Advice:
    lead, *rest = SENTENCE_END.split(hint.text, maxsplit=1)
    return Advice(hint.id, lead, " ".join(rest), hint.example)
