"""A rep's day on Commission: what is earned and at risk, what would release it, where it comes from; theirs alone."""

import csv
import io
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from queries.run import records, today
from queries.store import connect
from tests.browser.conftest import Opening, Queue, app_running

PATIENCE = 60_000
OWN, OTHER = "m.zieba@sprzedawca.example", "o.czyz@sprzedawca.example"
MONTH = (today().replace(day=1) - timedelta(days=1)).replace(day=1)
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def app(given: dict[str, str], queue: Queue, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app of its own: a statement that is signed stays so."""
    file = shutil.copy(queue.store, tmp_path_factory.mktemp("commission") / "tieout.duckdb")
    with app_running(given | {"TIEOUT_STORE": str(file)}) as address:
        yield address


@pytest.fixture(scope="module")
def lines(queue: Queue, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """Every line of commission, as the query tells them."""
    file = Path(shutil.copy(queue.store, tmp_path_factory.mktemp("lines") / "tieout.duckdb"))
    store = connect(str(file), holder="a test")
    rows = records(store, "commission/lines", as_of=today())
    store.close()
    return rows


def of(lines: Rows, rep: str, state: str = "") -> Rows:
    return [row for row in lines if row["rep"] == rep and state in ("", row["state"])]


def settled(page: Page) -> None:
    """Wait until the app has drawn what was asked for."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=PATIENCE)


def work_as(page: Page, who: str) -> None:
    """Be somebody else of the demo, on the page one is on."""
    page.get_by_role("combobox", name="Work as").click()
    page.get_by_role("option", name=who).click()
    expect(page.get_by_role("combobox", name="Work as")).to_have_value(who)
    settled(page)


def as_sales(opening: Opening, path: str = "/commission") -> Page:
    page = opening(path)
    settled(page)
    work_as(page, "Demo sales")
    # A rep has no rep to choose; what was drawn for somebody else before stays until all is drawn anew.
    expect(page.get_by_role("combobox", name="Rep")).to_have_count(0)
    settled(page)
    return page


def told(rows: Rows, currency: str) -> str:
    return f"{sum((row['amount'] for row in rows if row['currency'] == currency), Decimal(0)):,.2f} {currency}"


def exported(page: Page, label: str) -> Rows:
    """What a download as CSV holds."""
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(rf"^{label}.* as CSV$")).click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_rep_sees_what_is_earned_and_at_risk_and_what_would_release_it(opening: Opening, lines: Rows) -> None:
    page = as_sales(opening)
    figures = page.locator("dl.figures")
    for state, label in (("earned", "Earned"), ("at risk", "At risk")):
        figure = figures.locator("div", has=page.locator("dt", has_text=label))
        expect(figure).to_contain_text(told(of(lines, OWN, state), "PLN"))
    first = page.get_by_role("row").nth(1)
    worst = max(of(lines, OWN, "at risk"), key=lambda row: row["amount"])
    expect(first).to_contain_text(f"{worst['contract_number']} · {worst['invoice_id']}")
    expect(first).to_contain_text(f"{worst['days_overdue']} days overdue")


def test_a_line_leads_to_contract_invoice_and_payment_and_on_to_the_account(opening: Opening, lines: Rows) -> None:
    paid = next(row for row in of(lines, OWN, "earned") if row["currency"] == "PLN")
    page = as_sales(opening, "/commission?state=earned&currency=PLN")
    page.get_by_role("link", name=f"{paid['contract_number']} · {paid['invoice_id']}").first.click()
    expect(page.get_by_role("heading", name=f"Contract {paid['contract_number']}")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("heading", name=f"Invoice {paid['invoice_id']}")).to_be_visible()
    expect(page.get_by_role("cell", name=re.compile("^PMT-")).first).to_be_visible()
    expect(page.get_by_text(f"of which {OWN} has")).to_be_visible()
    page.get_by_role("link", name=f"Invoice {paid['invoice_id']}").click()
    expect(page.get_by_role("heading", name=paid["account_name"], level=1)).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("tab", name="Invoices")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("link", name=paid["invoice_id"], exact=True).first).to_be_visible()


def test_a_rep_takes_along_their_own_lines_alone(opening: Opening, lines: Rows) -> None:
    page = as_sales(opening)
    rows = exported(page, "All")
    assert {row["Rep"] for row in rows} == {OWN}
    assert sum(Decimal(row["Commission"]) for row in rows) == sum(row["amount"] for row in of(lines, OWN))


def test_the_address_of_somebody_elses_commission_shows_a_rep_their_own(opening: Opening) -> None:
    page = opening(f"/commission?rep={OTHER}")
    settled(page)
    expect(page.get_by_role("cell", name=OTHER).first).to_be_visible()
    work_as(page, "Demo sales")
    expect(page.get_by_role("table").first).to_be_visible()
    expect(page.get_by_text(OTHER)).to_have_count(0)
    expect(page.get_by_role("combobox", name="Rep")).to_have_count(0)


