"""Why someone fits, and through whom they can be reached."""

from collections.abc import Sequence, Set

import numpy as np

from durf.matching.answers import Via, Why
from durf.matching.index.network import CLOSED, OPEN
from durf.matching.index.view import View
from durf.matching.index.world import World
from durf.matching.search.fit import Fit
from durf.matching.search.reading import Want
from durf.matching.text.words import tokens

REASONS_MAX = 3
VIAS_MAX = 3
_SIGNS = ".,;:!?()[]{}<>\"'“”‘’„…«»*/-–—"


def reasons(slot: int, fit: Fit, wanted: Set[str], view: View) -> tuple[Why, ...]:
    """Return the person's best fitting texts that hold one of the wanted terms, best first, at most three."""
    begin, end = np.searchsorted(view.shelf.owners, (slot, slot + 1)).tolist()
    best = sorted((item for item in range(begin, end) if fit.items[item]), key=lambda item: -fit.items[item])
    found: list[Why] = []
    for item in best:
        matching = frozenset(
            token for token in view.shelf.leaves[item] if not wanted.isdisjoint(view.analyser.word(token).shares())
        )
        if matching:
            text = view.shelf.texts[item]
            found.append(Why(_as_written(text.body, matching), text.key, text.body))
        if len(found) == REASONS_MAX:
            break
    return tuple(found)


def wanted_terms(wants: Sequence[Want]) -> frozenset[str]:
    """Return the terms worth giving as a reason: those of deciding words."""
    deciding = [want for want in wants if want.decisive]
    forms = {term for want in deciding for term in want.forms}
    return frozenset(forms.union(*(part for want in deciding for part in want.deciding_parts)))


def vias(asker: int, slot: int, world: World, view: View) -> tuple[Via, ...]:
    """Return the best connectors between asker and person, named ones first, then the strongest, then by id."""
    network = world.network
    row = network.row(asker)
    strength_of = dict(zip(network.others[row].tolist(), network.strengths[row].tolist(), strict=True))
    ways = []
    for place in range(network.row(slot).start, network.row(slot).stop):
        connector = int(network.others[place])
        if connector in strength_of and view.present[connector] and network.openness[place] != CLOSED:
            step = network.row(connector)
            known = int(network.strengths[step][np.searchsorted(network.others[step], slot)])
            named = bool(network.openness[place] == OPEN)
            ways.append((not named, -strength_of[connector] * known, world.people[connector].id))
    return tuple(Via(id, not unnamed) for unnamed, _, id in sorted(ways)[:VIAS_MAX])


def _as_written(body: str, matching: Set[str]) -> tuple[str, ...]:
    """Return the words of a text whose tokens match, as they stand in it but for capitals."""
    words = (chunk.strip(_SIGNS).lower() for chunk in body.split() if not matching.isdisjoint(tokens(chunk)))
    return tuple(dict.fromkeys(words))
