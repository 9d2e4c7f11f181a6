"""Finance closes a month: what is left is accepted one by one, signed, looked at, and opened again by somebody else."""

import csv
import io
import shutil
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from queries.run import records, today
from queries.store import connect
from tests.browser.conftest import DAY, Opening, Queue, app_running

# The month that had ended by the day of the company's data, or by today where that is earlier.
MONTH = (min(DAY, today()).replace(day=1) - timedelta(days=1)).replace(day=1)
NAME, ADDRESS = f"{MONTH:%B %Y}", f"/month-end?month={MONTH:%Y-%m}"
PATIENCE = 60_000


def expected(file: Path) -> list[dict[str, Any]]:
    """What is left of the month, as the query tells it."""
    store = connect(str(file), holder="a test")
    rows = records(store, "closing/obstacles", month=MONTH, as_of=today())
    store.close()
    return rows


@pytest.fixture(scope="module")
def left(queue: Queue, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What is left of the month before anybody closes it; nothing of it has to be settled first."""
    file = Path(shutil.copy(queue.store, tmp_path_factory.mktemp("left") / "tieout.duckdb"))
    rows = expected(file)
    assert rows
    assert all(row["is_acceptable"] for row in rows)
    return rows


def compare_days_ago(file: str | Path) -> None:
    """Have both systems compared first some days ago, so that there is a course to draw."""
    store = connect(str(file), holder="a test")
    with store.cursor() as cursor:
        for told in (
            "ledger.reconciliation set finished_at = finished_at - interval 5 day",
            "ledger.discrepancy_event set happened_at = happened_at - interval 5 day",
            "recon.discrepancy set first_seen_at = first_seen_at - interval 5 day",
        ):
            cursor.run(f"update {told}")
    store.close()


@pytest.fixture
def app(given: dict[str, str], queue: Queue, tmp_path: Path) -> Iterator[str]:
    """The address of an app of its own for each test: a month that is closed stays so."""
    file = shutil.copy(queue.store, tmp_path / "tieout.duckdb")
    compare_days_ago(file)
    with app_running(given | {"TIEOUT_STORE": str(file)}) as address:
        yield address


def settled(page: Page) -> None:
    """Wait until the app has drawn what was asked for."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=PATIENCE)


def work_as(page: Page, who: str) -> None:
    """Be somebody else of the demo."""
    page.get_by_role("combobox", name="Work as").click()
    page.get_by_role("option", name=who).click()
    expect(page.get_by_role("combobox", name="Work as")).to_have_value(who)
    settled(page)


def close_button(page: Page) -> Locator:
    """The button that unfolds the form of the sign-off."""
    return page.get_by_role("button", name=f"Close {NAME}", exact=True).first


def send(page: Page, unfolding: Locator, label: str, text: str) -> None:
    """Unfold a form, fill in its reason, and send it."""
    unfolding.click()
    form = page.get_by_test_id("stForm").filter(visible=True)
    expect(form).to_be_visible()
    settled(page)
    form.get_by_role("textbox", name=label).fill(text)
    form.get_by_role("button").click()


def accept_all(page: Page, count: int) -> None:
    """Tick everything that is left."""
    page.get_by_role("checkbox", name="Accept all that is listed").check()
    expect(page.get_by_text(f"All {count} that are left are ticked")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("of them ticked")).to_have_count(0)


def close(page: Page, count: int) -> None:
    """Sign off as the approver."""
    work_as(page, "Demo approver")
    accept_all(page, count)
    send(page, close_button(page), "What the sign-off rests on", "Agreed with the <b>controller</b>")
    expect(page.get_by_text(f"{NAME} is closed, as it stood")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(f"{NAME} is open", exact=True)).to_have_count(0)
    settled(page)


def test_a_month_is_closed_taken_along_and_opened_again_by_somebody_else(
    opening: Opening, left: list[dict[str, Any]]
) -> None:
    page = opening(ADDRESS)
    expect(page.get_by_text(f"{NAME} is open", exact=True)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Demo finance may not close a month")).to_be_visible()
    expect(close_button(page)).to_be_disabled()
    close(page, len(left))
    expect(page.get_by_role("combobox", name="Month", exact=True)).to_have_value(f"{NAME}, closed")
    expect(page.get_by_text("Agreed with the <b>controller</b>")).to_be_visible()
    expect(page.get_by_text("Nothing has changed since it was signed.")).to_be_visible()
    expect(page.get_by_role("button", name="Open again").first).to_be_disabled()
    assert exported_worth(page) == worth(left)
    work_as(page, "Demo admin")
    send(page, page.get_by_role("button", name="Open again").first, "Why the month is opened again", "A late invoice")
    expect(page.get_by_text(f"{NAME} is open", exact=True)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(f"{NAME} is closed, as it stood")).to_have_count(0)
    expect(page.get_by_text("opened again by Demo admin")).to_be_visible()


def exported_worth(page: Page) -> dict[str, Decimal]:
    """The money of what was accepted, by currency, as the snapshot taken along has it."""
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="The snapshot as CSV").click()
    rows = csv.DictReader(io.StringIO(taken.value.path().read_text("utf-8-sig")))
    page.keyboard.press("Escape")
    accepted = [row for row in rows if row["Accepted"] == "True" and not row["Symptom of"]]
    return summed((row["Cur."], Decimal(row["Impact"])) for row in accepted)


def worth(rows: list[dict[str, Any]]) -> dict[str, Decimal]:
    """The money of what is left, by currency."""
    return summed((row["currency"], row["impact"]) for row in rows)


def summed(amounts: Any) -> dict[str, Decimal]:
    """Amounts by currency."""
    sums: dict[str, Decimal] = {}
    for currency, amount in amounts:
        sums[currency] = sums.get(currency, Decimal(0)) + amount
    return sums


def test_a_correction_that_touches_a_closed_month_says_so(opening: Opening, left: list[dict[str, Any]]) -> None:
    page = opening(ADDRESS)
    close(page, len(left))
    found = next(row["subject"] for row in left if row["subject"].startswith("T4-"))
    page.goto(page.url.partition("/month-end")[0] + f"/discrepancies?discrepancy={found}")
    page.get_by_role("button", name="Fix in Ordway").click(timeout=PATIENCE)
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(f"It touches {NAME}, which is closed")).to_be_visible(timeout=PATIENCE)
    expect(dialog.get_by_role("button", name="Ask for approval")).to_be_visible()