def test_the_address_of_somebody_elses_line_shows_a_rep_nothing(opening: Opening, lines: Rows) -> None:
    row = of(lines, OTHER, "released")[0]
    page = opening(f"/commission?contract={row['contract_id']}&invoice={row['invoice_id']}&of={OTHER}")
    expect(page.get_by_role("heading", name=f"Invoice {row['invoice_id']}")).to_be_visible(timeout=PATIENCE)
    work_as(page, "Demo sales")
    expect(page.get_by_text("There is no such line of commission")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("heading", name=f"Invoice {row['invoice_id']}")).to_have_count(0)


def test_who_neither_sells_nor_answers_for_it_sees_no_commission(opening: Opening) -> None:
    page = opening("/commission")
    settled(page)
    work_as(page, "Demo success")
    expect(page.get_by_text("may not see the commission of everybody")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("table")).to_have_count(0)


def test_finance_signs_a_statement_and_the_rep_reads_what_was_signed(opening: Opening) -> None:
    page = opening(f"/commission?show=statement&rep={OWN}&month={MONTH:%Y-%m}")
    settled(page)
    drafted = exported(page, "The statement")
    assert drafted
    page.keyboard.press("Escape")
    sign = page.get_by_role("button", name=f"Sign {MONTH:%B %Y}", exact=True).first
    sign.click()
    form = page.get_by_test_id("stForm").filter(visible=True)
    form.get_by_role("textbox", name="What the sign-off rests on").fill("Agreed with the bank's statements")
    form.get_by_role("button").click()
    expect(page.get_by_text("Signed by Demo finance")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Hash in the audit")).to_be_visible()
    work_as(page, "Demo sales")
    expect(page.get_by_text("Signed by Demo finance")).to_be_visible(timeout=PATIENCE)
    expect(sign).to_have_count(0)
    assert exported(page, "The statement") == drafted
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in drafted:
        sums[row["Cur."]] += Decimal(row["Commission"])
    for currency, amount in sums.items():
        paid = page.locator("dl.facts div", has_text="To be paid").filter(has_text=currency)
        expect(paid).to_contain_text(f"{amount:,.2f} {currency}")


def test_a_line_of_a_statement_leads_to_how_it_comes_about_and_back(opening: Opening) -> None:
    page = opening(f"/commission?show=statement&rep={OWN}&month={MONTH:%Y-%m}")
    first = (
        page.get_by_role("table", name="Statement of commission").get_by_role("row").nth(1).get_by_role("link").first
    )
    contract, invoice = first.inner_text(timeout=PATIENCE).split(" · ")
    first.click()
    expect(page.get_by_role("heading", name=f"Contract {contract}")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("heading", name=f"Invoice {invoice}")).to_be_visible()
    page.get_by_role("link", name="← The statement").click()
    expect(page.get_by_role("table", name="Statement of commission")).to_be_visible(timeout=PATIENCE)


def test_a_bar_leads_to_the_lines_that_were_released_in_its_month(opening: Opening, lines: Rows) -> None:
    page = opening(f"/commission?rep={OWN}&currency=PLN")
    settled(page)
    bar = page.locator(".js-plotly-plot .bars .point path").last
    bar.scroll_into_view_if_needed(timeout=PATIENCE)
    expect(bar).to_be_in_viewport(timeout=PATIENCE)
    bar.click(timeout=PATIENCE, force=True)
    expect(page.get_by_role("combobox", name="State")).to_have_value("Released", timeout=PATIENCE)
    month = max(row["dated_on"] for row in of(lines, OWN, "released") if row["currency"] == "PLN").replace(day=1)
    expect(page.get_by_role("combobox", name="Month")).to_have_value(f"{month:%B %Y}")
    released = [row for row in of(lines, OWN, "released") if row["dated_on"] >= month]
    expect(page.get_by_text(f"{len([row for row in released if row['currency'] == 'PLN'])} line")).to_contain_text(
        told(released, "PLN"), timeout=PATIENCE
    )


def test_a_changed_plan_is_told_beside_the_present_one_and_kept_nowhere(opening: Opening) -> None:
    page = as_sales(opening, "/commission?show=what-if")
    page.get_by_role("textbox", name="Rate in per cent").fill("10")
    page.get_by_role("textbox", name="Rate in per cent").press("Enter")
    table = page.get_by_role("table", name="Now and changed")
    expect(table).to_be_visible(timeout=PATIENCE)
    released = table.get_by_role("row").filter(has_text="Released").filter(has_text="PLN").first
    now, changed = (Decimal(text.replace(",", "")) for text in released.get_by_role("cell").all_inner_texts()[3:5])
    assert abs(changed - 2 * now) < 1
    expect(page.get_by_text(OTHER)).to_have_count(0)
    page.get_by_role("link", name="← All commission").click()
    expect(page.locator("dl.figures")).to_contain_text(f"{now:,.2f}", timeout=PATIENCE)
