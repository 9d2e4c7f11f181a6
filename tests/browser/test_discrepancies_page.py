"""Finance works its queue: filtered and shared by link, a discrepancy understood, decided about, taken along."""

import csv
import io
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from queries.ledger import decisions
from queries.reconcile.run import reconcile
from queries.store import connect
from tests.browser.conftest import DAY, HOSTILE, Opening, Queue, app_running
from tests.browser.queue_steps import choose, money, opened, rows
from tests.deciders import approver

# A filter, what is chosen in it, what the address says then, and what the rows that stay have.
CHOSEN = [
    ("Rule", "T4 Unit price differs", "rule=T4", ("rule", "T4")),
    ("Severity", "Medium", "severity=medium", ("severity", "medium")),
    ("Currency", "EUR", "currency=EUR", ("currency", "EUR")),
]


def test_the_queue_lists_every_cause_the_most_money_first(opening: Opening, queue: Queue) -> None:
    page = opening("/discrepancies")
    expect(rows(page)).to_have_count(len(queue.causes))
    impacts = [abs(money(text)) for text in page.locator("td.figure:nth-child(8)").all_inner_texts()]
    assert impacts == [abs(row["impact"]) for row in queue.causes]


def test_the_key_figures_never_add_currencies(opening: Opening, queue: Queue) -> None:
    page = opening("/discrepancies")
    leakage = page.locator(".figures > div", has_text="Leakage").locator(".value span")
    expect(leakage.first).to_be_visible()
    sums: dict[str, Decimal] = {}
    for row in queue.causes:
        if row["impact"] > 0:
            sums[row["currency"]] = sums.get(row["currency"], Decimal(0)) + row["impact"]
    told = (text.split() for text in leakage.all_inner_texts())
    assert {currency: money(figure) for figure, currency in told} == sums


@pytest.mark.parametrize(("label", "words", "address", "kept"), CHOSEN)
def test_a_filter_is_in_the_address_and_survives_a_reload(
    opening: Opening, queue: Queue, label: str, words: str, address: str, kept: tuple[str, str]
) -> None:
    page = opening("/discrepancies")
    choose(page, label, words)
    page.wait_for_url(f"**{address}**")
    page.reload()
    expect(rows(page)).to_have_count(sum(row[kept[0]] == kept[1] for row in queue.causes))


def test_nobody_is_an_owner_to_filter_by(opening: Opening) -> None:
    page = opening("/discrepancies")
    choose(page, "Owner", "Nobody")
    page.wait_for_url("**owner=nobody**")
    page.reload()
    expect(page.get_by_role("combobox", name="Owner")).to_have_value("Nobody")
    expect(rows(page).first).to_be_visible()


def test_an_age_that_nothing_has_says_so(opening: Opening) -> None:
    page = opening("/discrepancies")
    choose(page, "Age", "Over 90 days old")
    page.wait_for_url("**age=91-**")
    page.reload()
    expect(page.get_by_text("No discrepancy matches")).to_be_visible()
    page.get_by_role("button", name="Show everything open").click()
    expect(rows(page).first).to_be_visible()


def test_a_status_is_in_the_address_and_survives_a_reload(opening: Opening) -> None:
    page = opening("/discrepancies")
    choose(page, "Status", "Resolved")
    page.wait_for_url("**status=resolved**")
    page.reload()
    expect(page.get_by_role("combobox", name="Status")).to_have_value("Resolved")
    expect(page.get_by_text("No discrepancy matches")).to_be_visible()


def test_where_only_symptoms_match_they_are_offered(opening: Opening, queue: Queue) -> None:
    cause = queue.of("T4")
    page = opening(f"/discrepancies?rule=I4&account={cause['account_id']}")
    expect(page.get_by_text(f"{cause['symptoms']} symptoms match")).to_be_visible()
    page.get_by_role("button", name="Show symptoms too").click()
    page.wait_for_url("**symptoms=1**")
    page.reload()
    expect(rows(page)).to_have_count(cause["symptoms"])


def test_a_search_narrows_down_to_accounts_and_survives_a_reload(opening: Opening, queue: Queue) -> None:
    row = queue.of("C5")
    page = opening("/discrepancies")
    page.get_by_label("Search").fill(row["account_name"])
    page.wait_for_url("**search=**")
    page.reload()
    expect(page.get_by_label("Search")).to_have_value(row["account_name"])
    expect(rows(page)).to_have_count(sum(one["account_id"] == row["account_id"] for one in queue.causes))


