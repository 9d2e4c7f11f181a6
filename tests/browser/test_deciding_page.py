"""What people decide about discrepancies is kept, told and taken back."""

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opening, Queue, app_running
from tests.browser.queue_steps import opened, rows, send, unfold


@pytest.fixture(scope="module")
def app(given: dict[str, str], queue: Queue, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app of its own: what is decided here must not be missing from other tests' queue."""
    own = tmp_path_factory.mktemp("deciding") / "tieout.duckdb"
    shutil.copy(queue.store, own)
    with app_running(given | {"TIEOUT_STORE": str(own)}) as address:
        yield address


def test_an_owner_is_kept_and_found_by(opening: Opening, queue: Queue) -> None:
    page = opened(opening, queue, "T1")
    page.get_by_role("button", name="Assign to me").click()
    expect(page.locator(".facts", has_text="Owner")).to_contain_text("Demo finance")
    page.reload()
    expect(page.locator(".facts", has_text="Owner")).to_contain_text("Demo finance")
    expect(page.get_by_role("table", name="What happened")).to_contain_text("Demo finance")
    mine = opening("/discrepancies?owner=Demo+finance")
    expect(rows(mine).filter(has_text="T1 Product missing in billing")).to_have_count(1)


def test_more_money_than_finance_may_waive_stays_open_and_says_why(opening: Opening, queue: Queue) -> None:
    page = opened(opening, queue, "I5")
    unfold(page, "Waive")
    page.get_by_label("Why it is accepted as it is").fill("Agreed in writing")
    send(page, "Waive")
    expect(page.get_by_text(re.compile("is above the limit of .* a person and day"))).to_be_visible()


def test_a_waiver_needs_a_reason_and_is_taken_back(opening: Opening, queue: Queue) -> None:
    page = opened(opening, queue, "L4")
    unfold(page, "Waive")
    send(page, "Waive")
    expect(page.get_by_text("Say why it is waived")).to_be_visible()
    page.get_by_label("Why it is accepted as it is").fill("Agreed <b>in writing</b>")
    send(page, "Waive")
    expect(page.get_by_text("Agreed <b>in writing</b>").first).to_be_visible()
    page.reload()
    expect(page.get_by_text(re.compile("^Waived until")).first).to_be_visible()
    unfold(page, "Take waiver back")
    page.get_by_label("Why it is open again").fill("It was not")
    send(page, "Take waiver back")
    expect(page.get_by_role("button", name="Waive", exact=True)).to_be_visible()
    expect(page.get_by_role("table", name="What happened")).to_contain_text("It was not")


def test_a_comment_is_kept(opening: Opening, queue: Queue) -> None:
    page = opened(opening, queue, "P2")
    unfold(page, "Comment")
    page.get_by_role("textbox", name="Comment").fill("Called them, they pay on Friday")
    send(page, "Comment")
    expect(page.get_by_role("table", name="What happened")).to_contain_text("they pay on Friday")
    page.reload()
    expect(page.get_by_role("table", name="What happened")).to_contain_text("they pay on Friday")


def test_a_due_day_is_kept(opening: Opening, queue: Queue) -> None:
    page = opened(opening, queue, "P4")
    unfold(page, "Set due day")
    send(page, "Set due day")
    expect(page.get_by_role("table", name="What happened")).to_contain_text("due ")
    page.reload()
    expect(page.locator(".facts", has_text="Due")).to_contain_text(re.compile(r"\d{4}"))


def test_several_are_snoozed_together_and_hidden_until_asked_for(opening: Opening, queue: Queue) -> None:
    page = opening("/discrepancies?rule=I3")
    expect(rows(page)).to_have_count(2)
    page.get_by_role("checkbox", name="Tick all of this screen").check()
    expect(page.get_by_text("2 of 2 discrepancies ticked")).to_be_visible()
    unfold(page, "Snooze")
    send(page, "Snooze 2 discrepancies")
    expect(page.get_by_text("2 snoozed discrepancies match")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Show snoozed ones too").click()
    expect(rows(page)).to_have_count(2)
    expect(rows(page).first).to_contain_text("snoozed until")
    page.get_by_role("link", name="I3 Billed twice").first.click()
    page.get_by_role("button", name="Show again").click()
    expect(page.get_by_role("table", name="What happened")).to_contain_text("shown again")
