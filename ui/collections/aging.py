"""What is owed by how late it is: by customer, by sales person, by currency, each leading to what it is made of."""

from collections.abc import Callable, Sequence
from functools import partial

from ui.address import here
from ui.collections.behind import account_cell, behind
from ui.collections.words import NOBODY, owner_told
from ui.ledger import Cell, Column, Parts, Row, column, ledger
from ui.screens import pager
from ui.sheet import Node, link, node
from ui.wording import _, later

BY = {"": later("By customer"), "owner": later("By sales person"), "currency": later("By currency")}
_BUCKETS = (
    column("balance", "Open", "money"),
    column("current_amount", "Not due", "money", minor=True),
    column("overdue_1_30", "1–30 days", "money", minor=True),
    column("overdue_31_60", "31–60 days", "money", minor=True),
    column("overdue_61_90", "61–90 days", "money", minor=True),
    column("overdue_91", "91 days on", "money"),
    column("count_invoices", "Invoices", "number", minor=True),
)
_CURRENCY = column("currency", "Cur.", "code")
_OWNER = column("owner", "Sales person", "main")
BY_CUSTOMER = (
    column("account_name", "Account", "main"),
    column("owner", "Sales person", minor=True),
    _CURRENCY,
    *_BUCKETS,
)
COLUMNS: dict[str, tuple[Column, ...]] = {
    "": BY_CUSTOMER,
    "owner": (_OWNER, _CURRENCY, *_BUCKETS),
    "currency": (column("currency", "Cur.", "main"), *_BUCKETS),
}
EXPORTED = (column("account_id", "Account id"), column("ordway_customer_id", "Ordway id"), *BY_CUSTOMER)


# What of the address names each of them.
_BUCKET = {
    "balance": "",
    "current_amount": "current",
    "overdue_1_30": "1–30",
    "overdue_31_60": "31–60",
    "overdue_61_90": "61–90",
    "overdue_91": "91+",
}


def aging_table(rows: Sequence[Row], totals: Sequence[Row], by: str, screen: tuple[int, int]) -> Node:
    """One screen of it and what all screens add up to, each amount leading to its invoices."""
    cells: dict[str, Callable[[Row], Cell]] = {
        "account_name": _named,
        "owner": partial(_narrowed, "owner"),
        **{name: partial(_bucket, by, name) for name in _BUCKET},
    }
    if by == "currency":
        cells["currency"] = partial(_narrowed, "currency")
    own = {name: cell for name, cell in cells.items() if by or name != "owner"}
    summed = [] if by == "currency" else [{**row, "is_total": True, "account_name": None} for row in totals]
    table = ledger([*rows, *summed], COLUMNS[by], _("What is open, by how late it is"), Parts(cells=own))
    return node("div", table, *pager(*screen))


def _bucket(by: str, name: str, row: Row) -> Cell:
    """An amount that leads to its invoices."""
    asked = {"bucket": _BUCKET[name]}
    if row.get("is_total") or by == "currency":
        return behind(name, row, **asked)
    if by == "owner":
        return behind(name, row, **asked, owner=row["owner"] or NOBODY)
    return behind(name, row, **asked, of=row["account_id"] or row["ordway_customer_id"])


def _named(row: Row) -> Cell:
    return node("strong", _("All customers")) if row.get("is_total") else account_cell(row)


def _narrowed(name: str, row: Row) -> Cell:
    """A link to the customers that a sum is made of."""
    if row.get("is_total"):
        return node("strong", _("All customers"))
    told = row[name] or NOBODY
    narrowed = {name: told, "currency": row["currency"]}
    address = here(**narrowed, by="", page="")
    return link(owner_told(told), address, address)
