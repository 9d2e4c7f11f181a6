"""The lines of contracts beside those of the subscription: one row a line, both values where they differ."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from queries.currency import decimals
from ui.account.links_to import to_discrepancy, to_record
from ui.ledger import Cell, Column, Parts, Row, column, ledger
from ui.marks import differs_sign, system_mark
from ui.sheet import Node, node
from ui.text import figure
from ui.wording import _

_COLUMNS = (
    column("product_name", "Product", "main"),
    column("quantity", "Quantity", "number"),
    column("unit_price", "Unit price", "money"),
    column("discount_percent", "Less %", "number", minor=True),
    column("net_amount", "Net", "money"),
    column("currency", "Cur.", "code"),
)
_RULES = {"quantity": "T3", "unit_price": "T4", "discount_percent": "T5"}


def compared_lines(lines: Sequence[Row], differences: Sequence[Row], *, has_subscription: bool) -> Node:
    """A table of the lines; a value that both sides hold alike stands there once."""

    def cell(one: Column) -> Callable[[Row], Cell]:
        return lambda row: _both(row, one, _found(row, differences, _RULES.get(one.name)))

    cells: dict[str, Callable[[Row], Cell]] = {one.name: cell(one) for one in _COLUMNS[1:-1]}
    cells["product_name"] = lambda row: _product(row, differences, has_subscription=has_subscription)
    return ledger(lines, _COLUMNS, _("Lines on both sides"), Parts(cells=cells))


def _found(row: Row, differences: Sequence[Row], *rules: str | None) -> Row | None:
    """The discrepancy of a rule about the line; one of a contract's line counts before one of the subscription's."""
    of_rule = [one for one in differences if one["rule"] in rules]
    return next((one for one in of_rule if _is_about(one, row)), None)


def _is_about(found: Row, row: Row) -> bool:
    if found["contract_line_id"]:
        return bool(found["contract_line_id"] == row["contract_line_id"])
    own = (row["subscription_id"], row["subscription_line_id"])
    return row["subscription_line_id"] is not None and (found["subscription_id"], found["subscription_line_id"]) == own


def _product(row: Row, differences: Sequence[Row], *, has_subscription: bool) -> Cell:
    name = row["product_name"] or "–"
    sold = row["contract_line_id"]
    shown = to_record("firmao", "entries", sold, name) if sold else node("span", name)
    missing = "firmao" if sold is None else "ordway" if row["subscription_line_id"] is None else ""
    if not missing or not has_subscription:
        return shown
    found = _found(row, differences, "T1", "T2")
    told = _("no line in")
    said = to_discrepancy(found["discrepancy_id"], told) if found else told
    return node(
        "div", shown, node("span", *([differs_sign()] if found else []), said, " ", system_mark(missing), kind="sub")
    )


def _both(row: Row, one: Column, found: Row | None) -> Cell:
    sold, billed = row[f"firmao_{one.name}"], row[f"ordway_{one.name}"]
    if sold == billed or billed is None:
        return _figure(row, one, sold)
    if sold is None:
        return _figure(row, one, billed)
    parts = ((system, value) for system, value in (("firmao", sold), ("ordway", billed)))
    return node("div", *(_side(_figure(row, one, value), system, found) for system, value in parts))


def _side(text: str, system: str, found: Row | None) -> Node:
    value = to_discrepancy(found["discrepancy_id"], text) if found else text
    marked = node("span", value, kind="differs" if found else "", title=_(found["title"]) if found else "")
    return node("span", system_mark(system), " ", marked, *([differs_sign()] if found else []), kind="other")


def _figure(row: Row, one: Column, value: Decimal | None) -> str:
    return figure(value, decimals(row["currency"]) if one.kind == "money" else 0)
