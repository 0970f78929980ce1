"""What is too private for everyone, and what only looks like it."""

import pytest

from durf.coach.advice import advise

PRIVATE = [
    "Bel me op 06 12 34 56 78 als je een ladder hebt",
    "App +31612345678 voor de bank",
    "Ring me on 07700 900123 about the ladder",
    "My number is (555) 123-4567, who has a ladder?",
    "Mail jan@voorbeeld.nl als je een ladder hebt",
    "Maak het over op NL91 ABNA 0417 1643 00",
    "Pay into GB29 NWBK 6016 1331 9268 19 please",
    "Mijn BSN is 123456782, wie kijkt mee?",
    "Ik woon op Lindelaan 14b en zoek een ladder",
    "We live at 12 Mill Lane and need a ladder",
    "De code van het alarm is 4471, wie geeft de kat eten?",
    "Ik heb borderline en zoek een wandelmaatje",
    "I have epilepsy and want a swimming buddy",
    "Mijn buurvrouw Ria zit in de schuldsanering, wie brengt eten?",
    "My colleague Bert is drinking again, how do I raise it?",
    "Our cleaner Marta has no papers and needs a dentist",
    "Mijn demente moeder zoekt gezelschap op donderdag",
    "My son's teacher was arrested, what do we tell the class?",
]
HARMLESS = [
    "Ik zoek een foto van de fabriek van voor de sloop in 1978",
    "Wie heeft er een tafel van 120 x 60 voor hooguit 45 euro?",
    "Looking for a Fender Rhodes from 1972, the last one went for 2,400 pounds",
    "De gemeente en het Rode Kruis zoeken collectanten in de Dorpsstraat",
    "The workshop on Harbour Street needs a carpenter on 3 May",
    "Kom naar buurthuis De Klos, Dorpsstraat 12, en leer breien",
    "We found old medicine bottles under the floor, who collects them?",
    "Ik geef een lezing over dementie in de bibliotheek, wie heeft een beamer?",
    "Our dog is blind and deaf, who builds ramps?",
    "Wie drinkt er een keer koffie met mijn vader?",
    "De trein van 19.30 haal ik niet, wie rijdt van 20.00 tot 21.30 mee?",
    "I need 50 chairs on 2 June from 10 to 4",
]


@pytest.mark.parametrize("text", PRIVATE)
def test_too_private_for_everyone_is_said_first(text: str) -> None:
    assert [hint.id for hint in advise(text)] == ["safe"]


@pytest.mark.parametrize("text", HARMLESS)
def test_years_prices_sizes_places_and_subjects_are_not_private(text: str) -> None:
    assert "safe" not in {hint.id for hint in advise(text)}


def test_numbers_and_facts_are_answered_with_their_own_words() -> None:
    number, fact = advise("Bel 06-12345678 voor de ladder")[0], advise("Ik heb borderline en zoek een maatje")[0]
    assert number.id == fact.id == "safe"
    assert number.text != fact.text
