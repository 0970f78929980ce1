"""The demo's own pages, over HTTP: who one is, and every mail that was sent."""

import re
import signal
import time
from collections.abc import Iterator

import pytest
from pytest_socket import enable_socket, socket_allow_hosts

from tests.demo.served import Browser, Page, durf_start, free_port, links

pytestmark = [pytest.mark.slow, pytest.mark.loopback]
CODE = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    enable_socket()  # this fixture comes before the one that opens the loopback for each test
    socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)
    folder, port = tmp_path_factory.mktemp("served"), free_port()
    server = durf_start("demo", "--port", str(port), data=folder / "data", log=folder / "log")
    try:
        Browser(f"http://localhost:{port}").wait(server, folder / "log")
        yield f"http://localhost:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)


@pytest.fixture
def visitor(base: str) -> Browser:
    browser = Browser(base)
    browser.get("/demo/")
    return browser


@pytest.fixture
def code_mail(visitor: Browser) -> Page:
    """The page of the mail with bob's sign-in code, asked for a moment ago."""
    visitor.get("/account/login/")
    visitor.post("/account/login/", login="bob@example.org")
    return next(page for page in map(visitor.get, inbox(visitor, "bob@example.org")) if CODE.search(page.body))


def inbox(browser: Browser, address: str) -> list[str]:
    """What was sent to `address`, newest first; the demo's worker may write at any moment."""
    box = browser.get(f"/demo/mail/?to={address}")
    return [link for link in links(box) if re.fullmatch(r"/demo/mail/\d+/", link)]


def test_the_page_offers_the_cast_and_somebody_without_account(visitor: Browser) -> None:
    page = visitor.get("/demo/")
    assert page.status == 200
    for handle in ("alice", "bob", "charlie", "dora", "hanna"):
        assert f'value="{handle}"' in page.body
    assert "/demo/mail/?to=erik@example.org" in links(page)


@pytest.mark.parametrize("handle", ["alice", "bob", "charlie", "dora", "hanna", "farid"])
def test_one_button_makes_you_somebody_with_a_fresh_sign_in(visitor: Browser, handle: str) -> None:
    assert visitor.post("/demo/", who=handle).url == f"{visitor.base}/"
    assert f"/@{handle}/" in links(visitor.get("/"))
    assert visitor.get("/settings/export/").url.endswith("/settings/export/")


def test_one_can_become_somebody_else_and_a_visitor_again(visitor: Browser) -> None:
    visitor.post("/demo/", who="alice")
    visitor.post("/demo/", who="bob")
    assert "/@bob/" in links(visitor.get("/"))
    visitor.post("/demo/", who="-")
    assert "/account/signup/" in links(visitor.get("/"))


def test_an_empty_post_signs_nobody_in_and_says_what_to_do(visitor: Browser) -> None:
    page = visitor.post("/demo/")
    assert page.status == 400
    assert 'role="alert"' in page.body
    assert "/account/signup/" in links(visitor.get("/"))


def test_nobody_is_found_by_a_word_and_a_beekeeper_by_another(visitor: Browser) -> None:
    assert 'value="farid"' in visitor.get("/demo/?q=imker").body
    assert 'value="farid"' not in visitor.get("/demo/?q=xyzzy").body


def test_a_mail_is_in_the_mailbox_of_its_reader_only(visitor: Browser, code_mail: Page) -> None:
    assert code_mail.status == 200
    of_bob = inbox(visitor, "bob@example.org")[-1]
    assert of_bob not in links(visitor.get("/demo/mail/?to=dora@example.org"))
    assert of_bob in links(visitor.get("/demo/mail/"))


def test_the_letter_stands_in_a_frame_with_a_policy_of_its_own(visitor: Browser, code_mail: Page) -> None:
    assert "frame-src 'self'" in code_mail.headers["Content-Security-Policy"]
    assert "unsafe" not in code_mail.headers["Content-Security-Policy"]
    source = re.search(r'<iframe[^>]*src="([^"]+)"', code_mail.body)
    assert source is not None
    letter = visitor.get(source.group(1))
    policy = letter.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "style-src 'unsafe-inline'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "script" not in policy
    assert letter.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_top">' in letter.body
    assert "style=" in letter.body


def test_each_link_in_a_mail_can_be_followed(visitor: Browser, code_mail: Page) -> None:
    source = re.search(r'<iframe[^>]*src="([^"]+)"', code_mail.body)
    assert source is not None
    found = [link for link in links(visitor.get(source.group(1))) if link.startswith("http")]
    assert found
    assert all(link.startswith(visitor.base) for link in found)
    assert {visitor.get(link).status for link in found} == {200}


def test_the_plain_text_of_a_mail_is_on_its_page(code_mail: Page) -> None:
    code = CODE.search(code_mail.body)
    assert code is not None
    assert code_mail.body.count(code.group()) >= 2  # in the subject and in the text


@pytest.mark.parametrize("address", ["/demo/mail/999999/", "/demo/mail/999999/letter/", "/demo/mail/1/attached/7/"])
def test_what_is_not_there_answers_as_missing(visitor: Browser, code_mail: Page, address: str) -> None:
    assert visitor.get(address).status == 404


def test_every_page_carries_the_bar_of_the_demo(visitor: Browser) -> None:
    for address in ("/", "/wishes/", "/about/", "/demo/mail/"):
        assert "/demo/" in links(visitor.get(address)), address


def test_somebody_asks_and_within_seconds_somebody_has_a_letter_whose_link_opens(visitor: Browser) -> None:
    visitor.post("/demo/", who="alice")
    visitor.get("/ask/")
    before = links(visitor.get("/demo/mail/"))
    text = "Wie kent een imker die me wil vertellen of bijenkasten op een plat dak mogen?"
    wish = visitor.post("/ask/", text=text, kind="advice", audience="members", step="publish")
    assert "/wishes/" in wish.url
    mails = letters(visitor, before)
    source = re.search(r'<iframe[^>]*src="([^"]+)"', visitor.get(mails[0]).body)
    assert source is not None
    letter = visitor.get(source.group(1))
    assert text in letter.body
    nudge = next(link for link in links(letter) if "/nudge/" in link)
    opened = Browser(visitor.base).get(nudge)
    assert opened.status == 200
    assert text in opened.body


def letters(browser: Browser, before: list[str]) -> list[str]:
    """Look into the mailbox until something new is in it."""
    for _ in range(60):
        found = [link for link in links(browser.get("/demo/mail/")) if re.fullmatch(r"/demo/mail/\d+/", link)]
        fresh = [link for link in found if link not in before]
        if fresh:
            return fresh
        time.sleep(0.5)
    raise TimeoutError("no letter")
