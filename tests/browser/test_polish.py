"""The app in Polish: every page speaks it, as the browser asks for it or as somebody chooses; figures stay exact."""

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Opening, Queue
from ui.po import read
from ui.revenue.words import VIEWS

POLISH = read(Path(__file__).parents[2] / "ui/locale/pl.po")
# What reads otherwise in Polish. What fills a place is not among it, nor is what is one letter only.
ENGLISH = {
    one.rpartition("\x04")[2] for one, told in POLISH.texts.items() if told != one and "{" not in one and len(one) > 2
}
ENGLISH |= {one for one in POLISH.counted if one not in POLISH.texts.values()}
PATHS = (
    "/", "/accounts", "/account?account=F1002", "/account?account=F1005&print=1", "/search?search=INV-0010", "/health",
    "/discrepancies", "/discrepancies?status=all&snoozed=1&symptoms=1", "/month-end", "/new-business", "/corrections",
    *(f"/account?account=F1005&show={tab}" for tab in ("Payments", "Timeline", "Both sides", "Links")),
    "/account?account=F1005&show=Billed and due",
    *(f"/revenue?show={view}" for view in VIEWS), "/revenue?rows=mrr",
    "/collections", "/collections?customer=F1072",
    *(f"/collections?view={view}" for view in ("aging", "cash", "days")), "/collections?customer=F1072&statement=1",
)  # fmt: skip
# Every text on the page that is not marked as another language, and every name for those who listen.
TEXTS = """() => {
  const told = [];
  const look = (node) => {
    if (node.nodeType === Node.TEXT_NODE) told.push(node.data.trim());
    if (node.nodeType === Node.ELEMENT_NODE) {
      // Icons are words of a font, and the arrow of a choice is Streamlit's own.
      const isIcon = node.dataset.testid === "stIconMaterial" || node.getAttribute("aria-label") === "Open";
      // Values and names of fields are shown as the two systems have them.
      const isTold = node.lang !== "en" && node.getAttribute("translate") !== "no";
      if (!isTold || isIcon || ["STYLE", "SCRIPT", "PRE", "CODE", "title"].includes(node.tagName)) return;
      for (const name of ["aria-label", "title", "placeholder"]) told.push(node.getAttribute(name)?.trim() ?? "");
      if (node.shadowRoot) node.shadowRoot.childNodes.forEach(look);
    }
    node.childNodes.forEach(look);
  };
  document.querySelectorAll('[data-testid="stSidebar"], [data-testid="stMain"], [role="dialog"]').forEach(look);
  return [...new Set(told)];
}"""
Speaking = Callable[..., Page]


@pytest.fixture
def speaking(opening: Opening) -> Speaking:
    """Open a path in a browser of some language: `speaking("pl-PL", "/health", width=390)`."""
    return lambda locale, path, width=1440: opening(path, width=width, locale=locale)


def drawn(page: Page) -> None:
    """Wait until the page has said all that it says."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    page.locator('[data-testid="stSidebar"] dd').first.wait_for()


def heading(page: Page, name: str) -> Locator:
    """The title of a page, or a part's."""
    return page.get_by_role("heading", name=name, exact=True).first


def language(page: Page) -> Locator:
    """The choice in the sidebar, whatever it is called."""
    return page.get_by_test_id("stSidebar").get_by_test_id("stSelectbox").last


@pytest.mark.parametrize("path", PATHS)
def test_no_english_text_that_the_catalogue_knows_is_left(speaking: Speaking, path: str) -> None:
    page = speaking("pl-PL", path)
    drawn(page)
    assert set(page.evaluate(TEXTS)) & ENGLISH == set()


def test_every_look_of_a_discrepancy_speaks_polish(speaking: Speaking, queue: Queue) -> None:
    page = speaking("pl-PL", "/discrepancies")
    for rule in ("T4", "L4", "P1", "C1", "I1", "M1"):
        page.goto(
            page.url.partition("/discrepancies")[0] + f"/discrepancies?discrepancy={queue.of(rule)['discrepancy_id']}"
        )
        heading(page, "Decyzje").wait_for()
        drawn(page)
        assert set(page.evaluate(TEXTS)) & ENGLISH == set()


def test_why_something_is_a_discrepancy_is_said_in_polish_and_the_page_is_read_out_so(
    speaking: Speaking, queue: Queue
) -> None:
    found = queue.of("T4")
    page = speaking("pl-PL", f"/discrepancies?discrepancy={found['discrepancy_id']}")
    expect(page.locator("p.evidence")).to_contain_text("w umowie")
    expect(page.locator("p.evidence [lang=en]")).to_have_count(0)
    assert page.evaluate("document.documentElement.lang") == "pl"


@pytest.mark.parametrize(
    "path", ["/", "/accounts", "/account?account=F1002", "/health", "/discrepancies", "/month-end"]
)
def test_nothing_is_cut_off_on_a_phone(speaking: Speaking, path: str) -> None:
    page = speaking("pl-PL", path, width=390)
    drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    hidden = "tables => tables.filter(one => one.scrollWidth > one.clientWidth).map(one => one.innerText)"
    assert page.locator(".scroll").evaluate_all(hidden) == []


def test_names_of_terms_stand_beside_their_values_on_a_phone(speaking: Speaking, queue: Queue) -> None:
    page = speaking("pl-PL", f"/discrepancies?discrepancy={queue.of('T4')['discrepancy_id']}", width=390)
    page.get_by_role("rowheader", name="Odnawia się automatycznie").wait_for()
    over = "heads => heads.filter(one => one.scrollWidth > one.clientWidth).map(one => one.innerText)"
    assert page.locator("tbody th").evaluate_all(over) == []


def test_somebody_chooses_while_another_tab_goes_on_in_its_own_language(speaking: Speaking) -> None:
    page, other = speaking("en-US", "/accounts"), speaking("en-US", "/accounts")
    language(page).locator("input").click()
    page.get_by_role("option", name="Polski").click()
    heading(page, "Konta").wait_for()
    page.get_by_role("link", name="Stan danych").click()
    heading(page, "Stan danych").wait_for()
    other.reload()
    heading(other, "Accounts").wait_for()


def test_a_link_may_name_the_language_and_a_part_of_the_page_in_another(speaking: Speaking) -> None:
    page = speaking("en-US", "/account?account=F1005&show=Payments&language=pl")
    expect(page.get_by_role("tab", name="Płatności")).to_have_attribute("aria-selected", "true")
    assert "language" not in page.url


def test_an_export_has_the_labels_of_the_screen_and_exact_figures(speaking: Speaking, tmp_path: Path) -> None:
    page = speaking("pl-PL", "/account?account=F1005")
    drawn(page)
    page.get_by_role("button", name="Eksport").first.click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="jako CSV").first.click()
    file = tmp_path / "taken.csv"
    taken.value.save_as(file)
    head, *rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert head[:2] == ["Faktura", "Wystawiono"]
    assert all(Decimal(row[head.index("Saldo")]) >= 0 for row in rows)


@pytest.mark.parametrize(("key", "said"), [("a", "Opiekun"), ("f", "1 korekta na 1 rozbieżność")])
def test_keys_press_the_buttons_by_their_polish_names(speaking: Speaking, queue: Queue, key: str, said: str) -> None:
    page = speaking("pl-PL", f"/discrepancies?account={queue.of('T4')['account_id']}&rule=T4")
    page.locator("td.main a").first.wait_for()
    page.keyboard.press("j")
    page.keyboard.press(key)
    place = page.get_by_role("dialog") if key == "f" else page.get_by_test_id("stForm").filter(visible=True)
    expect(place.get_by_text(said).first).to_be_visible()
