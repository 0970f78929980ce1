"""The letters: who, why, via whom, one button, a way out; true at the moment they leave."""

import re
from typing import Any

import pytest
from django.conf import settings

from durf.members.models import Member
from durf.members.services.blocks import block
from durf.members.services.traits import traits_set
from durf.notices.channels import MemoryChannel, Message
from durf.notices.models import MailChoice
from durf.safety.models import Link
from durf.safety.services.links import link_open
from durf.wishes.models import Nudge, Wish
from durf.wishes.notices import NUDGE_PURPOSE
from durf.wishes.services.nudges import nudge_ask
from durf.wishes.services.offering import offer_make, offer_withdraw
from durf.wishes.services.stories import look_back_answer, look_back_ask
from durf.wishes.services.thanking import thanks_give
from tests.cast import make_member
from tests.wishes.town import BEES, QUESTION, ask, neighbours, nudge_of, post, sent, tie

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("memory_channel")]
Cast = tuple[Member, Member, Member]


@pytest.fixture
def cast() -> Cast:
    """alice asks, bob knows alice, charlie knows bob and reads English."""
    neighbours(16)
    charlie = make_member("charlie", strengths=[BEES], language="en", languages=["en", "nl"])
    return make_member("alice", name="Alice de Wit"), make_member("bob", name="Bob Hendriks"), charlie


def letter_to(handle: str) -> Message:
    """The one letter to this address."""
    (found,) = [message for message in MemoryChannel.sent if message.to_address == f"{handle}@example.org"]
    return found


def nudge_letter(cast: Cast, **fields: Any) -> Message:
    """Let alice ask and deliver what leaves."""
    ask(cast[0], **fields)
    assert post() == 1
    return letter_to("charlie")


def test_a_nudge_says_who_asks_what_why_you_and_via_whom(cast: Cast) -> None:
    alice, bob, charlie = cast
    tie(alice, bob)
    tie(bob, charlie)
    letter = nudge_letter(cast)
    assert letter.subject.startswith("Alice asks: Who keeps bees")
    for part in ("Alice de Wit", QUESTION, f"“{BEES}”", "You and Alice both know Bob."):
        assert part in letter.text
    assert QUESTION in letter.html
    assert "at most 2 of these letters a week" in letter.text


def test_a_nudge_is_in_the_readers_language() -> None:
    neighbours(8)
    alice = make_member("alice")
    make_member("charlie", strengths=["Ik houd bijen op een plat dak"])
    ask(alice, text="Wie weet iets van bijen op een dak?")
    post()
    letter = letter_to("charlie")
    assert letter.subject == "Alice vraagt: Wie weet iets van bijen op een dak?"
    for part in ("Ik kan helpen", "Ik ken iemand", "Nu even niet", "Waarom jij?", "hooguit 2 zulke brieven"):
        assert part in letter.text
        assert part in letter.html
    assert "Why you?" not in letter.text + letter.html


def test_the_three_buttons_lead_to_one_secret_link_that_opens_this_nudge_alone(cast: Cast) -> None:
    letter = nudge_letter(cast)
    tokens = set(re.findall(r"/nudge/([\w-]+)/\?choice=(\w+)", letter.text))
    assert {choice for _, choice in tokens} == {"answer", "introduction", "not_now"}
    assert set(re.findall(r"/nudge/([\w-]+)/\?choice=(\w+)", letter.html)) == tokens
    (token,) = {token for token, _ in tokens}
    link = link_open(token=token, kind=Link.Kind.ACTION, purpose=NUDGE_PURPOSE)
    assert (link.target, link.holder) == (Nudge.objects.get().public_id, cast[2].public_id)


def test_every_link_is_whole_and_the_way_out_is_one_click(cast: Cast) -> None:
    letter = nudge_letter(cast)
    links = re.findall(r'href="([^"]*)"', letter.html)
    assert links
    assert all(link.startswith(settings.PUBLIC_URL) for link in links)
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.headers["List-Unsubscribe"].strip("<>") in letter.text