def test_the_page_is_reached_from_the_queue_and_for_finance_only(opening: Opening) -> None:
    page = opening("/discrepancies")
    page.get_by_role("link", name="Month-end: how far to zero").click(timeout=PATIENCE)
    page.wait_for_url("**/month-end")
    expect(page.get_by_role("heading", name="Month-end")).to_be_visible(timeout=PATIENCE)
    work_as(page, "Demo sales")
    expect(page.get_by_text("Months are closed by finance")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("table")).to_have_count(0, timeout=PATIENCE)
    expect(page.get_by_test_id("stSidebarNav").get_by_role("link", name="Month-end")).to_have_count(0)


@pytest.mark.parametrize("is_closed", [False, True], ids=["open", "closed"])
def test_the_page_is_accessible_and_whole_on_a_phone(
    opening: Opening, left: list[dict[str, Any]], *, is_closed: bool
) -> None:
    if is_closed:
        close(opening(ADDRESS), len(left))
    for scheme, width in (("light", 1440), ("dark", 390)):
        page = opening(ADDRESS, scheme=scheme, width=width)
        page.locator(".js-plotly-plot").first.wait_for(timeout=PATIENCE)
        page.get_by_role("table", name="By rule and currency").wait_for(timeout=PATIENCE)
        found = Axe().run(page).response["violations"]
        serious = [one for one in found if one["impact"] in ("serious", "critical")]
        assert not serious, [(one["id"], one["nodes"][0]["html"]) for one in serious]
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        hidden = "tables => tables.filter(one => one.scrollWidth > one.clientWidth).map(one => one.innerText)"
        assert page.locator(".scroll").evaluate_all(hidden) == []
        assert page.get_by_role("figure", name=f"Open discrepancies of {NAME}").count() == 1
