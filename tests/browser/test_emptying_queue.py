"""Finance empties its queue: views, keys, several at once, symptoms in place, mentions, and what is taken along."""

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from queries.ledger import decisions
from queries.run import today
from queries.store import connect
from tests.browser.conftest import Opening, Queue, app_running
from tests.browser.queue_steps import main_link, money, rows, send, settled, unfold, work_as
from tests.browser.workbooks import sheets
from tests.deciders import finance
from ui.discrepancies.exports import EXPORTED
from ui.discrepancies.queue import COLUMNS


@pytest.fixture(scope="module")
def app(given: dict[str, str], queue: Queue, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An app of its own; one discrepancy is overdue, one due today, and one is Bert's."""
    own = tmp_path_factory.mktemp("emptying") / "tieout.duckdb"
    shutil.copy(queue.store, own)
    store = connect(str(own), holder="a test")
    one, other, third = (row["discrepancy_id"] for row in queue.causes[-3:])
    decisions.set_due(store, [one], who=finance("Bert"), on=today() - timedelta(5))
    decisions.set_due(store, [other], who=finance("Bert"), on=today())
    decisions.assign(store, [third], who=finance("Bert"), owner="Bert")
    store.close()
    with app_running(given | {"TIEOUT_STORE": str(own)}) as address:
        yield address


def view(page: Page, name: str) -> int:
    """Follow a view; returns how many it says it holds."""
    nav = page.get_by_role("navigation", name="Views")
    link = nav.get_by_role("link", name=re.compile(f"^{name}"))
    told = int(link.locator(".count").inner_text().replace(",", ""))
    link.click()
    expect(nav.locator("[aria-current]")).to_contain_text(re.compile(f"^{name}"))
    settled(page)
    return told


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Unassigned", "owner=nobody"),
        ("Over the limit", "over=1"),
        ("Overdue", "due=overdue"),
        ("Due this week", "due=week"),
        ("Changed since", "change=any&status=all"),
    ],
)
def test_a_view_leads_to_as_many_rows_as_it_says_and_is_in_the_address(
    opening: Opening, name: str, address: str
) -> None:
    page = opening("/discrepancies")
    told = view(page, name)
    expect(page).to_have_url(re.compile(rf"\?{re.escape(address)}$"))
    expect(rows(page)).to_have_count(told)


@pytest.mark.parametrize("figure", ["Leakage", "Over-collected", "Open", "Symptoms"])
def test_a_key_figure_leads_to_the_rows_it_is_made_of(opening: Opening, queue: Queue, figure: str) -> None:
    page = opening("/discrepancies")
    page.locator(".figures").get_by_role("link", name=figure, exact=True).click()
    meant = {
        "Leakage": [row for row in queue.causes if row["under_collected"] > 0],
        "Over-collected": [row for row in queue.causes if row["over_collected"] < 0],
        "Open": queue.causes,
        "Symptoms": [row for row in queue.rows if row["root_id"]],
    }[figure]
    page.wait_for_url("**snoozed=1**")
    expect(page.get_by_text(re.compile(rf"^{len(meant)} discrepanc"))).to_be_visible()


def test_what_is_overdue_says_so_in_words_and_how_old_it_is_too(opening: Opening) -> None:
    page = opening("/discrepancies?due=overdue")
    expect(rows(page)).to_have_count(1)
    expect(rows(page).first).to_contain_text("overdue by 5 days")
    expect(rows(page).first).to_contain_text(re.compile(r"0new$"))


def test_keys_move_tick_and_open(opening: Opening, queue: Queue) -> None:
    page = opening("/discrepancies")
    expect(rows(page)).to_have_count(len(queue.causes))
    page.keyboard.press("j")
    expect(main_link(rows(page).nth(0))).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    expect(main_link(rows(page).nth(2))).to_be_focused()
    page.keyboard.press("k")
    expect(main_link(rows(page).nth(1))).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_text(f"1 of {len(queue.causes)} discrepancies ticked")).to_be_visible()
    expect(rows(page).nth(1).get_by_role("checkbox")).to_be_checked()
    expect(main_link(rows(page).nth(1))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=queue.causes[1]["title"])).to_be_visible()


@pytest.mark.parametrize(("key", "field"), [("a", "Owner"), ("s", "Not shown before"), ("w", "Why it is accepted")])
def test_a_key_acts_on_the_row_one_is_on(opening: Opening, key: str, field: str) -> None:
    page = opening("/discrepancies")
    rows(page).first.wait_for()
    page.keyboard.press("j")
    page.keyboard.press(key)
    expect(rows(page).first.get_by_role("checkbox")).to_be_checked()
    expect(page.get_by_test_id("stForm").filter(visible=True).get_by_label(re.compile(field)).first).to_be_visible()
    expect(page.get_by_test_id("stForm").filter(visible=True).locator(":focus")).to_have_count(1)


