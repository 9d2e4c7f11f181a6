"""The page of an account: what they owe and why, both sides, every record, a past day, and one page for the call."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from queries.run import records, today
from queries.store import connect
from sandbox.company import make_world
from sandbox.serving import serve
from sandbox.world import World
from tests.browser.conftest import DAY, Opening, Queue, app_running, environment, pull, search
from tests.queries.test_dossier import age
from ui.text import amount

# It owes two invoices because its card is refused; more seats are billed to the other than were sold.
OWES, OTHER_SEATS = "F1072", "F1044"
YESTERDAY = today() - timedelta(days=1)
# How long it may take to be sent, read back and pulled.
PATIENCE = 60_000
TABS = ("Payments", "Billed and due", "Timeline", "Both sides")


@pytest.fixture(scope="module")
def of_old(given: dict[str, str], tmp_path_factory: pytest.TempPathFactory, queue: Queue) -> Iterator[str]:
    """The address of an app whose records were first seen three days ago."""
    file = tmp_path_factory.mktemp("old") / "tieout.duckdb"
    shutil.copy(queue.store, file)
    store = connect(str(file), holder="a test")
    age(store)
    store.close()
    with app_running(given | {"TIEOUT_STORE": str(file)}) as address:
        yield address


@pytest.fixture(scope="module")
def stale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, World]]:
    """An app over systems of its own, an account whose figures in Firmao are stale, and what both systems hold."""
    with serve(make_world(7, 12, DAY)) as running:
        found = environment(running, tmp_path_factory.mktemp("stale"))
        pull(found)
        store = connect(found["TIEOUT_STORE"], holder="a test")
        told = records(store, "corrections/published", as_of=today())
        store.close()
        running.world.firmao["customers"][int(told[0]["firmao_customer_id"])]["customFields"]["custom2"] = "1.23"
        subprocess.run(
            [sys.executable, "-m", "sync", "pull", "--json", "--full"], env=found, check=True, capture_output=True
        )
        with app_running(found) as address:
            yield address, told[0]["account_id"], running.world


def asked(given: dict[str, str], store: Path, query: str, account: str) -> list[dict[str, str]]:
    """What the command line answers for an account."""
    told = ("--param", f"account={account}", "--param", f"as_of={today()}", "--format", "json")
    command = [sys.executable, "-m", "sync", "query", query, *told]
    done = subprocess.run(command, env=given | {"TIEOUT_STORE": str(store)}, check=True, capture_output=True)
    found: list[dict[str, str]] = json.loads(done.stdout)
    return found


def pages_of(page: Page) -> int:
    """How many sheets of A4 it takes to print the page."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4", print_background=True)))


def test_what_they_owe_and_why_is_read_and_printed_before_a_call(opening: Opening) -> None:
    page = opening("/accounts")
    search(page, "pusz")
    page.get_by_role("link", name="Puszcza Media").click()
    expect(page.get_by_text(re.compile(r"\d+ days overdue")).first).to_be_visible()
    expect(page.get_by_text(re.compile("failed on .*Insufficient funds")).first).to_be_visible()
    document = page.get_by_role("link", name="PDF in Ordway").first.get_attribute("href")
    assert requests.get(str(document), timeout=5).content.startswith(b"%PDF-")
    page.get_by_role("button", name="Print view").click()
    page.wait_for_url("**print=1**")
    expect(page.get_by_role("table", name="Open invoices").get_by_role("row")).to_have_count(3)
    expect(page.get_by_role("cell", name="Failed payment not retried")).to_be_visible()
    # Until what the account's own page drew is gone, it would be printed below.
    for _ in range(20):
        if pages_of(page) > 1:
            page.wait_for_timeout(500)
    assert pages_of(page) == 1
    page.emulate_media(media="print")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_role("link", name="Back to the account")).to_be_hidden()


def test_figures_are_those_of_the_command_line(opening: Opening, given: dict[str, str], queue: Queue) -> None:
    page = opening(f"/account?account={OWES}")
    expect(page.locator(".figures")).to_be_visible()
    shown = page.locator(".figures .value").all_inner_texts()
    [told] = asked(given, queue.store, "account/figures", OWES)
    names = ("mrr_amount", "balance", "overdue", "paid_amount")
    assert shown[:4] == [amount(Decimal(told[name]), told["currency"]) for name in names]
    ages = asked(given, queue.store, "account/aging", OWES)
    assert sum(Decimal(one["balance"]) for one in ages) == Decimal(told["balance"])


