"""On a freshly started server the first request may go to any page: it must come through the frame."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import app_running

PAGES = sorted(file.stem for file in Path("pages").glob("[a-z]*.py"))


def test_there_are_pages_to_try() -> None:
    assert {"accounts", "account", "discrepancies", "health"} <= set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_the_first_request_to_a_page_comes_through_the_frame(
    browser: Browser, given: dict[str, str], name: str, tmp_path: Path
) -> None:
    fresh = given | {"TIEOUT_STORE": str(tmp_path / "fresh.duckdb")}
    with app_running(fresh) as address:
        page = browser.new_page()
        page.goto(f"{address}/{name.replace('_', '-')}")
        # The frame draws its sidebar before any page; a page file run by itself would have none of it.
        expect(page.get_by_role("button", name="Sync now")).to_be_visible()
        expect(page.get_by_test_id("stSidebarNav").get_by_role("link", name="Data health")).to_be_visible()
        page.close()
