"""The pages of inviting: a link, its picture, one letter, coming in, and never again."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from durf.members.models import Member
from durf.members.services.blocks import block
from durf.network.models import Invitation, Tie
from durf.network.services.invitations import invitation_end, invitation_make
from durf.network.services.ties import known_members
from durf.notices.services.outbox import deliveries_send
from durf.safety.services.suppression import address_is_suppressed
from tests.cast import make_member, sign_in
from tests.dump import dump_tables

pytestmark = pytest.mark.django_db
WORD = {"how": "known", "openness": "ask"}


@pytest.fixture
def alice() -> Member:
    return make_member("alice", name="Alice de Wit", language="en")


@pytest.fixture
def client(alice: Member) -> Client:
    return sign_in(Client(), alice)


@pytest.fixture
def link(alice: Member) -> Invitation:
    return invitation_make(inviter=alice, word="You would like it here.", **WORD)


def visitor() -> Client:
    return Client(headers={"accept-language": "en"})


def normal(page: str) -> str:
    """A page without what differs at every reading and its own address."""
    return "\n".join(line for line in page.splitlines() if "csrf" not in line and 'name="next"' not in line)


def page_of(link: Invitation) -> str:
    return reverse("invitation", args=[link.public_id])


def test_a_link_is_made_with_a_press_and_shown_with_its_picture(client: Client) -> None:
    client.post(reverse("invite"), {**WORD, "door": "link"})
    link = Invitation.objects.get()
    page = client.get(reverse("invite")).content.decode()
    assert f"http://localhost:8000{page_of(link)}" in page
    assert '<svg viewBox="0 0 ' in page
    assert "style=" not in page


def test_an_address_typed_above_the_link_button_is_not_written_to(client: Client, memory_channel: Any) -> None:
    client.post(reverse("invite"), {**WORD, "door": "link", "email": "erik@example.org"})
    assert Invitation.objects.get().email == ""
    assert deliveries_send() == 0


def test_a_letter_without_address_is_asked_for_and_the_word_is_kept(client: Client) -> None:
    page = client.post(reverse("invite"), {**WORD, "door": "mail", "word": "For the boats"}).content.decode()
    assert "Write down where the letter should go." in page
    assert "For the boats" in page
    assert not Invitation.objects.exists()


def test_the_letter_is_read_before_it_is_sent(client: Client, memory_channel: Any) -> None:
    page = client.get(reverse("invite")).content.decode()
    assert "Hello, Alice de Wit asked us to send you this one letter." in page
    assert "Alice de Wit gave us your address" in page


def test_a_letter_is_not_listed_so_that_a_never_shows_nowhere(client: Client, memory_channel: Any) -> None:
    client.post(reverse("invite"), {**WORD, "door": "mail", "email": "erik@example.org"})
    client.get(reverse("invite"))  # with the sentence that the letter leaves
    before = normal(client.get(reverse("invite")).content.decode())
    assert "erik@example.org" not in before
    deliveries_send()
    visitor().post(never_address(memory_channel.sent[-1].text))
    assert normal(client.get(reverse("invite")).content.decode()) == before


def never_address(text: str) -> str:
    found = re.search(r"http://localhost:8000(/invited/no/\S+)", text)
    assert found
    return found[1]


def test_never_again_takes_one_post_and_a_get_changes_nothing(client: Client, memory_channel: Any) -> None:
    client.post(reverse("invite"), {**WORD, "door": "mail", "email": "erik@example.org"})
    deliveries_send()
    address = never_address(memory_channel.sent[-1].text)
    before = dump_tables()
    page = visitor().get(address)
    visitor().head(address)
    assert dump_tables() == before
    assert "<script" not in page.content.decode()
    assert "erik@example.org" not in page.content.decode()
    visitor().post(address)
    assert address_is_suppressed(address="erik@example.org")
    assert "You will not hear from us again" in visitor().get(address).content.decode()


def test_a_made_up_never_link_is_told_so(alice: Member) -> None:
    answer = visitor().get(reverse("invitation_never", args=["x" * 43]))
    assert answer.status_code == 404
    assert "no longer works" in answer.content.decode()


def test_a_visitor_reads_who_invites_and_how_to_join(link: Invitation) -> None:
    client = visitor()
    page = client.get(page_of(link)).content.decode()
    assert "Alice de Wit invites you" in page
    assert "You would like it here." in page
    assert f"{reverse('account_signup')}?next={page_of(link)}" in page
    assert client.session["invitation"] == link.public_id


@pytest.mark.parametrize("findable", ["hidden", "unnamed"])
def test_the_page_names_only_who_may_be_found_by_name(link: Invitation, alice: Member, findable: str) -> None:
    Member.objects.filter(pk=alice.pk).update(findable=findable)
    page = visitor().get(page_of(link)).content.decode()
    assert "Alice" not in page
    assert "Someone you know invites you" in page


def test_an_ended_and_a_made_up_invitation_answer_alike_and_open_no_door(link: Invitation) -> None:
    invitation_end(invitation=link)
    client = visitor()
    ended, missing = client.get(page_of(link)), client.get(reverse("invitation", args=["nothing-to-see-1"]))
    assert ended.status_code == missing.status_code == 404
    assert normal(ended.content.decode()) == normal(missing.content.decode())
    assert "invitation" not in client.session
    assert client.get(reverse("invitation_qr", args=[link.public_id])).status_code == 404


def test_a_member_says_yes_with_their_own_word(link: Invitation, alice: Member) -> None:
    bob = make_member("bob", language="en")
    client = sign_in(Client(), bob)
    assert "Yes, we know each other" in client.get(page_of(link)).content.decode()
    client.post(page_of(link))
    assert not Tie.objects.exists()
    client.post(page_of(link), {"how": "close", "openness": "open"})
    assert list(known_members(alice)) == [bob]
    assert client.get(page_of(link)).headers["Location"] == reverse("network")


def test_someone_who_waits_at_the_door_cannot_say_yes_yet(link: Invitation, alice: Member) -> None:
    client = sign_in(Client(), make_member("walter", language="en", approved=False))
    assert "A host opens the door first" in client.get(page_of(link)).content.decode()
    client.post(page_of(link), WORD)
    assert not Tie.objects.exists()


def test_a_blocked_member_reads_the_page_as_a_visitor_does_and_gets_nowhere(link: Invitation, alice: Member) -> None:
    bob = make_member("bob", language="en")
    block(blocker=alice, blocked=bob)
    client = sign_in(Client(), bob)
    assert client.get(page_of(link)).status_code == 200
    answer = client.post(page_of(link), WORD)
    assert answer.status_code == 302
    assert not Tie.objects.exists()


def test_my_own_link_leads_to_the_page_where_i_made_it(client: Client, link: Invitation) -> None:
    assert client.get(page_of(link)).headers["Location"] == reverse("invite")


def test_the_picture_of_a_link_is_an_svg_without_script_or_style(link: Invitation) -> None:
    answer = Client().get(reverse("invitation_qr", args=[link.public_id]))
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert b"<path" in answer.content
    assert b"<script" not in answer.content


def test_only_the_one_who_made_a_link_ends_it_and_with_a_button(client: Client, link: Invitation) -> None:
    url = reverse("invitation_end", args=[link.public_id])
    assert sign_in(Client(), make_member("bob")).post(url, {"decision": "yes"}).status_code == 404
    client.post(url)
    link.refresh_from_db()
    assert link.ended_at is None
    client.post(url, {"decision": "yes"})
    link.refresh_from_db()
    assert link.ended_at is not None


def test_more_letters_than_a_day_allows_are_refused_with_a_sentence(client: Client, alice: Member) -> None:
    for number in range(10):
        invitation_make(inviter=alice, email=f"m{number}@example.org", **WORD)
    page = client.post(reverse("invite"), {**WORD, "door": "mail", "email": "erik@example.org"}).content.decode()
    assert "enough for one day" in page
    assert "erik@example.org" in page