def test_a_value_that_differs_is_marked_and_leads_to_what_says_so(opening: Opening) -> None:
    page = opening(f"/account?account={OTHER_SEATS}")
    lines = page.get_by_role("table", name="Lines on both sides")
    expect(lines.locator(".differs")).to_have_text(["48", "51"])
    lines.locator(".differs a").first.click()
    expect(page.get_by_role("heading", name="Quantity differs")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Latest invoice")).to_be_visible()


def test_every_record_leads_to_its_answer(opening: Opening) -> None:
    page = opening(f"/account?account={OWES}&show=Timeline")
    page.get_by_role("table", name="What happened").get_by_role("link", name=re.compile("Invoice INV-")).first.click()
    expect(page.get_by_role("tab", name="Records as sent")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_text('"invoice_amount"').first).to_be_visible()
    page.reload()
    expect(page.get_by_text('"invoice_amount"').first).to_be_visible()


def test_the_timeline_is_narrowed_to_one_kind_and_stays_so(opening: Opening) -> None:
    page = opening(f"/account?account={OWES}&show=Timeline")
    page.get_by_role("table", name="What happened").wait_for()
    page.get_by_role("combobox", name="Kind").click()
    page.keyboard.type("Failed")
    page.get_by_role("option", name="Failed").click()
    page.wait_for_url("**kind=**")
    page.reload()
    kinds = page.get_by_role("table", name="What happened").locator("td.words")
    expect(kinds.filter(has_not_text="Failed")).to_have_count(0)
    expect(kinds.first).to_have_text("Failed")


def test_the_past_is_said_to_be_past_and_nothing_is_sent_from_it(browser: Browser, of_old: str) -> None:
    page = browser.new_page()
    page.goto(f"{of_old}/account?account={OWES}&as_of={YESTERDAY}")
    expect(page.get_by_text("This is the account as Tieout knew it")).to_be_visible()
    expect(page.get_by_role("heading", name="Latest invoice")).to_be_visible()
    assert page.get_by_role("button", name="Publish to Firmao").count() == 0
    page.get_by_role("link", name="Back to today").click()
    expect(page.get_by_role("button", name="Publish to Firmao")).to_be_visible()
    assert "as_of" not in page.url
    page.close()


def test_before_the_first_pull_it_says_since_when_it_is_known(opening: Opening) -> None:
    page = opening(f"/account?account={OWES}&as_of={YESTERDAY}")
    expect(page.get_by_text("Tieout did not know this account")).to_be_visible()
    page.get_by_role("link", name="Back to today").click()
    expect(page.get_by_role("heading", name="Latest invoice")).to_be_visible()


def test_who_may_not_publish_is_told_why(opening: Opening) -> None:
    page = opening(f"/account?account={OWES}")
    page.get_by_role("combobox", name="Work as").click()
    page.get_by_role("option", name="Demo sales").click()
    expect(page.get_by_text("Demo sales may not publish balances to Firmao")).to_be_visible()
    expect(page.get_by_role("button", name="Publish to Firmao")).to_be_disabled()


def test_what_is_published_stands_in_firmao_and_is_told_with_its_time(
    browser: Browser, stale: tuple[str, str, World]
) -> None:
    address, account, world = stale
    page = browser.new_page()
    page.goto(f"{address}/account?account={account}")
    expect(page.get_by_text("Firmao shows something else: open balance 1.23 →")).to_be_visible()
    expect(page.get_by_text("; nothing was published from here yet")).to_be_visible()
    page.get_by_role("button", name="Publish to Firmao").click()
    expect(page.get_by_text(re.compile("published last on .* by Demo finance"))).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="Publish to Firmao", disabled=False)).to_have_count(0, timeout=PATIENCE)
    expect(page.get_by_role("button", name="Publish to Firmao")).to_have_count(1)
    assert world.firmao["customers"][int(account[1:])]["customFields"]["custom2"] != "1.23"
    page.close()


def test_what_was_due_and_billed_is_a_picture_and_a_table(opening: Opening) -> None:
    page = opening(f"/account?account={OWES}&show=Billed and due")
    expect(page.locator(".js-plotly-plot")).to_be_visible()
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("table", name="Due and billed by month").get_by_role("row")).to_have_count(14)


def test_an_invoice_tells_its_due_day_on_a_phone(opening: Opening) -> None:
    page = opening(f"/account?account={OWES}", width=390, height=844)
    invoices = page.get_by_role("table", name="Invoices, the latest first")
    expect(invoices.get_by_text(re.compile(r"^due \d+ \w+ \d{4}$")).first).to_be_visible()


@pytest.mark.parametrize("path", [f"show={tab}" for tab in TABS] + ["print=1"])
def test_it_is_accessible_and_whole_on_a_phone(opening: Opening, path: str) -> None:
    page = opening(f"/account?account={OWES}&{path}", width=390, height=844)
    page.locator("table").first.wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    found = Axe().run(page).response["violations"]
    assert not [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    hidden = "tables => tables.filter(one => one.scrollWidth > one.clientWidth).map(one => one.innerText)"
    assert page.locator(".scroll").evaluate_all(hidden) == []
