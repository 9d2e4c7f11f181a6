"""A morning begins on Home: each role sees what needs it, follows a line to its rows, and finds anything by one box."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import MARKUP, Opening, Queue
from tests.browser.queue_steps import settled

ROLES = {
    "Demo finance": "Discrepancies and corrections",
    "Demo approver": "To approve",
    "Demo success": "Accounts",
    "Demo sales": "What was sold",
    "Demo leader": "What moved",
    "Demo admin": "Data and store",
}


def work_as(page: Page, who: str) -> None:
    """Choose whom one works as in the demo."""
    page.get_by_role("combobox", name="Work as").click()
    page.get_by_role("option", name=who).click()
    expect(page.get_by_role("heading", name=re.compile(f"^{ROLES[who]}"))).to_be_visible()
    # What is drawn anew is pale until it is.
    settled(page)


def find(page: Page, words: str) -> None:
    """Ask the box of the sidebar, which stands on every page."""
    box = page.get_by_test_id("stSidebar").get_by_label("Find anything")
    box.fill(words)
    box.press("Enter")


def follow(page: Page, words: str) -> int:
    """Follow a line of Home; returns the number it begins with."""
    line = page.get_by_role("link", name=re.compile(words))
    told = int(line.inner_text().split()[0].replace(",", ""))
    line.click()
    return told


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_role_has_its_part_and_axe_finds_nothing_serious(opening: Opening, scheme: str) -> None:
    page = opening("/", scheme=scheme)
    for who in ROLES:
        work_as(page, who)
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


def test_a_leader_sees_the_figures_and_is_led_to_their_rows(opening: Opening) -> None:
    page = opening("/")
    work_as(page, "Demo leader")
    for name in ("MRR", "DSO", "Expected in 4 weeks", "Leakage"):
        expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
    page.get_by_role("link", name="MRR", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("^Accounts with recurring revenue"))).to_be_visible()


def test_home_is_the_start_and_has_an_address_by_its_name(opening: Opening) -> None:
    page = opening("/home")
    expect(page.locator("h1")).to_have_text("Home")
    expect(page.get_by_text(re.compile(r"Firmao .+ · Ordway .+ · reconciled"))).to_be_visible()
    first = page.get_by_test_id("stSidebarNav").get_by_role("link").first
    expect(first).to_contain_text("Home")


def test_finance_follows_what_is_new_to_as_many_rows(opening: Opening, queue: Queue) -> None:
    page = opening("/")
    told = follow(page, "(is|are) new since")
    page.wait_for_url("**/discrepancies?change=new")
    assert told == len([row for row in queue.causes if row["change"] == "new"])
    expect(page.get_by_text(re.compile(rf"^{told} discrepanc"))).to_be_visible()


@pytest.mark.parametrize("need", ["renewal", "at_stake"])
def test_customer_success_follows_a_line_to_as_many_accounts(opening: Opening, need: str) -> None:
    page = opening("/")
    work_as(page, "Demo success")
    words = {"renewal": "to renew", "at_stake": "money at stake"}[need]
    told = follow(page, words)
    page.wait_for_url(re.compile(rf"/accounts\?need={need}&sort=(needed|renewal)$"))
    expect(page.get_by_text(re.compile(rf"^{told} accounts?( ·|$)"))).to_be_visible()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Home")


@pytest.mark.parametrize("who", ["Demo success", "Demo sales"])
def test_accounts_with_overdue_invoices_lead_to_as_many_on_the_worklist(opening: Opening, who: str) -> None:
    page = opening("/")
    work_as(page, who)
    told = follow(page, "overdue invoices")
    page.wait_for_url("**/collections")
    expect(page.locator("h1")).to_have_text("Collections")
    listed = page.get_by_text(re.compile(r"^\d+ accounts? · ")).inner_text()
    assert sum(int(one) for one in re.findall(r"(\d+) accounts?", listed)) >= told


def test_sales_follows_what_was_won_and_is_not_billed(opening: Opening) -> None:
    page = opening("/")
    work_as(page, "Demo sales")
    told = follow(page, "not in billing yet")
    page.wait_for_url("**/new-business")
    expect(page.get_by_text(re.compile(rf"^{told} contracts?"))).to_be_visible()


def test_sales_follows_their_commission_to_its_lines(opening: Opening) -> None:
    page = opening("/")
    work_as(page, "Demo sales")
    expect(page.get_by_role("heading", name="Your commission")).to_be_visible()
    page.get_by_role("link", name="At risk").click()
    page.wait_for_url(re.compile(r"/commission\?rep=.+&state=at\+risk$"))
    expect(page.locator("h1")).to_have_text("Commission")


def test_a_collector_follows_today_s_worklist_to_as_many_rows(opening: Opening) -> None:
    page = opening("/")
    line = page.get_by_role("link", name=re.compile("to ask today, of"))
    listed = line.inner_text().split(", of ")[1].split()[0]
    line.click()
    page.wait_for_url("**/collections")
    expect(page.locator("h1")).to_have_text("Collections")
    told = page.get_by_text(re.compile(r"^\d+ accounts? · ")).inner_text()
    assert sum(int(one) for one in re.findall(r"(\d+) accounts?", told)) == int(listed)


def test_where_nothing_is_to_do_home_says_so(opening: Opening) -> None:
    page = opening("/")
    work_as(page, "Demo approver")
    expect(page.get_by_text("No correction waits for your approval.")).to_be_visible()
    work_as(page, "Demo admin")
    expect(page.get_by_text("Every sync went through and every record was read.")).to_be_visible()


@pytest.mark.parametrize(
    ("figure", "leads"),
    [
        ("Open discrepancies", "/discrepancies"),
        ("Overdue", "/accounts?need=overdue"),
        ("Collected", "/accounts?need=paid"),
    ],
)
def test_a_figure_leads_to_its_rows(opening: Opening, figure: str, leads: str) -> None:
    page = opening("/")
    page.locator(".figures").get_by_role("link", name=re.compile(f"^{figure}")).click()
    page.wait_for_url(f"**{leads}**")


def test_a_number_opens_with_one_click_from_any_page(opening: Opening) -> None:
    page = opening("/health")
    find(page, "inv 00105")
    page.wait_for_url("**/search?search=inv+00105")
    page.get_by_role("link", name="Open invoice INV-00105").click()
    page.wait_for_url("**/account?account=*invoice=INV-00105")
    expect(page.get_by_text("Unit price").last).to_be_visible()


def test_a_name_is_found_without_its_accents_and_shown_letter_by_letter(opening: Opening) -> None:
    page = opening("/search?search=tlusty")
    expect(page.get_by_role("link", name=MARKUP)).to_be_visible()
    page.get_by_role("link", name=MARKUP).click()
    expect(page.locator("h1")).to_have_text(MARKUP)


def test_all_of_a_kind_is_shown_on_demand_and_stands_in_the_address(opening: Opening) -> None:
    page = opening("/search?search=INV-001")
    page.get_by_role("link", name="Show all invoices").click()
    page.wait_for_url("**kind=invoice**")
    page.reload()
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(101)
    page.get_by_role("link", name="← Every kind").click()
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(6)


def test_nothing_found_says_what_to_do(opening: Opening) -> None:
    page = opening("/")
    find(page, "nobody at all")
    expect(page.get_by_text("Nothing matches “nobody at all”")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/search?search=tlusty"])
def test_home_and_search_fit_a_phone(opening: Opening, path: str) -> None:
    page = opening(path, width=390, height=844)
    page.locator("table").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