def test_the_key_of_a_fix_opens_its_preview(opening: Opening, queue: Queue) -> None:
    page = opening(f"/discrepancies?account={queue.of('T4')['account_id']}&rule=T4")
    rows(page).first.wait_for()
    page.keyboard.press("j")
    page.keyboard.press("f")
    expect(page.get_by_role("dialog")).to_contain_text("1 correction for 1 discrepancy.")


def test_keys_are_not_taken_from_what_is_typed(opening: Opening, queue: Queue) -> None:
    page = opening("/discrepancies")
    rows(page).first.wait_for()
    page.get_by_label("Search").press_sequentially("jaxswf")
    expect(page.get_by_label("Search")).to_have_value("jaxswf")
    page.wait_for_url("**search=jaxswf**")
    expect(page.get_by_text("ticked")).to_have_count(0)


def test_what_is_ticked_is_in_the_address_and_survives_a_reload(opening: Opening, queue: Queue) -> None:
    page = opening("/discrepancies")
    rows(page).nth(2).get_by_role("checkbox").check()
    page.wait_for_url(f"**ticked={queue.causes[2]['discrepancy_id']}**")
    page.reload()
    expect(page.get_by_text(f"1 of {len(queue.causes)} discrepancies ticked")).to_be_visible()
    expect(rows(page).nth(2).get_by_role("checkbox")).to_be_checked()
    rows(page).nth(2).get_by_role("checkbox").uncheck()
    expect(page.get_by_text(f"{len(queue.causes)} discrepancies; tick some")).to_be_visible()
    expect(page).not_to_have_url(re.compile("ticked"))


def test_symptoms_unfold_in_place_and_fold_again(opening: Opening, queue: Queue) -> None:
    cause = queue.of("T4")
    page = opening("/discrepancies?rule=T4")
    page.get_by_role("link", name=f"{cause['symptoms']} symptoms").click()
    symptoms = page.get_by_role("table", name="Symptoms").locator("tbody tr")
    expect(symptoms).to_have_count(cause["symptoms"])
    assert (
        sum(money(text) for text in page.get_by_role("table", name="Symptoms").locator("td.figure").all_inner_texts())
        == cause["impact"]
    )
    page.reload()
    expect(symptoms).to_have_count(cause["symptoms"])
    page.get_by_role("link", name=f"{cause['symptoms']} symptoms").click()
    expect(symptoms).to_have_count(0)


def test_of_several_each_is_told_what_became_of_it(opening: Opening, queue: Queue) -> None:
    mine, other = queue.causes[-1], queue.causes[0]
    page = opening(f"/discrepancies?ticked={mine['discrepancy_id']}+{other['discrepancy_id']}")
    expect(page.get_by_text(re.compile(r"^2 of \d+ discrepancies ticked"))).to_be_visible()
    unfold(page, "Assign")
    page.get_by_test_id("stForm").filter(visible=True).get_by_role("combobox", name="Owner").fill("Bert")
    page.get_by_role("option", name="Bert", exact=True).click()
    send(page, "Assign 2 discrepancies")
    results = page.get_by_role("table", name="Results").locator("tbody tr")
    expect(results).to_have_count(2)
    expect(results.filter(has_text=other["title"]).first).to_contain_text("Done")
    expect(results.filter(has_text="Was so already")).to_have_count(1)
    expect(page.get_by_text("ticked")).to_have_count(0)
    page.get_by_role("button", name="Put away").click()
    expect(results).to_have_count(0)


def test_a_view_of_ones_own_is_kept_for_that_person(opening: Opening) -> None:
    page = opening("/discrepancies?rule=T4&sort=age")
    views = page.get_by_role("navigation", name="Views")
    expect(rows(page)).to_have_count(1)
    settled(page)
    page.get_by_role("button", name="My views").click()
    settled(page)
    page.get_by_label("Keep the filters and the order as").fill("Prices")
    page.get_by_role("button", name="Keep view").click()
    expect(views.get_by_role("link", name="Prices")).to_be_visible()
    other = opening("/discrepancies")
    rows(other).first.wait_for()
    settled(other)
    other.get_by_role("navigation", name="Views").get_by_role("link", name="Prices").click()
    expect(other).to_have_url(re.compile(r"\?rule=T4&sort=age$"))
    work_as(other, "Demo approver")
    expect(other.get_by_role("navigation", name="Views").get_by_role("link", name="Prices")).to_have_count(0)
    page.get_by_role("button", name="My views").click()
    page.get_by_role("button", name="Forget “Prices”").click()
    expect(views.get_by_role("link", name="Prices")).to_have_count(0)


