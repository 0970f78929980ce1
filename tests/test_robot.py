"""A scanner robot: it opens every link in every mail and posts every form empty, and nothing anywhere has changed."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from durf.introductions.services.contacts import contact_letter_send
from durf.notices.channels import MemoryChannel, Message
from durf.notices.models import MailChoice
from durf.notices.services.outbox import deliveries_send
from tests.cast import sign_in
from tests.dump import PASSING, dump_tables
from tests.samples import samples
from tests.test_routes import address, every_route
from tests.world import World, build_world

NOT_FOR_ROBOTS = ("account_logout", "live")  # signing out is a session's own; the stream has no end
MOST_REDIRECTS = 8


class Page(HTMLParser):
    """The links and forms of one page."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.links: set[str] = set()
        self.posts: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a" and found.get("href"):
            self.links.add(urljoin(self.url, found["href"]))
        if tag == "form" and (found.get("method") or "get").lower() == "post":
            self.posts.add(urljoin(self.url, found.get("action") or ""))
        for name in ("formaction", "hx-post"):
            if found.get(name):
                self.posts.add(urljoin(self.url, found[name]))


def path_of(url: str) -> str:
    """The part of an own address that the test client takes, or nothing for a foreign one."""
    parts = urlsplit(url)
    own = urlsplit(settings.PUBLIC_URL)
    if parts.scheme not in ("", "http", "https") or (parts.netloc and parts.netloc != own.netloc):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def links_in(message: Message) -> Iterator[str]:
    """Every own address in a mail: text, HTML and headers."""
    page = Page(settings.PUBLIC_URL)
    page.feed(message.html)
    words = " ".join([message.text, *message.headers.values()])
    for url in page.links | set(re.findall(r"https?://[^\s<>\"]+", words)):
        if path_of(url):
            yield path_of(url)


def get(client: Client, url: str) -> Page:
    """Open a page as a robot does: HEAD, then GET and every redirect; returns where it ended."""
    client.head(url)
    for _ in range(MOST_REDIRECTS):
        response = client.get(url)
        assert response.status_code < 500, url
        location = response.headers.get("Location")
        if location is None:
            page = Page(url)
            if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
                page.feed(response.content.decode())
            return page
        url = path_of(urljoin(url, location))
    raise AssertionError(f"no end of redirects at {url}")


def may_post(url: str) -> bool:
    return bool(url) and not url.startswith(("/unsubscribe/", "/account/logout/"))


def changed(before: dict[str, list[str]]) -> dict[str, Any]:
    """What is in the tables now and was not, or no longer is."""
    after = dump_tables()
    return {table: sorted(set(before[table]) ^ set(after[table])) for table in before if before[table] != after[table]}


def robot_run(client: Client, posts: Iterable[str]) -> list[str]:
    """Post each form empty; returns, for the message, the addresses at which anything was written at all."""
    wrote: list[str] = []
    now = ""

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and not any(table in sql for table in PASSING):
            wrote.append(f"{now}: {sql[:90]}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        for now in filter(may_post, posts):
            assert client.post(now).status_code < 500, now
    return wrote


@pytest.fixture
def world(db: None, memory_channel: type[MemoryChannel], settings: Any) -> World:
    settings.SERVER_SENDS = True
    made = build_world()
    contact_letter_send(introduction=made.for_erik, connector=made.bob)
    deliveries_send()
    return made


@pytest.fixture
def addresses(world: World) -> list[str]:
    """Every sample page, and every link of every mail."""
    values = samples(world)
    pages = [address(found, values) for found in every_route() if found.name not in NOT_FOR_ROBOTS]
    return [*pages, *dict.fromkeys(link for message in MemoryChannel.sent for link in links_in(message))]


def client_for(world: World, who: str) -> Client:
    return Client() if who == "visitor" else sign_in(Client(), getattr(world, who))


def test_the_world_sends_mails_with_secret_links_of_every_kind(addresses: list[str]) -> None:
    seen = {url.split("/")[1] for url in addresses[len(every_route()) - len(NOT_FOR_ROBOTS) :]}
    assert {"nudge", "step", "decide", "unsubscribe", "settings"} <= seen


@pytest.mark.slow
@pytest.mark.parametrize("who", ["visitor", "alice", "bob", "charlie", "hanna"])
def test_a_robot_that_opens_everything_and_posts_every_form_empty_changes_nothing(
    world: World, addresses: list[str], who: str
) -> None:
    client = client_for(world, who)
    before = dump_tables()
    posts: dict[str, None] = {}
    for url in addresses:
        posts |= dict.fromkeys(path_of(post) for post in sorted(get(client, url).posts))
    assert changed(before) == {}, "looking"
    assert len(posts) > 5
    wrote = robot_run(client, dict.fromkeys([*posts, *addresses]))  # also where no form points
    assert changed(before) == {}, wrote


def test_one_empty_post_unsubscribes_and_looking_at_the_link_does_not(world: World, addresses: list[str]) -> None:
    link = next(url for url in addresses if url.startswith("/unsubscribe/nudges/"))
    before = dump_tables()
    get(Client(), link)
    assert changed(before) == {}
    assert Client(enforce_csrf_checks=True).post(link).status_code == 200
    assert set(changed(before)) == {MailChoice._meta.db_table}
