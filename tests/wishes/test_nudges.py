"""Nudges: read again before each send, never too many a week, never twice; and the asker's own choice."""

from datetime import time, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from durf.members.models import Member
from durf.members.services.accounts import member_suspend, member_update
from durf.members.services.blocks import block
from durf.network.services.ties import tie_end
from durf.notices.models import Delivery, Notice
from durf.reach.live_index import live_index
from durf.wishes.models import Match, Nudge, Wish
from durf.wishes.services.asking import wish_close, wish_edit, wish_hide
from durf.wishes.services.nudges import (
    AlreadyAskedError,
    EnoughAskedError,
    NobodyThereError,
    NotNowError,
    Verdict,
    nudge_ask,
    nudge_claim,
    nudge_decline,
    nudge_may_go,
)
from durf.wishes.services.offering import offer_make
from tests.cast import make_member
from tests.wishes.town import BEES, QUESTION, ask, asked, beekeepers, neighbours, nudge_of, post, sent, tie

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("memory_channel")]


@pytest.fixture
def alice() -> Member:
    """Somebody who asks, among neighbours."""
    neighbours(30)
    return make_member("alice")


@pytest.fixture
def charlie(alice: Member) -> Member:
    """Somebody who keeps bees, and is asked at most twice a week."""
    return make_member("charlie", strengths=[BEES])


def test_a_nudge_that_may_go_is_sent_once(alice: Member, charlie: Member) -> None:
    wish = ask(alice)
    assert (post(), post(), sent(wish)) == (1, 0, {"charlie"})
    assert nudge_of(wish, charlie).state == "sent"


@pytest.mark.parametrize(
    ("what", "verdict"),
    [
        ("pause", Verdict.RESTING),
        ("no nudges", Verdict.WEEK_FULL),
        ("hidden", Verdict.GONE),
        ("suspended", Verdict.GONE),
        ("helper blocks", Verdict.BLOCKED),
        ("asker blocks", Verdict.BLOCKED),
        ("wish closed", None),
        ("wish hidden", Verdict.ENDED),
        ("asker suspended", Verdict.ENDED),
        ("answered", None),
    ],
)
def test_what_changed_before_the_send_is_read_again(
    alice: Member, charlie: Member, what: str, verdict: Verdict | None
) -> None:
    hanna = make_member("hanna", is_host=True)
    wish = ask(alice)
    change: dict[str, Any] = {
        "pause": lambda: member_update(member=charlie, paused_until=timezone.localdate()),
        "no nudges": lambda: member_update(member=charlie, nudges_a_week=0),
        "hidden": lambda: member_update(member=charlie, findable="hidden"),
        "suspended": lambda: member_suspend(member=charlie, actor=hanna),
        "helper blocks": lambda: block(blocker=charlie, blocked=alice),
        "asker blocks": lambda: block(blocker=alice, blocked=charlie),
        "wish closed": lambda: wish_close(wish=wish),
        "wish hidden": lambda: wish_hide(wish=wish, actor=hanna),
        "asker suspended": lambda: member_suspend(member=alice, actor=hanna),
        "answered": lambda: offer_make(wish=wish, helper=charlie, form="coffee"),
    }
    change[what]()
    nudge = nudge_of(wish, charlie)
    if verdict is not None:
        assert nudge_may_go(nudge, timezone.now()) is verdict
    assert post() == 0
    assert nudge_of(wish, charlie).state == "dropped"
    assert not Delivery.objects.filter(state="waiting").exists()


def test_who_left_the_network_before_the_send_is_not_asked(alice: Member, charlie: Member) -> None:
    known = tie(alice, charlie)
    wish = ask(alice, audience="network")
    tie_end(tie=known, member=alice)
    live_index.forget()  # on PostgreSQL a change counts once every older transaction has ended
    wish_edit(wish=wish, text=QUESTION + " Soon?", kind="lead", language="nl", audience="network")
    assert post() == 0
    assert nudge_of(wish, charlie).state == "dropped"


