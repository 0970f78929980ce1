"""A hint that was followed does not come again, and its example is worth copying."""

import pytest

from durf.coach.advice import advise
from durf.coach.hints import HINT_IDS
from tests.coach.test_wishes import Wish, wishes

FOLLOWED = {
    "nl": {
        "what": "Wie wil zaterdag een uurtje mijn keukendeur komen schaven? Hij klemt al maanden.",
        "enough": "Een halfuurtje meedenken zou al helpen.",
        "who": "Ik zoek iemand die dit eerder heeft gedaan.",
        "tried": "Ik heb het al aan de buren gevraagd en op internet gezocht, zonder succes.",
        "why": "Want mijn dochter wordt er zo blij van.",
        "when": "Graag vóór 14 juni.",
    },
    "en": {
        "what": "Would someone plane my kitchen door for an hour on Saturday? It has been stuck for months.",
        "enough": "Half an hour of thinking along would already help.",
        "who": "I'm looking for someone who has done this before.",
        "tried": "I already asked the neighbours and searched online, without success.",
        "why": "Because it would make my daughter so happy.",
        "when": "Before 14 June, please.",
    },
}
OTHER_WAYS = [
    ("nl", "Ik zoek vijftig oude wekkers.", "why", "Het is voor het afscheid van onze conciërge."),
    ("nl", "Ik zoek vijftig oude wekkers.", "when", "Er is geen haast bij."),
    ("nl", "Ik zoek vijftig oude wekkers.", "when", "Uiterlijk de 14e."),
    ("nl", "Hoe krijg ik wijnvlekken uit een kleed?", "tried", "Zout erop gedaan en laten weken, hielp niet."),
    ("en", "Anyone got a trombone?", "why", "It's for my sister's wedding, she used to play."),
    ("en", "Anyone got a trombone?", "when", "Whenever suits you."),
    ("en", "Anyone got a trombone?", "when", "By Friday."),
    ("en", "How do I stop a gate from squeaking?", "tried", "I've oiled it twice, no difference."),
]


def every_wish() -> tuple[Wish, ...]:
    """Give all labelled wishes: what is promised here holds for any text."""
    return wishes("tuning.jsonl") + wishes("wishes.jsonl")


@pytest.mark.parametrize("hint", [hint for hint in HINT_IDS if hint in FOLLOWED["nl"]])
def test_no_hint_comes_again_after_it_was_followed(hint: str) -> None:
    asked = [wish for wish in every_wish() if hint in {found.id for found in wish.hints()}]
    again = [
        wish
        for wish in asked
        if hint in {found.id for found in advise(f"{wish.text}\n{FOLLOWED[wish.lang][hint]}", lang=wish.lang)}
    ]
    assert asked
    assert len(again) == 0


@pytest.mark.parametrize(("lang", "text", "hint", "added"), OTHER_WAYS)
def test_a_hint_can_be_followed_in_many_words(lang: str, text: str, hint: str, added: str) -> None:
    assert hint in {found.id for found in advise(text, lang=lang)}
    assert hint not in {found.id for found in advise(f"{text} {added}", lang=lang)}


@pytest.mark.parametrize("hint", HINT_IDS)
def test_no_hint_comes_again_for_its_own_example(hint: str) -> None:
    given = [(found.example, wish.lang) for wish in every_wish() for found in wish.hints() if found.id == hint]
    again = [lang for example, lang in given if hint in {found.id for found in advise(example, lang=lang)}]
    assert given
    assert len(again) == 0


def test_keeping_only_the_first_of_several_wishes_is_enough() -> None:
    text = "Wie heeft een aanhanger te leen zaterdag? En weet iemand een tandarts, en wie past er op onze kat?"
    assert advise(text)[0].id == "one"
    assert "one" not in {hint.id for hint in advise("Wie heeft een aanhanger te leen zaterdag?")}


def test_taking_the_private_part_out_is_enough() -> None:
    assert advise("Wie kan donderdag de hond uitlaten? Bel me op 06-12345678.")[0].id == "safe"
    assert "safe" not in {hint.id for hint in advise("Wie kan donderdag de hond uitlaten?")}
