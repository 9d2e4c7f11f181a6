"""The totals of a workbook of commission are those of its rows, each currency by itself."""

from decimal import Decimal

from ui.commission.lines import totals


def test_totals_are_those_of_the_rows_at_hand() -> None:
    rows = [
        {"currency": "PLN", "amount": Decimal("10.05")},
        {"currency": "EUR", "amount": Decimal("3.00")},
        {"currency": "PLN", "amount": Decimal("-0.05")},
    ]
    assert totals(rows) == [
        {"currency": "EUR", "found": 1, "amount": Decimal("3.00")},
        {"currency": "PLN", "found": 2, "amount": Decimal("10.00")},
    ]
    assert totals([]) == []
