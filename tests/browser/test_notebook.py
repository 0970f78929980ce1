"""A network brought along: two thousand people, a wish that fits one of them, and a contact who wants no more."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_circle import letter_link
from tests.browser.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

QUESTION = "Wie kan een houten klipper breeuwen? De naden van ons schip wijken en in mei willen we varen."
ANTON = "anton@example.org"
HEADER = (
    '\ufeffNotes:\r\n"When exporting your connection data, you may notice that some are missing."\r\n\r\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
)
ROWS = 2000
INVITE = """
from durf.members.models import Member
from durf.network.services.invitations import invitation_make
from durf.notices.services.outbox import deliveries_send
inviter = Member.objects.get(handle="{handle}")
invitation_make(inviter=inviter, how="known", openness="ask", email="{address}")
deliveries_send()
print(1)
"""


def export(folder: Path) -> Path:
    """A LinkedIn export as it comes: notes above, rows of only commas, a quotation mark too many."""
    lines = [
        f"Persoon,Nummer {n},https://www.linkedin.com/in/p{n},,Bedrijf {n % 90},Adviseur,12 mrt 2019"
        for n in range(ROWS)
    ]
    lines[7], lines[9] = ",,,,,,", '"Kapot,Regel,x'
    lines[11] = (
        f"Anton,Zwart,https://www.linkedin.com/in/anton,{ANTON},Werf De Hoop,Breeuwer van houten schepen,3 okt 2012"
    )
    file = folder / "Connections.csv"
    file.write_text(HEADER + "\r\n".join(lines) + "\r\n", newline="", encoding="utf-8")
    return file


def bring_along(town: Town, page: Page, file: Path) -> None:
    """Bob looks first, then keeps, and wants to hear of wishes."""
    town.be(page, "bob")
    page.goto(f"{town.url}/network/notebook/import/")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main form button.button").first.click()
    expect(page.locator("main")).to_contain_text("Er is nog niets bewaard")
    expect(page.locator("main")).to_contain_text("regel 14")  # the quotation mark that is not closed
    page.locator("main form button.button").first.click()
    expect(page.locator("h1")).to_contain_text("1998 mensen")
    page.locator("button[name=hears][value=yes]").click()
    page.goto(f"{town.url}/network/notebook/?q=breeuwer")
    expect(page.locator("main .rows")).to_contain_text("Anton Zwart")


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Page:
    """A window in which no script runs."""
    return browser.new_context(locale="nl-NL", java_script_enabled=False).new_page()


def test_a_wish_finds_somebody_in_a_notebook_and_never_again_is_never(
    town: Town, page: Page, plain: Page, tmp_path: Path
) -> None:
    bring_along(town, page, export(tmp_path))
    ask(town, page, "charlie", QUESTION)
    page.context.clear_cookies()
    letter = town.open_letter_saying(page, "bob@example.org", "Anton Zwart")
    page.goto(letter.locator("a[href*='choice=introduction']").first.get_attribute("href") or "")
    expect(page.locator("main")).to_contain_text("Anton Zwart")
    page.locator("input[name=contact]").first.check(force=True)
    page.locator("[name=word]").fill("Hij breeuwde er al veertig.")
    page.locator("main form button.button").first.click()
    page.wait_for_url("**/pass/**")
    page.locator("button[value=durf]").click()
    anton_agrees(town, page, plain)
    charlie_agrees(town, page)
    they_have_coffee(town, page, plain)
    anton_wants_no_more(town, page, plain)
    undo(town, page)


def ask(town: Town, page: Page, handle: str, text: str) -> None:
    town.be(page, handle)
    page.goto(f"{town.url}/ask/")
    page.locator("textarea[name=text]").fill(text)
    page.locator("button[value=publish]").click()
    page.wait_for_url("**/wishes/*/")


def anton_agrees(town: Town, page: Page, plain: Page) -> None:
    plain.goto(letter_link(town, page, ANTON, "/decide/"))
    expect(plain.locator("main")).to_contain_text(QUESTION)
    plain.locator("input[name=decision][value=yes]").check()
    plain.locator("[name=reach]").fill(ANTON)
    plain.locator("main form button.button").first.click()
    expect(plain.locator(".notice.waits")).to_be_visible()


def charlie_agrees(town: Town, page: Page) -> None:
    page.goto(letter_link(town, page, "charlie@example.org", "/step/"))
    page.locator("button[name=do][value=yes]").click()
    expect(page.locator("main .notice.done")).to_contain_text(ANTON)


def they_have_coffee(town: Town, page: Page, plain: Page) -> None:
    """Charlie proposes two times, Anton picks one without a script, and both have it in their calendar."""
    for field, day in (("first", 3), ("second", 4)):
        time = f"{timezone.localdate() + timedelta(days=day)}T10:00"
        page.locator(f"[name={field}]").fill(time)
    page.locator("[name=where]").fill("Café De Sluis")
    page.locator("button[value=propose]").click()
    expect(page.locator(".notice.waits")).to_be_visible()
    plain.goto(letter_link(town, page, ANTON, "/decide/"))
    plain.locator("a[href*='/meet/']").click()
    plain.locator("input[name=time]").first.check()
    plain.locator("button[value=pick]").click()
    expect(plain.locator("main")).to_contain_text("Café De Sluis")


def anton_wants_no_more(town: Town, page: Page, plain: Page) -> None:
    """Never again: he is written to once for what was agreed, and from then on by nobody."""
    plain.goto(letter_link(town, page, ANTON, "/decide/"))
    plain.locator("button[value=never]").click()
    before = letters(town)
    for handle in ("alice", "dora"):
        town.ask_shell(INVITE.format(handle=handle, address=ANTON))
    assert letters(town) == before


def letters(town: Town) -> str:
    """How many letters ever went to Anton."""
    return town.look_up('SELECT COUNT(*) FROM demo_mail WHERE "to" LIKE ?', f"%{ANTON}%")


def undo(town: Town, page: Page) -> None:
    town.be(page, "bob")
    page.goto(f"{town.url}/network/notebook/import/")
    page.locator("a[href*='/undo/']").first.click()
    page.locator("button[name=decision][value=yes]").click()
    page.goto(f"{town.url}/network/notebook/?q=nummer")
    expect(page.locator("main")).to_contain_text("Niemand gevonden")
