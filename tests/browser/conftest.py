"""One demo town for all journeys, and a real Chromium to walk through it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.town import Town, start
from tests.demo.served import free_port

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A fresh demo on a free port, for as long as the session lasts."""
    folder: Path = tmp_path_factory.mktemp("town")
    port = free_port()
    server = start(port, folder / "data", folder / "log")
    yield Town(url=f"http://localhost:{port}", data=folder / "data")
    server.terminate()
    try:
        server.wait(timeout=20)
    finally:
        server.kill()
        server.wait()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium a module: while Playwright lives, Django refuses its database to the tests around it."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert path is not None, "Chromium is missing; tests/bring.sh says how to get it"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of its own, wide, light, in Dutch."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    yield context.new_page()
    context.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Walk the circle first: other tests send Alice invites of their own in the one town they share."""
    items.sort(key=lambda item: "browser/test_circle" not in item.nodeid)
