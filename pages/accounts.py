"""Accounts: find a customer by name, tax id or any number."""

from datetime import UTC, datetime

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages import account
from sync.running import running
from ui import tables
from ui.failing import show_nothing
from ui.marks import titled
from ui.reading import rows, table

ROWS_A_PAGE = 50
ORDERS = {"name": "Name", "balance": "Open balance", "overdue": "Overdue", "mrr": "MRR", "renewal": "Next renewal"}
COLUMNS = {
    "name": tables.text("Account"),
    "tax_id": tables.text("Tax id"),
    "currency": tables.text("Currency"),
    "mrr_amount": tables.money("MRR"),
    "balance": tables.money("Open balance"),
    "overdue": tables.money("Overdue"),
    "latest_invoice_on": tables.day("Latest invoice"),
    "latest_payment_on": tables.day("Latest payment"),
    "next_renewal_on": tables.day("Next renewal"),
    "link": tables.text("Linked by"),
}


def page() -> StreamlitPage:
    """How the page is reached."""
    return st.Page(draw, title="Accounts", icon=":material/groups:", default=True)


def draw() -> None:
    """The list of accounts."""
    store, today = running().store, datetime.now(UTC).date()
    titled("Accounts", f"Every customer of Firmao and Ordway, as of {today:%d %b %Y}. Choose one to open it.")
    left, right = st.columns([3, 1])
    search = left.text_input(
        "Search", key="search", bind="query-params", type="search", placeholder="Name, tax id, contract, invoice …"
    )
    order = right.selectbox("Order", list(ORDERS), key="order", bind="query-params", format_func=ORDERS.__getitem__)
    found = rows(store, "accounts/count", search=search.strip())[0]["accounts"]
    if not found:
        _explain_nothing(search)
        return
    screen = _screen(found)
    listed = table(
        store,
        "accounts/page",
        search=search.strip(),
        sort=order,
        descending=order in ("balance", "overdue", "mrr"),
        row_limit=ROWS_A_PAGE,
        row_offset=(screen - 1) * ROWS_A_PAGE,
        as_of=today,
    )
    chosen = tables.shown(
        listed, COLUMNS, alt="Accounts with their balances", key=f"accounts-{search}-{order}-{screen}"
    )
    if chosen is not None:
        st.switch_page(account.page(), query_params={"account": listed["account_id"][chosen].as_py()})
    tables.exports(listed, "accounts")


def _screen(found: int) -> int:
    pages = -(-found // ROWS_A_PAGE)
    st.caption(f"{found:,} accounts")
    return int(st.pagination(pages, key="page", bind="query-params")) if pages > 1 else 1


def _explain_nothing(search: str) -> None:
    if search:
        show_nothing(f"No account matches “{search}”", "Try part of the name, or the number without spaces.")
    else:
        show_nothing("No accounts yet", "Press “Sync now” to pull the customers of Firmao and Ordway.")
