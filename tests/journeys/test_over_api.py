"""The whole circle over the API alone, and what the API keeps to itself."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from durf.introductions.services.coffees import coffees_sweep
from durf.members.models import Member
from durf.members.services.accounts import member_suspend
from durf.members.services.tokens import token_end, token_make
from durf.network.services.asking import notebook_hears
from durf.notices.services.outbox import deliveries_send
from durf.wishes.services.notebooks import notebooks_tell
from tests.cast import make_member
from tests.world import BEES, QUESTION, make_tie

pytestmark = pytest.mark.django_db


class Program:
    """A program of one member."""

    def __init__(self, member: Member, scope: str = "write") -> None:
        self._token = token_make(member=member, name="test", scope=scope)[1]
        self._client = Client()

    def __call__(self, method: str, path: str, body: Any = None, *, status: int = 200) -> Any:
        answer = self._client.generic(
            method,
            f"/api/{path}",
            json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers={"Authorization": f"Bearer {self._token}"},
        )
        assert answer.status_code == status, answer.content
        return json.loads(answer.content) if answer.content else None


@pytest.fixture
def cast(memory_channel: Any) -> dict[str, Member]:
    words: dict[str, Any] = {"languages": ["en", "nl"], "language": "en"}
    alice, bob = make_member("alice", **words), make_member("bob", **words)
    charlie = make_member("charlie", strengths=[BEES], **words)
    make_tie(alice, bob)
    make_tie(bob, charlie)
    return {"alice": alice, "bob": bob, "charlie": charlie}


def test_a_wish_goes_full_circle_over_the_api_alone(cast: dict[str, Member]) -> None:
    alice, bob, charlie = (Program(cast[name]) for name in ("alice", "bob", "charlie"))
    looked = alice("POST", "preview", {"text": QUESTION, "language": "en"})
    assert set(looked) == {"rings", "hints", "praise", "spent"}
    wish = alice("POST", "wishes", {"text": QUESTION, "language": "en"}, status=201)["id"]
    deliveries_send()
    (match,) = [row for row in alice("GET", f"wishes/{wish}/slate") if row["label"] == "Charlie" or row["ring"] == 2]
    assert "bees" in match["words"]

    asked = {"word": "Would she show me?"}
    introduction = alice("POST", f"wishes/{wish}/slate/{match['id']}/introduction", asked, status=202)["id"]
    (nudge,) = [row for row in charlie("GET", "nudges")["items"] if row["wish"]["id"] == wish]
    charlie("POST", f"nudges/{nudge['id']}/not-now", status=204)
    seat = bob("GET", f"introductions/{introduction}")
    assert (seat["role"], seat["state"]) == ("connector", "yours")
    charlie("GET", f"introductions/{introduction}", status=404)  # nobody tells her before bob passes it on
    bob("POST", f"introductions/{introduction}/step", {"step": "pass"})
    assert charlie("GET", f"introductions/{introduction}")["reach"] == ""
    charlie("POST", f"introductions/{introduction}/step", {"step": "yes"})
    told = alice("GET", f"introductions/{introduction}")
    assert (told["state"], told["other"], told["via"], told["reach"]) == (
        "agreed", "Charlie", "Bob", "charlie@example.org",
    )  # fmt: skip

    when = (timezone.now() + timedelta(days=3)).replace(microsecond=0).isoformat()
    alice("POST", f"introductions/{introduction}/coffee", {"where": "Café De Sluis", "times": [when]})
    plan = charlie("POST", f"introductions/{introduction}/coffee/pick", {"starts_at": when})["coffee"]
    assert (plan["state"], plan["where"]) == ("agreed", "Café De Sluis")
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        coffees_sweep()
        for program in (alice, charlie):
            told = program("POST", f"introductions/{introduction}/coffee/after", {"met": True, "helped": True})
        assert told["coffee"]["state"] == "done"
    body = {"text": "The bees are in.", "helper": "charlie", "connector": "bob", "public": True, "story": "Bees!"}
    alice("POST", f"wishes/{wish}/thanks", body, status=201)
    for program in (bob, charlie):
        (thanks,) = program("GET", "thanks")["items"]
        program("POST", f"thanks/{thanks['id']}/agree", {"yes": True}, status=204)
    assert [story["wish"]["id"] for story in bob("GET", "stories")["items"]] == [wish]
    assert alice("GET", f"wishes/{wish}")["state"] == "fulfilled"


def test_somebody_of_a_notebook_is_passed_the_wish_by_a_link(cast: dict[str, Member]) -> None:
    alice, bob = Program(cast["alice"]), Program(cast["bob"])
    wish = alice("POST", "wishes", {"text": QUESTION, "language": "en"}, status=201)["id"]
    erik = bob("POST", "contacts", {"name": "Erik", "note": "Keeps bees"}, status=201)["id"]
    offer = {"form": "introduction", "contact": erik, "text": "He did this before."}
    bob("POST", f"wishes/{wish}/offers", offer, status=201)
    (introduction,) = bob("GET", "introductions")["items"]
    url = bob("POST", f"introductions/{introduction['id']}/link")["url"]
    assert QUESTION[:20] in Client().get(url.removeprefix("http://localhost:8000")).content.decode()
    told = alice("GET", f"introductions/{introduction['id']}")
    assert "Erik" not in json.dumps(told)


def test_an_unanswered_wish_is_kept_open_and_goes_out_once_more_in_other_words(cast: dict[str, Member]) -> None:
    alice = Program(cast["alice"])
    words = {"text": "Who paints a kitchen?", "language": "en"}
    wish = alice("POST", "wishes", words, status=201)["id"]
    assert alice("POST", f"wishes/{wish}/step", {"step": "still"})["state"] == "open"
    alice("POST", f"wishes/{wish}/again", words, status=422)
    again = {**words, "text": "Who shows me how to paint walls?"}
    assert alice("POST", f"wishes/{wish}/again", again)["text"] == again["text"]
    alice("POST", f"wishes/{wish}/again", {**again, "text": "And a third time?"}, status=409)
    Program(cast["bob"])("POST", f"wishes/{wish}/again", words, status=404)


def test_a_notebook_is_kept_over_the_api_and_says_whom_a_wish_fits(cast: dict[str, Member]) -> None:
    alice, bob = Program(cast["alice"]), Program(cast["bob"])
    words = {"name": "Erik", "role": "Beekeeper", "tags": ["roof"], "since": "2015-01-01", "organisation": "Hive"}
    erik = bob("POST", "contacts", words, status=201)
    assert erik["role"] == "Beekeeper"
    changed = bob("PUT", f"contacts/{erik['id']}", {**words, "note": "Keeps bees on a roof"})
    assert (changed["tags"], changed["since"], changed["note"]) == (["roof"], "2015-01-01", "Keeps bees on a roof")
    alice("PUT", f"contacts/{erik['id']}", words, status=404)
    notebook_hears(owner=cast["bob"], hears=True)
    wish = alice("POST", "wishes", {"text": QUESTION, "language": "en"}, status=201)["id"]
    notebooks_tell()
    deliveries_send()
    (nudge,) = [row for row in bob("GET", "nudges")["items"] if row["notebook"]]
    assert nudge["wish"]["id"] == wish
    (fit,) = bob("GET", f"wishes/{wish}/contacts")
    assert (fit["contact"], fit["dormant"]) == (erik["id"], True)
    assert alice("GET", f"wishes/{wish}/contacts") == []


def test_ties_are_asked_answered_changed_and_ended(cast: dict[str, Member]) -> None:
    alice, dora = Program(cast["alice"]), Program(make_member("dora"))
    dora("POST", "ties", {"handle": "alice"}, status=202)
    (question,) = alice("GET", "ties/questions")["items"]
    alice("POST", f"ties/{question['id']}/answer", {"yes": True, "openness": "open"}, status=204)
    assert alice("PUT", f"ties/{question['id']}", {"openness": "closed"})["openness"] == "closed"
    assert {row["handle"] for row in dora("GET", "ties")["items"]} == {"alice"}
    dora("DELETE", f"ties/{question['id']}", status=204)
    assert dora("GET", "ties")["count"] == 0


def test_without_a_token_with_a_cookie_or_with_a_token_taken_back_nobody_comes_in(cast: dict[str, Member]) -> None:
    client = Client()
    client.force_login(cast["alice"], backend="allauth.account.auth_backends.AuthenticationBackend")
    for one in (Client(), client):
        assert one.get("/api/me").status_code == 401
    token, text = token_make(member=cast["alice"], name="x", scope="read")
    headers = {"Authorization": f"Bearer {text}"}
    assert Client().get("/api/me", headers=headers).status_code == 200
    member_suspend(member=cast["alice"], actor=cast["bob"])
    assert Client().get("/api/me", headers=headers).status_code == 401
    token_end(token=token)
    assert Client().get("/api/me", headers=headers).status_code == 401


def test_a_token_for_reading_changes_nothing(cast: dict[str, Member]) -> None:
    reader = Program(cast["alice"], scope="read")
    reader("GET", "wishes")
    told = reader("POST", "wishes", {"text": QUESTION}, status=401)
    assert told["error"] == "token"


def test_what_is_not_for_the_caller_answers_like_what_is_not_there(cast: dict[str, Member]) -> None:
    alice, bob = Program(cast["alice"]), Program(cast["bob"])
    wish = alice("POST", "wishes", {"text": QUESTION, "audience": "asked"}, status=201)["id"]
    contact = alice("POST", "contacts", {"name": "Erik"}, status=201)["id"]
    missing = bob("GET", "wishes/AAAAAAAAAAAAAAAA", status=404)
    assert bob("GET", f"wishes/{wish}", status=404) == missing
    assert bob("GET", f"wishes/{wish}/slate", status=404) == missing
    assert bob("DELETE", f"contacts/{contact}", status=404) == missing


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("[" * 30 + "]" * 30, 400),
        ("{" + " " * 300_000 + "}", 413),
        ('{"text": ', 400),
        ('{"text": ""}', 422),
        ('{"text": "a\\u0000b"}', 422),
        ('{"text": "x", "audience": "nobody"}', 422),
    ],
)
def test_a_body_that_cannot_be_used_gets_a_sentence(cast: dict[str, Member], body: str, status: int) -> None:
    text = token_make(member=cast["alice"], name="x", scope="write")[1]
    headers = {"Authorization": f"Bearer {text}"}
    answer = Client().post("/api/wishes", body, content_type="application/json", headers=headers)
    assert answer.status_code == status
    assert set(json.loads(answer.content)) == {"error", "message"}


def test_a_quota_that_is_spent_says_when_to_come_back(cast: dict[str, Member]) -> None:
    alice = Program(cast["alice"])
    for _number in range(5):
        alice("POST", "wishes", {"text": QUESTION}, status=201)
    assert alice("POST", "wishes", {"text": QUESTION}, status=429)["error"] == "quota"


def test_every_operation_is_in_the_documentation() -> None:
    schema = Client().get("/api/openapi.json").json()
    told = (Path(__file__).parents[2] / "docs" / "api.md").read_text()
    missing = [
        f"{method.upper()} {path}"
        for path, operations in schema["paths"].items()
        for method in operations
        if f"`{method.upper()} {path.removeprefix('/api')}`" not in told
    ]
    assert missing == []
