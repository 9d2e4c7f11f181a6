"""The list of accounts: its columns, its order, and which screen of it is shown, all of them in the address."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ui.address import to_account
from ui.ledger import Cell, Parts, Row, column, ledger, money_cell
from ui.marks import side_marks
from ui.screens import Order, Orders, begin_anew, pager
from ui.sheet import Node, link, node
from ui.text import NONE, count

COLUMNS = (
    column("name", "Account", sort="name"),
    column("sides", "In", minor=True),
    column("tax_id", "Tax id", "code", minor=True),
    column("currency", "Cur.", "code"),
    column("mrr_amount", "MRR", "money", minor=True, sort="mrr"),
    column("balance", "Balance", "money", sort="balance"),
    column("overdue", "Overdue", "money", sort="overdue"),
    column("latest_invoice_on", "Latest invoice", "day", minor=True),
    column("latest_payment_on", "Latest payment", "day", minor=True),
    column("next_renewal_on", "Next renewal", "day", minor=True, sort="renewal"),
)
EXPORTED = (
    column("account_id", "Account id"),
    *(one for one in COLUMNS if one.name != "sides"),
    column("link", "Linked by"),
    column("firmao_customer_id", "Firmao id"),
    column("ordway_customer_id", "Ordway id"),
)
# Amounts are looked at from the largest, the rest from the first.
_LARGEST_FIRST = {"balance", "overdue", "mrr"}
ORDERS = Orders("name", tuple(one.sort for one in COLUMNS if one.sort), _LARGEST_FIRST, {"name", *_LARGEST_FIRST})


def search_for_all() -> None:
    """Take the search away."""
    st.session_state["search"] = ""
    begin_anew()


def accounts_table(rows: Sequence[Row], order: Order, screen: int, screens: int) -> Node:
    """One screen of the list, with links to each account, to the other orders and to the other screens."""
    amounts = {name: partial(_billed, name) for name in ("mrr_amount", "balance")}
    cells = {"name": _name, "sides": _sides, "overdue": _overdue} | amounts
    parts = Parts(cells=cells, heading=lambda one: ORDERS.heading(one, order), order=(order.sort, order.descending))
    table = ledger(rows, COLUMNS, "Accounts with what they owe", parts)
    return node("div", table, *pager(screen, screens))


def _name(row: Row) -> Cell:
    opens = link(row["name"] or NONE, to_account(row["account_id"]), row["account_id"])
    # Where the column of tax ids has no room, they still tell namesakes apart.
    under = [node("span", row["tax_id"], kind="sub narrow")] if row["tax_id"] else []
    if row["count_currencies"] > 1:
        note = f"largest of {count(row['count_currencies'], 'currency', 'currencies')}"
        under.append(node("span", note, kind="sub"))
    return node("div", opens, *under)


def _sides(row: Row) -> Node:
    return side_marks(row["firmao_customer_id"], row["ordway_customer_id"])


def _overdue(row: Row) -> Cell:
    shown = _billed("overdue", row)
    return node("span", shown, kind="late") if row["overdue"] else shown


def _billed(name: str, row: Row) -> Cell:
    """An amount; whoever was never billed in any currency has none, which is not the same as owing nothing."""
    return money_cell(row, name) if row["currency"] else node("span", NONE, kind="quiet")
