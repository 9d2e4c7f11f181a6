"""What contracts and subscriptions are worth is told whole, or said not to be known."""

from decimal import Decimal
from typing import Any

from ui.account.worth import worth


def line(amount: str | None, **other: Any) -> dict[str, Any]:
    """What one record is worth in one way."""
    return {
        "system": "ordway", "record_id": "S-1", "is_once": False, "billing_period": "Monthly", "currency": "PLN",
        "net_amount": Decimal(amount) if amount else None,
    } | other  # fmt: skip


def test_what_some_records_come_to_in_the_same_periods_is_added_up() -> None:
    told = [
        line("10"),
        line("5", record_id="S-2"),
        line("99", record_id="S-3"),
        line("7", is_once=True, billing_period=""),
    ]
    assert worth(told, "ordway", {"S-1", "S-2"}) == "15.00 PLN a period (monthly), 7.00 PLN once"
    assert worth(told, "firmao", {"S-1"}) == "–"


def test_a_sum_with_an_unknown_part_is_unknown() -> None:
    told = [line("10"), line(None, record_id="S-2"), line(None, is_once=True, billing_period=None, currency=None)]
    assert worth(told, "ordway", {"S-1", "S-2"}) == "– a period (monthly), – once"
    assert worth(told, "ordway", {"S-1"}) == "10.00 PLN a period (monthly), – once"
