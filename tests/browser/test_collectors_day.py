"""A collector's day: whom to ask first, a call, a promise, a dispute, the CRM told of it, a statement to send."""

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from queries.reconcile.run import reconcile
from queries.run import records, today
from queries.store import Store, connect
from sandbox.company import make_world
from sandbox.serving import Sandbox, serve
from tests.browser.conftest import DAY, app_running, environment, pull
from tests.browser.queue_steps import send, settled, unfold, work_as

# How long a note may take to be sent, pulled and reconciled.
PATIENCE = 60_000
STATUS = "custom6"


class Office:
    """The app over systems of its own, and the worklist as it was at first."""

    def __init__(
        self, address: str, sandbox: Sandbox, rows: list[dict[str, Any]], failed: tuple[str, dict[str, Any]]
    ) -> None:
        self.address = address
        self.sandbox = sandbox
        self.rows = rows
        self.failed = failed

    @property
    def first(self) -> dict[str, Any]:
        """The most urgent customer with a stage and an invoice in one currency."""
        return next(row for row in self.rows if row["next_action"].startswith("send_"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Both systems with sixty accounts, a reconciled store and the app."""
    with serve(make_world(7, 60, DAY)) as sandbox:
        given = environment(sandbox, tmp_path_factory.mktemp("collector"))
        pull(given)
        store = connect(given["TIEOUT_STORE"], holder="a test")
        reconcile(store, DAY)
        rows = records(store, "collections/worklist", as_of=today())
        failed = _most_retried(store)
        store.close()
        with app_running(given) as address:
            yield Office(address, sandbox, rows, failed)


def _most_retried(store: Store) -> tuple[str, dict[str, Any]]:
    """The account and the payment that failed and was tried again most often."""
    every = [
        (account["account_id"], row)
        for account in records(store, "accounts/page", row_limit=500)
        for row in records(store, "collections/failed_payments", account=account["account_id"], as_of=today())
    ]
    return max(every, key=lambda one: (one[1]["count_retries"], one[0]))


@pytest.fixture(scope="module")
def page(browser: Browser, office: Office) -> Iterator[Page]:
    """One tab for the whole day."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, accept_downloads=True)
    opened = context.new_page()
    opened.goto(f"{office.address}/collections")
    opened.locator("h1").first.wait_for()
    yield opened
    context.close()


def table(page: Page, name: str) -> Locator:
    return page.get_by_role("table", name=name, exact=True).locator("tbody tr")


def figure(page: Page, name: str) -> Locator:
    """A key figure by its name, with what it refers to."""
    return page.locator("dl.figures > div").filter(has=page.get_by_text(name, exact=True))


def money(value: Decimal) -> str:
    return f"{value:,.2f}"


def test_the_day(page: Page, office: Office) -> None:
    """In the order of a day, since each part rests on the ones before."""
    first = office.first
    _the_worklist_says_whom_to_ask_first(page, office)
    _a_filter_stands_in_the_address(page, first)
    _the_customer_is_opened(page, first)
    _a_call_is_logged(page)
    _the_promise_is_waited_for(page)
    _what_is_disputed_is_on_hold(page)
    _the_crm_is_told_once(page, office, first)
    _a_statement_is_taken_along(page, first)
    _sales_leaves_notes_only(page, office, first)


def _the_worklist_says_whom_to_ask_first(page: Page, office: Office) -> None:
    listed = table(page, "Whom to collect from, the most urgent first")
    expect(listed).to_have_count(len(office.rows))
    for place in (0, -1):
        expect(listed.nth(place)).to_contain_text(office.rows[place]["account_name"])
        expect(listed.nth(place)).to_contain_text(money(office.rows[place]["overdue"]))
    for name in ("Open", "Overdue", "DSO", "CEI", "Expected in 4 weeks"):
        expect(figure(page, name)).to_contain_text("PLN")


def _a_filter_stands_in_the_address(page: Page, first: dict[str, Any]) -> None:
    page.get_by_role("combobox", name="Currency", exact=True).click()
    page.get_by_role("option", name=first["currency"], exact=True).click()
    page.wait_for_url(f"**currency={first['currency']}**")
    settled(page)


def _the_customer_is_opened(page: Page, first: dict[str, Any]) -> None:
    page.get_by_role("link", name=first["account_name"], exact=True).first.click()
    expect(page.get_by_role("heading", name=first["account_name"])).to_be_visible()
    settled(page)
    expect(figure(page, "Overdue")).to_contain_text(money(first["overdue"]))
    expect(table(page, "Open invoices").first).to_be_visible()


def _a_call_is_logged(page: Page) -> None:
    unfold(page, "Log a contact")
    page.get_by_label("What was said").fill("They pay on Friday")
    send(page, "Log a contact")
    expect(table(page, "What was said and done").first).to_contain_text("They pay on Friday")
    expect(figure(page, "Next")).to_contain_text("Follow up")


def _the_promise_is_waited_for(page: Page) -> None:
    unfold(page, "Note a promise")
    page.get_by_label("Amount").fill("lots")
    send(page, "Note a promise")
    expect(page.get_by_text("Write the amount as a number")).to_be_visible()
    settled(page)
    expect(page.get_by_label("Amount")).to_have_count(1)
    page.get_by_label("Amount").fill("1,200.50")
    send(page, "Note a promise")
    expect(table(page, "Promises").first).to_contain_text("1,200.50")
    expect(table(page, "Promises").first).to_contain_text("Promise open")
    expect(figure(page, "Next")).to_contain_text("Wait for the promise")


def _what_is_disputed_is_on_hold(page: Page) -> None:
    unfold(page, "Note a dispute")
    page.get_by_label("Why", exact=True).fill("Wrong seats")
    send(page, "Note a dispute")
    expect(table(page, "Disputes").first).to_contain_text("On hold")
    expect(table(page, "Open invoices").first).to_contain_text("On hold")
    expect(figure(page, "Stage")).to_contain_text("Not dunned")
    expect(figure(page, "Next")).to_contain_text("Settle the dispute")


def _the_crm_is_told_once(page: Page, office: Office, first: dict[str, Any]) -> None:
    call = table(page, "What was said and done").filter(has_text="They pay on Friday")
    call.get_by_role("link", name="Write to Firmao").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Called about payment: They pay on Friday (Demo finance)")
    expect(dialog).to_contain_text("in dispute")
    expect(dialog.get_by_role("textbox")).to_have_count(0)
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_have_count(0)
    expect(call.get_by_role("link", name=re.compile(r"^TO-\d+$"))).to_be_visible(timeout=PATIENCE)
    expect(call.get_by_role("link", name="Write to Firmao")).to_have_count(0)
    customer = int(first["account_id"][1:])
    _wait_until(page, lambda: str(_status(office, customer)).endswith(", in dispute"))
    told = [one["description"] for one in office.sandbox.world.firmao["salesnotes"].values() if _is_ours(one, customer)]
    assert len(told) == 1


def _wait_until(page: Page, is_so: Any) -> None:
    for _ in range(PATIENCE // 500):
        if is_so():
            return
        page.wait_for_timeout(500)
    raise AssertionError("It did not come to be.")


def _status(office: Office, customer: int) -> str:
    return str(office.sandbox.world.firmao["customers"][customer]["customFields"][STATUS])


def _is_ours(note: dict[str, Any], customer: int) -> bool:
    return bool(note["customer"]["id"] == customer and "They pay on Friday" in note["description"])


def _a_statement_is_taken_along(page: Page, first: dict[str, Any]) -> None:
    page.get_by_role("link", name="Statement of account").click()
    expect(page.get_by_role("heading", name="Statement of account")).to_be_visible()
    settled(page)
    expect(page.locator("dl.figures > div").first).to_contain_text("Amount to be paid")
    expect(figure(page, "Open on invoices")).to_contain_text(money(first["balance"]))
    account = page.get_by_role("table", name=re.compile("^Account from ")).get_by_role("row")
    expect(account.nth(1)).to_contain_text("Opening balance")
    expect(account.last).to_contain_text("Closing balance")
    page.get_by_role("button", name="Export", exact=True).click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="The statement as CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(taken.value.path()).read_text("utf-8-sig"))))
    opened = [Decimal(row["Open"]) for row in rows if row["What"] == "Invoice"]
    assert sum(opened) == first["balance"]
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Back to the customer").click()
    expect(page.get_by_role("heading", name=first["account_name"])).to_be_visible()
    settled(page)


def _sales_leaves_notes_only(page: Page, office: Office, first: dict[str, Any]) -> None:
    work_as(page, "Demo sales")
    expect(page.get_by_role("button", name="Note a promise")).to_be_disabled()
    expect(page.get_by_role("button", name="Note a dispute")).to_be_disabled()
    unfold(page, "Log a contact")
    page.get_by_label("What was said").fill("Their buyer left")
    send(page, "Log a contact")
    noted = table(page, "What was said and done").filter(has_text="Their buyer left")
    expect(noted).to_contain_text("Note")
    expect(noted).to_contain_text("Demo sales")


def test_a_failed_payment_is_told_with_what_was_tried_since(page: Page, office: Office) -> None:
    account, failed = office.failed
    page.goto(f"{office.address}/collections?customer={account}")
    shown = table(page, "Failed payments").filter(has_text=failed["payment_id"])
    expect(shown).to_contain_text(failed["failure_reason"])
    assert shown.inner_text().split("\t")[-2] == str(failed["count_retries"])


def test_aging_leads_from_a_sum_to_its_customers(page: Page, office: Office) -> None:
    page.goto(f"{office.address}/collections?view=aging&by=owner")
    totals = table(page, "What is open, by how late it is")
    owner = totals.first.get_by_role("link").first
    name = owner.inner_text()
    owner.click()
    expect(page.get_by_role("columnheader", name="Account")).to_be_visible()
    settled(page)
    listed = table(page, "What is open, by how late it is").filter(has_not_text="All customers")
    assert {row.split("\t")[1] for row in listed.all_inner_texts()} == {name}


def test_a_bucket_of_the_aging_opens_the_invoices_behind_it(page: Page, office: Office) -> None:
    page.goto(f"{office.address}/collections?view=aging&currency=PLN")
    summed = table(page, "What is open, by how late it is").filter(has_text="All customers")
    bucket = summed.get_by_role("link").last
    amount = bucket.inner_text()
    bucket.click()
    expect(page.get_by_text(f"· {amount} PLN")).to_be_visible()
    settled(page)
    rows = table(page, "Open invoices").all_inner_texts()
    shown = [Decimal(row.split("\t")[-1].replace(",", "")) for row in rows]
    assert money(sum(shown, Decimal())) == amount
    assert "view=invoices" in page.url
    invoice = table(page, "Open invoices").first.get_by_role("link").first
    number = invoice.inner_text()
    invoice.click()
    expect(page.get_by_role("tab", name="Invoices")).to_have_attribute("aria-selected", "true", timeout=PATIENCE)
    expect(page.get_by_role("link", name=number, exact=True).first).to_be_visible()


@pytest.mark.parametrize(
    ("view", "told"), [("cash", "Cash expected in PLN:"), ("days", "DSO in PLN:")], ids=["forecast", "trend"]
)
def test_a_picture_is_told_in_words_and_as_a_table(page: Page, office: Office, view: str, told: str) -> None:
    page.goto(f"{office.address}/collections?view={view}")
    page.locator(".js-plotly-plot").first.wait_for()
    expect(page.get_by_label(re.compile(f"^{told}")).first).to_be_attached()
    page.get_by_text(re.compile("as a table$")).click()
    expect(page.get_by_role("table").last).to_contain_text("PLN")
