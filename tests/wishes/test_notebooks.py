"""A wish beside a notebook: its owner may hear, nobody else sees anything of it, and it counts in their week."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from durf.introductions.models import Introduction
from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.members.services.blocks import block
from durf.members.services.traits import traits_set
from durf.network.models import Contact
from durf.network.services.asking import notebook_hears
from durf.network.services.contacts import contact_erase, contact_write
from durf.notices.services.outbox import deliveries_send
from durf.wishes.models import Nudge, Wish
from durf.wishes.pictures.slate import slate_read
from durf.wishes.services.asking import wish_publish
from durf.wishes.services.notebooks import contacts_fitting, notebooks_tell
from durf.wishes.services.nudges import AlreadyAskedError, nudge_ask
from tests.cast import make_member, sign_in

pytestmark = pytest.mark.django_db
QUESTION = "Who restores old wooden boats and can look at my hull in May?"


@pytest.fixture
def bob() -> Member:
    member = make_member("bob", language="en")
    contact_write(owner=member, name="Erik Visser", email="erik@example.org", note="Restores wooden boats")
    contact_write(owner=member, name="Frits Boot", note="Plays the piano")
    notebook_hears(owner=member, hears=True)
    return member


def ask(**more: Any) -> Wish:
    words: dict[str, Any] = {"kind": "advice", "language": "en", "audience": "members", "source": "page"}
    asker = more.pop("asker", None) or make_member("alice", language="en")
    return wish_publish(asker=asker, text=QUESTION, **{**words, **more})


def told() -> list[str]:
    return [nudge.match.member.handle for nudge in Nudge.objects.select_related("match__member")]


def test_a_wish_that_fits_somebody_in_a_notebook_comes_to_its_owner_once(bob: Member) -> None:
    make_member("charlie")
    ask()
    assert notebooks_tell() == 1
    assert told() == ["bob"]
    assert notebooks_tell() == 0
    assert told() == ["bob"]


def test_somebody_not_spoken_to_for_long_is_brought_up_right_after_the_best(bob: Member) -> None:
    wish, today = ask(), timezone.localdate()
    for name in ("Ella", "Grete", "Anna"):
        contact_write(owner=bob, name=name, note="Restores old wooden boats", touched_on=today)
    for number in range(12):
        contact_write(owner=bob, name=f"P{number}", note=f"Bakes bread {number}", touched_on=today)
    contact_write(owner=bob, name="Otto", note="Has old boats", since=date(2019, 5, 1))
    fits = contacts_fitting(owner=bob, wish=wish)
    assert [fit.contact.is_dormant for fit in fits] == [False, True, False, False, False]
    assert fits[1].score < fits[-1].score


def test_where_no_notebooks_are_kept_none_is_read(bob: Member, settings: Any) -> None:
    settings.NOTEBOOKS = False
    wish = ask()
    assert notebooks_tell() == 0
    assert contacts_fitting(owner=bob, wish=wish) == []


def test_whom_it_fits_and_why_is_said_to_the_owner_alone_and_names_are_no_reason(bob: Member) -> None:
    (fit,) = contacts_fitting(owner=bob, wish=ask())
    assert fit.contact.name == "Erik Visser"
    assert {"boats", "wooden"} <= set(fit.words)


def test_nobody_else_sees_anything_of_it(bob: Member, mailoutbox: list[Any]) -> None:
    wish = ask()
    client = sign_in(Client(), Member.objects.get(handle="alice"))
    before = bare(client.get(wish.get_absolute_url()).content.decode())
    notebooks_tell()
    deliveries_send()
    assert [mail.to for mail in mailoutbox] == [["Bob <bob@example.org>"]]
    assert bare(client.get(wish.get_absolute_url()).content.decode()) == before


def bare(page: str) -> str:
    return re.sub(r"[A-Za-z0-9_-]{24,}", "", page)  # the tokens of a form and of the page


@pytest.mark.parametrize(
    "hindrance", ["did not ask to hear", "week full", "rests", "blocked", "asked only", "own wish", "matched already"]
)
def test_it_stays_away_when(bob: Member, hindrance: str) -> None:
    more: dict[str, Any] = {}
    if hindrance == "did not ask to hear":
        notebook_hears(owner=bob, hears=False)
    elif hindrance == "week full":
        member_update(member=bob, nudges_a_week=0)
    elif hindrance == "rests":
        member_update(member=bob, paused_until=date(2999, 1, 1))
    elif hindrance == "blocked":
        more["asker"] = make_member("alice")
        block(blocker=more["asker"], blocked=bob)
    elif hindrance == "asked only":
        more["audience"] = "asked"
    elif hindrance == "own wish":
        more["asker"] = bob
    wish = ask(**more)
    if hindrance == "matched already":
        wish.matches.create(member=bob, position=1, place="own")
    notebooks_tell()
    assert told() == []


def test_the_letter_names_the_person_and_the_link_leads_to_passing_it_on_in_two_taps(
    bob: Member, mailoutbox: list[Any]
) -> None:
    ask()
    notebooks_tell()
    deliveries_send()
    (letter,) = mailoutbox
    assert "Erik Visser, perhaps?" in letter.body
    assert "Frits" not in letter.body
    url = re.search(r"http://\S+/nudge/\S+", letter.body)
    assert url is not None
    page = Client().get(url[0].removeprefix("http://localhost:8000")).content.decode()
    assert "Erik Visser" in page
    assert "Frits" not in page
    erik = Contact.objects.get(email_mark=Contact.objects.exclude(email_mark="").get().email_mark)
    path = url[0].removeprefix("http://localhost:8000").split("?")[0] + "know/"
    Client().post(path, {"contact": erik.public_id, "word": "He knows hulls.", "language": "en"})
    assert Introduction.objects.get().contact == erik
    assert Contact.objects.count() == 2


def test_anothers_contact_cannot_be_passed_on(bob: Member) -> None:
    wish = ask()
    theirs = contact_write(owner=make_member("dora"), name="Otto", note="Restores wooden boats")
    client = sign_in(Client(), bob)
    client.post(reverse("know_someone", args=[wish.public_id]), {"contact": theirs.public_id, "word": "x"})
    assert not Introduction.objects.exists()


def test_a_nudge_about_somebody_who_was_erased_meanwhile_does_not_leave(bob: Member, mailoutbox: list[Any]) -> None:
    ask()
    notebooks_tell()
    for contact in Contact.objects.of(bob):
        contact_erase(contact=contact)
    deliveries_send()
    assert mailoutbox == []
    assert Nudge.objects.get().state == "dropped"


def test_the_know_someone_page_shows_the_owner_whom_it_may_fit(bob: Member) -> None:
    wish = ask()
    url = reverse("know_someone", args=[wish.public_id])
    assert "Erik Visser" in sign_in(Client(), bob).get(url).content.decode()
    assert "Erik Visser" not in sign_in(Client(), make_member("dora")).get(url).content.decode()


def test_that_it_filled_their_week_decides_for_nobody_who_else_is_asked_and_they_still_get_no_more_letters(
    bob: Member, memory_channel: Any
) -> None:
    """What only bob knows of must not show in a stranger's slate: whom a wave chose, it chose (TRUST.md)."""
    member_update(member=bob, nudges_a_week=1, place="")
    traits_set(member=bob, strengths=[("I bake sourdough bread at night", "everyone")], limits=[])
    ask()
    assert notebooks_tell() == 1
    deliveries_send()
    letters = [letter for letter in memory_channel.sent if letter.to_address == bob.email]
    assert len(letters) == 1
    dora = make_member("dora", language="en")
    wish = wish_publish(asker=dora, text="Who bakes sourdough bread and shows me?", language="en", audience="members")
    (row,) = [row for row in slate_read(wish=wish, viewer=dora) if row.member == bob]
    assert row.asked
    with pytest.raises(AlreadyAskedError):
        nudge_ask(wish=wish, member=bob)
    now = timezone.now()
    for days, many in ((0, 1), (6, 1), (7, 2)):
        with time_machine.travel(now + timedelta(days=days, minutes=5)):
            deliveries_send()
            letters = [letter for letter in memory_channel.sent if letter.to_address == bob.email]
            assert len(letters) == many


def test_anybody_of_ones_notebook_can_be_found_and_picked_and_nobody_is_written_down_twice(bob: Member) -> None:
    grete = contact_write(owner=bob, name="Grete", email="grete@example.org", note="Plays the lute")
    hers = contact_write(owner=make_member("dora"), name="Dora's own", note="lute")
    wish, client = ask(), sign_in(Client(), bob)
    url = reverse("know_someone", args=[wish.public_id])
    assert "Grete" not in client.get(url).content.decode()
    page = client.get(url, {"find": "lute"}).content.decode()
    assert "Grete" in page
    assert "Dora&#x27;s own" not in page
    words = {"word": "She knows.", "language": "en"}
    page = client.post(url, {**words, "contact": hers.public_id}).content.decode()
    assert "Choose one of these." in page
    client.post(url, {**words, "contact": grete.public_id})
    assert Introduction.objects.get().contact == grete
    many, other = Contact.objects.count(), ask(asker=make_member("emma", language="en"))
    words |= {"name": "G. de Vries", "email": "Grete@example.org"}
    client.post(reverse("know_someone", args=[other.public_id]), words)
    assert Contact.objects.count() == many
    assert Introduction.objects.latest("pk").contact == grete
