"""The coach answers in the language it was spoken to in."""

import pytest

from durf.coach.language import guess
from tests.coach.test_wishes import wishes


@pytest.mark.parametrize("name", ["tuning.jsonl", "wishes.jsonl"])
def test_the_language_of_nearly_every_wish_is_recognised(name: str) -> None:
    found = wishes(name)
    assert sum(guess(wish.text) == wish.lang for wish in found) / len(found) >= 0.97


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Wie kan mij helpen met een website?", "nl"),
        ("who can help me with a website", "en"),
        ("Ik zoek een developer voor mijn startup", "nl"),
        ("I live in Den Haag and need a fietsenmaker", "en"),
        ("kettingzaag", "nl"),
        ("", "nl"),
    ],
)
def test_a_text_with_words_of_both_keeps_its_own_language(text: str, lang: str) -> None:
    assert guess(text) == lang
