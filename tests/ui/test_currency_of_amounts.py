"""Where the currency of an amount stands in a table: in the heading, in its column or, without room, beneath it."""

from decimal import Decimal

from ui.ledger import Row, column, ledger
from ui.sheet import Node

COLUMNS = (
    column("account", "Account", "main"),
    column("currency", "Cur.", "code", minor=True),
    column("amount", "Amount", "money"),
    column("before", "Before", "money", minor=True),
)
EUR: Row = {"account": "A", "currency": "EUR", "amount": Decimal(5), "before": Decimal(4)}
PLN: Row = {"account": "B", "currency": "PLN", "amount": Decimal(7), "before": Decimal(6)}


def _under(table: Node) -> list[str]:
    """What stands under a figure where the screen is narrow, from the first row to the last."""
    _tag, attributes, *children = table
    own = [str(children[0])] if attributes.get("class") == "sub narrow" else []
    return own + [told for child in children if not isinstance(child, str) for told in _under(child)]


def test_an_amount_whose_currency_has_no_room_has_it_beneath() -> None:
    assert _under(ledger([EUR, PLN], COLUMNS, "Amounts")) == ["EUR", "PLN"]


def test_one_currency_of_all_stands_in_the_headings_alone() -> None:
    assert _under(ledger([EUR, EUR], COLUMNS, "Amounts")) == []


def test_no_amount_and_no_currency_have_nothing_beneath() -> None:
    nothing: Row = {**PLN, "amount": Decimal(0)}
    unknown: Row = {**PLN, "currency": None}
    assert _under(ledger([EUR, nothing, unknown, PLN], COLUMNS, "Amounts")) == ["EUR", "PLN"]


def test_a_column_that_is_always_shown_says_it_once() -> None:
    columns = tuple(column(one.name, one.label, one.kind) for one in COLUMNS)
    assert _under(ledger([EUR, PLN], columns, "Amounts")) == []
