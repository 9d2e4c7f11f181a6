"""A day with the app: find an account, read it, take it along, look at the health of the data."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from sandbox.ordway.records import money
from sandbox.serving import Sandbox
from tests.browser.conftest import FORMULA, MARKDOWN, MARKUP, Opening, search


@dataclass(frozen=True)
class Customer:
    """A customer of the made-up company, as both systems hold it."""

    account: str
    name: str
    numbers: tuple[str, ...]
    contract: str
    invoice: str


@pytest.fixture(scope="session")
def customer(sandbox: Sandbox) -> Customer:
    """The first one abroad with a contract and an invoice that is partly or wholly paid."""
    world = sandbox.world
    for firmao_id, found in world.firmao["customers"].items():
        ordway_id = (found["customFields"] or {}).get("custom1", "")
        agreements = [one for one in world.firmao["agreements"].values() if one["customer"]["id"] == firmao_id]
        paid = [
            one
            for one in world.ordway["invoices"].values()
            if one["customer_id"] == ordway_id and one["currency"] == "EUR" and money(one["paid_amount"])
        ]
        if agreements and paid:
            numbers = (found["nipNumber"], agreements[0]["number"], ordway_id, str(firmao_id), paid[-1]["id"])
            return Customer(f"F{firmao_id}", found["name"], numbers, agreements[-1]["number"], paid[-1]["id"])
    raise LookupError("the made-up company has no customer in EUR")


def test_accounts_are_listed(opening: Opening, sandbox: Sandbox) -> None:
    page = opening("/accounts")
    in_firmao = len(sandbox.world.firmao["customers"])
    told = page.get_by_text(re.compile(r"^\d+ accounts$"))
    expect(told).to_be_visible()
    assert int(told.inner_text().split()[0]) >= in_firmao
    expect(page.get_by_role("link", name=MARKUP)).to_be_visible()


@pytest.mark.parametrize("which", range(5))
def test_an_account_is_found_by_tax_id_contract_either_id_or_invoice(
    opening: Opening, customer: Customer, which: int
) -> None:
    page = opening("/accounts")
    search(page, customer.numbers[which])
    expect(page.get_by_text(re.compile(r"^[1-9] accounts?$"))).to_be_visible()
    expect(page.get_by_role("link", name=customer.name).first).to_be_visible()


def test_a_name_is_found_in_any_case_and_without_its_diacritics(opening: Opening) -> None:
    page = opening("/accounts")
    search(page, "tlusty")
    expect(page.get_by_text("1 account", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name=MARKUP)).to_be_visible()


def test_a_search_is_in_the_address_and_survives_a_reload(opening: Opening, customer: Customer) -> None:
    page = opening(f"/accounts?search={customer.invoice}")
    expect(page.get_by_text("1 account", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_label("Search")).to_have_value(customer.invoice)
    expect(page.get_by_text("1 account", exact=True)).to_be_visible()


def test_a_search_without_a_match_says_what_to_do(opening: Opening) -> None:
    page = opening("/accounts?search=nobody-at-all")
    expect(page.get_by_text("No account matches")).to_be_visible()
    page.get_by_role("button", name="Show all accounts").click()
    expect(page.get_by_role("link", name=MARKUP)).to_be_visible()


def test_the_list_is_sorted_by_what_is_owed_and_stays_so(opening: Opening) -> None:
    page = opening("/accounts")
    page.get_by_role("link", name="Balance", exact=True).click()
    page.wait_for_url("**sort=balance**")
    page.reload()
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Balance")


def test_the_second_screen_has_a_link_of_its_own(opening: Opening) -> None:
    page = opening("/accounts")
    page.get_by_role("link", name="Next", exact=True).click()
    page.wait_for_url("**page=2**")
    page.reload()
    expect(page.get_by_text(re.compile(r"Screen 2 of \d"))).to_be_visible()


def test_choosing_an_account_opens_it_under_its_own_link(opening: Opening, customer: Customer) -> None:
    page = opening(f"/accounts?search={customer.invoice}")
    page.get_by_role("link", name=customer.name).click()
    page.wait_for_url(f"**/account?account={customer.account}")
    expect(page.get_by_role("heading", name=customer.name)).to_be_visible()


def test_an_account_shows_contract_invoice_and_payment(opening: Opening, customer: Customer) -> None:
    page = opening(f"/account?account={customer.account}")
    expect(page.get_by_text(customer.contract).first).to_be_visible()
    for words in ("Balance", "Latest invoice", "Latest payment", "Contracts and subscriptions", "Invoices"):
        expect(page.get_by_text(words, exact=True).first).to_be_visible()
    expect(page.get_by_text(re.compile(r"^[\d,]+\.\d\d EUR$")).first).to_be_visible()


def test_an_unfolded_invoice_survives_a_reload(opening: Opening, customer: Customer) -> None:
    page = opening(f"/account?account={customer.account}")
    page.get_by_role("table", name="Invoices").get_by_role("link", name=customer.invoice).click()
    page.wait_for_url(f"**{customer.invoice}**")
    page.reload()
    expect(page.get_by_text("Unit price").last).to_be_visible()
    expect(page.get_by_text(re.compile(r"^PMT-\d+$")).first).to_be_visible()


@pytest.mark.parametrize("tab", ["Payments", "Timeline", "Both sides", "Records as sent"])
def test_each_tab_of_an_account_has_its_own_link(opening: Opening, customer: Customer, tab: str) -> None:
    page = opening(f"/account?account={customer.account}")
    page.get_by_role("tab", name=tab).click()
    page.wait_for_url("**show=**")
    page.reload()
    expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")


def test_an_unknown_account_says_so(opening: Opening) -> None:
    page = opening("/account?account=F999999")
    expect(page.get_by_text("There is no account")).to_be_visible()


@pytest.mark.parametrize(("account", "name"), [("F1041", MARKUP), ("F1067", FORMULA), ("F1083", MARKDOWN)])
def test_names_from_outside_are_shown_letter_by_letter(opening: Opening, account: str, name: str) -> None:
    page = opening(f"/account?account={account}")
    expect(page.locator("h1")).to_have_text(name)


def test_data_health_shows_every_list_tied_out(opening: Opening) -> None:
    page = opening("/health")
    expect(page.get_by_text("Lists that tie out")).to_be_visible()
    told = page.get_by_text(re.compile(r"^\d+ of \d+$"))
    tied, lists = told.inner_text().split(" of ")
    assert tied == lists
    expect(page.get_by_text("Every record could be read")).to_be_visible()


def test_data_health_names_the_custom_field_of_each_meaning(opening: Opening) -> None:
    page = opening("/health")
    mapped = page.get_by_role("row").filter(has_text=re.compile(r"^firmao\.customer\.ordway_overdue"))
    expect(mapped.get_by_text("custom5", exact=True)).to_be_visible()


def test_data_health_keeps_the_last_whole_reading(opening: Opening) -> None:
    page = opening("/health")
    read = page.get_by_role("table", name="Lists as last read whole").get_by_role("row").filter(has_text="customers")
    expect(read.first).to_contain_text("tied out", ignore_case=True)


def test_the_keyboard_is_seen_in_the_menu(opening: Opening) -> None:
    page = opening("/accounts")
    expect(page.get_by_role("button", name="Sync now")).to_be_visible()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    menu = page.get_by_test_id("stSidebarNav")
    menu.get_by_role("link", name="Accounts").focus()
    page.keyboard.press("Tab")
    following = menu.get_by_role("link", name="Discrepancies")
    expect(following).to_be_focused()
    expect(following).to_have_css("outline-style", "solid")
    expect(following).to_have_css("outline-width", "2px")


def test_an_address_of_no_page_says_so(opening: Opening) -> None:
    page = opening("/nothing")
    expect(page.get_by_role("dialog").get_by_text("does not seem to exist")).to_be_visible()


@pytest.mark.parametrize("kind", ["CSV", "XLSX"])
def test_an_export_holds_the_whole_list_and_no_formula(opening: Opening, kind: str) -> None:
    page = opening("/accounts?search=SUMA")
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(f"as {kind}$")).click()
    made = download.value.path().read_bytes()
    if kind == "CSV":
        rows = list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"))))
        assert [row["Account"] for row in rows] == [f"'{FORMULA}"]
    else:
        with zipfile.ZipFile(io.BytesIO(made)) as book:
            assert f"<t>{FORMULA}</t>" in book.read("xl/sharedStrings.xml").decode()
            assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
