"""The list of accounts: its columns, its order, and which screen of it is shown, all of them in the address."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ui.account.needed import NEEDS, by_currency, needed_cell, with_needed
from ui.address import link_here, to_account
from ui.figures import line
from ui.filters import select
from ui.ledger import Cell, Parts, Row, column, ledger, money_cell
from ui.marks import side_marks
from ui.screens import Order, Orders, begin_anew, pager
from ui.sheet import Node, draw_sheet, link, node
from ui.text import NONE
from ui.wording import _, each

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
_LARGEST_FIRST = {"balance", "overdue", "mrr", "needed"}
_SORTS = (*(one.sort for one in COLUMNS if one.sort), "needed")
ORDERS = Orders("name", _SORTS, _LARGEST_FIRST, {"name", *_LARGEST_FIRST})


def draw_filters() -> dict[str, str]:
    """The widget that narrows the list to accounts that somebody is needed for; returns the filters in the address."""
    select("need", _("Needs"), {"": _("Any account")} | each(NEEDS), 190)
    told = st.query_params.get("need", "")
    return {"need": told if told in NEEDS else "", "owner": st.query_params.get("owner", "")}


def draw_owner_chosen(owner: str) -> str | None:
    """Whose accounts alone are listed; returns the way back to all of them once it is followed."""
    every = link_here(_("Everybody’s"), owner="", page="")
    return draw_sheet(line(_("Only accounts of"), " ", owner, every), key="owner") if owner else None


def search_for_all() -> None:
    """Take the search and the filters away."""
    st.session_state["search"] = ""
    for name in ("need", "owner"):
        st.query_params.pop(name, None)
    begin_anew()


def accounts_table(rows: Sequence[Row], need: str, order: Order, screen: int, screens: int) -> Node:
    """One screen of the list, with links to each account, to the other orders and to the other screens.

    `need` is what somebody is needed for in it, '' for a list of all accounts.
    """
    amounts = {name: partial(_amounts, name) for name in ("mrr_amount", "balance", "overdue")}
    cells = {"name": _name, "sides": _sides, "needed_amount": needed_cell} | amounts
    parts = Parts(cells=cells, heading=lambda one: ORDERS.heading(one, order), order=(order.sort, order.descending))
    table = ledger(rows, with_needed(COLUMNS, need), _("Accounts with what they owe"), parts)
    return node("div", table, *pager(screen, screens))


def _name(row: Row) -> Cell:
    opens = link(row["name"] or NONE, to_account(row["account_id"]), row["account_id"])
    # Where the column of tax ids has no room, they still tell namesakes apart.
    under = [node("span", row["tax_id"], kind="sub narrow")] if row["tax_id"] else []
    return node("div", opens, *under)


def _sides(row: Row) -> Node:
    return side_marks(row["firmao_customer_id"], row["ordway_customer_id"])


def _amounts(name: str, row: Row) -> Cell:
    """An amount and, below it, that of each other currency with its code: amounts of two are never added."""
    others = [node("span", _amount(name, one), " ", one["currency"], kind="sub") for one in other_currencies(row)]
    return node("div", _amount(name, row), *others)


def _amount(name: str, row: Row) -> Cell:
    shown = _billed(name, row)
    return node("span", shown, kind="late") if name == "overdue" and row[name] else shown


def other_currencies(row: Row) -> list[Row]:
    """The row once more for each other currency in which something is open or contracted, with its amounts."""
    names = ("currency", "balance", "overdue", "mrr_amount")
    told = zip(*(row[f"other_{one}"] for one in ("currencies", "balances", "overdues", "mrr_amounts")), strict=True)
    return [{**row, **dict(zip(names, amounts, strict=True))} for amounts in told]


def exported(rows: Sequence[Row]) -> list[Row]:
    """The rows as they are exported: one for each currency of an account."""
    return [one for row in rows for one in by_currency([row, *other_currencies(row)])]


def _billed(name: str, row: Row) -> Cell:
    """An amount; whoever was never billed in any currency has none, which is not the same as owing nothing."""
    return money_cell(row, name) if row["currency"] else node("span", NONE, kind="quiet")
