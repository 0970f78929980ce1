"""What a member sees beside the text: few, short, warm hints, with an example of their own."""

import re

import pytest

from durf.coach.advice import advise, praise
from durf.coach.hints import HINT_IDS, PRAISE, WORDING
from tests.coach.test_wishes import wishes

ROOFTOP_BEES = (
    "Ik begin in mei een kleine imkerij op het dak van de oude melkfabriek. Wie kent iemand die een"
    " omgevingsvergunning heeft gekregen voor bijen in de stad, en wil een half uur meedenken?"
)
CONTENT = re.compile(r"[^\W\d_]{4,}")


def ids(text: str, **how: str) -> list[str]:
    """Name the hints for a text."""
    return [hint.id for hint in advise(text, **how)]


def test_there_are_never_more_than_two_hints_and_none_twice() -> None:
    for wish in wishes("tuning.jsonl"):
        found = [hint.id for hint in wish.hints()]
        assert len(found) <= 2
        assert len(set(found)) == len(found)
        assert set(found) <= set(HINT_IDS)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_hint_is_one_short_line_with_a_lead(lang: str) -> None:
    texts = (WORDING["nl"] if lang == "nl" else WORDING["en"]).values()
    assert all(len(text) <= 90 for text in texts)
    assert all(re.match(r"[^.?!]+[.?!] \S", text) for text in texts)


def test_every_hint_id_is_worded_in_both_languages() -> None:
    for words in WORDING.values():
        assert set(HINT_IDS) <= set(words)
    assert set(WORDING["nl"]) == set(WORDING["en"])
    assert set(PRAISE["nl"]) == set(PRAISE["en"])


def test_dutch_says_je() -> None:
    said = [*WORDING["nl"].values(), *PRAISE["nl"].values()]
    said += [hint.example for wish in wishes("tuning.jsonl") if wish.lang == "nl" for hint in wish.hints()]
    assert not [text for text in said if re.search(r"\b(?:u|uw)\b", text, re.IGNORECASE)]


def test_hints_come_in_the_language_of_the_text_unless_one_is_given() -> None:
    assert advise("Ik zoek een kettingzaag")[0].text == WORDING["nl"]["why"]
    assert advise("Anyone got a trombone?")[0].text == WORDING["en"]["why"]
    assert advise("Sushi?", lang="en")[0].text == WORDING["en"]["what"]


def test_examples_differ_from_the_text_and_are_short() -> None:
    for wish in wishes("tuning.jsonl"):
        for hint in wish.hints():
            assert hint.example.strip().casefold() != wish.text.strip().casefold()
            assert 10 < len(hint.example) <= 360


def test_nearly_every_example_uses_words_of_the_text() -> None:
    pairs = [
        (wish.text, hint.example)
        for wish in wishes("tuning.jsonl")
        for hint in wish.hints()
        if len(wish.text.split()) > 3 and hint.id != "what"
    ]
    shared = [
        set(CONTENT.findall(text.casefold())) & set(CONTENT.findall(example.casefold())) for text, example in pairs
    ]
    assert sum(map(bool, shared)) / len(shared) > 0.95


def test_an_example_never_repeats_what_was_too_private() -> None:
    text = "Mail me at sanne.devries@example.org or call 06-12345678 if you have a spare pushchair"
    hint = advise(text)[0]
    assert hint.id == "safe"
    assert "@" not in hint.example
    assert not re.search(r"\d{4}", hint.example)
    assert "pushchair" in hint.example


def test_an_example_leaves_out_the_name_of_a_third_person() -> None:
    hint = advise("Who can teach my brother Joris to budget? He gambled away his rent again.")[0]
    assert hint.id == "safe"
    assert "Joris" not in hint.example
    assert "budget" in hint.example


def test_those_asked_alone_may_read_what_everyone_may_not() -> None:
    text = "Ik ben hiv-positief en zoek voor donderdag een tandarts die daar niet moeilijk over doet."
    assert ids(text) == ["safe"]
    assert "safe" not in ids(text, audience="asked")
    assert ids("Maak het over op NL91ABNA0417164300 voor vrijdag", audience="asked") == ["safe"]


def test_a_complete_wish_is_praised_and_left_alone() -> None:
    assert ids(ROOFTOP_BEES) == []
    assert praise(ROOFTOP_BEES) == PRAISE["nl"]["complete"]


def test_a_clear_wish_with_a_reason_is_praised_while_a_date_is_asked() -> None:
    text = "I need somebody to film my thesis defence since my family in Peru cannot travel."
    assert ids(text) == ["when"]
    assert praise(text) == PRAISE["en"]["reason"]


@pytest.mark.parametrize("text", ["hulp", "Wie heeft er verstand van subsidies?", "", "Bel me: 06-12345678"])
def test_nothing_is_praised_too_early(text: str) -> None:
    assert praise(text) is None
