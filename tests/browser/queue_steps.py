"""What a person does on the pages of discrepancies, step by step."""

from contextlib import suppress
from decimal import Decimal

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.conftest import Opening, Queue


def choose(page: Page, label: str, words: str) -> None:
    """Choose in a filter, opening the further ones where it is one of those."""
    if label in ("Currency", "Age"):
        page.get_by_role("button", name="More filters").click()
    page.get_by_role("combobox", name=label, exact=True).click()
    page.keyboard.type(words)
    page.get_by_role("option", name=words, exact=True).click()


def unfold(page: Page, name: str) -> None:
    """Unfold the form of a decision, and wait until the app knows that it is unfolded."""
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_test_id("stForm").filter(visible=True)).to_be_visible()
    settled(page)


def send(page: Page, name: str) -> None:
    """Send the form that is unfolded."""
    page.get_by_test_id("stForm").filter(visible=True).get_by_role("button", name=name, exact=True).click()


def settled(page: Page) -> None:
    """Wait until the app has drawn what was asked for."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


def dialog_of(page: Page, name: str) -> Locator:
    """The dialog that a button opens. While a comparison ends the page is drawn anew, and a click may be lost once."""
    dialog = page.get_by_role("dialog")
    with suppress(TimeoutError):
        page.get_by_role("button", name=name).click()
        dialog.wait_for(timeout=10_000)
        return dialog
    page.get_by_role("button", name=name).click()
    return dialog


def work_as(page: Page, who: str) -> None:
    """Be somebody else of the demo."""
    page.get_by_role("combobox", name="Work as").click()
    page.get_by_role("option", name=who).click()
    expect(page.get_by_role("combobox", name="Work as")).to_have_value(who)
    settled(page)


def main_link(row: Locator) -> Locator:
    """What opens the discrepancy of a row."""
    return row.locator("td.main a").first


def rows(page: Page) -> Locator:
    """The rows of the queue."""
    return page.get_by_role("table", name="Discrepancies", exact=True).locator("tbody tr:has(td.tick)")


def opened(opening: Opening, queue: Queue, rule: str) -> Page:
    """The page of a discrepancy of a rule, by its link."""
    page = opening(f"/discrepancies?discrepancy={queue.of(rule)['discrepancy_id']}")
    expect(page.get_by_text("Decisions", exact=True)).to_be_visible()
    return page


def money(text: str) -> Decimal:
    """An amount as the page writes it."""
    return Decimal(text.split("\n")[0].replace(",", "").replace("−", "-"))
