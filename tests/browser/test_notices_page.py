"""Notifications on Data health: who is told through what, what would be told now, and a test that arrives."""

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opening, Queue, app_running
from tests.sync.notice_receivers import SECRET, Receiver, receiving

PATIENCE = 60_000


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    """Where finance is told."""
    with receiving() as found:
        yield found


@pytest.fixture(scope="module")
def app(
    given: dict[str, str], queue: Queue, receiver: Receiver, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """An app of its own in which finance has an address, and nobody else has."""
    folder = tmp_path_factory.mktemp("told")
    file = shutil.copy(queue.store, folder / "tieout.duckdb")
    policy = Path(shutil.copy(given["TIEOUT_POLICY"], folder / "policy.toml"))
    policy.write_text(f"{policy.read_text()}[notifications]\ndigest_hour = 0\n")
    own = {"TIEOUT_STORE": str(file), "TIEOUT_POLICY": str(policy), "NOTIFY_FINANCE": receiver.address}
    with app_running(given | own) as address:
        yield address


def work_as(page: Page, who: str) -> None:
    """Be somebody else of the demo."""
    page.get_by_role("combobox", name="Work as").click()
    page.get_by_role("option", name=who).click()
    expect(page.get_by_role("combobox", name="Work as")).to_have_value(who)


def test_each_role_is_shown_with_its_service_and_no_secret(opening: Opening) -> None:
    page = opening("/health")
    told = page.get_by_role("table", name="Who is told outside Tieout")
    finance = told.get_by_role("row").filter(has_text=re.compile("^FinanceJSON"))
    expect(finance).to_contain_text("Daily digest; New discrepancies of high impact")
    expect(told.get_by_text("not configured")).to_have_count(6)
    assert SECRET not in page.content()


def test_a_test_is_for_whoever_may_and_arrives(opening: Opening, receiver: Receiver) -> None:
    page = opening("/health")
    button = page.get_by_role("button", name="Send a test to finance")
    expect(button).to_be_disabled()
    expect(page.get_by_text("Demo finance may not send a test notification")).to_be_visible()
    work_as(page, "Demo admin")
    expect(button).to_be_enabled(timeout=PATIENCE)
    button.click()
    last = page.get_by_role("table", name="Last notices").get_by_role("row")
    expect(last.filter(has_text=re.compile("FinanceTest")).first).to_contain_text("sent", timeout=PATIENCE)
    assert receiver.titles.count("A test") == 1


def test_what_would_be_told_now_is_shown_when_asked_for(opening: Opening, receiver: Receiver) -> None:
    # The page tells what was sent by the time it is opened.
    ends = time.monotonic() + PATIENCE / 1000
    while not any(title.startswith("Daily digest of ") for title in receiver.titles) and time.monotonic() < ends:
        time.sleep(0.2)
    page = opening("/health")
    expect(page.get_by_role("table", name="Last notices").get_by_text("Daily digest", exact=True)).to_be_visible()
    page.get_by_text("Show what would be told now").click()
    shown = page.locator("section").filter(has_text="To sales: Daily digest of ")
    expect(shown).to_contain_text("No address is set for this role, so nothing is sent.")
    expect(page.get_by_text("To finance: ")).to_have_count(0)


def test_the_section_is_read_in_polish(opening: Opening) -> None:
    page = opening("/health", locale="pl-PL")
    told = page.get_by_role("table", name="Kto dowiaduje się poza Tieout")
    expect(told).to_contain_text("Podsumowanie dnia; Nowe rozbieżności o dużym znaczeniu")
    expect(page.get_by_role("button", name="Wyślij próbę: finanse")).to_be_visible()
