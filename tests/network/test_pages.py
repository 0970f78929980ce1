"""The pages of ties: asking, answering, changing, ending; and my network."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from durf.members.models import Member
from durf.members.services.accounts import member_update
from durf.members.services.blocks import block
from durf.network.models import Tie
from durf.network.picture.rings import MOST_DOTS, dots_of
from durf.network.services.contacts import contact_write
from durf.network.services.ties import tie_answer, tie_make, tie_propose
from tests.cast import make_member, sign_in
from tests.dump import dump_tables

pytestmark = pytest.mark.django_db
WORD = {"how": "known", "openness": "ask"}


@pytest.fixture
def alice() -> Member:
    return make_member("alice", language="en")


@pytest.fixture
def bob() -> Member:
    return make_member("bob", name="Bob Bakker", language="en", trade="baker")


@pytest.fixture
def client(alice: Member) -> Client:
    return sign_in(Client(), alice)


def made(one: Member, other: Member, how: str = "close", openness: str = "open") -> Tie:
    return tie_make(one=one, other=other, how=how, openness=openness, how_other="barely", openness_other="closed")


def text(client: Client, name: str, *arguments: str) -> str:
    return client.get(reverse(name, args=arguments)).content.decode()


def test_an_empty_network_invites(client: Client) -> None:
    page = text(client, "network")
    assert "One is enough to begin" in page
    assert reverse("invite") in page


def test_my_network_shows_my_word_and_not_the_others(client: Client, alice: Member, bob: Member) -> None:
    made(alice, bob, how="known", openness="closed")
    tie_make(one=alice, other=bob, how="known", openness="closed", how_other="barely", openness_other="open")
    page = text(client, "network")
    assert "Bob Bakker" in page
    assert "baker" in page
    assert "We know each other" in page
    assert ">Closed<" in page
    assert ">Barely<" not in page


def test_the_nearest_stand_first(client: Client, alice: Member) -> None:
    for handle, how in (("xander", "barely"), ("ype", "close"), ("zoe", "known")):
        made(alice, make_member(handle), how=how)
    page = text(client, "network")
    assert page.index("Ype") < page.index("Zoe") < page.index("Xander")


def test_someone_who_hid_stays_in_my_network_without_a_link_to_a_page_that_is_gone(
    client: Client, alice: Member, bob: Member
) -> None:
    made(alice, bob)
    assert reverse("person", args=["bob"]) in text(client, "network")
    member_update(member=bob, findable="hidden")
    page = text(client, "network")
    assert "Bob Bakker" in page
    assert reverse("person", args=["bob"]) not in page


def network_queries(member: Member) -> int:
    client = sign_in(Client(), member)
    client.get(reverse("network"))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(reverse("network")).status_code == 200
    return len(queries)


def test_my_network_costs_the_same_with_three_and_with_thirty(alice: Member) -> None:
    counts = []
    for start, end in ((0, 3), (3, 30)):
        for number in range(start, end):
            made(alice, make_member(f"m{number}"))
            tie_propose(proposer=make_member(f"asks{number}"), other=alice, **WORD)
            contact_write(owner=alice, name=f"Contact {number}")
            if number < 20:
                tie_propose(proposer=alice, other=make_member(f"asked{number}"), **WORD)
        counts.append(network_queries(alice))
    assert counts[0] == counts[1]
    assert counts[0] <= 25


def test_a_long_network_comes_in_pages(client: Client, alice: Member) -> None:
    for number in range(61):
        made(alice, make_member(f"m{number:02}"))
    assert "/@m23/" in text(client, "network")
    assert "/@m24/" not in text(client, "network").partition("</ul>")[0]
    assert "/@m24/" in client.get(reverse("network"), {"page": 2}).content.decode()


def test_the_page_to_ask_offers_ask_me_first_and_says_what_each_choice_shows(client: Client, bob: Member) -> None:
    page = text(client, "tie_propose", "bob")
    assert (
        'value="ask" required id="id_openness_1" checked' in page or 'value="ask"' in page.split(" checked")[0][-200:]
    )
    assert "via someone you know" in page
    assert "via Alice" in page
    assert "Bob Bakker will see" in page


def test_asking_and_answering_on_the_pages_makes_the_tie(client: Client, alice: Member, bob: Member) -> None:
    answer = client.post(reverse("tie_propose", args=["bob"]), {**WORD, "word": "The choir of Loenen"})
    assert answer.status_code == 302
    tie = Tie.objects.get()
    theirs = sign_in(Client(), bob)
    assert "The choir of Loenen" in text(theirs, "tie_answer", tie.public_id)
    theirs.post(reverse("tie_answer", args=[tie.public_id]), {"answer": "yes", "how": "close", "openness": "open"})
    tie.refresh_from_db()
    assert (tie.state, tie.how(bob), tie.openness(alice)) == ("confirmed", "close", "ask")


def test_a_no_takes_one_press_and_no_other_choice(client: Client, alice: Member, bob: Member) -> None:
    tie = tie_propose(proposer=bob, other=alice, **WORD)
    client.post(reverse("tie_answer", args=[tie.public_id]), {"answer": "no"})
    tie.refresh_from_db()
    assert tie.state == "declined"
    assert client.get(reverse("tie_answer", args=[tie.public_id])).status_code == 404


def test_a_yes_without_choices_is_asked_for_and_nothing_is_lost(client: Client, alice: Member, bob: Member) -> None:
    tie = tie_propose(proposer=bob, other=alice, **WORD)
    page = client.post(reverse("tie_answer", args=[tie.public_id]), {"answer": "yes", "openness": "open"})
    assert "Choose one of the three." in page.content.decode()
    tie.refresh_from_db()
    assert tie.state == "proposed"


def normal(page: str) -> str:
    """A page without what differs at every reading and its own address."""
    return "\n".join(line for line in page.splitlines() if "csrf" not in line and 'name="next"' not in line)


def test_the_pages_of_the_one_who_asked_are_the_same_after_a_silent_no(
    client: Client, alice: Member, bob: Member
) -> None:
    tie = tie_propose(proposer=alice, other=bob, **WORD)
    pages = [("network", []), ("tie_propose", ["bob"]), ("tie_end", [tie.public_id])]
    before = [normal(text(client, name, *arguments)) for name, arguments in pages]
    with CaptureQueriesContext(connection) as first:
        text(client, "network")
    tie_answer(tie=tie, member=bob, yes=False, how="", openness="")
    assert [normal(text(client, name, *arguments)) for name, arguments in pages] == before
    with CaptureQueriesContext(connection) as second:
        text(client, "network")
    assert len(first) == len(second)


def test_asking_someone_hidden_or_blocking_answers_like_a_missing_page(
    client: Client, alice: Member, bob: Member
) -> None:
    make_member("hidden", findable="hidden")
    make_member("unnamed", findable="unnamed")
    block(blocker=bob, blocked=alice)
    for send in (client.get, lambda url: client.post(url, WORD)):
        bodies = set()
        for handle in ("nobody", "hidden", "unnamed", "bob", "alice"):
            answer = send(reverse("tie_propose", args=[handle]))
            assert answer.status_code == 404, handle
            bodies.add(normal(answer.content.decode()))
        assert len(bodies) == 1
    assert not Tie.objects.exists()


def test_the_page_to_ask_leads_on_where_there_is_a_tie_or_a_question(
    client: Client, alice: Member, bob: Member
) -> None:
    tie = tie_propose(proposer=bob, other=alice, **WORD)
    assert client.get(reverse("tie_propose", args=["bob"])).headers["Location"].endswith("/answer/")
    tie_answer(tie=tie, member=alice, yes=True, **WORD)
    assert client.get(reverse("tie_propose", args=["bob"])).headers["Location"].endswith("/change/")


def test_more_questions_than_a_day_allows_are_refused_with_a_sentence(
    client: Client, alice: Member, bob: Member
) -> None:
    for number in range(20):
        tie_propose(proposer=alice, other=make_member(f"m{number}"), **WORD)
    page = client.post(reverse("tie_propose", args=["bob"]), {**WORD, "word": "From the choir"}).content.decode()
    assert "twenty people in a day" in page
    assert "From the choir" in page


def test_changing_my_word_keeps_the_others(client: Client, alice: Member, bob: Member) -> None:
    tie = made(alice, bob)
    client.post(reverse("tie_change", args=[tie.public_id]), {"how": "barely", "openness": "closed"})
    tie.refresh_from_db()
    assert (tie.how(alice), tie.openness(alice), tie.how(bob)) == ("barely", "closed", "barely")


def test_anothers_tie_answers_like_a_missing_one(client: Client, bob: Member) -> None:
    tie = made(bob, make_member("charlie"))
    question = tie_propose(proposer=bob, other=make_member("dora"), **WORD)
    for name, public_id in (
        ("tie_change", tie.public_id),
        ("tie_end", tie.public_id),
        ("tie_answer", question.public_id),
        ("tie_end", question.public_id),
    ):
        url = reverse(name, args=[public_id])
        sent = {**WORD, "answer": "yes", "decision": "yes"}
        assert client.get(url).status_code == client.post(url, sent).status_code == 404
    assert {row.state for row in Tie.objects.all()} == {"confirmed", "proposed"}


def test_ending_takes_a_button_and_is_silent(client: Client, alice: Member, bob: Member) -> None:
    tie = made(alice, bob)
    url = reverse("tie_end", args=[tie.public_id])
    client.get(url)
    client.post(url)
    assert Tie.objects.confirmed().exists()
    client.post(url, {"decision": "yes"})
    assert not Tie.objects.confirmed().exists()
    assert "Alice" not in text(sign_in(Client(), bob), "network")


def test_opening_all_at_once_wants_a_fresh_sign_in(alice: Member, bob: Member) -> None:
    tie = made(alice, bob)
    url = reverse("network_open")
    sign_in(Client(), alice, minutes_ago=20).post(url, {"openness": "ask"})
    tie.refresh_from_db()
    assert tie.openness(alice) == "open"
    sign_in(Client(), alice).post(url, {"openness": "ask"})
    tie.refresh_from_db()
    assert tie.openness(alice) == "ask"


def test_an_empty_post_changes_nothing_on_any_page_of_the_network(client: Client, alice: Member, bob: Member) -> None:
    charlie = make_member("charlie")
    tie, question = made(alice, bob), tie_propose(proposer=charlie, other=alice, **WORD)
    contact = contact_write(owner=alice, name="Erik")
    make_member("dora")
    pages: list[tuple[str, list[Any]]] = [
        ("tie_propose", ["dora"]),
        ("tie_answer", [question.public_id]),
        ("tie_change", [tie.public_id]),
        ("tie_end", [tie.public_id]),
        ("network_open", []),
        ("invite", []),
        ("contact_new", []),
        ("contact_erase", [contact.public_id]),
    ]
    before = dump_tables()
    for name, arguments in pages:
        answer = client.post(reverse(name, args=arguments))
        assert answer.status_code == 200, name
        assert dump_tables() == before, name


def test_a_visitor_sees_nothing_of_a_network(alice: Member) -> None:
    assert Client().get(reverse("network")).headers["Location"].startswith("/account/login/")


def test_the_nearer_the_tie_the_nearer_the_dot() -> None:
    distance = {}
    for how in ("close", "known", "barely"):
        (dot,) = dots_of([how])
        distance[how] = (float(dot.x) - 200) ** 2 + (float(dot.y) - 200) ** 2
    assert distance["close"] < distance["known"] < distance["barely"]


def test_a_ring_never_holds_more_dots_than_it_has_room_for() -> None:
    assert len(dots_of(["known"] * 500)) == MOST_DOTS
    assert len({(dot.x, dot.y) for dot in dots_of(["known"] * 500)}) == MOST_DOTS
