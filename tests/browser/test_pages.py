"""Every page, as a visitor, a member and the host see it: narrow and wide, light and dark, nothing from elsewhere."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from durf.safety.routes import Policy
from tests.browser.town import Town
from tests.samples import arguments
from tests.test_routes import every_route

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((390, "light"), (1280, "dark"))
STAGES = ("introduction_new", "introduction_agreed", "introduction_times")
DEMO_PAGES = [("demo_who", "/demo/"), ("demo_mail", "/demo/mail/"), ("demo_mail_one", "/demo/mail/1/")]
NO_PAGES = {"live", "account_logout", "invitation_qr", "robots", "coffee_calendar", "demo_mail_attached", "remote_data"}
NO_PAGES |= {"person_qr_svg", "person_qr_png", "api_openapi-json"}
METHOD_NOT_ALLOWED = 405
FIRST_VISIT_MOST_BYTES = 100_000
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SERIOUS = ("serious", "critical")


@dataclass
class Watch:
    """What a window did that a page of ours should not do."""

    origin: str
    faults: list[str] = field(default_factory=list)

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            self.faults.append(f"console: {message.text}")

    def on_request(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:", "about:")):
            self.faults.append(f"leaves: {request.url}")


@pytest.fixture(scope="module")
def values(town: Town) -> dict[str, str]:
    """One of everything alice can look at."""
    found: dict[str, str] = town.ask_shell("from tests.browser.sampling import print_samples; print_samples()")
    return found


def addresses(values: dict[str, str], policies: tuple[Policy, ...]) -> Iterator[tuple[str, str]]:
    """Each page's name and address; the pages of an introduction once for each stage it can be in."""
    for found in every_route():
        if found.policy not in policies or found.name in NO_PAGES:
            continue
        yield found.name, reverse(found.name, kwargs=arguments(found.sample, values))
        if "introduction" in found.sample.values():
            for stage in STAGES:
                stand_in = {**values, "introduction": values[stage]}
                yield f"{found.name}-{stage}", reverse(found.name, kwargs=arguments(found.sample, stand_in))


def look(page: Page, name: str) -> list[str]:
    """Faults of the page at hand, narrow and light, then wide and dark: each width and each scheme once."""
    faults = []
    page.evaluate(Axe().axe_script)
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        if page.evaluate(OVERFLOW) > 0:
            faults.append(f"{width}: scrolls sideways by {page.evaluate(OVERFLOW)} px")
        faults += [f"{width} {scheme}: {fault}" for fault in axe_faults(page)]
        keep(page, f"{name}-{width}-{scheme}")
    return faults


def axe_faults(page: Page) -> list[str]:
    """Serious and critical findings."""
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [
        f"{one['id']} {[node['html'][:120] for node in one['nodes'][:3]]}" for one in found if one["impact"] in SERIOUS
    ]


def keep(page: Page, name: str) -> None:
    """A picture for whoever wants to look, where DURF_SCREENSHOTS names a folder."""
    if folder := os.environ.get("DURF_SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def visit(page: Page, address: str) -> Response | None:
    """Open an address; nothing where it has no page to look at, as behind a button."""
    if page.request.get(address, max_retries=2).status == METHOD_NOT_ALLOWED:
        return None
    return page.goto(address, wait_until="load")


def tour(context: BrowserContext, town: Town, who: str, pages: list[tuple[str, str]]) -> list[str]:
    """Open each page as somebody and gather its faults; a page looked at before is not looked at again."""
    page, faults, seen = context.new_page(), [], set()
    if who != "visitor":
        town.be(page, who)
    watch = Watch(town.url)
    page.on("console", watch.on_console)
    page.on("pageerror", lambda error: watch.faults.append(f"script: {error}"))
    page.on("request", watch.on_request)
    for name, address in pages:
        answer = visit(page, town.url + address)
        if answer is None:
            continue
        if answer.status >= 500:
            faults.append(f"{who} {name}: {answer.status}")
        elif answer.ok and "text/html" in answer.headers.get("content-type", "") and page.url not in seen:
            seen.add(page.url)
            faults += [f"{who} {name} {fault}" for fault in [*look(page, f"{who}-{name}"), *watch.faults]]
        watch.faults.clear()
    assert seen, who
    return faults


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(locale="nl-NL", reduced_motion="reduce")
    yield opened
    opened.close()


MEMBERS = (Policy.MEMBER, Policy.FRESH, Policy.COMMUNITY, Policy.DEMO)


@pytest.mark.parametrize(
    ("who", "policies"),
    [
        ("visitor", (Policy.PUBLIC, Policy.COMMUNITY, Policy.LINK)),
        ("alice", (*MEMBERS, Policy.PUBLIC)),
        ("hanna", (Policy.HOST,)),
    ],
)
def test_every_page_is_sound(
    town: Town, context: BrowserContext, values: dict[str, str], who: str, policies: tuple[Policy, ...]
) -> None:
    assert tour(context, town, who, list(addresses(values, policies))) == []


def test_the_pages_of_the_demo_itself_are_sound(town: Town, context: BrowserContext, values: dict[str, str]) -> None:
    page = context.new_page()
    town.open_letter(page, "hanna@example.org", "/unsubscribe/")  # from here on there is mail
    assert tour(context, town, "alice", DEMO_PAGES) == []


def test_a_planted_fault_is_found(town: Town, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{town.url}/about/")
    assert look(page, "about") == []
    page.evaluate("""() => { const wide = document.createElement('p'); wide.textContent = 'wide';
        wide.style.width = '2000px'; wide.style.maxWidth = 'none';
        document.querySelector('main').append(wide, document.createElement('input')); }""")
    faults = " ".join(look(page, "planted"))
    assert "scrolls sideways" in faults
    assert "label" in faults


def test_a_first_visit_weighs_less_than_a_hundred_kilobytes(town: Town, context: BrowserContext) -> None:
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    weights: list[float] = []
    session.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.goto(town.url, wait_until="networkidle")
    assert len(weights) > 3
    assert sum(weights) < FIRST_VISIT_MOST_BYTES
