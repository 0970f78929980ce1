"""The rings with names as a browser meets them: reached by keyboard, in the order of the list, and leading to it."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.xdist_group("browser")]

LARGEST = """SELECT m.handle || ' ' || w.public_id FROM wishes_wish w JOIN members_member m ON m.id = w.asker_id
    JOIN wishes_match c ON c.wish_id = w.id AND c.scope = 'shown' JOIN members_member h ON h.id = c.member_id
    WHERE w.state = 'open' AND w.hidden_at IS NULL AND h.findable != 'hidden'
    GROUP BY w.id ORDER BY count(*) DESC, w.id LIMIT 1"""
HELPERS = ".circle a.helper"
LABELS = "found => found.map(text => text.getBoundingClientRect().toJSON())"
SMALLEST = 10  # px on a phone


@pytest.fixture
def slate(town: Town, page: Page) -> Page:
    """The page of the wish most people could help with, as its asker sees it."""
    handle, wish = town.look_up(LARGEST).split()
    town.be(page, handle)
    page.goto(f"{town.url}/wishes/{wish}/slate/")
    return page


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('href') ?? ''"))


def test_the_keyboard_goes_through_the_helpers_in_the_order_of_the_list(slate: Page) -> None:
    links = slate.locator(HELPERS).evaluate_all("found => found.map(link => link.getAttribute('href'))")
    rows = slate.locator("#slate > li").evaluate_all("found => found.map(row => '#' + row.id)")
    assert len(links) > 5
    assert links == [row for row in rows if row in links]
    slate.locator(HELPERS).first.focus()
    for link in links[:-1]:
        assert focused(slate) == link
        slate.keyboard.press("Tab")
    assert slate.locator(f"{HELPERS}:focus-visible .hold").evaluate("hold => getComputedStyle(hold).stroke") != "none"
    slate.keyboard.press("Enter")
    assert slate.url.endswith(links[-1])
    assert slate.locator(f"li{links[-1]}").is_visible()


def test_each_helper_says_a_sentence(slate: Page) -> None:
    names = slate.locator(HELPERS).evaluate_all("found => found.map(link => link.getAttribute('aria-label'))")
    assert all(", " in name for name in names)
    assert slate.get_by_role("group", name="Wie kan helpen, getekend als kringen").get_by_role(
        "listitem"
    ).count() == len(names)


@pytest.mark.parametrize("width", [390, 1280])
def test_no_name_lies_upon_another_as_drawn(slate: Page, width: int) -> None:
    slate.set_viewport_size({"width": width, "height": 900})
    boxes = slate.locator(".circle > svg .label").evaluate_all(LABELS)
    assert min(box["height"] for box in boxes) > SMALLEST
    for at, one in enumerate(boxes):
        for other in boxes[:at]:
            beside = one["right"] <= other["left"] or other["right"] <= one["left"]
            assert beside or one["bottom"] <= other["top"] or other["bottom"] <= one["top"], (one, other)


def test_the_ripple_is_still_for_whoever_wants_no_motion(town: Town, browser: Browser) -> None:
    handle, wish = town.look_up(LARGEST).split()
    for motion, moves in (("no-preference", True), ("reduce", False)):
        context = browser.new_context(reduced_motion=motion)  # type: ignore[arg-type]
        page = context.new_page()
        town.be(page, handle)
        page.goto(f"{town.url}/wishes/{wish}/slate/")
        name = page.locator(".circle .ring").first.evaluate("ring => getComputedStyle(ring).animationName")
        assert (name != "none") == moves
        context.close()
