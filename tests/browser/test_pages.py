"""A day with the app: find an account, read it, look at the health of the data, pull again."""

import csv
import io
import re
from dataclasses import dataclass

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from sandbox import credentials
from sandbox.ordway.records import money
from sandbox.serving import Sandbox
from tests.browser.conftest import Opening

PATHS = ("/", "/account?account=F1002", "/health")
# What Streamlit itself is known to do; anything else fails.
STREAMLIT_OWN = {"svg-img-alt"}


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


def change_in_firmao(sandbox: Sandbox, address: str, **fields: str) -> None:
    """Change a record through Firmao's own API."""
    url = f"{sandbox.firmao_url}/{credentials.FIRMAO_ORGANIZATION}/svc/v1/{address}"
    sign_in = (credentials.FIRMAO_LOGIN, credentials.FIRMAO_PASSWORD)
    requests.put(url, json=fields, auth=sign_in, timeout=5).raise_for_status()


def search(page: Page, words: str) -> None:
    """Search the list of accounts as a person does."""
    page.get_by_label("Search").fill(words)
    page.get_by_label("Search").press("Enter")


def test_accounts_are_listed(opening: Opening, sandbox: Sandbox) -> None:
    page = opening("/")
    in_firmao = len(sandbox.world.firmao["customers"])
    told = page.get_by_text(re.compile(r"^\d+ accounts$"))
    expect(told).to_be_visible()
    assert int(told.inner_text().split()[0]) >= in_firmao
    expect(page.get_by_role("link", name="<b>Tłusty</b> Druk S.A.")).to_be_visible()


@pytest.mark.parametrize("which", range(5))
def test_an_account_is_found_by_tax_id_contract_either_id_or_invoice(
    opening: Opening, customer: Customer, which: int
) -> None:
    page = opening("/")
    search(page, customer.numbers[which])
    expect(page.get_by_text(re.compile(r"^[1-9] accounts?$"))).to_be_visible()
    expect(page.get_by_role("link", name=customer.name).first).to_be_visible()


def test_a_name_is_found_in_any_case_and_without_its_diacritics(opening: Opening) -> None:
    page = opening("/")
    search(page, "tlusty")
    expect(page.get_by_text("1 account", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="<b>Tłusty</b> Druk S.A.")).to_be_visible()


