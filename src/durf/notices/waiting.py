"""What waits for a member's word, as one line on the home page."""

import textwrap
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Waiting:
    """A sentence, where to go, and the verb on the button."""

    text: str
    url: str
    action: str
    since: datetime


def in_short(text: str, most: int) -> str:
    """The beginning of a text on one line, never a word cut in two; only a word longer than all of it is cut."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    whole = textwrap.shorten(line, most - 1, placeholder="", break_on_hyphens=False)
    return (whole.rstrip(" ,;:–—-(“\"'") or line[: most - 1]) + "…"