def test_the_queue_is_sorted_by_its_headings_and_stays_so(opening: Opening) -> None:
    page = opening("/discrepancies")
    page.get_by_role("link", name="Severity", exact=True).click()
    page.wait_for_url("**sort=severity**")
    page.reload()
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Severity")
    expect(rows(page).first).to_contain_text("High")
    expect(rows(page).last).to_contain_text("Low")


def test_a_discrepancy_has_a_link_and_leads_back_to_the_same_queue(opening: Opening, queue: Queue) -> None:
    row = queue.of("T4")
    page = opening("/discrepancies?rule=T4")
    page.get_by_role("link", name="T4 Unit price differs").click()
    page.wait_for_url(f"**discrepancy={row['discrepancy_id']}**")
    expect(page.get_by_role("heading", name="T4 Unit price differs")).to_be_visible()
    page.get_by_role("link", name="All discrepancies").click()
    expect(page).to_have_url(re.compile(r"\?rule=T4$"))
    expect(page.get_by_role("heading", name="T4 Unit price differs")).to_have_count(0)
    expect(rows(page)).to_have_count(1)


def test_a_discrepancy_says_what_it_is_worth_and_why(opening: Opening, queue: Queue) -> None:
    page = opened(opening, queue, "T4")
    row = queue.of("T4")
    expect(page.locator(".figures > div", has_text="Impact")).to_contain_text(f"{row['impact']:,.2f} {row['currency']}")
    expect(page.get_by_text(row["evidence"])).to_be_visible()
    expect(page.get_by_text(re.compile(rf"is the sum of its {row['symptoms']} symptoms below"))).to_be_visible()


def test_the_difference_is_marked_at_both_values_and_nowhere_else(opening: Opening, queue: Queue) -> None:
    page = opened(opening, queue, "T4")
    row = queue.of("T4")
    marked = page.locator(".differs")
    expect(marked).to_have_count(2)
    assert marked.all_inner_texts() == [f"{row['expected']} PLN", f"{row['actual']} PLN"]
    expect(page.get_by_role("img", name="differs from the other side")).to_have_count(2)
    field = page.get_by_role("row", name=re.compile("^Unit price"))
    expect(field.locator(".differs")).to_have_count(2)


@pytest.mark.parametrize("rule", ["C1", "L4", "M1", "P1", "I3"])
def test_every_kind_of_discrepancy_can_be_read(opening: Opening, queue: Queue, rule: str) -> None:
    page = opened(opening, queue, rule)
    row = queue.of(rule)
    expect(page.get_by_text(row["evidence"][1:]).first).to_be_visible()
    expect(page.get_by_role("table", name="Records")).to_be_visible()


def test_a_cause_leads_to_its_symptoms_and_a_symptom_back(opening: Opening, queue: Queue) -> None:
    page = opened(opening, queue, "T4")
    symptoms = page.get_by_role("table", name="Symptoms").get_by_role("link")
    expect(symptoms).to_have_count(queue.of("T4")["symptoms"])
    symptoms.first.click()
    expect(page.get_by_text("It is a symptom of")).to_be_visible()
    page.get_by_role("link", name="T4 Unit price differs").click()
    expect(page.get_by_role("heading", name="T4 Unit price differs")).to_be_visible()


def test_a_record_is_opened_as_it_was_sent_and_stays_open(opening: Opening, queue: Queue) -> None:
    page = opened(opening, queue, "T4")
    page.get_by_role("link", name="S-00064").click()
    page.wait_for_url("**record=ordway**")
    page.reload()
    expect(page.get_by_role("region", name="S-00064 as it was sent")).to_contain_text('"id": "S-00064"')


def test_a_discrepancy_that_is_not_there_says_so(opening: Opening) -> None:
    page = opening("/discrepancies?discrepancy=T4-nothing")
    expect(page.get_by_text("There is no discrepancy")).to_be_visible()
    page.get_by_role("button", name="Show all discrepancies").click()
    expect(rows(page).first).to_be_visible()


