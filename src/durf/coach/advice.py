"""The coach's public face: a wish's text in, at most two hints out, best first."""

from durf.coach.hints import Hint


def advise(text: str, *, lang: str | None = None, audience: str = "everyone") -> tuple[Hint, ...]:
    """Say what would make this wish easier to say yes to; nothing where it should be left alone."""
    return ()


def praise(text: str, *, lang: str | None = None) -> str | None:
    """Say in one short sentence what is already good about this wish."""
    return None
