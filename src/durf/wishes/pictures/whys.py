"""Why somebody was matched: the words that fit, and the text they come from as far as this reader may see it now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Model

from durf.matching.text.words import folded
from durf.members.models import Member, Strength
from durf.members.models.trait import Audience
from durf.wishes.models import Match, Offer, Thanks

OPEN_TO_MEMBERS = (Audience.EVERYONE, Audience.MEMBERS)


@dataclass(frozen=True)
class Why:
    """One text of the helper that fits. `text` is empty where quoting it would give an unnamed person away."""

    words: tuple[str, ...]
    text: str


def whys_read(matches: Sequence[Match], *, reader: Member) -> dict[int, list[Why]]:
    """Read anew what each match rests on, by match; what was erased or made private since is gone.

    Only texts that the asker could be shown were ever written down, whoever reads.
    """
    texts = _texts(matches, reader)
    return {match.pk: [why for reason in match.why if (why := _why(reason, match, texts))] for match in matches}


def words_of(whys: Iterable[Why]) -> list[str]:
    """The words that fit, each once, best first."""
    return list(dict.fromkeys(word for why in whys for word in why.words))


def _why(reason: dict[str, object], match: Match, texts: dict[tuple[str, int], str]) -> Why | None:
    text = texts.get((str(reason["key"]), match.member_id), "")
    spoken = folded(text)
    words = tuple(word for word in reason["words"] if folded(word) in spoken)  # type: ignore[attr-defined]
    return Why(words=words, text=text) if words else None


def _texts(matches: Sequence[Match], reader: Member) -> dict[tuple[str, int], str]:
    """The live texts by (key, member): whoever they do not belong to cannot borrow them."""
    keys = _row_numbers(matches)
    owners = {match.member_id for match in matches}
    found: dict[tuple[str, int], str] = {}
    strengths = Strength.objects.filter(pk__in=keys["strength"], audience__in=OPEN_TO_MEMBERS)
    found.update(_keyed("strength", strengths, "member_id"))
    offers = Offer.objects.for_viewer(reader).filter(pk__in=keys["offer"], private=False)
    found.update(_keyed("offer", offers, "helper_id"))
    thanks = Thanks.objects.filter(pk__in=keys["thanks"], public=True, helper_agrees=True)
    found.update(_keyed("thanks", thanks, "helper_id"))
    if keys["trade"] or keys["line"]:
        for pk, trade, line in Member.objects.filter(pk__in=owners).values_list("pk", "trade", "line"):
            found[f"trade:{pk}", pk] = trade
            found[f"line:{pk}", pk] = line
    return found


def _row_numbers(matches: Sequence[Match]) -> dict[str, set[int]]:
    numbers: dict[str, set[int]] = defaultdict(set)
    for match in matches:
        for reason in match.why:
            kind, _, number = reason["key"].partition(":")
            numbers[kind].add(int(number))
    return numbers


def _keyed(kind: str, rows: Iterable[Model], owner: str) -> dict[tuple[str, int], str]:
    return {(f"{kind}:{row.pk}", getattr(row, owner)): getattr(row, "text") for row in rows}  # noqa: B009
