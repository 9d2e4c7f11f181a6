"""What the app says when there is nothing to show: without settings, without its store, before the first pull."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PROJECT, app_running

PATHS = ("/", "/accounts", "/account?account=F1002", "/discrepancies", "/health")
Showing = Callable[[str], Page]


@pytest.fixture
def showing(browser: Browser) -> Iterator[Showing]:
    """Open an address in a fresh window."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})

    def show(address: str) -> Page:
        page = context.new_page()
        page.goto(address)
        return page

    yield show
    context.close()


def expect_calm_refusal(page: Page) -> None:
    """What happened, what it means and what to do: nothing else, no trace, nothing to follow."""
    expect(page.get_by_role("heading", name="Tieout could not start")).to_be_visible()
    for words in ("What happened", "What it means", "What to do"):
        expect(page.get_by_role("heading", name=words)).to_be_visible()
    expect(page.get_by_text("Traceback")).to_have_count(0)
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)


def test_a_missing_setting_is_named_on_every_page(showing: Showing, given: dict[str, str], tmp_path: Path) -> None:
    without = {name: value for name, value in given.items() if name != "ORDWAY_API_KEY"}
    # Started elsewhere, it finds no secrets of whoever runs the tests.
    shutil.copytree(PROJECT / ".streamlit", tmp_path / ".streamlit", ignore=shutil.ignore_patterns("secrets*"))
    with app_running(without | {"TIEOUT_STORE": str(tmp_path / "unused.duckdb")}, tmp_path) as address:
        for path in PATHS:
            page = showing(address + path)
            expect_calm_refusal(page)
            expect(page.get_by_text("The setting ORDWAY_API_KEY is missing.")).to_be_visible()
        watched = requests.get(f"{address}/healthz", timeout=10)
        assert (watched.status_code, watched.text) == (503, "not started")
        serious = [
            one["id"] for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")
        ]
    assert serious == []


@pytest.mark.usefixtures("app")
def test_a_store_in_use_says_who_has_it(showing: Showing, given: dict[str, str]) -> None:
    with app_running(given) as second:
        page = showing(second)
        expect_calm_refusal(page)
        expect(page.get_by_text(f"The store {given['TIEOUT_STORE']} is in use by the app")).to_be_visible()


def test_a_store_never_pulled_offers_the_first_pull(showing: Showing, given: dict[str, str], tmp_path: Path) -> None:
    with app_running(given | {"TIEOUT_STORE": str(tmp_path / "fresh.duckdb")}) as address:
        for path in PATHS:
            page = showing(address + path)
            expect(page.get_by_text("Nothing was pulled yet")).to_be_visible()
            expect(page.get_by_role("button", name="Pull from Firmao and Ordway")).to_be_enabled()
        assert requests.get(f"{address}/healthz", timeout=10).status_code == 200
        page.get_by_role("button", name="Pull from Firmao and Ordway").click()
        expect(page.get_by_text("The first pull is under way")).to_be_visible()
        expect(page.get_by_text("Lists that tie out")).to_be_visible(timeout=90_000)


def test_a_first_pull_that_fails_says_why(showing: Showing, given: dict[str, str], tmp_path: Path) -> None:
    nowhere = {"ORDWAY_BASE_URL": "http://127.0.0.1:9/api/v1", "TIEOUT_STORE": str(tmp_path / "half.duckdb")}
    with app_running(given | nowhere) as address:
        page = showing(f"{address}/health")
        page.get_by_role("button", name="Sync now").click()
        expect(page.get_by_text("Last sync failed")).to_be_visible(timeout=90_000)
        expect(page.get_by_text("Check the base URL").first).to_be_visible()
        expect(page.get_by_text("10 lists never read")).to_be_visible()
