"""What of the open money the cash forecast counts on and what it does not, leading to the invoices it is."""

from collections.abc import Sequence

from ui.collections.behind import behind
from ui.figures import line
from ui.ledger import Cell, Parts, Row, column, ledger, money_cell
from ui.sheet import Node, node
from ui.wording import _, later

# A row each, since a narrow screen has no room for a column each.
_PARTS = {
    "balance": later("Open"),
    "promised_amount": later("Promised"),
    "beyond_usual": later("Beyond what is usual"),
    "not_soon": later("Not expected soon"),
    "on_hold": later("On hold"),
}
_STANDINGS = {
    "promised_amount": "promised",
    "beyond_usual": "beyond_usual",
    "not_soon": "not_soon",
    "on_hold": "on_hold",
}
COUNTED_ON = (
    column("told", "What", "words"),
    column("currency", "Cur.", "code", minor=True),
    column("amount", "Amount", "money"),
)


def counted_on(rows: Sequence[Row]) -> Node:
    """By currency: all that is open, and what of it is promised, unusually late, too late to expect or on hold."""
    parts = [
        {"told": _(told), "name": name, "currency": row["currency"], "amount": row[name]}
        for row in rows
        for name, told in _PARTS.items()
    ]
    told = _(
        "What is promised is expected by the day of the promise. What is later than three in four of its customer's "
        "invoices were is expected now but not counted if everybody pays late; more than 90 days later than that it is "
        "not expected soon and counted nowhere. What is on hold in a dispute is counted only if everybody pays early."
    )
    table = ledger(parts, COUNTED_ON, _("What the forecast counts on"), Parts(cells={"told": _told, "amount": _amount}))
    return node("div", line(told, kind="note"), table)


def _told(row: Row) -> Cell:
    return str(row["told"])


def _amount(row: Row) -> Cell:
    standing = _STANDINGS.get(row["name"])
    return behind("amount", row, standing=standing) if standing else money_cell(row, "amount")