def test_nobody_is_asked_more_often_in_a_week_than_they_set(charlie: Member) -> None:
    askers = [make_member(f"asker{i}") for i in range(4)]
    for asker in askers:
        Nudge.objects.create(match=_bare_match(asker, charlie))
    now = timezone.now()
    taken = [nudge_claim(nudge_id=nudge.public_id) for nudge in Nudge.objects.all()]
    assert sum(nudge is not None for nudge in taken) == charlie.nudges_a_week == 2
    with time_machine.travel(now + timedelta(days=6, hours=23)):
        assert nudge_claim(nudge_id=_new_nudge("fifth", charlie).public_id) is None
    with time_machine.travel(now + timedelta(days=7, minutes=1)):
        assert nudge_claim(nudge_id=_new_nudge("sixth", charlie).public_id) is not None


@pytest.mark.django_db(transaction=True)
def test_parallel_workers_do_not_exceed_the_weeks_number_together() -> None:
    charlie = make_member("charlie")
    nudges = [_new_nudge(f"asker{i}", charlie).public_id for i in range(8)]
    start, taken = Barrier(len(nudges)), []

    def work(nudge_id: str) -> None:
        start.wait()
        try:
            taken.append(nudge_claim(nudge_id=nudge_id) is not None)
        finally:
            connection.close()

    workers = [Thread(target=work, args=[nudge_id]) for nudge_id in nudges]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (len(taken), sum(taken)) == (8, 2)
    assert Nudge.objects.filter(state="sent").count() == 2


def test_a_letter_tried_again_is_the_same_nudge_and_counts_once(alice: Member, charlie: Member) -> None:
    member_update(member=charlie, nudges_a_week=1)
    wish = ask(alice)
    first = nudge_claim(nudge_id=nudge_of(wish, charlie).public_id)
    again = nudge_claim(nudge_id=nudge_of(wish, charlie).public_id)
    assert first == again is not None
    block(blocker=charlie, blocked=alice)
    assert nudge_claim(nudge_id=nudge_of(wish, charlie).public_id) is None
    assert Nudge.objects.filter(match__member=charlie, sent_at__isnull=False).count() == 1


def test_a_nudge_waits_for_the_end_of_the_quiet_hours(alice: Member) -> None:
    make_member("dora", strengths=[BEES], quiet_from=time(21), quiet_until=time(8))
    with time_machine.travel("2026-11-22T23:30:00+01:00", tick=False):
        wish = ask(alice)
        assert (post(), sent(wish), asked(wish)) == (0, set(), {"dora"})
    with time_machine.travel("2026-11-23T08:01:00+01:00", tick=False):
        assert (post(), sent(wish)) == (1, {"dora"})


def test_not_now_is_silent_and_lasts(alice: Member, charlie: Member) -> None:
    wish = ask(alice)
    post()
    nudge, told = nudge_of(wish, charlie), Notice.objects.count()
    assert nudge_decline(nudge=nudge)
    assert not nudge_decline(nudge=nudge)
    assert (nudge.state, Notice.objects.count(), Notice.objects.filter(member=alice).count()) == ("declined", told, 0)


def test_one_may_think_again_after_not_now(alice: Member, charlie: Member) -> None:
    wish = ask(alice)
    post()
    nudge_decline(nudge=nudge_of(wish, charlie))
    offer_make(wish=wish, helper=charlie, form="answer", text="After all: I do.")
    assert nudge_of(wish, charlie).state == "offered"


def test_the_asker_asks_one_more_person_with_a_word_of_their_own(alice: Member) -> None:
    wish, dora = ask(alice), make_member("dora")
    nudge = nudge_ask(wish=wish, member=dora, word="Your mother kept bees, no?")
    assert (nudge.word, nudge.match.place, nudge.match.scope) == ("Your mother kept bees, no?", "chosen", "shown")
    assert (post(), sent(wish)) == (1, {"dora"})


