"""Finance corrects, somebody else approves, and both see what became of it: one, many, and one that others changed."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from corrections.bulk import propose_batch
from corrections.people import Person
from corrections.planner import plan_correction
from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store, connect
from sandbox.company import make_world
from sandbox.serving import Sandbox, serve
from sandbox.world import World
from sync.mapping import Mapping
from tests.browser.conftest import DAY, app_running, environment, pull
from tests.browser.tabs import Tabs
from tests.browser.test_syncing import change_in_firmao

# How long a correction may take to be sent, pulled and reconciled.
PATIENCE = 60_000
BALANCE = "custom2"
PATHS = ("/corrections", "/corrections?correction=TO-00001", "/corrections?batch=TB-00001", "/new-business")


@dataclass(frozen=True)
class Office:
    """The app over systems of its own, and the discrepancies that were there at first."""

    address: str
    sandbox: Sandbox
    rows: list[dict[str, Any]]

    def of(self, rule: str) -> list[dict[str, Any]]:
        """Those of a rule, the most money first."""
        return [row for row in self.rows if row["rule"] == rule]


Showing = Callable[..., Page]


def with_stale_balances(world: World, count: int) -> World:
    """A world in which Firmao shows a wrong balance of so many customers."""
    shown = [one for one in world.firmao["customers"].values() if (one["customFields"] or {}).get(BALANCE)]
    for one in shown[:count]:
        one["customFields"][BALANCE] = "999.99"
    return world


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Publishing always takes a second person here, and so does what is worth more than 100 PLN.

    A batch of two waits for one already.
    """
    folder: Path = tmp_path_factory.mktemp("office")
    with serve(with_stale_balances(make_world(7, 100, DAY), 12)) as sandbox:
        given = environment(sandbox, folder)
        with Path(given["TIEOUT_POLICY"]).open("a") as policy:
            policy.write('[approval]\nalways = ["publish"]\n[approval.limits]\nPLN = "100"\n')
        pull(given)
        store = connect(given["TIEOUT_STORE"], holder="a test")
        reconcile(store, DAY)
        rows = records(store, "discrepancies/page", as_of=datetime.now(UTC).date(), row_limit=1000)
        propose_two(store, [row["discrepancy_id"] for row in rows if row["rule"] == "M1"][-2:])
        store.close()
        with app_running(given) as address:
            yield Office(address, sandbox, rows)


def propose_two(store: Store, stale: list[str]) -> None:
    """A batch that waits for approval, so that there is something to look at."""
    plans = [plan_correction(store, Mapping(), one, "firmao", DAY) for one in stale]
    propose_batch(store, plans, Person("fin@example.com", frozenset({"finance"})), "it is stale")


@pytest.fixture
def showing(tabs: Tabs, office: Office) -> Showing:
    """Open a path of the app as somebody: `showing("/corrections", "Demo approver")`."""

    def show(path: str, who: str = "", **look: Any) -> Page:
        page = tabs.open(office.address + path, **look)
        page.locator("h1").first.wait_for()
        if who:
            work_as(page, who)
        return page

    return show


def work_as(page: Page, who: str) -> None:
    """Be somebody else of the demo."""
    page.get_by_role("combobox", name="Work as").click()
    page.get_by_role("option", name=who).click()
    expect(page.get_by_role("combobox", name="Work as")).to_have_value(who)
    settled(page)


