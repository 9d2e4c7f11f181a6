"""Account: what a customer bought, what it owes, its latest invoice and payment."""

from datetime import UTC, date, datetime

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from queries.store import Store
from sync.running import running
from ui import account_parts as parts
from ui.failing import show_nothing
from ui.marks import titled
from ui.reading import Row, first, rows
from ui.text import NONE, amount, day, plain


def page() -> StreamlitPage:
    """How the page is reached: by its link, not by the menu."""
    return st.Page(draw, title="Account", icon=":material/person:", url_path="account", visibility="hidden")


def draw() -> None:
    """One account, named by `?account=` in the address."""
    store, today = running().store, datetime.now(UTC).date()
    account_id = st.query_params.get("account", "")
    account = first(store, "account/overview", account=account_id)
    if account is None:
        titled("Account", "No account is chosen.")
        show_nothing(f"There is no account “{account_id}”", "Find it in the list of accounts.")
        return
    titled(plain(account["name"]), f"{parts.identity_line(account)} · as of {day(today)}")
    _key_figures(store, account_id, today)
    left, right = st.columns(2)
    with left:
        parts.firmao_side(account)
        parts.contracts(store, account_id)
    with right:
        parts.ordway_side(account)
        parts.subscriptions(store, account_id)
    parts.invoices(store, account_id, today)
    parts.payments(store, account_id)
    parts.timeline(store, account_id)
    parts.contacts(store, account_id)
    parts.raw_records(store, account)


def _key_figures(store: Store, account_id: str, today: date) -> None:
    balances = rows(store, "account/balances", account=account_id, as_of=today)
    invoices = rows(store, "account/invoices", account=account_id, as_of=today)
    invoice = next((one for one in invoices if one["status"] not in ("draft", "reversed")), None)
    payment = next((one for one in rows(store, "account/payments", account=account_id) if one["is_settled"]), None)
    subscriptions = rows(store, "account/subscriptions", account=account_id)
    renewal = next((one for one in subscriptions if one["status"] == "active"), None)
    figures = st.columns(5)
    _figure(figures[0], "Open balance", _sum(balances, "balance"), "on posted invoices")
    _figure(figures[1], "Overdue", _sum(balances, "overdue"), "past due today")
    _figure(figures[2], "Latest invoice", _money(invoice, "gross_amount"), _dated(invoice, "invoiced_on", "invoice_id"))
    _figure(figures[3], "Latest payment", _money(payment, "amount"), _dated(payment, "paid_on", "payment_id"))
    _figure(figures[4], "Term ends", day(renewal["term_ends_on"]) if renewal else NONE, _renewal(renewal, today))


def _figure(column: st.delta_generator.DeltaGenerator, label: str, value: str, context: str) -> None:
    with column.container(border=True, height="stretch"):
        st.caption(label)
        st.markdown(f"#### {value}")
        st.caption(context)


def _sum(balances: list[Row], name: str) -> str:
    """Amounts of different currencies side by side, never added."""
    return " · ".join(amount(one[name], one["currency"]) for one in balances) or NONE


def _money(record: Row | None, name: str) -> str:
    return amount(record[name], record["currency"]) if record else NONE


def _dated(record: Row | None, on: str, number: str) -> str:
    return f"{plain(record[number])} · {day(record[on])}" if record else "none yet"


def _renewal(subscription: Row | None, today: date) -> str:
    if subscription is None or subscription["term_ends_on"] is None:
        return "no active subscription"
    left = (subscription["term_ends_on"] - today).days
    return f"{'renews by itself' if subscription['is_auto_renewed'] else 'ends unless renewed'}, {left} days left"
