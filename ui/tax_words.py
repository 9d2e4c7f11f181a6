"""Whether an amount is net or gross, said below it where both stand in one column."""

from ui.ledger import Cell, Row, money_cell
from ui.sheet import node
from ui.wording import _, later

_NET, _GROSS = later("net"), later("gross")
# What either kind of record tells; a payment is what was paid, whatever tax was in it.
_SAID = {
    **dict.fromkeys(("signed", "amended", "renewed", "contract", "contract line"), _NET),
    **dict.fromkeys(("drafted", "invoiced", "reversed", "invoice"), _GROSS),
}


def amount_with_tax_said(row: Row) -> Cell:
    """The amount of a row of some `kind`, with `net` or `gross` below it where that can be said."""
    if row["amount"] is None or row["kind"] not in _SAID:
        return money_cell(row, "amount")
    return node("div", money_cell(row, "amount"), node("span", _(_SAID[row["kind"]]), kind="sub"))
