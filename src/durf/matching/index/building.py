"""From people and ties to a first snapshot."""

from collections.abc import Iterable, Mapping

from durf.matching.index.members import SLOTS_MAX, Members
from durf.matching.index.shelves.draft import Draft
from durf.matching.index.shelves.shelf import Shelf
from durf.matching.index.strings import Strings
from durf.matching.index.ties import Ties, tie_key, tie_rows
from durf.matching.index.world import World
from durf.matching.people import AUDIENCES, Person, Tie, check_people
from durf.matching.text.analysis import Analyser


def build_world(people: Iterable[Person], ties: Iterable[Tie], analyser: Analyser) -> World:
    """Lay out people and ties. O(total length of the texts + ties · log ties)."""
    by_id = check_people(people)
    if len(by_id) > SLOTS_MAX:
        raise ValueError(f"an index holds at most {SLOTS_MAX:,} people, not {len(by_id):,}")
    ordered = sorted(by_id)
    members = Members.empty(Strings.build(ordered))
    drafts = {audience: Draft() for audience in AUDIENCES}
    for slot, id in enumerate(ordered):
        members.describe(slot, by_id[id], _draft(slot, by_id[id], drafts, analyser))
    shelves = tuple(Shelf.build(draft, len(ordered), analyser) for draft in drafts.values())
    known = {tie_key(tie.a, tie.b): tie for tie in ties}
    waiting = {key: tie for key, tie in known.items() if not (key[0] in by_id and key[1] in by_id)}
    slots = {id: slot for slot, id in enumerate(ordered)}
    rows = tie_rows(slots, (tie for key, tie in known.items() if key not in waiting))
    return World(members, Ties.build(len(ordered), *rows), shelves, waiting, analyser)


def _draft(slot: int, person: Person, drafts: Mapping[str, Draft], analyser: Analyser) -> int:
    """Read a person's texts into the drafts; return the bits of the audiences they have a text for."""
    if not person.findable:
        return 0
    before = [len(draft.bodies) for draft in drafts.values()]
    for text in person.texts:
        drafts[text.audience].add(slot, text, analyser)
    return sum(
        (len(draft.bodies) > had) << bit for bit, (draft, had) in enumerate(zip(drafts.values(), before, strict=True))
    )
