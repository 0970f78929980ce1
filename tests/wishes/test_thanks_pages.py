"""Thanks, stories and looking back, through their pages."""

import pytest
from django.test import Client
from django.urls import reverse

from durf.members.models import Member
from durf.wishes.models import Offer, Thanks, Wish
from durf.wishes.pictures.helped import thanks_ticket
from durf.wishes.services.offering import offer_make
from tests.cast import make_member, sign_in
from tests.wishes.town import ask

pytestmark = pytest.mark.django_db
WORDS = "The gutter is clean and the blackbird still there."


@pytest.fixture
def alice() -> Member:
    return make_member("alice", language="en")


@pytest.fixture
def bob() -> Member:
    return make_member("bob", language="en")


@pytest.fixture
def wish(alice: Member) -> Wish:
    return ask(alice, "Who has a ladder of six metres?", audience="everyone")


@pytest.fixture
def offer(wish: Wish, bob: Member) -> Offer:
    return offer_make(wish=wish, helper=bob, form="answer", text="In my shed.")


def at(member: Member) -> Client:
    return sign_in(Client(), member)


def give(wish: Wish, asker: Member, **fields: str) -> str:
    address = reverse("thanks_give", args=[wish.public_id])
    return at(asker).post(address, {"text": WORDS, **fields}).content.decode()


def test_thanks_fulfil_the_wish_and_name_who_helped(wish: Wish, alice: Member, bob: Member, offer: Offer) -> None:
    give(wish, alice, helped=f"offer-{offer.public_id}")
    wish.refresh_from_db()
    thanks = Thanks.objects.get()
    assert (wish.state, thanks.helper, thanks.public) == ("fulfilled", bob, False)
    body = at(alice).get(wish.get_absolute_url()).content.decode()
    assert WORDS in body
    assert "said thank you" in body


def test_thanks_without_words_or_helper_keep_what_was_typed(wish: Wish, alice: Member, offer: Offer) -> None:
    assert "Choose who helped." in (body := give(wish, alice))
    assert WORDS in body
    body = give(wish, alice, helped=f"offer-{offer.public_id}", text=" ", story_text="My story so far")
    assert "Write a word of thanks" in body
    assert "My story so far" in body
    assert not Thanks.objects.exists()


def test_an_introduction_thanks_the_connector_for_somebody_without_account(
    wish: Wish, alice: Member, bob: Member
) -> None:
    offer = offer_make(wish=wish, helper=bob, form="introduction")
    give(wish, alice, helped=f"offer-{offer.public_id}")
    thanks = Thanks.objects.get()
    assert (thanks.helper, thanks.connector, thanks.outside) == (None, bob, True)


def test_a_ticket_names_helper_and_connector_and_cannot_be_forged(wish: Wish, alice: Member, bob: Member) -> None:
    charlie = make_member("charlie")
    forged = give(wish, alice, helped="met", ticket='["' + charlie.public_id + '", ""]:forged')
    assert "Choose one of these." in forged
    assert not Thanks.objects.exists()
    give(wish, alice, helped="met", ticket=thanks_ticket(helper=charlie, connector=bob))
    thanks = Thanks.objects.get()
    assert (thanks.helper, thanks.connector) == (charlie, bob)


def test_whom_a_ticket_names_stands_in_the_list_once(wish: Wish, alice: Member, bob: Member) -> None:
    offer_make(wish=wish, helper=bob, form="introduction")
    address = reverse("thanks_give", args=[wish.public_id])
    ticket = thanks_ticket(helper=None, connector=bob)
    body = at(alice).get(address, {"ticket": ticket}).content.decode()
    assert body.count(f"Someone {bob.name} knows") == 1


def test_public_thanks_become_a_story_only_when_who_is_thanked_agrees(
    wish: Wish, alice: Member, bob: Member, offer: Offer
) -> None:
    give(wish, alice, helped=f"offer-{offer.public_id}", public="on", story_text="I hardly dared to ask.")
    thanks = Thanks.objects.get()
    stories, address = reverse("stories"), reverse("thanks_agree", args=[thanks.public_id])
    assert "I hardly dared" not in Client().get(stories).content.decode()
    assert WORDS in at(bob).get(address).content.decode()
    assert "Choose one of the two." in at(bob).post(address, {}).content.decode()
    assert Thanks.objects.get().helper_agrees is None
    at(bob).post(address, {"decision": "yes"})
    assert "I hardly dared" in Client().get(stories).content.decode()
    assert WORDS in Client().get(wish.get_absolute_url()).content.decode()
    at(bob).post(address, {"decision": "no"})
    assert "I hardly dared" not in Client().get(stories).content.decode()
    assert WORDS not in Client().get(wish.get_absolute_url()).content.decode()


def test_the_thanks_of_others_are_missing(wish: Wish, alice: Member, offer: Offer) -> None:
    give(wish, alice, helped=f"offer-{offer.public_id}", public="on")
    address = reverse("thanks_agree", args=[Thanks.objects.get().public_id])
    dora = at(make_member("dora"))
    assert dora.get(address).status_code == 404
    assert dora.post(address, {"decision": "yes"}).status_code == 404


def test_looking_back_is_told_on_the_wish(wish: Wish, alice: Member, offer: Offer) -> None:
    address = reverse("look_back", args=[wish.public_id])
    assert at(alice).get(address).status_code == 404
    give(wish, alice, helped=f"offer-{offer.public_id}")
    assert "one sentence is enough" in at(alice).post(address, {}).content.decode()
    at(alice).post(address, {"text": "There is a second nest now."})
    assert "There is a second nest now." in Client().get(wish.get_absolute_url()).content.decode()


def test_no_stories_yet_invites_a_question() -> None:
    body = Client(headers={"accept-language": "en"}).get(reverse("stories")).content.decode()
    assert "They begin with a question." in body
