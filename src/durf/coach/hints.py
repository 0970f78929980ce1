"""What a hint is, and the ids a hint can have. Which hint is given when lives in `advice`."""

from dataclasses import dataclass

HINT_IDS: tuple[str, ...] = ("safe", "one", "what", "enough", "tried", "who", "why", "when")


@dataclass(frozen=True)
class Hint:
    """One thing that would make this wish easier to say yes to; the first sentence of `text` is its lead."""

    id: str
    text: str
    example: str
