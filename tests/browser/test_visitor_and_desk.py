"""Two ways in which a network opens: a visitor asks through somebody's page, a connector thinks of two people."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_circle import letter_link
from tests.browser.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

VERA = "vera@example.org"
QUESTION = "Waar vind ik een werkbank voor één middag, voor een kapotte stoel van mijn oma?"
ANSWER = "Bij ons in de loods, op donderdag. Neem lijm mee."
WORD = "Jullie hebben het over hetzelfde, zonder het te weten."


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A window in which no script runs."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="nl-NL", java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_visitor_asks_without_account_or_scripts_and_both_agree_to_meet(town: Town, page: Page, plain: Page) -> None:
    plain.goto(f"{town.url}/@alice/ask/")
    for field, words in (("text", QUESTION), ("name", "Vera Visser"), ("email", VERA)):
        plain.locator(f"main [name={field}]").fill(words)
    plain.locator("main form button.button").first.click()
    expect(plain.locator("h1")).to_have_text("Nog één stap")
    plain.goto(letter_link(town, page, VERA, "/question/"))
    plain.locator("button[value=confirm]").click()
    expect(plain.locator(".notice.waits")).to_be_visible()

    town.be(page, "alice")
    page.goto(f"{town.url}/questions/")
    page.locator(".rows a[href*='/questions/']").first.click()
    expect(page.locator("main")).to_contain_text(QUESTION)
    expect(page.locator("main")).not_to_contain_text(VERA)
    page.locator("[name=word]").fill(ANSWER)
    page.locator("[name=meet]").check()
    page.locator("button[value=answer]").click()
    expect(page.locator(".rows")).to_contain_text("beantwoord")

    plain.goto(letter_link(town, page, VERA, "/question/"))
    expect(plain.locator("main")).to_contain_text(ANSWER)
    expect(plain.locator("main")).not_to_contain_text("alice@example.org")
    plain.locator("input[name=decision][value=meet]").check()
    plain.locator("[name=reach]").fill("06 12345678")
    plain.locator("main form button.button").first.click()
    expect(plain.locator(".notice.done")).to_contain_text("alice@example.org")
    mine = plain.url
    town.be(page, "alice")
    page.goto(f"{town.url}/questions/")
    page.locator(".rows a[href*='/questions/']").first.click()
    expect(page.locator(".notice.done")).to_contain_text("06 12345678")

    plain.goto(mine)
    plain.locator("button[value=erase]").click()
    assert page.reload() is not None
    expect(page.locator("main")).not_to_contain_text("06 12345678")


def test_from_the_desk_a_coffee_is_proposed_to_two_in_one_step_and_a_no_is_nobodys_business(
    town: Town, page: Page
) -> None:
    town.be(page, "bob")
    page.goto(f"{town.url}/desk/")
    page.locator(".pair .row-side a").first.click()
    names = page.locator(".page-head .person-name").all_text_contents()
    one, other = (name.strip() for name in names[:2])
    page.locator("[name=word]").first.fill(WORD)
    page.locator("button[name=do][value=propose]").click()
    expect(page.locator("[role=status]").first).to_be_visible()
    email = town.look_up("SELECT email FROM members_member WHERE name = ?", one)
    decide = letter_link(town, page, email, "/step/")
    page.context.clear_cookies()
    page.goto(decide)
    expect(page.locator("main")).to_contain_text(WORD)
    expect(page.locator("main")).to_contain_text("via Bob")
    expect(page.locator("main")).not_to_contain_text(other)
    page.locator("button[name=do][value=no]").click()
    town.be(page, "bob")
    page.goto(f"{town.url}/introductions/")
    expect(page.locator("main")).not_to_contain_text(WORD)