def test_nobody_is_asked_twice_for_one_wish(alice: Member, charlie: Member) -> None:
    wish = ask(alice)
    with pytest.raises(AlreadyAskedError):
        nudge_ask(wish=wish, member=charlie)
    post()
    nudge_decline(nudge=nudge_of(wish, charlie))
    with pytest.raises(AlreadyAskedError):
        nudge_ask(wish=wish, member=charlie)
    assert Nudge.objects.count() == 1


def test_who_cannot_be_asked_now_gives_one_answer_whatever_the_reason(alice: Member) -> None:
    wish = ask(alice)
    resting = make_member("resting", paused_until=timezone.localdate() + timedelta(days=1))
    full = make_member("full", nudges_a_week=0)
    for member in (resting, full):
        with pytest.raises(NotNowError):
            nudge_ask(wish=wish, member=member)
    assert asked(wish) == set()


def test_hidden_blocked_and_gone_people_are_all_nobody_to_the_asker(alice: Member) -> None:
    wish = ask(alice)
    hidden, unnamed = make_member("hidden", findable="hidden"), make_member("unnamed", findable="unnamed")
    blocker, gone = make_member("blocker"), make_member("gone", is_active=False)
    block(blocker=blocker, blocked=alice)
    for member in (hidden, unnamed, blocker, gone, alice):
        with pytest.raises(NobodyThereError):
            nudge_ask(wish=wish, member=member)


def test_someone_unnamed_can_be_asked_from_the_slate(settings: Any, alice: Member) -> None:
    settings.NUDGE_WAVES = (1,)
    people = [make_member(f"keeper{i}", strengths=[BEES], findable="unnamed") for i in range(2)]
    wish = ask(alice)
    (other,) = [person for person in people if person.handle not in asked(wish)]
    nudge_ask(wish=wish, member=other)
    assert asked(wish) == {"keeper0", "keeper1"}


def test_a_wish_asks_at_most_so_many_people_also_one_by_one(settings: Any, alice: Member) -> None:
    settings.NUDGES_A_WISH = 3
    wish = ask(alice)
    people = [make_member(f"person{i}") for i in range(4)]
    for person in people[:3]:
        nudge_ask(wish=wish, member=person)
    with pytest.raises(EnoughAskedError):
        nudge_ask(wish=wish, member=people[3])


def test_choosing_somebody_tells_nothing_of_their_private_words(alice: Member) -> None:
    dora = make_member("dora", strengths=[(BEES, "matching")])
    erna = make_member("erna")
    wish = ask(alice)
    post()
    assert sent(wish) == {"dora"}
    answers = [nudge_ask(wish=wish, member=member, word="You?") for member in (dora, erna)]
    assert [(nudge.word, Match.objects.get(nudge=nudge).why) for nudge in answers] == [("You?", []), ("You?", [])]
    assert set(wish.matches.shown().values_list("member__handle", "place")) == {("dora", "chosen"), ("erna", "chosen")}
    assert post() == 1
    assert Nudge.objects.filter(match__member=dora).count() == 1


def test_somebody_nudged_for_private_words_becomes_visible_only_by_offering(alice: Member) -> None:
    beekeepers(2)
    dora = make_member("dora", strengths=[(BEES, "matching")])
    wish = ask(alice)
    post()
    match = Match.objects.get(wish=wish, member=dora)
    assert (match.scope, match.why, sent(wish) >= {"dora"}) == ("nudge", [], True)
    nudge_decline(nudge=nudge_of(wish, dora))
    match.refresh_from_db()
    assert match.scope == "nudge"
    offer_make(wish=wish, helper=dora, form="answer", text="Me.")
    match.refresh_from_db()
    assert (match.scope, match.why) == ("shown", [])


def _bare_match(asker: Member, member: Member) -> Match:
    wish = Wish.objects.create(asker=asker, text=QUESTION, state="open", published_at=timezone.now())
    return Match.objects.create(wish=wish, member=member, position=1, place="rest")


def _new_nudge(asker: str, member: Member) -> Nudge:
    return Nudge.objects.create(match=_bare_match(make_member(asker), member))