@pytest.mark.parametrize("closer", ["asker's tie", "helper's tie"])
@pytest.mark.parametrize(("openness", "says"), [("ask", True), ("closed", False)])
def test_a_connector_who_is_not_open_is_not_named(cast: Cast, closer: str, openness: str, says: bool) -> None:
    alice, bob, charlie = cast
    tie(alice, bob, openness if closer == "asker's tie" else "open")
    tie(bob, charlie, openness if closer == "helper's tie" else "open")
    letter = nudge_letter(cast)
    assert "Bob" not in letter.text + letter.html
    assert ("Someone you know also knows Alice." in letter.text) is says


def test_private_words_are_not_in_the_letter(cast: Cast) -> None:
    traits_set(member=cast[2], strengths=[(f"{BEES} in secret", "matching")], limits=[])
    letter = nudge_letter(cast)
    assert "something you keep for matching only" in letter.text
    assert "secret" not in letter.text + letter.html


def test_the_askers_own_word_is_in_it(cast: Cast) -> None:
    alice, bob, _ = cast
    wish = ask(alice, text="Who paints fences?")
    nudge_ask(wish=wish, member=bob, word="Your fence is lovely & <b>blue</b>")
    post()
    letter = letter_to("bob")
    assert "Your fence is lovely & <b>blue</b>" in letter.text
    assert "lovely &amp; &lt;b&gt;blue" in letter.html
    assert "Alice koos jou uit" in letter.text


def test_a_line_break_in_a_wish_does_not_break_the_subject(cast: Cast) -> None:
    letter = nudge_letter(cast, text="Bees\r\nBcc: everyone@example.org\r\nwho keeps bees?")
    assert "\n" not in letter.subject
    assert "\r" not in letter.subject


def test_a_switched_off_letter_still_waits_on_the_page(cast: Cast) -> None:
    alice, _, charlie = cast
    MailChoice.objects.create(member=charlie, group="nudges")
    wish = ask(alice)
    assert post() == 0
    assert (MemoryChannel.sent, sent(wish), nudge_of(wish, charlie).state) == ([], {"charlie"}, "sent")


def test_an_answer_is_told_to_the_asker_unless_it_was_withdrawn_or_they_are_kept_apart(cast: Cast) -> None:
    alice, bob, charlie = cast
    wish = ask(alice, text="Who paints fences?")
    offer_make(wish=wish, helper=charlie, form="answer", text="I paint <fences>.")
    offer_withdraw(offer=offer_make(wish=wish, helper=charlie, form="answer", text="Forget it."))
    offer_make(wish=wish, helper=bob, form="tip", text="Ask the harbour.")
    block(blocker=bob, blocked=alice)
    assert post() == 1
    letter = letter_to("alice")
    assert (letter.subject, "I paint <fences>." in letter.text) == ("Charlie antwoordt op je vraag", True)
    assert "I paint &lt;fences&gt;." in letter.html


def test_thanks_reach_helper_and_connector_each_in_their_own_words(cast: Cast) -> None:
    alice, bob, charlie = cast
    wish = ask(alice, text="Who paints fences?")
    thanks_give(wish=wish, text="It is blue!", helper=charlie, connector=bob, public=True)
    assert post() == 2
    to_helper, to_connector = letter_to("charlie").text, letter_to("bob").text
    assert "Alice de Wit thanks you for your help." in to_helper
    assert "Bob is thanked too" in to_helper
    assert "That happens only if you like it too." in to_helper
    assert "zonder jou was Charlie niet gevonden" in to_connector
    assert "It is blue!" in to_connector


def test_looking_back_is_asked_unless_it_was_told(cast: Cast) -> None:
    alice = cast[0]
    wishes = [ask(alice, text=f"Fence {number}?") for number in range(2)]
    for wish in wishes:
        thanks_give(wish=wish, text="Thank you", outside=True)
    Wish.objects.update(look_back_at=wishes[0].created_at)
    asked = look_back_ask()
    look_back_answer(wish=wishes[0], text="Still blue.")
    assert (asked, post()) == (2, 1)
    assert "Fence 1?" in letter_to("alice").text