def test_a_search_is_in_the_address_and_survives_a_reload(opening: Opening, customer: Customer) -> None:
    page = opening(f"/?search={customer.invoice}")
    expect(page.get_by_text("1 account", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_label("Search")).to_have_value(customer.invoice)
    expect(page.get_by_text("1 account", exact=True)).to_be_visible()


def test_a_search_without_a_match_says_what_to_do(opening: Opening) -> None:
    page = opening("/?search=nobody-at-all")
    expect(page.get_by_text("No account matches")).to_be_visible()
    page.get_by_role("button", name="Show all accounts").click()
    expect(page.get_by_role("link", name="<b>Tłusty</b> Druk S.A.")).to_be_visible()


def test_the_list_is_sorted_by_what_is_owed_and_stays_so(opening: Opening) -> None:
    page = opening("/")
    page.get_by_role("link", name="Balance", exact=True).click()
    page.wait_for_url("**sort=balance**")
    page.reload()
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Balance")


def test_the_second_screen_has_a_link_of_its_own(opening: Opening) -> None:
    page = opening("/")
    page.get_by_role("link", name="Next", exact=True).click()
    page.wait_for_url("**page=2**")
    page.reload()
    expect(page.get_by_text(re.compile(r"Screen 2 of \d"))).to_be_visible()


def test_choosing_an_account_opens_it_under_its_own_link(opening: Opening, customer: Customer) -> None:
    page = opening(f"/?search={customer.invoice}")
    page.get_by_role("link", name=customer.name).click()
    page.wait_for_url(f"**/account?account={customer.account}")
    expect(page.get_by_role("heading", name=customer.name)).to_be_visible()


def test_an_account_shows_contract_invoice_and_payment(opening: Opening, customer: Customer) -> None:
    page = opening(f"/account?account={customer.account}")
    expect(page.get_by_text(customer.contract).first).to_be_visible()
    for words in ("Balance", "Latest invoice", "Latest payment", "Contracts", "Subscriptions", "Invoices"):
        expect(page.get_by_text(words, exact=True).first).to_be_visible()
    expect(page.get_by_text(re.compile(r"^[\d,]+\.\d\d EUR$")).first).to_be_visible()


def test_an_unfolded_invoice_survives_a_reload(opening: Opening, customer: Customer) -> None:
    page = opening(f"/account?account={customer.account}")
    page.get_by_role("link", name=customer.invoice).click()
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


@pytest.mark.parametrize(
    ("account", "name"), [("F1041", "<b>Tłusty</b> Druk S.A."), ("F1083", "Kropka :red[Media] *Studio* $x$ Sp. j.")]
)
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
    expect(page.get_by_text("firmao.agreement.service_start")).to_be_visible()


@pytest.mark.parametrize("kind", ["CSV", "XLSX"])
def test_an_export_holds_the_whole_list_and_no_formula(opening: Opening, kind: str) -> None:
    page = opening("/?search=SUMA")
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile(f"as {kind}$")).click()
    made = download.value.path().read_bytes()
    if kind == "CSV":
        rows = list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"))))
        assert [row["Account"] for row in rows] == ["'=SUMA Księgowość Sp. z o.o."]
    else:
        assert made.startswith(b"PK")


def test_sync_now_brings_a_change_while_pages_stay_usable(opening: Opening, sandbox: Sandbox) -> None:
    page = opening("/account?account=F1005")
    before = page.locator("h1").inner_text()
    change_in_firmao(sandbox, "customers/1005", name="Zmieniona Nazwa S.A.")
    page.get_by_role("button", name="Sync now").click()
    expect(page.locator("h1")).to_have_text("Zmieniona Nazwa S.A.", timeout=60_000)
    assert before != "Zmieniona Nazwa S.A."


def test_records_set_aside_are_shown_with_their_reason(opening: Opening, sandbox: Sandbox) -> None:
    second = list(sandbox.world.firmao["agreements"])[1]
    reason = re.compile("netto_price cannot be read: abc")
    page = opening("/health")
    sandbox.state.faults.switch("wrong_type")
    change_in_firmao(sandbox, f"agreements/{second}", description="touched")
    page.get_by_role("button", name="Sync now").click()
    expect(page.get_by_text(reason)).to_be_visible(timeout=60_000)
    page.get_by_text(reason).click()
    expect(page.get_by_text(re.compile(r'"nettoPrice": ?"abc"')).first).to_be_visible()
    sandbox.state.faults.switch("none")
    change_in_firmao(sandbox, f"agreements/{second}", description="touched again")
    page.get_by_role("button", name="Sync now").click()
    expect(page.get_by_text(reason)).to_have_count(0, timeout=60_000)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation(opening: Opening, path: str, scheme: str) -> None:
    page = opening(path, scheme=scheme)
    page.locator("table").first.wait_for()
    found = Axe().run(page).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical") and one["id"] not in STREAMLIT_OWN]
    assert not serious, [(one["id"], one["nodes"][0]["html"]) for one in serious]


@pytest.mark.parametrize("path", PATHS)
def test_no_page_asks_anything_of_other_hosts(opening: Opening, path: str, app: str) -> None:
    page = opening("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(app + path)
    page.locator("table").first.wait_for()
    assert asked
    assert not [url for url in asked if not url.startswith((app, "data:", "blob:"))]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_cut_off_on_a_phone(opening: Opening, path: str) -> None:
    page = opening(path, width=390, height=844)
    page.locator("table").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