def test_an_account_leads_to_its_discrepancies(opening: Opening, queue: Queue) -> None:
    row = queue.of("T3")
    page = opening(f"/account?account={row['account_id']}")
    page.get_by_role("link", name=re.compile("open discrepanc")).click()
    page.wait_for_url(f"**/discrepancies?account={row['account_id']}")
    expect(rows(page)).to_have_count(sum(one["account_id"] == row["account_id"] for one in queue.causes))
    page.get_by_role("link", name="Every account").click()
    expect(rows(page)).to_have_count(len(queue.causes))


def test_names_from_outside_are_shown_letter_by_letter(opening: Opening, queue: Queue) -> None:
    page = opening("/discrepancies?rule=T4")
    expect(page.get_by_role("link", name=HOSTILE)).to_be_visible()
    expect(opened(opening, queue, "T4").get_by_role("link", name=HOSTILE)).to_be_visible()


def test_an_export_holds_what_is_filtered_and_no_formula(opening: Opening) -> None:
    page = opening("/discrepancies?rule=T4")
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="All 1 as CSV").click()
    told = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert [(row["Rule"], row["Account"]) for row in told] == [("T4", f"'{HOSTILE}")]
    page.get_by_role("link", name="All 1 as XLSX").wait_for()


def test_a_discrepancy_is_opened_and_ticked_with_the_keyboard(opening: Opening, queue: Queue) -> None:
    page = opening("/discrepancies")
    box = rows(page).first.get_by_role("checkbox")
    box.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text(f"1 of {len(queue.causes)} discrepancies ticked")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=queue.causes[0]["title"])).to_be_visible()


@contextmanager
def another_store(given: dict[str, str], file: Path, folder: Path, path: str, browser: Browser) -> Iterator[Page]:
    """The page on a copy of a store."""
    copy = folder / "copy.duckdb"
    shutil.copy(file, copy)
    with app_running(given | {"TIEOUT_STORE": str(copy)}) as address:
        page = browser.new_page()
        page.goto(address + path)
        yield page
        page.close()


def test_a_store_never_reconciled_says_what_to_do(browser: Browser, pulled: dict[str, str], tmp_path: Path) -> None:
    with another_store(pulled, Path(pulled["TIEOUT_STORE"]), tmp_path, "/discrepancies", browser) as page:
        expect(page.get_by_text("Nothing was reconciled yet")).to_be_visible()
        page.get_by_role("button", name="Sync and reconcile").click()
        expect(page.get_by_role("link", name="Invoice missing").first).to_be_visible(timeout=60_000)


def test_nothing_open_is_said_calmly(browser: Browser, given: dict[str, str], queue: Queue, tmp_path: Path) -> None:
    file = tmp_path / "waived.duckdb"
    shutil.copy(queue.store, file)
    store = connect(str(file), holder="a test")
    decisions.waive(
        store, [row["discrepancy_id"] for row in queue.rows], who=approver("A test"), why="All agreed", until=None
    )
    store.close()
    with another_store(given, file, tmp_path, "/discrepancies", browser) as page:
        expect(page.get_by_text("Nothing is open", exact=True)).to_be_visible()
        expect(page.locator(".figures > div", has_text="Waived")).to_contain_text(str(len(queue.causes)))


def test_contracts_that_are_not_compared_are_counted_and_listed_with_the_reason(
    browser: Browser, given: dict[str, str], queue: Queue, tmp_path: Path
) -> None:
    file = tmp_path / "unknown-period.duckdb"
    shutil.copy(queue.store, file)
    store = connect(str(file), holder="a test")
    with store.transaction() as cursor:
        cursor.run(
            "update firmao.agreements set mapped_billing_period = 'Co dwa miesiące' "
            "where id = (select min(contract_id) from model.contract where is_won)"
        )
    reconcile(store, DAY)
    store.close()
    with another_store(given, file, tmp_path, "/discrepancies", browser) as page:
        page.get_by_role("link", name="Show why").click()
        expect(page).to_have_url(re.compile("show=unchecked"))
        listed = page.get_by_role("table", name="Contracts not compared")
        expect(listed.get_by_text("Co dwa miesiące").first).to_be_visible()
        page.get_by_role("link", name="All discrepancies").click()
        expect(rows(page).first).to_be_visible()
