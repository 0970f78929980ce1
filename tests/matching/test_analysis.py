"""How texts are read: tokens, stems, compounds, concepts."""

from durf.matching.text.analysis import FULL, HALF, Analyser, content_tokens
from durf.matching.text.compounds import compound_parts
from durf.matching.text.vocabulary import Vocabulary
from durf.matching.text.words import half_typed, tokens

NOTHING = Vocabulary.of(None)


def test_tokens_are_lower_case_without_accents_or_signs() -> None:
    assert tokens("Café's, C++ én C#: e-mail naar Zoë!") == ["cafe", "c++", "en", "c#", "e", "mail", "naar", "zoe"]


def test_nul_emoji_and_other_scripts_do_no_harm() -> None:
    assert tokens("\0 🐝🐝 honing\0pot عسل мёд") == ["honing", "pot", "عسل", "мед"]


def test_a_bee_is_kept_and_the_preposition_bij_is_not() -> None:
    assert content_tokens("Een zieke bij redden", NOTHING) == ("zieke", "bij", "redden")
    assert content_tokens("Ik help je bij verhuizen", NOTHING) == ("help", "verhuizen")
    assert content_tokens("bij", NOTHING) == ("bij",)


def test_a_bee_and_bees_meet() -> None:
    analyser = Analyser(NOTHING)
    assert set(analyser.word("bij").forms) & set(analyser.word("bijen").forms)


def test_stop_words_of_both_languages_are_dropped() -> None:
    assert content_tokens("Wie kent een imker, or who is the beekeeper?", NOTHING) == ("kent", "imker", "beekeeper")


def test_dutch_and_english_stems_stand_side_by_side() -> None:
    analyser = Analyser(NOTHING)
    assert set(analyser.word("tuinen").forms) & set(analyser.word("tuin").forms)
    assert set(analyser.word("gardening").forms) & set(analyser.word("gardens").forms)


def test_compounds_split_by_our_own_heads_whatever_others_wrote() -> None:
    assert compound_parts("belastingadvies") == ("belasting", "advies")
    assert compound_parts("groepsles") == ("groep", "les")
    assert compound_parts("imkerij") == ()


def test_a_compound_counts_wholly_for_itself_and_half_for_its_parts() -> None:
    shares = Analyser(NOTHING).word("tuinontwerp").shares()
    assert shares["tuinontwerp"] == FULL
    assert shares["tuin"] == shares["ontwerp"] == HALF


def test_terms_of_one_concept_meet_in_two_languages_and_as_a_phrase() -> None:
    vocabulary = Vocabulary.of({"imker": "bee", "beekeeper": "bee", "tax advisor": "tax", "belastingadviseur": "tax"})
    analyser = Analyser(vocabulary)
    assert set(analyser.word("imkers").forms) & set(analyser.word("beekeepers").forms)
    assert content_tokens("a good tax advisor", vocabulary)[-1] in analyser.word("belastingadviseur").forms


def test_a_word_is_half_typed_until_a_space_or_a_sign_follows() -> None:
    assert half_typed("een imk")
    assert not half_typed("een imker ")
    assert not half_typed("een imker?")
    assert not half_typed("")
