"""Wish, match, connector, two consents, reveal, coffee, thanks: anybody does anything in any order, and things break.

Blocks, erasure, suppression, the same thing twice, time running out, a crash at any write and one between handing a
letter over and noting it. After each step: no contact data before two live consents, on no seat and in no letter;
never a letter to a suppressed address; never two letters to who has no account before their yes; and what crashed
left nothing behind. A longer run by hand: `EXAMPLES=2000 pytest tests/introductions/test_consent_machine.py`.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase
from hypothesis import settings as bounds
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from durf.introductions.desk.proposing import pair_propose
from durf.introductions.models import Coffee, Introduction
from durf.introductions.models.introduction import Side
from durf.introductions.seat import seat_of
from durf.introductions.services import coffees, connecting, contacts, introducing, silence
from durf.introductions.services.offering import offer_take
from durf.introductions.services.refusals import (
    AlreadyProposedError,
    HelperUnavailableError,
    IntroductionClosedError,
    LetterRefusedError,
    NoWayError,
    PlanChangedError,
    TimesError,
)
from durf.members.models import Member
from durf.members.services.blocks import block, unblock
from durf.members.services.erasure import member_erase
from durf.network.services.contacts import contact_write
from durf.notices.channels import MemoryChannel, Message
from durf.notices.services.outbox import deliveries_send
from durf.safety.services.quotas import QuotaSpentError
from durf.safety.services.suppression import address_suppress
from durf.wishes.models import Wish
from durf.wishes.services.asking import WishStateError, wish_publish
from durf.wishes.services.offering import OfferRefusedError
from durf.wishes.services.thanking import ThanksPersonError, thanks_give
from tests.cast import make_member
from tests.dump import dump_tables
from tests.world import make_tie

START = datetime(2026, 3, 2, 10, tzinfo=UTC)
ERIK, REACH = "erik@example.org", "erik-at-home@example.org"
REFUSALS = (
    AlreadyProposedError,
    HelperUnavailableError,
    IntroductionClosedError,
    LetterRefusedError,
    NoWayError,
    OfferRefusedError,
    PlanChangedError,
    QuotaSpentError,
    ThanksPersonError,
    TimesError,
    WishStateError,
)
SIDES = st.sampled_from(["asker", "helper"])
ROWS = st.integers(0, 4)  # which introduction, counted from the newest
CRASH = st.one_of(st.none(), st.none(), st.integers(1, 6))  # before which write; mostly never
PAIRS = st.sampled_from([(one, other) for one in "abcd" for other in "abcd" if one != other])
NAMES = {"a": "alice", "b": "bob", "c": "charlie", "d": "dora"}


class Crash(BaseException):
    """The process is gone."""


class LastBreathChannel(MemoryChannel):
    """Hands a letter over, and now and then nobody lives to note it."""

    dies = False

    def send(self, message: Message) -> None:
        """Keep it; perhaps die."""
        super().send(message)
        if LastBreathChannel.dies:
            LastBreathChannel.dies = False
            raise Crash


@contextmanager
def crash_before(write: int) -> Iterator[None]:
    """End everything just before so many rows are written."""
    left = write

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal left
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            left -= 1
            if left == 0:
                raise Crash
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield


class Circle(RuleBasedStateMachine):
    """The town, what everybody really wants, and what was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.travel = time_machine.travel(START, tick=False)
        self.clock = self.travel.start()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        MemoryChannel.sent.clear()
        MemoryChannel.failures.clear()
        alice, bob = (make_member(handle, language="en") for handle in ("alice", "bob"))
        charlie = make_member("charlie", language="en", strengths=["I keep bees on a roof"])
        dora = make_member("dora", language="en", strengths=["Roofs and permits, bees too"])
        make_tie(alice, bob)
        make_tie(bob, charlie)
        make_tie(bob, dora)
        contact_write(owner=bob, name="Erik Visser", email=ERIK, language="en")
        wish_publish(asker=alice, text="Who keeps bees on a roof?", language="en", audience="members")
        self.yes: dict[int, set[str]] = defaultdict(set)  # whose consent lives, by introduction
        self.suppressed: set[str] = set()
        self.read = 0
        self.erik_said_yes = False

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)
        self.travel.stop()

    # What people do

    @rule(who=st.sampled_from(["charlie", "dora"]), form=st.sampled_from(["coffee", "call"]), crash=CRASH)
    def offer(self, who: str, form: str, crash: int | None) -> None:
        self._new("helper", lambda: offer_take(wish=self.wish, helper=self._member(who), form=form), crash)

    @rule(who=st.sampled_from(["", "charlie", "dora"]), crash=CRASH)
    def know_someone(self, who: str, crash: int | None) -> None:
        bob = self._member("bob")
        other = self._member(who) if who else None
        contact = None if who else contacts.contacts_of(bob).first()
        words: dict[str, Any] = {"form": "introduction", "word": "They know."}
        self._new("", lambda: offer_take(wish=self.wish, helper=bob, contact=contact, other=other, **words), crash)

    @rule(who=st.sampled_from(["charlie", "dora"]), crash=CRASH)
    def ask_through(self, who: str, crash: int | None) -> None:
        alice, helper = self._member("alice"), self._member(who)
        ask = connecting.introduction_ask_connector
        self._new("asker", lambda: ask(wish=self.wish, asker=alice, helper=helper, word="Please"), crash)

    @rule(crash=CRASH)
    def bring_together(self, crash: int | None) -> None:
        bob, charlie, dora = (self._member(name) for name in ("bob", "charlie", "dora"))
        self._new("", lambda: pair_propose(connector=bob, one=charlie, other=dora, word="You two"), crash)

    @rule(number=ROWS, on=st.booleans(), crash=CRASH)
    def pass_on(self, number: int, on: bool, crash: int | None) -> None:
        row, bob = self._row(number), self._member("bob")
        step = connecting.introduction_pass_on if on else connecting.introduction_stay_out
        self._do(lambda: row and step(introduction=row, connector=bob), crash)

    @rule(number=ROWS, side=SIDES, crash=CRASH, twice=st.booleans())
    def say_yes(self, number: int, side: Side, crash: int | None, twice: bool) -> None:
        row = self._row(number)
        accept = introducing.introduction_accept
        for _ in range(1 + twice):
            if row and self._do(lambda: accept(introduction=row, side=side, reach=REACH), crash):
                self.yes[row.pk].add(side)
                self.erik_said_yes |= side == "helper" and row.contact_id is not None

    @rule(number=ROWS, side=SIDES, back=st.booleans(), crash=CRASH)
    def say_no(self, number: int, side: Side, back: bool, crash: int | None) -> None:
        row = self._row(number)
        step = introducing.introduction_withdraw if back else introducing.introduction_decline
        if row and self._do(lambda: step(introduction=row, side=side), crash):
            self.yes[row.pk].discard(side)

    @rule(number=ROWS, crash=CRASH)
    def letter(self, number: int, crash: int | None) -> None:
        row, bob = self._row(number), self._member("bob")
        self._do(lambda: row and contacts.contact_letter_send(introduction=row, connector=bob), crash)

    @rule(number=ROWS, what=st.sampled_from(["refuse", "never", "forget"]), crash=CRASH)
    def contact_leaves(self, number: int, what: str, crash: int | None) -> None:
        row = self._row(number)
        if row is None or row.contact is None:
            return
        same = list(Introduction.objects.filter(contact=row.contact)) if what == "forget" else [row]
        if self._do(lambda: getattr(contacts, f"contact_{what}")(introduction=row), crash):
            for one in same:
                self.yes[one.pk].discard("helper")
            if what == "never":
                self.suppressed |= {ERIK}

    @rule(address=st.sampled_from([ERIK, REACH]))
    def suppress(self, address: str) -> None:
        address_suppress(address=address)
        self.suppressed |= {address}

    @rule(number=ROWS, side=SIDES, crash=CRASH)
    def coffee(self, number: int, side: Side, crash: int | None) -> None:
        row, times = self._row(number), [timezone.now() + timedelta(days=day) for day in (2, 3)]
        plan: dict[str, Any] = {"side": side, "manner": "place", "where": "De Sluis", "times": times}
        self._do(lambda: row and coffees.coffee_propose(introduction=row, **plan), crash)

    @rule(side=SIDES, step=st.sampled_from(["pick", "cancel", "answer"]), crash=CRASH)
    def coffee_step(self, side: Side, step: str, crash: int | None) -> None:
        found = Coffee.objects.order_by("-pk").first()
        time = found.times.first() if found else None
        if found is None or time is None:
            return
        deeds: dict[str, Callable[[], object]] = {
            "pick": lambda: coffees.coffee_pick(coffee=found, side=side, starts_at=time.starts_at),
            "cancel": lambda: coffees.coffee_cancel(coffee=found),
            "answer": lambda: coffees.coffee_answer(coffee=found, side=side, met=True, helped=True),
        }
        self._do(deeds[step], crash)

    @rule(who=st.sampled_from(["charlie", "dora"]), crash=CRASH)
    def thank(self, who: str, crash: int | None) -> None:
        helper = self._member(who)
        self._do(lambda: thanks_give(wish=self.wish, text="The bees live.", helper=helper, public=True), crash)

    # What goes wrong between people, and in the world

    @rule(pair=PAIRS, crash=CRASH)
    def keep_apart(self, pair: tuple[str, str], crash: int | None) -> None:
        one, other = (self._member(NAMES[name]) for name in pair)
        if one != other and self._do(lambda: block(blocker=one, blocked=other), crash):
            for row in Introduction.objects.filter(asker__in=[one, other], helper__in=[one, other]):
                self.yes[row.pk].clear()

    @rule(pair=PAIRS)
    def make_up(self, pair: tuple[str, str]) -> None:
        one, other = (self._member(NAMES[name]) for name in pair)
        self._do(lambda: unblock(blocker=one, blocked=other), None)

    @rule(who=st.sampled_from(["charlie", "dora", "bob"]), sure=st.integers(0, 5), crash=CRASH)
    def erase(self, who: str, sure: int, crash: int | None) -> None:
        member = self._find(who)
        if sure == 0 and member is not None:
            self._do(lambda: member_erase(member=member), crash)

    @rule(days=st.sampled_from([1, 4, 15, 31]))
    def time_passes(self, days: int) -> None:
        self.clock.shift(timedelta(days=days))

    @rule(crash=CRASH)
    def worker(self, crash: int | None) -> None:
        for sweep in (silence.introductions_sweep, silence.introductions_forget, coffees.coffees_sweep):
            self._do(sweep, crash, whole=False)

    @rule(dies=st.booleans())
    def post(self, dies: bool) -> None:
        LastBreathChannel.dies = dies
        try:
            deliveries_send()
        except Crash:
            self.clock.shift(timedelta(minutes=6))
        LastBreathChannel.dies = False
        fresh, self.read = MemoryChannel.sent[self.read :], len(MemoryChannel.sent)
        for message in fresh:
            self._check(message)
        to_erik = [message for message in MemoryChannel.sent if message.to_address == ERIK]
        if not self.erik_said_yes:
            assert len({message.message_id for message in to_erik}) == len(to_erik), "twice"

    # What must hold

    @invariant()
    def nothing_is_revealed_before_two_live_consents(self) -> None:
        people = [member for name in NAMES.values() if (member := self._find(name)) is not None]
        for row in Introduction.objects.with_people():
            seats = [seat for member in people if (seat := seat_of(row, member)) is not None]
            for seat in seats:
                assert not seat.other_reach or self.yes[row.pk] == {"asker", "helper"}, (row.state, seat.role)
            assert not row.contact_reach or "helper" in self.yes[row.pk] or row.state == "withdrawn"

    def _check(self, message: Message) -> None:
        """Look into a letter: whose addresses are in it, and did both agree; and may it go there at all."""
        assert message.to_address not in self.suppressed or message.to_address not in (ERIK, REACH)
        words = message.text + message.html + str(message.headers) + message.subject
        words += message.calendar.decode() if message.calendar else ""
        reader = Member.objects.filter(email=message.to_address).first()
        addresses = {member.email: member for member in Member.objects.all()}
        for address in [*addresses, ERIK, REACH]:
            if address in words and address != message.to_address and {address, message.to_address} != {ERIK, REACH}:
                assert self._agreed(reader, addresses.get(address)), (message.subject, address)

    def _agreed(self, reader: Member | None, other: Member | None) -> bool:
        """Whether these two (None: erik) have two live consents somewhere."""
        for row in Introduction.objects.all():
            sides = {row.asker_id, row.helper_id}
            if sides == {reader and reader.pk, other and other.pk} and self.yes[row.pk] == {"asker", "helper"}:
                return True
        return False

    # How it is done

    @property
    def wish(self) -> Wish:
        return Wish.objects.get()

    def _find(self, handle: str) -> Member | None:
        return Member.objects.filter(handle=handle).first()

    def _member(self, handle: str) -> Member:
        """Somebody who is still here; in the place of who is gone alice does it, and is refused."""
        return self._find(handle) or Member.objects.get(handle="alice")

    def _row(self, number: int) -> Introduction | None:
        rows = list(Introduction.objects.with_people().order_by("-pk")[:5])
        return rows[number % len(rows)] if rows else None

    def _new(self, side: str, deed: Callable[[], object], crash: int | None) -> None:
        """What makes an introduction, with whose yes is in the making."""
        before = set(Introduction.objects.values_list("pk", flat=True))
        self._do(deed, crash)
        for pk in set(Introduction.objects.values_list("pk", flat=True)) - before:
            self.yes[pk] |= {side} - {""}

    def _do(self, deed: Callable[[], object], crash: int | None, *, whole: bool = True) -> bool:
        """Do it, perhaps with a crash; True when it was done. What crashed left nothing behind."""
        if crash is None:
            try:
                with transaction.atomic():
                    deed()
            except REFUSALS:
                return False
            return True
        before = dump_tables()
        try:
            with crash_before(crash):
                deed()
        except REFUSALS:
            return False
        except Crash:
            assert not whole or dump_tables() == before
            return False
        return True


@pytest.mark.slow
@pytest.mark.django_db
def test_whatever_happens_nothing_is_revealed_sent_or_left_that_should_not_be(settings: Any) -> None:
    settings.NOTICE_CHANNELS = ["tests.introductions.test_consent_machine.LastBreathChannel"]
    settings.SERVER_SENDS = True
    run_state_machine_as_test(
        Circle,
        settings=bounds(
            max_examples=int(os.environ.get("EXAMPLES", "40")),
            stateful_step_count=40,
            deadline=None,
            derandomize="EXAMPLES" not in os.environ,
            suppress_health_check=list(HealthCheck),
            database=None,
            phases=[Phase.generate],  # a failure tells its steps; making them fewer takes many minutes
        ),
    )
