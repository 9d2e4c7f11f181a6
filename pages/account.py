"""Account: what a customer bought, what it was billed, what it paid."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages import discrepancies
from sync.running import running
from ui import account_documents as documents
from ui.access import guarded, hand_over
from ui.account_discrepancies import open_discrepancies
from ui.account_head import context_line, identity, key_figures, side
from ui.account_links import draw_links_of_account
from ui.account_records import draw_records
from ui.account_terms import contracts, subscriptions
from ui.failing import show_never_pulled, show_nothing
from ui.marks import titled
from ui.reading import Reader, Row, reader
from ui.returning import lead
from ui.sheet import draw_sheet, node
from ui.text import plain


def page() -> StreamlitPage:
    """How the page is reached: by its link, not by the menu."""
    return st.Page(draw, title="Account", icon=":material/person:", url_path="account", visibility="hidden")


@guarded
def draw() -> None:
    """One account, named by `?account=` in the address."""
    read = reader(running().store)
    account_id = st.query_params.get("account", "")
    account = read.first("account/overview", account=account_id)
    if account is None:
        _explain_unknown(read, account_id)
        return
    titled(plain(account["name"]), context_line(account, read.today))
    draw_sheet(key_figures(read, account_id), key="figures")
    _discrepancies(read, account_id)
    _both_sides(read, account)
    _documents(read, account)


def _discrepancies(read: Reader, account_id: str) -> None:
    """What disagrees about the account, with the way to it; nothing where all agrees."""
    told = open_discrepancies(read, account_id)
    if told and draw_sheet(told, key="discrepancies"):
        lead(discrepancies.page(), account=account_id)


def _both_sides(read: Reader, account: Row) -> None:
    left, right = st.columns(2, gap="medium")
    with left:
        terms = contracts(read, account["account_id"])
        draw_sheet(node("div", side(account, "firmao"), terms), key="firmao")
    with right:
        terms = subscriptions(read, account["account_id"])
        draw_sheet(node("div", side(account, "ordway"), terms), key="ordway")


def _documents(read: Reader, account: Row) -> None:
    names = ("Invoices", "Payments", "Timeline", "Both sides", "Links", "Records as sent")
    invoices, payments, timeline, people, links, records = st.tabs(
        names, key="show", on_change="rerun", bind="query-params"
    )
    account_id = account["account_id"]
    if invoices.open:
        with invoices:
            documents.draw_invoices(read, account_id)
    if payments.open:
        with payments:
            documents.draw_payments(read, account_id)
    if timeline.open:
        with timeline:
            documents.draw_timeline(read, account_id)
    if people.open:
        with people:
            draw_sheet(identity(account), key="identity")
            documents.draw_contacts(read, account_id)
    if links.open:
        with links:
            draw_links_of_account(read, account_id, running().worker.ask_reconciliation)
    if records.open:
        with records:
            draw_records(read, account)


def _explain_unknown(read: Reader, account_id: str) -> None:
    titled("Account", "An account is opened from the list, or by its link.")
    if not read.rows("health/tie_out"):
        worker = running().worker
        show_never_pulled(is_pulling=worker.progress().running, pull=worker.ask)
    elif account_id:
        advice = "It may have been merged or deleted, or the link is incomplete."
        show_nothing(f"There is no account “{account_id}”", advice, "Show all accounts", _to_accounts)
    else:
        show_nothing("No account is chosen", "Choose one from the list.", "Show all accounts", _to_accounts)


def _to_accounts() -> None:
    lead("app.py")


if __name__ == "__main__":
    hand_over()
