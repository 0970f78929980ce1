"""The page to ask in a real browser: live while typing, and a half-written text is still there afterwards."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from durf.members.models import Member
from durf.wishes.models import Wish
from tests.cast import make_member, sign_in
from tests.wishes.town import beekeepers

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.django_db(transaction=True)]
TEXT = "Who keeps bees on a roof and wants to tell me about it?"
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


@pytest.fixture
def alice() -> Member:
    beekeepers(12, languages=["nl", "en"])
    return make_member("alice", language="en")


@pytest.fixture
def page(alice: Member, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """The page to ask, open in alice's browser."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright keeps a loop running in this thread
    session = sign_in(Client(), alice).cookies[settings.SESSION_COOKIE_NAME].value
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        context = browser.new_context(base_url=live_server.url)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        context.route("**/live/", lambda route: route.abort())  # a stream needs ASGI, which this server is not
        opened = context.new_page()
        opened.goto("/ask/")
        yield opened
        browser.close()


def test_coach_and_reach_come_while_typing_and_the_page_is_never_loaded_again(page: Page) -> None:
    page.evaluate("window.stayed = true")
    page.locator("textarea").press_sequentially(TEXT)
    expect(page.locator(".legend dd").nth(2)).to_have_text("12")
    expect(page.locator(".dot.ring-3")).to_have_count(12)
    expect(page.locator("#hints li").first).to_be_visible()
    assert page.evaluate("window.stayed") is True


def test_an_example_is_taken_over_and_given_back(page: Page) -> None:
    page.locator("textarea").fill("Help with bees")
    page.get_by_role("button", name="Take this over").first.click()
    expect(page.locator("textarea")).not_to_have_value("Help with bees")
    page.get_by_role("button", name="Put my own words back").click()
    expect(page.locator("textarea")).to_have_value("Help with bees")


def test_a_half_written_text_survives_a_closed_tab_and_is_gone_once_asked(page: Page) -> None:
    page.locator("textarea").fill(TEXT)
    page.get_by_label("A thing").check()
    again = page.context.new_page()
    page.close()
    again.goto("/ask/")
    expect(again.locator("textarea")).to_have_value(TEXT)
    expect(again.get_by_label("A thing")).to_be_checked()
    expect(again.locator(".legend dd").nth(2)).to_have_text("12")
    again.get_by_role("button", name="Ask your question").click()
    expect(again).to_have_url(re.compile("/wishes/"))
    assert Wish.objects.get().kind == "thing"
    again.goto("/ask/")
    expect(again.locator("textarea")).to_have_value("")


def test_what_was_typed_is_there_after_the_server_refused_the_form(page: Page) -> None:
    page.locator("textarea").fill(TEXT)
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    page.get_by_role("button", name="Ask your question").click()
    assert not Wish.objects.exists()
    page.goto("/ask/")
    expect(page.locator("textarea")).to_have_value(TEXT)
