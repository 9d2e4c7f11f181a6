"""What of the open money the cash forecast counts on and what it does not, leading to the invoices it is."""

from collections.abc import Sequence
from functools import partial

from ui.collections.behind import behind
from ui.figures import line
from ui.ledger import Parts, Row, column, ledger
from ui.sheet import Node, node
from ui.wording import _

COUNTED_ON = (
    column("currency", "Cur.", "code"),
    column("balance", "Open", "money"),
    column("promised_amount", "Promised", "money"),
    column("beyond_usual", "Beyond what is usual", "money"),
    column("not_soon", "Not expected soon", "money"),
    column("on_hold", "On hold", "money"),
)
_STANDINGS = {
    "promised_amount": "promised",
    "beyond_usual": "beyond_usual",
    "not_soon": "not_soon",
    "on_hold": "on_hold",
}


def counted_on(rows: Sequence[Row]) -> Node:
    """A row a currency: all that is open, and what of it is promised, unusually late, too late to expect or on hold."""
    cells = {name: partial(behind, name, standing=one) for name, one in _STANDINGS.items()}
    told = _(
        "What is promised is expected by the day of the promise. What is later than three in four of its customer's "
        "invoices were is expected now but not counted if everybody pays late; more than 90 days later than that it is "
        "not expected soon and counted nowhere. What is on hold in a dispute is counted only if everybody pays early."
    )
    table = ledger(rows, COUNTED_ON, _("What the forecast counts on"), Parts(cells=cells))
    return node("div", table, line(told, kind="note"))
