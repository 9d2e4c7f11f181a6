"""The invoices behind a sum of the aging or of the cash forecast: which they are, and what they add up to."""

from collections.abc import Mapping, Sequence
from typing import Any

from queries.currency import decimals
from ui.account.links_to import to_shown
from ui.address import here
from ui.collections.words import BUCKETS, owner_told
from ui.ledger import Cell, Parts, Row, column, ledger, money_cell
from ui.screens import pager
from ui.sheet import Node, link, node
from ui.text import NONE, amount, count, figure
from ui.wording import _, later

# The view of this, and what in the address says which sum it is.
VIEW = "invoices"
CHOICES = ("standing", "bucket", "of")
STANDINGS = {
    "promised": later("Promised"),
    "beyond_usual": later("Beyond what is usual"),
    "not_soon": later("Not expected soon"),
    "on_hold": later("On hold"),
}
COLUMNS = (
    column("invoice_id", "Invoice", "code"),
    column("account_name", "Account", "main"),
    column("owner", "Sales person", minor=True),
    column("invoiced_on", "Invoiced", "day", minor=True),
    column("due_on", "Due", "day", minor=True),
    column("days_overdue", "Days late", "number"),
    column("currency", "Cur.", "code"),
    column("balance", "Open", "money"),
)


def behind(name: str, row: Row, **asked: str) -> Cell:
    """An amount of a row as a link to the invoices that it is made of; nothing leads nowhere."""
    if not row[name]:
        return money_cell(row, name)
    anew = dict.fromkeys(("by", "page", *CHOICES), "")
    address = here(**anew | {"view": VIEW, "currency": row["currency"]} | asked)
    return link(figure(row[name], decimals(row["currency"])), address, address)


def account_cell(row: Row) -> Cell:
    """The customer as a link to how it stands; one that belongs to no account leads nowhere."""
    name = row["account_name"] or row["ordway_customer_id"] or NONE
    if not row["account_id"]:
        return name
    address = here(customer=row["account_id"], page="")
    return link(name, address, address)


def sum_told(rows: Sequence[Row], chosen: Mapping[str, str]) -> str:
    """Which sum it is, of how many invoices: `Beyond what is usual: 3 invoices · 300.00 PLN`."""
    parts = [_named(chosen), owner_told(chosen.get("owner", ""))]
    named = ", ".join(one for one in parts if one)
    sums = {row["currency"]: row["balance_all"] for row in rows}
    told = [count(rows[0]["count_all"], "invoice"), *(amount(one, currency) for currency, one in sums.items())]
    return _("{what}: {told}", what=named or _("Open invoices"), told=" · ".join(told))


def _named(chosen: Mapping[str, str]) -> str:
    named: Mapping[str, Any] = {"current": later("Not due"), **BUCKETS, **STANDINGS}
    found = [chosen.get(name, "") for name in ("standing", "bucket")]
    return ", ".join(_(named[one]) for one in found if one in named)


def _invoice(row: Row) -> Cell:
    return to_shown(row["account_id"], "invoice", row["invoice_id"])


def invoices_table(rows: Sequence[Row], screen: tuple[int, int]) -> Node:
    """One screen of them, with links to each and to its customer."""
    parts = Parts(cells={"invoice_id": _invoice, "account_name": account_cell})
    return node("div", ledger(rows, COLUMNS, _("Open invoices"), parts), *pager(*screen))
