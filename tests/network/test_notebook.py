"""The notebook: encrypted, its owner's alone, taken along and erased with its owner."""

import pytest
from django.test import Client
from django.urls import reverse

from durf.members.models import Member
from durf.network.models import Contact, Invitation, Tie
from durf.network.personal import NetworkData
from durf.network.services.contacts import contact_erase, contact_write
from durf.network.services.invitations import invitation_make, invitation_never
from durf.network.services.ties import tie_answer, tie_make, tie_propose
from durf.safety.models import Link
from durf.safety.services.links import link_make
from tests.cast import make_member, sign_in
from tests.dump import tables_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def bob() -> Member:
    return make_member("bob", language="en")


@pytest.fixture
def erik(bob: Member) -> Contact:
    return contact_write(owner=bob, name="Erik Visser", email="erik@example.org", note="Restores boats", language="en")


def test_name_address_and_note_stand_in_no_table_in_plain_text(erik: Contact) -> None:
    for text in ("Erik", "erik@example.org", "Restores boats"):
        assert tables_with(text) == []
    kept = Contact.objects.get()
    assert (kept.name, kept.email, kept.note) == ("Erik Visser", "erik@example.org", "Restores boats")


def test_erasing_a_contact_leaves_nothing(erik: Contact) -> None:
    contact_erase(contact=erik)
    assert not Contact.objects.exists()


def test_its_owner_reads_the_notebook_and_nobody_else_finds_a_word_of_it(bob: Member, erik: Contact) -> None:
    alice = make_member("alice", language="en")
    assert "Erik Visser" in sign_in(Client(), bob).get(reverse("contacts")).content.decode()
    assert "Erik Visser" in sign_in(Client(), bob).get(reverse("network")).content.decode()
    for name in ("contacts", "network"):
        assert "Erik" not in sign_in(Client(), alice).get(reverse(name)).content.decode()


def test_anothers_contact_answers_like_a_missing_one(erik: Contact) -> None:
    client = sign_in(Client(), make_member("alice"))
    theirs = reverse("contact_erase", args=[erik.public_id])
    missing = reverse("contact_erase", args=["nothing-to-see-1"])
    for send in (client.get, lambda url: client.post(url, {"decision": "yes"})):
        assert send(theirs).status_code == send(missing).status_code == 404
    assert Contact.objects.count() == 1


def test_writing_someone_down_needs_a_name_and_keeps_what_was_typed(bob: Member) -> None:
    client = sign_in(Client(), bob)
    answer = client.post(reverse("contact_new"), {"note": "Restores boats", "how": "known", "language": "en"})
    assert answer.status_code == 200
    assert "Restores boats" in answer.content.decode()
    assert "errorlist" in answer.content.decode()
    client.post(reverse("contact_new"), {"name": "  Erik   Visser ", "how": "known", "language": "en"})
    assert Contact.objects.get().name == "Erik Visser"


def test_a_line_break_in_a_name_is_refused(bob: Member) -> None:
    words = {"name": "Erik\r\nBcc: all@example.org", "how": "known", "language": "en"}
    sign_in(Client(), bob).post(reverse("contact_new"), words)
    assert not Contact.objects.exists()


def test_forgetting_takes_a_button(bob: Member, erik: Contact) -> None:
    client, url = sign_in(Client(), bob), reverse("contact_erase", args=[erik.public_id])
    client.get(url)
    client.post(url)
    assert Contact.objects.count() == 1
    client.post(url, {"decision": "yes"})
    assert not Contact.objects.exists()


def test_the_export_has_my_words_on_my_ties_and_my_notebook_but_not_the_words_of_others(
    bob: Member, erik: Contact
) -> None:
    alice = make_member("alice")
    tie_make(one=bob, other=alice, how="close", openness="open", how_other="barely", openness_other="closed")
    export = NetworkData.export(bob)
    assert export["contacts"][0]["name"] == "Erik Visser"
    assert export["ties"][0]["with"] == "alice"
    assert "close" in str(export["ties"])
    assert "barely" not in str(export["ties"])


def test_the_export_is_the_same_after_a_silent_no_and_a_silent_never(bob: Member) -> None:
    alice = make_member("alice")
    question = tie_propose(proposer=bob, other=alice, how="close", openness="open")
    letter = invitation_make(inviter=bob, how="close", openness="open", email="ella@example.org")
    before = NetworkData.export(bob)
    tie_answer(tie=question, member=alice, yes=False, how="", openness="")
    invitation_never(token=link_make(kind=Link.Kind.DECISION, purpose="invitation", target=letter.public_id))
    assert NetworkData.export(bob) == before


def test_an_erased_member_leaves_no_tie_contact_or_invitation(bob: Member, erik: Contact) -> None:
    alice = make_member("alice")
    tie_make(one=bob, other=alice, how="close", openness="open", how_other="barely", openness_other="closed")
    invitation_make(inviter=bob, how="close", openness="open")
    NetworkData.erase(bob)
    assert not Tie.objects.exists()
    assert not Contact.objects.exists()
    assert not Invitation.objects.exists()
