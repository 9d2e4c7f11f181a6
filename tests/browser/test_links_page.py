"""A person links what nothing links: a suggestion is confirmed, the discrepancy goes, and it can be taken back."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from queries.reconcile.run import reconcile
from queries.run import records, today
from queries.store import connect
from tests.browser.conftest import Queue, app_running

NAMESAKE = "update ordway.customers set name = $name, mapped_tax_id = null where id = $id"


@pytest.fixture
def alike(queue: Queue, tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A store in which a customer that only Firmao knows and one that only Ordway bills have one name."""
    file = tmp_path / "tieout.duckdb"
    shutil.copy(queue.store, file)
    store = connect(str(file), holder="a test")
    rows = records(store, "discrepancies/queue")
    crm, billing = (next(row for row in rows if row["rule"] == rule) for rule in ("L1", "L2"))
    with store.transaction() as cursor:
        cursor.run(NAMESAKE, name=crm["account_name"], id=billing["ordway_customer_id"])
    reconcile(store, today())
    store.close()
    return file, {"L1": crm["id"], "L2": billing["id"], "account": crm["account_id"]}


@pytest.fixture
def served(
    pulled: dict[str, str], alike: tuple[Path, dict[str, str]], browser: Browser
) -> Iterator[tuple[Page, str, dict[str, str]]]:
    """A browser on an app over that store; its address, and the two discrepancies and the account."""
    file, told = alike
    with app_running(pulled | {"TIEOUT_STORE": str(file)}) as address:
        context = browser.new_context(viewport={"width": 1440, "height": 1200})
        yield context.new_page(), address, told
        context.close()


def open_discrepancy(page: Page, address: str, discrepancy: str) -> None:
    page.goto(f"{address}/discrepancies?discrepancy={discrepancy}")
    expect(page.get_by_text("Possible links", exact=True)).to_be_visible()


def decide(page: Page, name: str, why: str) -> None:
    """Unfold a form, say why, and send it."""
    page.get_by_role("button", name=name, exact=True).click()
    form = page.get_by_test_id("stForm").filter(visible=True)
    expect(form).to_be_visible()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    form.get_by_role("textbox").fill(why)
    form.get_by_role("button", name=name, exact=True).click()


def test_a_confirmed_link_settles_the_discrepancy_and_can_be_withdrawn(
    served: tuple[Page, str, dict[str, str]],
) -> None:
    page, address, told = served
    open_discrepancy(page, address, told["L1"])
    expect(page.get_by_text("Names 100 % alike", exact=False)).to_be_visible()
    decide(page, "Confirm link", "the same company")
    expect(page.get_by_text("Linked by a person")).to_be_visible()
    expect(page.get_by_text("Demo finance", exact=False).first).to_be_visible()
    expect(page.get_by_text("Resolved", exact=False).first).to_be_visible()
    open_discrepancy(page, address, told["L2"])
    expect(page.get_by_text("Resolved", exact=False).first).to_be_visible()
    page.goto(f"{address}/account?account={told['account']}&show=Links")
    expect(page.get_by_text("Linked by what a person confirmed", exact=False)).to_be_visible()
    expect(page.get_by_role("cell", name="Demo finance", exact=False)).to_be_visible()
    open_discrepancy(page, address, told["L1"])
    decide(page, "Withdraw", "a slip")
    expect(page.get_by_text("Names 100 % alike", exact=False)).to_be_visible()
    expect(page.get_by_role("button", name="Confirm link", exact=True)).to_be_visible()


def test_what_is_not_the_same_is_not_suggested_again(served: tuple[Page, str, dict[str, str]]) -> None:
    page, address, told = served
    open_discrepancy(page, address, told["L2"])
    decide(page, "Not the same", "two companies of one name")
    expect(page.get_by_text("Said not to be the same")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Said not to be the same")).to_be_visible()
    expect(page.get_by_role("button", name="Confirm link", exact=True)).to_have_count(0)


def test_a_decision_without_a_reason_is_refused_in_words(served: tuple[Page, str, dict[str, str]]) -> None:
    page, address, told = served
    open_discrepancy(page, address, told["L1"])
    decide(page, "Confirm link", " ")
    expect(page.get_by_text("Say why; nothing was changed.")).to_be_visible()
