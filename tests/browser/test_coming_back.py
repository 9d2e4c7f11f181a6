"""Whoever opened something in a list comes back to the list as it was: by Back, by Forward and Back, by the menu."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opening, search


def menu(page: Page, name: str) -> None:
    """Follow a link of the menu."""
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name).click()


def narrowed(page: Page) -> None:
    """The list of accounts as it was left: searched, by balance, on its second screen."""
    page.wait_for_url(re.compile(r"/accounts\?search=a&sort=balance&page=2$"))
    expect(page.get_by_label("Search")).to_have_value("a")
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Balance")
    expect(page.get_by_text(re.compile(r"Screen 2 of \d"))).to_be_visible()


def open_first(page: Page) -> None:
    """Follow the first link of the list to an account."""
    page.locator("td a").first.click()
    page.wait_for_url("**/account?account=**")
    expect(page.get_by_role("tab", name="Invoices")).to_be_visible()


def test_back_and_forward_between_the_list_and_an_account(opening: Opening) -> None:
    page = opening("/accounts?search=a&sort=balance&page=2")
    open_first(page)
    account = page.locator("h1").inner_text()
    page.go_back()
    narrowed(page)
    page.go_forward()
    expect(page.locator("h1")).to_have_text(account)
    page.go_back()
    narrowed(page)


def test_the_menu_leads_back_to_the_list_as_it_was(opening: Opening) -> None:
    page = opening("/accounts?search=a&sort=balance&page=2")
    open_first(page)
    menu(page, "Data health")
    expect(page.locator("h1")).to_have_text("Data health")
    menu(page, "Accounts")
    narrowed(page)


def test_a_search_taken_away_stays_away(opening: Opening) -> None:
    page = opening("/accounts?search=a")
    search(page, "")
    page.wait_for_url(re.compile(r"/accounts$"))
    open_first(page)
    menu(page, "Accounts")
    expect(page.get_by_label("Search")).to_have_value("")


def test_the_queue_keeps_its_filters_and_what_was_opened_in_it(opening: Opening) -> None:
    page = opening("/discrepancies?rule=T4&sort=account")
    page.locator("td a").first.click()
    expect(page.get_by_role("link", name="← All discrepancies")).to_be_visible()
    opened = page.url
    # Until the queue is gone, its links to the accounts stand beside this one's.
    expect(page.get_by_role("button", name="More filters")).to_have_count(0)
    account = page.locator('a[href^="account?"]')
    expect(account).to_have_count(1)
    account.click()
    expect(page.get_by_role("tab", name="Invoices")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("link", name="← All discrepancies")).to_be_visible()
    expect(page).to_have_url(opened)
    menu(page, "Data health")
    expect(page.locator("h1")).to_have_text("Data health")
    menu(page, "Discrepancies")
    expect(page).to_have_url(re.compile(r"/discrepancies\?rule=T4&sort=account$"))
