"""Dutch compounds: belastingadvies as belasting and advies, by our own list of the words they are made of.

A split depends on the word alone, never on what others wrote: so nobody's hidden text can change how another's
is read, an update touches its own words only, and two machines always agree (docs/decisions/0006).
"""

import re
from collections.abc import Iterable, Iterator

from durf.matching.text.heads import FIRSTS, HEADS

PART_MIN = 3  # letters
COMPOUND_MAX = 48  # letters; what is longer is no word
FREE_HEAD_MIN = 6  # letters; a shorter head ends too many words that are no compounds ("articles", "smarts")
FREE_LEFT_MIN = 4  # letters of what stands before such a head
FREE_FIRST_MIN = 6  # letters; of a first half before a free remainder
FREE_RIGHT_MIN = 5  # letters of that remainder
BARE_BONUS = 3  # in half letters of evenness: doel|stelling goes before doels|telling
FIRST_ENDINGS = ("s", "e", "en")  # of a first half: its links
LAST_ENDINGS = ("s", "en", "je", "jes", "tje", "tjes")  # of a second half: plural, verb, diminutive
_VOWELS = frozenset("aeiouy")
_LONG = re.compile(r"(.*)(?:aa|ee|oo|uu)[bdfgklmnprst]")
_SHORT = re.compile(r"(?:.*[^aeiouy])?[aeiou][bdfgklmnprst]")
_SOFT = {"f": "v", "s": "z"}
_SUFFIXED = re.compile(r"([a-z]{3,}(?:heid|ing|teit|schap))s([a-z]{4,})")
_NO_WORD = re.compile(
    r"[^aeiouy]+|.*(?:lijk(?:er?|ere|ste?)?|lo[oz]s?e?|achtige?|heid|heden|schap|ing|ingen|ende?|baa?re?|sters?)"
)


def compound_parts(token: str) -> tuple[str, ...]:
    """Return the two halves of a Dutch compound, or nothing.

    Both halves must be words of our list, the first with a link, the second with a plural or diminutive ending; of
    several ways the most even one holds. Failing that, one half may be such a compound itself
    (arbeidsongeschiktheid|verzekering). Failing that too, one half may be free: after any word on -heid, -ing,
    -schap or -teit with its -s-, before a second half of six letters and more, or after such a first half. A word of
    the list is never split (natuur is no nat|uur). After Monz and De Rijke, *Shallow Morphological Analysis in
    Monolingual Information Retrieval for Dutch, German and Italian* (CLEF 2001), with a list where they count a
    collection's words. Cost: O(length of the token squared) look-ups.
    """
    if not 2 * PART_MIN <= len(token) <= COMPOUND_MAX or token in _FIRST or token in _LAST:
        return ()
    return _halves(token) or _nested(token) or _free(token)


def _halves(token: str) -> tuple[str, ...]:
    """Return the most even halves that are both of the list."""
    best: tuple[str, ...] = ()
    most = 0
    for left, right in _cuts(token):
        head = _FIRST.get(left)
        if head and right in _LAST:
            evenness = 2 * min(len(left), len(right)) + BARE_BONUS * (left == head)
            if evenness > most:
                best, most = (head, right), evenness
    return best


def _nested(token: str) -> tuple[str, ...]:
    """Return the most even halves of which one is of the list and the other a compound of it."""
    best: tuple[str, ...] = ()
    most = 0
    for left, right in _cuts(token):
        if min(len(left), len(right)) <= most:
            continue
        head = _FIRST.get(left) if right not in _LAST else _compound(left)
        if head and (right in _LAST or _halves(right)):
            best, most = (head, right), min(len(left), len(right))
    return best


def _free(token: str) -> tuple[str, ...]:
    """Return halves of which one alone is known, by its ending or by its length."""
    found = _SUFFIXED.fullmatch(token)
    if found and not _NO_WORD.fullmatch(found[2]):
        return found[1], found[2]
    for left, right in _cuts(token):
        if len(_LAST.get(right, "")) >= FREE_HEAD_MIN and _may_begin(left):
            return left, right
    for left, right in reversed(list(_cuts(token))):
        head = _FIRST.get(left, "")
        torn = left == head + "s" and right.startswith(("ch", "p", "t"))  # schoon|schrijven before schoons|chrijven
        if len(head) >= FREE_FIRST_MIN and left in (head, head + "s", head + "en") and not torn and _may_end(right):
            return head, right
    return ()


def _may_begin(left: str) -> bool:
    return len(left) >= FREE_LEFT_MIN and left.isalpha() and not _VOWELS.isdisjoint(left)


def _may_end(right: str) -> bool:
    """Tell a word from an ending: "product-ivity", "bestuur-lijk"; what begins with a vowel is too often one."""
    word = len(right) >= FREE_RIGHT_MIN and right.isalpha() and right[0] not in _VOWELS
    return word and not _NO_WORD.fullmatch(right)


def _compound(left: str) -> str:
    """Return a first half without its link if it is a compound itself; "" otherwise."""
    return next((bare for bare in (left.removesuffix("s"), left) if _halves(bare)), "")


def _cuts(token: str) -> Iterator[tuple[str, str]]:
    return ((token[:cut], token[cut:]) for cut in range(PART_MIN, len(token) - PART_MIN + 1))


def _spelled(words: Iterable[str], endings: tuple[str, ...]) -> dict[str, str]:
    """Return each form of the words with its word; the word itself goes before a form of another."""
    words = sorted(words)
    forms = {word + ending: word for word in words for ending in endings if not ending.startswith("e")}
    for word in words:
        for stem in _stems(word):
            forms.update((stem + ending, word) for ending in endings if ending.startswith("e"))
    return forms | {word: word for word in words}


def _stems(word: str) -> tuple[str, ...]:
    """Return a word as it is spelled before a vowel: plann(en), lon(en), briev(en), huiz(en); all that may be so."""
    if word.endswith("e"):
        return (word[:-1],)
    if long := _LONG.fullmatch(word):
        stems = [word[: len(long[1]) + 1] + word[-1]]
    elif _SHORT.fullmatch(word):
        stems = [word + word[-1]] + [word] * (sum(sign in _VOWELS for sign in word) > 1)
    else:
        stems = [word]
    return (*stems, *(stem[:-1] + _SOFT[stem[-1]] for stem in stems if stem[-1] in _SOFT and stem[-2] != stem[-1]))


_FIRST = _spelled(HEADS | FIRSTS, FIRST_ENDINGS)
_LAST = _spelled(HEADS, LAST_ENDINGS)
