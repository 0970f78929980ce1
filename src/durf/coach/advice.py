"""The coach's public face: a wish's text in, at most two hints out, best first."""

from durf.coach.examples import example
from durf.coach.hints import PRAISE, WORDING, Hint
from durf.coach.language import Language
from durf.coach.reading import asking
from durf.coach.reading.privacy import private
from durf.coach.reading.wish import Reading
from durf.coach.rules import missing


def _language(lang: str | None) -> Language | None:
    return "nl" if lang == "nl" else "en" if lang == "en" else None


def advise(text: str, *, lang: str | None = None, audience: str = "everyone") -> tuple[Hint, ...]:
    """Say what would make this wish easier to say yes to; nothing where it should be left alone."""
    reading = Reading(text, _language(lang))
    return tuple(
        Hint(hint, _wording(hint, reading, audience), example(hint, reading, audience))
        for hint in missing(reading, audience)
    )


def _wording(hint: str, reading: Reading, audience: str) -> str:
    if hint == "safe" and all(item.sort != "fact" for item in private(reading, audience)):
        hint = "safe:number"
    return WORDING[reading.lang][hint]


def praise(text: str, *, lang: str | None = None) -> str | None:
    """Say in one short sentence what is already good about this wish; None where it is too early."""
    reading = Reading(text, _language(lang))
    lacking = set(missing(reading, "everyone"))
    if lacking & {"safe", "one", "what", "who"} or len(reading.words) < 3 or asking.is_hardly_begun(reading):
        return None
    told = asking.is_told(reading) or reading.has("reason", "purpose")
    dated = reading.has("when", "unhurried")
    earned = (
        ("tried", reading.has("problem") and reading.has("tried")),
        ("complete", told and dated and not lacking),
        ("reason", told and "enough" not in lacking),
        ("date", dated),
        ("small", reading.has("small")),
    )
    return next((PRAISE[reading.lang][kind] for kind, is_so in earned if is_so), None)
