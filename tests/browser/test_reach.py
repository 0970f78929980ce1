"""The numbers on the page to ask are those of the command line."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

TEXTS = [
    "Wie weet hoe je bijen houdt op een plat dak, en wil een uur met me meedenken?",
    "Mijn bakfiets rammelt bij elke stoeptegel. Wie hoort waar het zit?",
    "Welke fondsen passen bij een buurtinitiatief van acht bewoners?",
]


def drawn(page: Page) -> list[str]:
    return [number.strip() for number in page.locator("#reach .legend dd").all_inner_texts()]


def dots(page: Page) -> int:
    return page.locator("#reach svg circle:not(.ring):not(.me)").count()


def numbers(answer: Any) -> list[str]:
    return [answer[ring]["text"] for ring in ("ring1", "ring2", "beyond")]


def type_and_wait(page: Page, text: str) -> None:
    with page.expect_response("**/ask/preview/"):
        page.locator("textarea[name=text]").fill(text)


def test_the_rings_show_the_numbers_of_the_command_line(town: Town, page: Page) -> None:
    town.be(page, "alice")
    page.goto(f"{town.url}/ask/")
    for text in TEXTS:
        answer = town.ask_cli("reach", "--member", "alice", text)
        assert any(answer[ring]["dots"] for ring in ("ring1", "ring2", "beyond")), text
        type_and_wait(page, text)
        expect(page.locator("#reach .legend dd")).to_have_text(numbers(answer))
        assert dots(page) == sum(answer[ring]["dots"] for ring in ("ring1", "ring2", "beyond"))


def test_a_dot_that_stays_is_not_drawn_anew(town: Town, page: Page) -> None:
    town.be(page, "alice")
    page.goto(f"{town.url}/ask/")
    type_and_wait(page, TEXTS[0])
    expect(page.locator("#reach .dot").first).to_be_attached()
    page.evaluate("document.querySelectorAll('#reach .dot').forEach((dot) => { dot.stood = true; })")
    before = dots(page)
    type_and_wait(page, f"{TEXTS[0]} Alvast bedankt!")
    page.wait_for_timeout(300)
    stood = page.evaluate("[...document.querySelectorAll('#reach .dot')].filter((dot) => dot.stood).length")
    assert stood == min(before, dots(page))


def test_a_call_for_help_with_anything_reaches_nobody(town: Town, page: Page) -> None:
    town.be(page, "alice")
    page.goto(f"{town.url}/ask/")
    type_and_wait(page, TEXTS[0])
    expect(page.locator("#reach .legend dd").first).not_to_have_text("nog niemand")
    type_and_wait(page, "ik zoek hulp")
    expect(page.locator("#reach .legend dd")).to_have_text(["nog niemand"] * 3)
    assert dots(page) == 0
    answer = town.ask_cli("reach", "--member", "alice", "ik zoek hulp")
    assert numbers(answer) == drawn(page)
