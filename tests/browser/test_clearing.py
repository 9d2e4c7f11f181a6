"""Finance clears five discrepancies in either system, and after the sync they are gone from the queue."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from queries.reconcile.run import reconcile
from queries.run import records, today
from queries.store import connect
from sandbox.company import make_world
from sandbox.serving import serve
from tests.browser.conftest import DAY, Opening, app_running, environment, pull
from tests.browser.queue_steps import dialog_of, rows, settled
from tests.browser.test_correcting import with_stale_balances

# How long five corrections may take to be sent, pulled and reconciled.
PATIENCE = 150_000
# What is put right where, the most money of a rule first: each rule by itself, those of one rule together.
# Money that moves in Ordway publishes the account, which would settle an M1 by itself: so Firmao comes first.
CLEARED = {"Firmao": {"M1": 5}, "Ordway": {"T1": 1, "T5": 1, "I4": 1, "I5": 1, "L4": 1}}


@pytest.fixture(scope="module")
def found() -> dict[str, list[str]]:
    """The ids of the causes by rule, the most money first; filled with the app."""
    return {}


@pytest.fixture(scope="module")
def app(found: dict[str, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An app over systems of its own, in which nobody has to wait for an approval."""
    folder: Path = tmp_path_factory.mktemp("clearing")
    with serve(with_stale_balances(make_world(7, 100, DAY), 5)) as sandbox:
        given = environment(sandbox, folder)
        with Path(given["TIEOUT_POLICY"]).open("a") as policy:
            policy.write(
                '[approval]\nalways = []\n[approval.limits]\nPLN = "1000000"\nEUR = "1000000"\nUSD = "1000000"\n'
            )
        pull(given)
        store = connect(given["TIEOUT_STORE"], holder="a test")
        reconcile(store, DAY)
        for row in records(store, "discrepancies/page", as_of=today(), row_limit=1000):
            found.setdefault(row["rule"], []).append(row["discrepancy_id"])
        store.close()
        with app_running(given) as address:
            yield address


def clear(page: Page, ids: list[str], side: str) -> None:
    """Tick them, look at the preview and send all of them."""
    # What was corrected before is still being compared; the queue is drawn anew at its end, and a click would be lost.
    expect(page.get_by_role("button", name="Sync now")).to_be_enabled(timeout=PATIENCE)
    settled(page)
    for one in ids:
        page.locator(f'input[value="{one}"]').check()
    expect(page.get_by_text(re.compile(rf"^{len(ids)} of \d+ discrepancies ticked"))).to_be_visible()
    expect(page.get_by_role("button", name=f"Fix in {side}")).to_be_enabled()
    settled(page)
    dialog = dialog_of(page, f"Fix in {side}")
    several = (len(ids), "correction" if len(ids) == 1 else "corrections")
    expect(dialog).to_contain_text(f"{several[0]} {several[1]} for {len(ids)}")
    dialog.get_by_role("textbox", name="Why it is right").fill("Checked against the contract")
    dialog.get_by_role("button", name=re.compile("^Send")).click()
    page.wait_for_url("**/corrections?batch=**")
    expect(page.get_by_text(re.compile(f"^{several[0]} {several[1]}: {len(ids)} done"))).to_be_visible(timeout=PATIENCE)


def wait_until_gone(queue: Page, ids: list[str]) -> None:
    """Look at the queue anew until none of them is in it; the comparison after the last correction may be under way."""
    end = time.monotonic() + PATIENCE / 1000
    while any(queue.locator(f'input[value="{one}"]').count() for one in ids):
        assert time.monotonic() < end
        queue.wait_for_timeout(1000)
        queue.reload()
        rows(queue).first.wait_for()
        settled(queue)


@pytest.mark.parametrize("side", CLEARED)
def test_five_are_put_right_and_gone_after_the_sync(opening: Opening, found: dict[str, list[str]], side: str) -> None:
    gone = []
    for rule, number in CLEARED[side].items():
        page = opening("/discrepancies")
        clear(page, found[rule][:number], side)
        gone += found[rule][:number]
    assert len(gone) == 5
    queue = opening("/discrepancies")
    rows(queue).first.wait_for()
    wait_until_gone(queue, gone)
    resolved = opening("/discrepancies?change=resolved&status=resolved")
    for one in gone:
        expect(resolved.locator(f'input[value="{one}"]')).to_have_count(1)
