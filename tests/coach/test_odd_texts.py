"""Whatever is pasted into the box, the coach answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from durf.coach.advice import advise, praise
from durf.coach.language import guess

EMPTY = ["", "   ", "\n\n\t", "...", "?!?!", "—", "\0", "\0\0\0", "😀", "🔥🔥🔥 🎉", "#", "'", "@"]
HUGE = [
    "Wie heeft een ladder? " * 5_000,
    "a" * 100_000,
    "a." * 50_000,
    "06 " * 33_000,
    "a.b@" * 25_000,
    "1 A " * 25_000,
    "?" * 100_000,
    "heb a " * 17_000,
    "call me on 0612345678 " * 4_500,
]
MIXTURE = "ik zoek wie heeft een te leen want morgen I need anyone a 06-12345678 how do mijn buurman , . ? \0 😀 en and"
WORDS = st.sampled_from(MIXTURE.split(" "))


@pytest.mark.parametrize("text", EMPTY)
def test_a_text_without_words_is_left_alone(text: str) -> None:
    assert advise(text) == ()
    assert praise(text) is None


@pytest.mark.parametrize("text", HUGE, ids=lambda text: str(text)[:12])
def test_a_text_of_a_hundred_kilobytes_is_answered(text: str) -> None:
    assert len(advise(text)) <= 2


def test_a_telephone_number_far_down_a_long_text_is_still_seen() -> None:
    assert advise("Ik vertel een lang verhaal. " * 2_000 + "Bel 06-12345678.")[0].id == "safe"


@pytest.mark.parametrize(
    "text", ["Ik zoek \0 een ladder", "Ik zoek 😀 een ladder", "IK ZOEK EEN LADDER!!!", "#ladder gezocht"]
)
def test_signs_between_the_words_do_not_matter(text: str) -> None:
    assert advise(text)[0].id == "why"


@settings(deadline=None, max_examples=80)
@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_no_mixture_of_words_is_too_much(text: str) -> None:
    for hint in advise(text):
        assert hint.text
        assert hint.example


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_no_text_is_too_much(text: str) -> None:
    assert len(advise(text)) <= 2
    assert guess(text) in ("nl", "en")
