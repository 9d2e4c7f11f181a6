"""A day with the app: find an account, read it, look at the health of the data, pull again."""

import csv
import io
import re

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from sandbox import credentials
from sandbox.serving import Sandbox
from tests.browser.conftest import Opening

PATHS = ("/", "/account?account=F1002", "/health")
# What Streamlit itself is known to do; anything else fails.
STREAMLIT_OWN = {"svg-img-alt"}


def cells(page: Page, table: int = 0) -> list[str]:
    """Texts of a table's cells, read as a screen reader does."""
    grid = page.get_by_test_id("stDataFrame").nth(table)
    grid.locator("[role=gridcell]").first.wait_for(state="attached")
    return [one.inner_text() for one in grid.locator("[role=gridcell]").all()]


def change_in_firmao(sandbox: Sandbox, address: str, **fields: str) -> None:
    """Change a record through Firmao's own API."""
    url = f"{sandbox.firmao_url}/{credentials.FIRMAO_ORGANIZATION}/svc/v1/{address}"
    sign_in = (credentials.FIRMAO_LOGIN, credentials.FIRMAO_PASSWORD)
    requests.put(url, json=fields, auth=sign_in, timeout=5).raise_for_status()


def test_accounts_are_listed(opening: Opening) -> None:
    page = opening("/")
    expect(page.get_by_text("100 accounts")).to_be_visible()
    assert "<b>Tłusty</b> Druk S.A." in cells(page)


@pytest.mark.parametrize("search", ["moravan", "CZ18652256", "UM/2026/002", "C-00002", "1002"])
def test_an_account_is_found_by_name_tax_id_or_number(opening: Opening, search: str) -> None:
    page = opening("/")
    page.get_by_label("Search").fill(search)
    page.get_by_label("Search").press("Enter")
    expect(page.get_by_text(re.compile(r"^[1-9] accounts$"))).to_be_visible()
    assert "Moravan Hora a.s." in cells(page)


def test_a_search_is_in_the_address_and_survives_a_reload(opening: Opening) -> None:
    page = opening("/?search=moravan")
    expect(page.get_by_text(re.compile(r"^[1-9] accounts$"))).to_be_visible()
    page.reload()
    expect(page.get_by_label("Search")).to_have_value("moravan")
    expect(page.get_by_text(re.compile(r"^[1-9] accounts$"))).to_be_visible()


def test_a_search_without_a_match_says_what_to_do(opening: Opening) -> None:
    page = opening("/?search=nobody-at-all")
    expect(page.get_by_text("No account matches")).to_be_visible()


def test_choosing_an_account_opens_it_under_its_own_link(opening: Opening) -> None:
    page = opening("/?search=moravan")
    box = page.get_by_test_id("stDataFrame").bounding_box()
    assert box
    page.mouse.click(box["x"] + 18, box["y"] + 35 + 18)
    page.wait_for_url("**/account?account=F1002")
    expect(page.get_by_role("heading", name="Moravan Hora a.s.")).to_be_visible()


def test_an_account_shows_contract_invoice_and_payment(opening: Opening) -> None:
    page = opening("/account?account=F1002")
    expect(page.get_by_text("UM/2026/002")).to_be_visible()
    for words in ("Open balance", "Latest invoice", "Latest payment", "Subscription", "Timeline"):
        expect(page.get_by_text(words, exact=True).first).to_be_visible()
    expect(page.get_by_text(re.compile(r"\d\.\d\d EUR")).first).to_be_visible()


def test_a_chosen_invoice_survives_a_reload(opening: Opening) -> None:
    page = opening("/account?account=F1002")
    expect(page.get_by_text("Invoices", exact=True)).to_be_visible()
    number = next(one for one in page.get_by_text(re.compile(r"^Invoice INV-\d+$")).all_inner_texts())
    page.goto(page.url + "&invoice=" + number.removeprefix("Invoice "))
    expect(page.get_by_text(number)).to_be_visible()


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
    expect(page.get_by_text("Counts tied out")).to_be_visible()
    expect(page.get_by_text("Every record could be read")).to_be_visible()
    expect(page.get_by_text("Custom fields and what they hold")).to_be_visible()


def test_exported_rows_are_those_on_screen(opening: Opening) -> None:
    page = opening("/?search=SUMA")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert [row["name"] for row in rows] == ["'=SUMA Księgowość Sp. z o.o."]


def test_sync_now_brings_a_change_while_pages_stay_usable(opening: Opening, sandbox: Sandbox) -> None:
    page = opening("/account?account=F1005")
    before = page.locator("h1").inner_text()
    change_in_firmao(sandbox, "customers/1005", name="Zmieniona Nazwa S.A.")
    page.get_by_role("button", name="Sync now").click()
    expect(page.locator("h1")).to_have_text("Zmieniona Nazwa S.A.", timeout=60_000)
    assert before != "Zmieniona Nazwa S.A."


def test_records_set_aside_are_shown_with_their_reason(opening: Opening, sandbox: Sandbox) -> None:
    second = list(sandbox.world.firmao["agreements"])[1]
    reason = "netto_price cannot be read: abc"
    page = opening("/health")
    sandbox.state.faults.switch("wrong_type")
    change_in_firmao(sandbox, f"agreements/{second}", description="touched")
    page.get_by_role("button", name="Sync now").click()
    expect(page.get_by_text(reason)).to_be_visible(timeout=60_000)
    page.get_by_text(reason).click()
    expect(page.get_by_text('"nettoPrice":"abc"').first).to_be_visible()
    sandbox.state.faults.switch("none")
    change_in_firmao(sandbox, f"agreements/{second}", description="touched again")
    page.get_by_role("button", name="Sync now").click()
    expect(page.get_by_text(reason)).to_have_count(0, timeout=60_000)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation(opening: Opening, path: str, scheme: str) -> None:
    page = opening(path, scheme=scheme)
    page.get_by_test_id("stDataFrame").first.wait_for()
    found = Axe().run(page).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical") and one["id"] not in STREAMLIT_OWN]
    assert not serious, [(one["id"], one["nodes"][0]["html"]) for one in serious]


@pytest.mark.parametrize("path", PATHS)
def test_no_page_asks_anything_of_other_hosts(opening: Opening, path: str, app: str) -> None:
    page = opening("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(app + path)
    page.get_by_test_id("stDataFrame").first.wait_for()
    assert asked
    assert not [url for url in asked if not url.startswith((app, "data:", "blob:"))]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_cut_off_on_a_phone(opening: Opening, path: str) -> None:
    page = opening(path, width=390, height=844)
    page.get_by_test_id("stDataFrame").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
