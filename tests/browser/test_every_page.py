"""What holds on every page: accessible, self-contained, whole on a phone, figures set as figures."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Opening

# One discrepancy of each look: a line of a contract, an account, a payment.
OPENED = tuple(f"/discrepancies?discrepancy={one}" for one in ("T4-a44b10c87f05", "L4-01c512a452b1", "P1-aab9eb815262"))
COLLECTING = tuple(f"/collections?{one}" for one in ("view=aging", "customer=F1072", "customer=F1072&statement=1"))
TRACED = "/commission?contract=20040&invoice=INV-00407&of=o.czyz%40sprzedawca.example"
PATHS: tuple[str, ...] = ("/", "/accounts", "/account?account=F1002", "/search?search=INV-0010", "/health")
PATHS += ("/discrepancies", OPENED[0], "/collections", *COLLECTING, "/commission", TRACED, "/revenue?show=parts")
TABS: tuple[str, ...] = ("/account?account=F1005&show=Payments", "/account?account=F1005&show=Timeline", *OPENED[1:])
TABS += ("/commission?show=statement", "/commission?show=what-if&rate=6&plan=standard", "/revenue?rows=mrr")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation(opening: Opening, path: str, scheme: str) -> None:
    page = opening(path, scheme=scheme)
    page.locator("table").first.wait_for()
    found = Axe().run(page).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert not serious, [(one["id"], one["nodes"][0]["html"]) for one in serious]


@pytest.mark.parametrize("path", PATHS)
def test_no_page_asks_anything_of_other_hosts(opening: Opening, path: str, app: str) -> None:
    page = opening("/accounts")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(app + path)
    page.locator("table").first.wait_for()
    assert asked
    assert not [url for url in asked if not url.startswith((app, "data:", "blob:"))]


@pytest.mark.parametrize("path", PATHS + TABS)
def test_nothing_is_cut_off_on_a_phone(opening: Opening, path: str) -> None:
    page = opening(path, width=390, height=844)
    page.locator("table").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    hidden = "tables => tables.filter(one => one.scrollWidth > one.clientWidth).map(one => one.innerText)"
    assert page.locator(".scroll").evaluate_all(hidden) == []


def test_amounts_stand_to_the_right_in_figures_of_one_width(opening: Opening) -> None:
    page = opening("/accounts")
    looks = "one => [getComputedStyle(one).textAlign, getComputedStyle(one).fontVariantNumeric]"
    align, figures = page.locator("td.figure").first.evaluate(looks)
    assert align == "right"
    assert "tabular-nums" in figures


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_row_shows_above_the_bar_of_actions(opening: Opening, scheme: str) -> None:
    page = opening("/discrepancies", scheme=scheme)
    page.locator("table").first.wait_for()
    page.mouse.move(800, 500)
    page.mouse.wheel(0, 900)
    bar = page.locator(".st-key-action-bar")
    wrapper = bar.locator("xpath=..")
    page.wait_for_function("one => one.getBoundingClientRect().top < 60", arg=bar.element_handle())
    assert wrapper.evaluate("one => one.getBoundingClientRect().top") == 0
    assert wrapper.evaluate("one => getComputedStyle(one).backgroundColor") not in ("", "rgba(0, 0, 0, 0)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_lies_over_the_title(opening: Opening, scheme: str) -> None:
    page = opening("/discrepancies", scheme=scheme)
    page.locator("table").first.wait_for()
    over = """() => {
      const frame = document.querySelector("[data-testid=stHeader]");
      const isOver = frame.getBoundingClientRect().bottom > document.querySelector("h1").getBoundingClientRect().top;
      return isOver ? getComputedStyle(frame).backgroundColor : "";
    }"""
    assert page.evaluate(over) in ("", "rgba(0, 0, 0, 0)")
