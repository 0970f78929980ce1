"""Dutch compounds: belastingadvies as belasting and advies, by the collection's own words."""

from collections.abc import Set

from durf.matching.text.heads import HEADS

PART_MIN = 4  # letters; shorter parts only where our own list has them: "les", "bus" split too much
PART_MIN_LISTED = 3
COMPOUND_MAX = 48  # letters; what is longer is no word
LINKS = ("", "s", "en", "e", "n")


def compound_parts(token: str, lexicon: Set[str]) -> tuple[str, ...]:
    """Return the two halves of a Dutch compound, or nothing.

    Both halves, joined by nothing, -s-, -e-, -n- or -en-, must be words of `lexicon` (the collection's own
    Dutch words) or of our list of head words. Of several ways the most even one holds, then the one with
    the longer second half. Method: corpus-driven splitting as in Monz and De Rijke (CLEF 2001), without frequencies.
    Cost: O(length of the token) look-ups.
    """
    best: tuple[str, ...] = ()
    evenness = 0
    if len(token) > COMPOUND_MAX:
        return ()
    for cut in range(PART_MIN_LISTED, len(token) - PART_MIN_LISTED + 1):
        if min(cut, len(token) - cut) <= evenness:
            continue
        right = token[cut:]
        if not _is_word(right, lexicon):
            continue
        left = _unlinked(token[:cut], lexicon)
        if left:
            best, evenness = (left, right), min(cut, len(token) - cut)
    return best


def _unlinked(left: str, lexicon: Set[str]) -> str:
    for link in LINKS:
        if left.endswith(link):
            bare = left[: len(left) - len(link)]
            if _is_word(bare, lexicon):
                return bare
    return ""


def _is_word(part: str, lexicon: Set[str]) -> bool:
    if part in HEADS:
        return len(part) >= PART_MIN_LISTED
    return len(part) >= PART_MIN and part in lexicon
