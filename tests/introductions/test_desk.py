"""The connector's desk: who might mean something to each other, a coffee proposed to both, notes for oneself."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from durf.introductions.desk.pairs import EACH_MOST, Desk, Pair, contact_pairs
from durf.introductions.desk.proposing import note_keep, pair_propose
from durf.introductions.models import DeskNote, Introduction
from durf.introductions.seat import seat_of
from durf.introductions.services.introducing import PROPOSALS, introduction_accept, introduction_decline
from durf.introductions.services.meeting import introduction_meet
from durf.introductions.services.refusals import AlreadyProposedError, HelperUnavailableError
from durf.introductions.services.silence import introductions_forget, introductions_sweep
from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.members.services.blocks import block
from durf.network.models import Tie
from durf.network.services.contacts import contact_write
from durf.network.services.ties import tie_change
from durf.notices.channels import MemoryChannel
from durf.notices.services.outbox import deliveries_send
from durf.safety.services.quotas import QuotaSpentError
from tests.cast import make_member, sign_in
from tests.introductions.stage import make_wish, told
from tests.test_worlds_by_route import in_order
from tests.world import make_tie

pytestmark = pytest.mark.django_db
BOOKS = "I keep the books of small shops and sort shoeboxes full of receipts"


@pytest.fixture
def bob() -> Member:
    return make_member("bob", language="en")


@pytest.fixture
def alice(bob: Member) -> Member:
    alice = make_member("alice", language="en", limits=["Keeping the books: receipts are where I stop"], trade="Baker")
    make_tie(alice, bob)
    return alice


@pytest.fixture
def charlie(bob: Member) -> Member:
    charlie = make_member("charlie", language="en", strengths=[BOOKS], trade="Bookkeeper", place="Gent")
    make_tie(bob, charlie)
    return charlie


def named(pairs: list[Pair]) -> list[tuple[str, str]]:
    return [(pair.one.handle, pair.other.handle if pair.other else "") for pair in pairs]


def shown(owner: Member) -> dict[str, list[tuple[str, str]]]:
    return {sort: named(pairs) for sort, pairs in Desk(owner).pairs().items()}


def test_a_wish_of_one_meets_a_strength_of_another_with_the_words_of_both(
    bob: Member, alice: Member, charlie: Member
) -> None:
    make_wish(alice, text="Who helps me keep the books of my shop?")
    [pair] = Desk(bob).pairs()["wish"]
    assert (pair.one, pair.other, pair.fits) == (alice, charlie, BOOKS)
    assert "books" in pair.words


def test_where_one_stops_the_other_begins(bob: Member, alice: Member, charlie: Member) -> None:
    assert shown(bob)["limit"] == [("alice", "charlie")]


def test_people_of_one_trade_or_place_are_shown_too_and_said_to_be_perhaps_competitors(
    client: Client, bob: Member, alice: Member, charlie: Member
) -> None:
    dora, emma = (make_member(handle, language="en", **facts) for handle, facts in NEIGHBOURS.items())
    for other in (dora, emma):
        make_tie(bob, other)
    assert shown(bob)["trade"] == [("dora", "alice")]
    assert shown(bob)["place"] == [("emma", "charlie")]
    page = sign_in(client, bob).get(reverse("desk")).content.decode()
    assert "perhaps competitors" in page
    assert "Both in gent" in page


NEIGHBOURS: dict[str, dict[str, Any]] = {"dora": {"trade": "baker"}, "emma": {"place": "gent"}}


def test_who_knows_each_other_openly_is_left_out_and_a_closed_tie_changes_nothing(
    bob: Member, alice: Member, charlie: Member
) -> None:
    before = shown(bob)
    tie = make_tie(alice, charlie, openness="closed")
    assert shown(bob) == before
    tie_change(tie=tie, member=alice, how="known", openness="open")
    assert shown(bob) == before  # one word is not enough: the other end keeps it closed
    tie_change(tie=tie, member=charlie, how="known", openness="open")
    assert shown(bob)["limit"] == []


def a_private_limit(alice: Member, charlie: Member) -> None:
    alice.limits.create(text="I stop at sorting shoeboxes", audience="matching")


def a_private_strength(alice: Member, charlie: Member) -> None:
    charlie.strengths.create(text="I bake bread on Sundays", audience="matching")


def a_block(alice: Member, charlie: Member) -> None:
    block(blocker=charlie, blocked=alice)


def a_closed_end(alice: Member, charlie: Member) -> None:
    for tie in Tie.objects.of(charlie):
        tie_change(tie=tie, member=charlie, how="known", openness="closed")


def a_pause(alice: Member, charlie: Member) -> None:
    member_update(member=charlie, paused_until=timezone.localdate() + timedelta(days=9))


@pytest.mark.parametrize("hidden", [a_private_limit, a_private_strength, a_block, a_closed_end, a_pause])
def test_what_is_nobody_elses_changes_nothing_on_the_desk_nor_in_proposing(
    client: Client, bob: Member, alice: Member, charlie: Member, hidden: Callable[[Member, Member], None]
) -> None:
    sign_in(client, bob)
    plain = undone(lambda: all_bob_sees(client, alice, charlie))
    hidden(alice, charlie)
    assert all_bob_sees(client, alice, charlie) == plain


def all_bob_sees(client: Client, alice: Member, charlie: Member) -> list[str]:
    """The desk, the page of the two, what proposing says, and the list of introductions afterwards."""
    url = reverse("desk_pair", args=[alice.public_id, charlie.public_id])
    pages = (
        client.get(reverse("desk")),
        client.get(url),
        client.post(url, {"do": "propose", "word": "You two!"}, follow=True),
        client.get(reverse("introductions")),
        client.get(reverse("desk")),
    )
    return [in_order(page.content.decode().split("<main", 1)[1]) for page in pages]


class _Undone(Exception):
    """Takes back what was tried."""


def undone(look: Callable[[], list[str]]) -> list[str]:
    seen: list[str] = []
    try:
        with transaction.atomic():
            seen = look()
            raise _Undone
    except _Undone:
        return seen


def test_proposing_tells_both_and_names_neither_before_their_own_yes(
    bob: Member, alice: Member, charlie: Member, memory_channel: type[MemoryChannel]
) -> None:
    row = pair_propose(connector=bob, one=alice, other=charlie, word="You two should talk.")
    assert row is not None
    deliveries_send()
    letters = {message.to_address: message for message in MemoryChannel.sent}
    assert set(letters) == {alice.email, charlie.email}
    for member, other in ((alice, charlie), (charlie, alice)):
        words = letters[member.email].text + letters[member.email].subject
        assert "Bob" in words
        assert "You two should talk." in words
        assert other.name not in words
        seat = seat_of(row, member)
        assert seat is not None
        assert seat.other_name == "Someone Bob knows"
    introduction_accept(introduction=row, side="asker")
    row.refresh_from_db()
    as_charlie, as_alice = seat_of(row, charlie), seat_of(row, alice)
    assert as_charlie is not None
    assert as_alice is not None
    assert (as_charlie.other_name, as_alice.other_name) == ("Alice", "Someone Bob knows")
    assert as_charlie.other_reach == ""
    assert told(charlie) == ["proposed", "proposed"]  # and now that it is up to him


def test_two_yeses_open_the_way_and_the_connector_hears_only_that_they_met(
    client: Client, bob: Member, alice: Member, charlie: Member, memory_channel: type[MemoryChannel]
) -> None:
    row = pair_propose(connector=bob, one=alice, other=charlie, word="You two!")
    assert row is not None
    sign_in(client, bob)
    url = reverse("introduction", args=[row.public_id])
    assert client.get(url).status_code == 404
    introduction_accept(introduction=row, side="helper")
    introduction_accept(introduction=row, side="asker")
    row.refresh_from_db()
    seat = seat_of(row, alice)
    assert seat is not None
    assert seat.other_reach == charlie.email
    assert client.get(url).status_code == 404  # a yes stays between the two
    introduction_meet(introduction=row)
    assert "They met, thanks to you." in client.get(url).content.decode()
    deliveries_send()
    letter = next(message for message in MemoryChannel.sent if message.to_address == bob.email)
    assert "Alice and Charlie have met" in letter.text


def test_a_no_is_silent_and_time_ends_it_and_a_year_later_it_is_gone(
    bob: Member, alice: Member, charlie: Member, time_machine: Any
) -> None:
    row = pair_propose(connector=bob, one=alice, other=charlie, word="You two!")
    assert row is not None
    introduction_decline(introduction=row, side="helper")
    row.refresh_from_db()
    seat = seat_of(row, alice)
    assert seat is not None
    assert seat.state == "yours"  # as if nothing was said
    time_machine.move_to(timezone.now() + timedelta(days=15))
    introductions_sweep()
    introductions_forget()
    assert Introduction.objects.filter(pk=row.pk).exists()
    time_machine.move_to(timezone.now() + timedelta(days=366))
    introductions_forget()
    assert not Introduction.objects.filter(pk=row.pk).exists()


def test_whoever_rests_or_is_kept_apart_hears_nothing_and_nobody_is_told_why(
    bob: Member, alice: Member, charlie: Member
) -> None:
    block(blocker=alice, blocked=charlie)
    assert pair_propose(connector=bob, one=alice, other=charlie, word="You two!") is None
    assert told(alice) == told(charlie) == []
    assert DeskNote.objects.of(bob).get().kind == "proposed"


def test_over_a_wish_it_is_an_offer_of_somebody_one_knows(bob: Member, alice: Member, charlie: Member) -> None:
    wish = make_wish(alice, text="Who keeps the books of a bakery?")
    row = pair_propose(connector=bob, one=alice, other=charlie, word="You two!", wish=wish)
    assert row is not None
    assert (row.wish, row.origin, row.connector) == (wish, "connector", bob)
    assert wish.offers.get().helper == bob


def test_only_for_two_one_knows_and_once_a_year(bob: Member, alice: Member, charlie: Member, time_machine: Any) -> None:
    with pytest.raises(HelperUnavailableError):
        pair_propose(connector=bob, one=alice, other=make_member("dora"), word="You two!")
    with pytest.raises(HelperUnavailableError):
        pair_propose(connector=bob, one=alice, other=bob, word="Me!")
    pair_propose(connector=bob, one=alice, other=charlie, word="You two!")
    with pytest.raises(AlreadyProposedError):
        pair_propose(connector=bob, one=charlie, other=alice, word="You two!")
    assert shown(bob)["limit"] == []
    time_machine.move_to(timezone.now() + timedelta(days=366))
    assert shown(bob)["limit"] == [("alice", "charlie")]


def test_proposals_are_counted_and_what_is_too_much_leaves_nothing_behind(bob: Member, alice: Member) -> None:
    for number in range(PROPOSALS.most):
        other = make_member(f"member{number}")
        make_tie(bob, other)
        pair_propose(connector=bob, one=alice, other=other, word="You two!")
    last = make_member("last")
    make_tie(bob, last)
    with pytest.raises(QuotaSpentError):
        pair_propose(connector=bob, one=alice, other=last, word="You two!")
    assert not DeskNote.objects.filter(one=alice, other=last).exists()


def test_a_note_for_oneself_takes_the_pair_from_the_desk_and_can_be_taken_away(
    client: Client, bob: Member, alice: Member, charlie: Member
) -> None:
    sign_in(client, bob)
    url = reverse("desk_pair", args=[alice.public_id, charlie.public_id])
    client.post(url, {"do": "note", "kind": "told", "note": "They laughed."})
    page = client.get(reverse("desk")).content.decode()
    assert "They laughed." in page
    assert url not in page
    note = DeskNote.objects.of(bob).get()
    assert sign_in(Client(), alice).post(reverse("desk_note_drop", args=[note.public_id])).status_code == 404
    client.post(reverse("desk_note_drop", args=[note.public_id]))
    assert DeskNote.objects.of(bob).exists()  # without the word of the button nothing happens
    client.post(reverse("desk_note_drop", args=[note.public_id]), {"decision": "yes"})
    assert url in client.get(reverse("desk")).content.decode()


def test_not_now_comes_back_after_two_months(bob: Member, alice: Member, charlie: Member, time_machine: Any) -> None:
    note_keep(owner=bob, one=charlie, other=alice, kind="later")
    assert shown(bob)["limit"] == []
    time_machine.move_to(timezone.now() + timedelta(days=61))
    assert shown(bob)["limit"] == [("alice", "charlie")]


def test_somebody_of_the_notebook_is_laid_beside_the_wishes_of_people_one_knows(
    client: Client, bob: Member, alice: Member
) -> None:
    wish = make_wish(alice, text="Who sails and takes me across the lake?")
    for name, since in (("Erik Visser", None), ("Fenna Vos", timezone.localdate() - timedelta(days=2000))):
        contact_write(owner=bob, name=name, note="sails on the lake", since=since)
    found = contact_pairs(bob)
    assert [pair.contact.name for pair in found if pair.contact] == ["Fenna Vos", "Erik Visser"]  # who sleeps is first
    assert contact_pairs(alice) == []
    sign_in(client, bob)
    page = client.get(reverse("desk_notebook")).content.decode()
    assert f"{reverse('know_someone', args=[wish.public_id])}?contact={found[0].with_id}" in page
    client.post(reverse("desk_contact", args=[wish.public_id, found[0].with_id]), {"kind": "told"})
    assert [pair.contact.name for pair in contact_pairs(bob) if pair.contact] == ["Erik Visser"]


def test_the_same_hub_is_not_everybodys_answer(bob: Member, charlie: Member) -> None:
    for number in range(EACH_MOST + 2):
        other = make_member(f"member{number}", limits=["Keeping the books of a shop is where I stop"])
        make_tie(bob, other)
    assert len(shown(bob)["limit"]) == EACH_MOST


def test_a_desk_of_many_asks_the_database_as_often_as_one_of_few(bob: Member, alice: Member, charlie: Member) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            Desk(bob).pairs()
        return len(queries)

    few = asked()
    for number in range(12):
        other = make_member(f"member{number}", strengths=[BOOKS], limits=["Bread is where I stop"])
        make_tie(bob, other)
        make_wish(other, text=f"Who bakes bread on day {number}?")
    assert asked() == few


def test_a_foreign_pair_answers_like_none(client: Client, alice: Member, charlie: Member) -> None:
    sign_in(client, alice)
    for other in (charlie.public_id, "AAAAAAAAAAAAAAAA"):
        assert client.get(reverse("desk_pair", args=[alice.public_id, other])).status_code == 404


def test_one_word_in_common_by_chance_is_no_reason_to_bring_two_people_together(bob: Member, charlie: Member) -> None:
    dora = make_member("dora", limits=["Books make me sleep"], language="en")
    make_tie(bob, dora)
    assert shown(bob)["limit"] == []
    make_tie(bob, make_member("emma", limits=["A bookkeeper does that for me"], language="en"))
    assert shown(bob)["limit"] == [("emma", "charlie")], "her trade says it in one word"