def settled(page: Page) -> None:
    """Wait until the app has drawn what was asked for."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


def dialog(page: Page) -> Locator:
    """The preview that is open."""
    return page.get_by_role("dialog")


def propose(page: Page, side: str, why: str, button: str) -> None:
    """Look at the preview of a correction and go on with it."""
    page.get_by_role("button", name=f"Fix in {side}").click()
    dialog(page).get_by_role("textbox", name="Why it is right").fill(why)
    dialog(page).get_by_role("button", name=button).click()
    expect(dialog(page)).to_have_count(0)


def asked_to_publish(showing: Showing, row: dict[str, Any]) -> Page:
    """Finance asked for a balance to be published; the page of the discrepancy."""
    page = showing(f"/discrepancies?discrepancy={row['discrepancy_id']}")
    propose(page, "Firmao", "Sales looks at it", "Ask for approval")
    return page


def to_the_correction(page: Page) -> str:
    """Follow the link from a discrepancy to its correction; the id of that."""
    page.get_by_role("link", name=re.compile(r"^TO-\d+$")).first.click()
    page.wait_for_url("**/corrections?correction=**")
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()
    return page.url.rpartition("=")[2]


def test_the_preview_shows_the_request_field_by_field_and_who_has_to_approve(showing: Showing, office: Office) -> None:
    row = office.of("T4")[0]
    page = showing(f"/discrepancies?discrepancy={row['discrepancy_id']}")
    page.get_by_role("button", name="Fix in Firmao").click()
    shown = dialog(page)
    expect(shown.get_by_role("columnheader", name="Before").first).to_be_visible()
    expect(shown.get_by_text(row["expected"]).first).to_be_visible()
    expect(shown.get_by_text(row["actual"]).first).to_be_visible()
    expect(shown.get_by_text("a second person approves it")).to_be_visible()
    shown.get_by_text("Request", exact=True).first.click()
    expect(shown.get_by_role("region", name="Request").first).to_contain_text('"method": "PUT"')


def test_the_way_on_is_in_sight_however_long_the_preview(showing: Showing, office: Office) -> None:
    page = showing(f"/discrepancies?discrepancy={office.of('T4')[0]['discrepancy_id']}")
    page.get_by_role("button", name="Fix in Ordway").click()
    dialog(page).get_by_role("columnheader", name="Set to").last.wait_for()
    expect(dialog(page).get_by_role("button", name="Ask for approval")).to_be_in_viewport()


def test_nothing_is_proposed_without_a_reason(showing: Showing, office: Office) -> None:
    page = showing(f"/discrepancies?discrepancy={office.of('T4')[0]['discrepancy_id']}")
    page.get_by_role("button", name="Fix in Firmao").click()
    dialog(page).get_by_role("button", name="Ask for approval").click()
    expect(dialog(page).get_by_text("Say why")).to_be_visible()


def test_what_one_proposes_another_approves_and_the_discrepancy_is_gone(showing: Showing, office: Office) -> None:
    row = office.of("M1")[0]
    page = asked_to_publish(showing, row)
    expect(page.get_by_text("Correction under way, waits for approval:")).to_be_visible()
    correction_id = to_the_correction(page)
    expect(page.get_by_role("button", name="Approve", exact=True)).to_be_disabled()
    page.get_by_role("button", name="Approve", exact=True).hover(force=True)
    expect(page.get_by_text("Demo finance may not approve or reject a correction")).to_be_visible()
    other = showing(f"/corrections?correction={correction_id}", "Demo approver")
    other.get_by_role("button", name="Approve", exact=True).click()
    expect(other.get_by_text("Read back: all of it stands there as planned.").first).to_be_visible(timeout=PATIENCE)
    expect(other.get_by_role("table", name="Discrepancies it settles")).to_contain_text("Resolved", timeout=PATIENCE)
    history = other.get_by_role("table", name="What happened, in order")
    for words in ("Proposed", "Sales looks at it", "Approved", "Demo approver (approver)", "Verified"):
        expect(history).to_contain_text(words)


def test_what_cannot_be_taken_back_stands_above_the_button(showing: Showing, office: Office) -> None:
    page = showing(f"/discrepancies?discrepancy={office.of('C2')[0]['discrepancy_id']}")
    propose(page, "Ordway", "Nobody ordered it", "Ask for approval")
    to_the_correction(page)
    told = page.get_by_text("No way back.")
    expect(told).to_be_visible()
    approve = page.get_by_role("button", name="Approve", exact=True)
    expect(approve).to_be_visible()
    above, below = told.bounding_box(), approve.bounding_box()
    assert above
    assert below
    assert above["y"] < below["y"]


def test_nobody_approves_their_own_above_the_limit(showing: Showing, office: Office) -> None:
    page = showing(f"/discrepancies?discrepancy={office.of('M1')[1]['discrepancy_id']}", "Demo approver")
    propose(page, "Firmao", "It is stale", "Ask for approval")
    to_the_correction(page)
    expect(page.get_by_role("button", name="Approve", exact=True)).to_be_disabled()
    page.get_by_role("button", name="Approve", exact=True).hover(force=True)
    expect(page.get_by_text("nobody approves their own")).to_be_visible()


def test_who_may_only_read_is_told_why(showing: Showing, office: Office) -> None:
    page = showing(f"/discrepancies?discrepancy={office.of('T4')[0]['discrepancy_id']}", "Demo sales")
    button = page.get_by_role("button", name="Fix in Firmao")
    expect(button).to_be_disabled()
    button.hover(force=True)
    expect(page.get_by_text("Demo sales may not propose a correction")).to_be_visible()


def conflicted(showing: Showing, office: Office, row: dict[str, Any]) -> Page:
    """The page of a correction of a balance that somebody changed in Firmao before it was approved."""
    correction_id = to_the_correction(asked_to_publish(showing, row))
    customer = row["account_id"].removeprefix("F")
    change_in_firmao(office.sandbox, f"customers/{customer}", **{f"customFields.{BALANCE}": "123.45"})
    page = showing(f"/corrections?correction={correction_id}", "Demo approver")
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_text("Somebody changed it meanwhile").first).to_be_visible(timeout=PATIENCE)
    return page


def test_what_somebody_else_changed_is_not_overwritten_and_shown(showing: Showing, office: Office) -> None:
    page = conflicted(showing, office, office.of("M1")[2])
    expect(page.get_by_role("columnheader", name="Found")).to_be_visible()
    expect(page.locator("table.changes td", has_text="123.45")).to_be_visible()


def test_what_is_not_wanted_is_rejected_with_a_reason(showing: Showing, office: Office) -> None:
    correction_id = to_the_correction(asked_to_publish(showing, office.of("M1")[3]))
    page = showing(f"/corrections?correction={correction_id}", "Demo approver")
    page.get_by_role("button", name="Reject", exact=True).click()
    page.get_by_label("Why it is not wanted").fill("They move to another tool")
    settled(page)
    page.get_by_test_id("stForm").filter(visible=True).get_by_role("button", name="Reject").click()
    expect(page.get_by_role("table", name="What happened, in order")).to_contain_text("They move to another tool")
    row = office.of("M1")[3]
    again = showing(f"/discrepancies?discrepancy={row['discrepancy_id']}")
    expect(again.get_by_role("button", name="Fix in Firmao")).to_be_enabled()


def test_three_are_put_right_in_one_batch(showing: Showing, office: Office) -> None:
    page = showing("/discrepancies?rule=M1")
    chosen = office.of("M1")[4:7]
    for row in chosen:
        page.locator(f'input[value="{row["discrepancy_id"]}"]').check()
    expect(page.get_by_text("3 of").first).to_be_visible()
    page.get_by_role("button", name="Fix in Firmao").click()
    expect(dialog(page).get_by_text("3 corrections for 3 discrepancies.")).to_be_visible()
    dialog(page).get_by_role("textbox", name="Why it is right").fill("Month end")
    dialog(page).get_by_role("button", name="Ask for approval of 3 corrections").click()
    page.wait_for_url("**/corrections?batch=**")
    expect(page.get_by_text("3 corrections: 3 waiting for approval")).to_be_visible()
    work_as(page, "Demo approver")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    page.get_by_role("button", name="Approve 3").click()
    expect(page.get_by_text("3 corrections: 3 paused")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("3 corrections: 3 done")).to_be_visible(timeout=PATIENCE)
    rows = page.get_by_role("table", name="Corrections", exact=True).locator("tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.filter(has_text="Done")).to_have_count(3)


def test_a_correction_is_taken_back_by_another(showing: Showing, office: Office) -> None:
    page = asked_to_publish(showing, office.of("M1")[7])
    to_the_correction(page)
    work_as(page, "Demo approver")
    page.get_by_role("button", name="Approve", exact=True).click()
    page.get_by_role("button", name="Undo").click(timeout=PATIENCE)
    expect(dialog(page).get_by_text("Take back: ").first).to_be_visible()
    dialog(page).get_by_role("textbox", name="Why it is right").fill("The old figure was meant")
    dialog(page).get_by_role("button", name=re.compile("Send|Ask for approval")).click()
    expect(page.get_by_text("Taken back by")).to_be_visible(timeout=PATIENCE)


def test_a_won_contract_is_brought_into_billing_in_one_step(showing: Showing, office: Office) -> None:
    page = showing("/new-business")
    row = page.get_by_role("row").filter(has_text=office.of("C1")[0]["account_name"])
    row.get_by_role("link", name="Bring into billing").click()
    dialog(page).get_by_role("textbox", name="Why it is right").fill("Signed")
    dialog(page).get_by_role("button", name="Ask for approval").click()
    expect(row).to_contain_text("waits for approval")
    correction_id = to_the_correction(page)
    other = showing(f"/corrections?correction={correction_id}", "Demo approver")
    other.get_by_role("button", name="Approve", exact=True).click()
    expect(other.get_by_role("table", name="Discrepancies it settles")).to_contain_text("Resolved", timeout=PATIENCE)
    other.get_by_role("link", name="New business").click()
    expect(other.get_by_role("table", name="Contracts not in billing")).to_be_visible()
    expect(other.get_by_role("row").filter(has_text=office.of("C1")[0]["account_name"])).to_have_count(0)


def test_filters_are_in_the_address_and_the_list_and_the_audit_can_be_taken_along(
    showing: Showing, office: Office
) -> None:
    row = office.of("M1")[8]
    conflicted(showing, office, row)
    page = showing(f"/corrections?standing=conflicted&account={row['account_id']}")
    rows = page.get_by_role("table", name="Corrections", exact=True).locator("tbody tr")
    expect(rows).to_have_count(1)
    # Meanwhile all is compared and the page drawn anew now and then: what it offers stays on offer.
    page.get_by_role("button", name="Export the audit").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Every event as CSV").click()
    told = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert [int(row["Event"]) for row in told] == list(range(1, len(told) + 1))
    assert {"proposed", "approved", "conflicted"} <= {row["What"] for row in told}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_no_serious_violation_here(showing: Showing, path: str, scheme: str) -> None:
    page = showing(path, scheme=scheme)
    page.get_by_role("table").first.wait_for()
    assert serious(page) == []


def test_axe_finds_no_serious_violation_in_the_preview(showing: Showing, office: Office) -> None:
    page = showing(f"/discrepancies?discrepancy={office.of('L1')[0]['discrepancy_id']}")
    page.get_by_role("button", name="Fix in Ordway").click()
    dialog(page).get_by_role("textbox", name="Why it is right").wait_for()
    assert serious(page) == []


def serious(page: Page) -> list[tuple[str, str]]:
    """What axe finds grave: the rule, and where first."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_cut_off_on_a_phone_here(showing: Showing, path: str) -> None:
    page = showing(path, width=390)
    page.get_by_role("table").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    hidden = "tables => tables.filter(one => one.scrollWidth > one.clientWidth).map(one => one.innerText)"
    assert page.locator(".scroll").evaluate_all(hidden) == []