def test_whoever_is_mentioned_finds_it_on_home_until_they_answer(opening: Opening, queue: Queue) -> None:
    row = queue.of("T4")
    page = opening(f"/discrepancies?discrepancy={row['discrepancy_id']}")
    unfold(page, "Comment")
    page.get_by_role("textbox", name="Comment").fill("Is this the price of 2025?")
    page.get_by_role("combobox", name="Mention").fill("@Demo sa")
    page.get_by_role("option", name="@Demo sales").click()
    page.keyboard.press("Escape")
    send(page, "Comment")
    expect(page.get_by_role("table", name="What happened")).to_contain_text("comment to Demo sales")
    other = opening("/")
    work_as(other, "Demo sales")
    other.get_by_role("link", name="Demo finance mentions you on T4").click()
    expect(other.get_by_role("heading", name="T4 Unit price differs")).to_be_visible()
    expect(other.get_by_role("heading", name="Home")).to_have_count(0)
    settled(other)
    unfold(other, "Comment")
    other.get_by_role("textbox", name="Comment").fill("It is, @Demo finance")
    send(other, "Comment")
    expect(other.get_by_role("table", name="What happened")).to_contain_text("comment to Demo finance")
    other.get_by_test_id("stSidebarNav").get_by_role("link", name="Home").click()
    expect(other.locator("h1")).to_have_text("Home")
    settled(other)
    expect(other.get_by_text("mentions you")).to_have_count(0)
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Home").click()
    expect(page.get_by_role("link", name="Demo sales mentions you on T4")).to_be_visible()


def test_a_workbook_is_what_is_on_the_screen_and_its_totals_tie_to_it(opening: Opening) -> None:
    page = opening("/discrepancies?currency=PLN&status=all&sort=account")
    rows(page).first.wait_for()
    listed = [main_link(row).inner_text() for row in rows(page).all()]
    line = page.get_by_text(re.compile(r"^\d+ discrepanc.*Leakage")).inner_text()
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=f"All {len(listed)} as XLSX").click()
    told, totals = sheets(download.value.path())
    assert [f"{row['Rule']} {row['Discrepancy']}" for row in told] == listed
    assert download.value.suggested_filename == f"discrepancies-{today()}.xlsx"
    [whole] = [row for row in totals if row["Rule"] == "All"]
    by_rule = [row for row in totals if row["Rule"] != "All"]
    for name in ("Discrepancies", "Leakage", "Over-collected"):
        assert sum(row[name] for row in by_rule) == whole[name]
    assert whole["Discrepancies"] == len(listed)
    assert [Decimal(one.replace(",", "")) for one in re.findall(r"[\d,]+\.\d\d", line)] == [
        whole["Leakage"],
        -whole["Over-collected"],
    ]
    assert sum(row["Leakage"] for row in told) == whole["Leakage"]


def test_an_export_has_the_columns_of_the_screen_in_their_order() -> None:
    exported = [one.name for one in EXPORTED]
    places = [exported.index(one.name) for one in COLUMNS if one.kind != "tick"]
    assert places == sorted(places)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_with_symptoms_unfolded_and_rows_ticked(
    opening: Opening, queue: Queue, scheme: str
) -> None:
    one = queue.of("T4")["discrepancy_id"]
    page = opening(f"/discrepancies?rule=T4&unfolded={one}&ticked={one}", scheme=scheme)
    page.get_by_role("table", name="Symptoms").wait_for()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []


def test_the_queue_fits_a_phone_with_symptoms_unfolded(opening: Opening, queue: Queue) -> None:
    page = opening(f"/discrepancies?unfolded={queue.of('T4')['discrepancy_id']}", width=390)
    page.get_by_role("table", name="Symptoms").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_far_down_the_list_a_key_opens_its_form_where_one_looks(opening: Opening, queue: Queue) -> None:
    page = opening("/discrepancies", height=600)
    rows(page).first.wait_for()
    for _ in range(min(30, len(queue.causes))):
        page.keyboard.press("j")
    page.keyboard.press("s")
    form = page.get_by_test_id("stForm").filter(visible=True)
    form.wait_for()
    box = form.bounding_box()
    assert box
    assert 0 <= box["y"] < box["y"] + box["height"] <= 600
    expect(page.get_by_role("button", name="Snooze", exact=True).first).to_be_in_viewport()


def test_the_keys_are_shown_when_asked_for_and_put_away_again(opening: Opening) -> None:
    page = opening("/discrepancies", height=600)
    rows(page).first.wait_for()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_be_in_viewport()
    expect(keys).to_contain_text("waive")
    page.keyboard.press("Escape")
    expect(keys).not_to_be_visible()
