"""The coach's public face: a wish's text in, at most two hints out, best first."""

from durf.coach.hints import Hint
from durf.coach.language import Language
from durf.coach.reading.wish import Reading
from durf.coach.rules import missing


def _language(lang: str | None) -> Language | None:
    return "nl" if lang == "nl" else "en" if lang == "en" else None


def advise(text: str, *, lang: str | None = None, audience: str = "everyone") -> tuple[Hint, ...]:
    """Say what would make this wish easier to say yes to; nothing where it should be left alone."""
    reading = Reading(text, _language(lang))
    return tuple(Hint(hint, "", "") for hint in missing(reading, audience))


def praise(text: str, *, lang: str | None = None) -> str | None:
    """Say in one short sentence what is already good about this wish."""
    return None
