"""Revenue in a browser: from a picture to its rows to an account, the same as text and as a file, and in Polish."""

import csv
import io
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from queries.run import records, today
from queries.store import connect
from tests.browser.conftest import Opening, Queue, app_running
from ui.revenue.words import VIEWS

PATIENCE = 60_000
RATES = """
[reporting]
currency = "PLN"
[reporting.rates."2024-01-02"]
EUR = "4.25"
USD = "3.66"
"""


@pytest.fixture(scope="module")
def app(given: dict[str, str], queue: Queue, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app with rates of its own, over a copy of the store that was compared."""
    folder = tmp_path_factory.mktemp("revenue")
    file = shutil.copy(queue.store, folder / "tieout.duckdb")
    policy = folder / "policy.toml"
    policy.write_text(Path(given["TIEOUT_POLICY"]).read_text(encoding="utf-8") + RATES, encoding="utf-8")
    with app_running(given | {"TIEOUT_STORE": str(file), "TIEOUT_POLICY": str(policy)}) as address:
        yield address


@pytest.fixture(scope="module")
def churned(queue: Queue, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The accounts in złoty that are gone, by name, as the query tells them."""
    file = Path(shutil.copy(queue.store, tmp_path_factory.mktemp("churned") / "tieout.duckdb"))
    store = connect(str(file), holder="a test")
    rows = records(store, "revenue/mrr_movements", as_of=today(), currency="PLN")
    asked = {"since": rows[0]["closed_on"], "closed_on": today(), "movement": "churn", "currency": "PLN"}
    found = records(store, "revenue/movement_accounts", as_of=today(), **asked)
    store.close()
    return [row["account_name"] for row in found]


def settled(page: Page) -> None:
    """Wait until the app has drawn what was asked for."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=PATIENCE)


def click_bar(page: Page, number: int) -> None:
    """Click a bar of the picture, the first one being 0."""
    page.locator(".js-plotly-plot .bars .point path").nth(number).click(timeout=PATIENCE, force=True)


def test_a_bar_of_the_waterfall_leads_to_its_accounts_and_back(opening: Opening, churned: list[str]) -> None:
    page = opening("/revenue?money=PLN")
    click_bar(page, 5)
    expect(page.get_by_role("heading", name="Churn, months ending")).to_be_visible(timeout=PATIENCE)
    names = page.locator("tbody tr td:first-child a")
    expect(names).to_have_text(churned, timeout=PATIENCE)
    page.get_by_role("link", name=churned[0], exact=True).first.click()
    expect(page.get_by_role("heading", name=churned[0])).to_be_visible(timeout=PATIENCE)
    page.go_back()
    page.get_by_role("link", name="Back to revenue").click()
    expect(page.get_by_role("link", name="Contract to cash")).to_be_visible(timeout=PATIENCE)


def test_the_waterfall_is_a_table_too_each_number_of_which_leads_on(opening: Opening) -> None:
    page = opening("/revenue?money=PLN")
    page.get_by_text("The same as a table").click()
    table = page.get_by_role("table", name="Movements by month")
    expect(table).to_be_visible(timeout=PATIENCE)
    assert table.locator("tbody tr").count() == 12
    table.locator("tbody tr").first.locator("td").last.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Accounts with recurring revenue on")).to_be_visible(timeout=PATIENCE)


def test_every_view_is_told_in_words_and_has_no_serious_violation(opening: Opening) -> None:
    page = opening("/revenue", scheme="dark")
    for view in VIEWS:
        page.get_by_role("navigation", name="Views").get_by_role("link", name=VIEWS[view], exact=True).click()
        page.wait_for_url(f"**show={view}*", timeout=PATIENCE)
        settled(page)
        if view != "parts":
            picture = page.get_by_role("figure").first
            expect(picture).to_have_accessible_name(re.compile("PLN"), timeout=PATIENCE)
        found = Axe().run(page).response["violations"]
        serious = [one for one in found if one["impact"] in ("serious", "critical")]
        assert not serious, [(view, one["id"], one["nodes"][0]["html"]) for one in serious]


def test_all_currencies_are_told_in_one_with_the_rates(opening: Opening) -> None:
    page = opening("/revenue")
    expect(page.get_by_text("1 EUR = 4.25 PLN")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("combobox", name="Currency")).to_have_value("All in PLN")


def test_the_steps_to_cash_are_exported_exactly(opening: Opening) -> None:
    page = opening("/revenue?show=cash&money=PLN")
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as told:
        page.get_by_role("link", name="This table as CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(told.value.path()).read_text(encoding="utf-8-sig"))))
    steps = {row["Step"]: Decimal(row["Amount"]) for row in rows if not row["Reason"]}
    lost = sum(Decimal(row["Amount"]) for row in rows if row["Reason"])
    assert steps["contracted"] - lost == steps["collected"] > 0


def test_it_speaks_polish(opening: Opening) -> None:
    page = opening("/revenue?show=cash&money=PLN", locale="pl-PL")
    expect(page.get_by_role("heading", name="Przychody")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Co się dzieje z zakontraktowanymi pieniędzmi?").first).to_be_visible(timeout=PATIENCE)
