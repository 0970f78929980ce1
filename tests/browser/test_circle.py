"""The whole circle in a real browser: asked, known, passed on, agreed twice, coffee, thanks, story."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.browser.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

QUESTION = "Mijn bakfiets rammelt bij elke stoeptegel, vermoedelijk de trapas. Wie hoort waar het zit, deze week nog?"
WHY = "Hij bouwde jaren bakfietsen en hoort het meteen."
THANKS = "Het was de trapas. De kinderen slapen weer onderweg."
STORY = "Ik vroeg naar een rammel en leerde mijn eigen bakfiets kennen."
ERIK = "erik@example.org"


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A window in which no script runs."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="nl-NL", java_script_enabled=False)
    yield context.new_page()
    context.close()


def ask(town: Town, page: Page) -> str:
    """Alice asks her question on the page to ask; the address of her wish."""
    town.be(page, "alice")
    page.goto(f"{town.url}/ask/")
    page.locator("textarea[name=text]").fill(QUESTION)
    page.locator("button[value=publish]").click()
    page.wait_for_url("**/wishes/*/")
    expect(page.locator("h1")).to_have_text(QUESTION)
    return page.url


def know_erik(town: Town, page: Page) -> None:
    """Bob follows his mail, writes Erik down, and lets Durf send the letter."""
    page.context.clear_cookies()
    letter = town.open_letter(page, "bob@example.org", "choice=introduction")
    expect(letter.locator("body")).to_contain_text(QUESTION)
    letter.locator("a[href*='choice=introduction']").click()
    page.wait_for_url("**/nudge/**")
    page.locator("[name=name]").fill("Erik Visser")
    page.locator("[name=email]").fill(ERIK)
    page.locator("[name=word]").fill(WHY)
    page.locator("main form button.button").first.click()
    page.wait_for_url("**/pass/**")
    page.locator("button[value=durf]").click()
    expect(page.locator("button[value=durf]")).to_have_count(0)


def letter_link(town: Town, page: Page, to: str, about: str) -> str:
    """Where the newest mail to somebody about this leads."""
    return town.open_letter(page, to, about).locator(f"a[href*='{about}']").first.get_attribute("href") or ""


def erik_agrees(town: Town, page: Page, plain: Page) -> None:
    """Erik has no account and no scripts; one page is enough."""
    plain.goto(letter_link(town, page, ERIK, "/decide/"))
    expect(plain.locator("main")).to_contain_text(QUESTION)
    expect(plain.locator("main")).to_contain_text(WHY)
    plain.locator("input[name=decision][value=yes]").check()
    plain.locator("[name=reach]").fill(ERIK)
    plain.locator("main form button.button").first.click()
    expect(plain.locator(".notice.waits")).to_be_visible()


def alice_agrees_and_proposes(town: Town, page: Page) -> None:
    """Alice decides over the link in her mail, and proposes two times for a coffee."""
    page.goto(letter_link(town, page, "alice@example.org", "/step/"))
    expect(page.locator("main")).not_to_contain_text(ERIK)
    page.locator("button[name=do][value=yes]").click()
    expect(page.locator("main .notice.done")).to_contain_text(ERIK)
    start = timezone.localtime() + timedelta(days=3)
    for name, hour in (("first", 10), ("second", 15)):
        page.locator(f"[name={name}]").fill(start.strftime(f"%Y-%m-%dT{hour}:30"))
    page.locator("input[name=manner][value=place]").check(force=True)
    page.locator("[name=where]").fill("Café De Sluis")
    page.locator("button[name=do][value=propose]").click()
    expect(page.locator(".notice.waits")).to_be_visible()


def erik_picks(town: Town, page: Page, plain: Page) -> None:
    """Erik takes the second time, still without scripts."""
    plain.goto(letter_link(town, page, ERIK, "/decide/"))
    plain.locator("a[href*='/meet/']").click()
    plain.locator("input[name=time]").nth(1).check()
    plain.locator("button[name=do][value=pick]").click()
    expect(plain.locator("button[name=do][value=pick]")).to_have_count(0)
    expect(plain.locator("main")).to_contain_text("15:30")


def calendar(town: Town, page: Page, to: str) -> dict[str, str]:
    """The invite attached to the newest mail that has one, read line by line (RFC 5545, unfolded)."""
    town.open_attached(page, to)
    href = page.locator("a[href*='/attached/']").first.get_attribute("href")
    text = page.request.get(f"{town.url}{href}").text().replace("\r\n ", "")
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.rstrip().endswith("END:VCALENDAR")
    event = text[text.index("BEGIN:VEVENT") : text.index("END:VEVENT")]
    method = next(line for line in text.splitlines() if line.startswith("METHOD"))
    lines = [method, *(line for line in event.splitlines()[1:] if ":" in line)]
    return dict(line.split(":", 1) for line in lines)


def thank(town: Town, page: Page, wish: str) -> None:
    """Alice thanks for the meeting, publicly, with a story."""
    town.be(page, "alice")
    page.goto(f"{town.url}/introductions/")
    page.get_by_role("link", name="Erik Visser").first.click()
    page.locator("a[href*='/thanks/']").click()
    page.locator("input[name=helped][value=met]").check(force=True)
    page.locator("[name=text]").fill(THANKS)
    page.locator("[name=public]").check()
    page.locator("[name=story_text]").fill(STORY)
    page.locator("main form button.button").click()
    expect(page.locator("[name=story_text]")).to_have_count(0)
    page.goto(wish)
    expect(page.locator("main")).to_contain_text(THANKS)


def test_the_circle_closes(town: Town, page: Page, plain: Page) -> None:
    wish = ask(town, page)
    know_erik(town, page)
    erik_agrees(town, page, plain)
    alice_agrees_and_proposes(town, page)
    erik_picks(town, page, plain)
    invites = [calendar(town, page, to) for to in ("alice@example.org", ERIK)]
    assert len({invite["UID"] for invite in invites}) == 1
    for invite in invites:
        assert (invite["METHOD"], invite["SEQUENCE"]) == ("REQUEST", "0")
        assert invite["DTSTART;TZID=Europe/Amsterdam"].endswith("T153000")
    thank(town, page, wish)
    page.goto(f"{town.url}/stories/")
    expect(page.locator("main")).not_to_contain_text(STORY)
    thanks = letter_link(town, page, "bob@example.org", "/thanks/")
    town.be(page, "bob")
    page.goto(thanks)
    page.locator("button[name=decision][value=yes]").click()
    expect(page.locator(".messages .notice.done")).to_be_visible()
    page.goto(f"{town.url}/stories/")
    expect(page.locator("main")).to_contain_text(STORY)
    page.goto(wish)
    expect(page.locator("main")).to_contain_text(STORY)
