"""Whoever signs a month is told how much they accept, which months are open before it, and what was taken down."""

from datetime import date, datetime
from decimal import Decimal

from ui.closing.figures import accepting
from ui.closing.signed import sign_off
from ui.sheet import words_of

LEFT = [
    {"currency": "PLN", "leakage": Decimal("100.50"), "over_collected": Decimal(3)},
    {"currency": "EUR", "leakage": Decimal(7), "over_collected": Decimal(0)},
]
NOW = datetime(2026, 11, 3, 9)  # noqa: DTZ001 - UTC, as the store keeps it


def test_number_money_and_earlier_months_stand_beside_the_reason() -> None:
    assert accepting(LEFT, 84, [date(2026, 9, 1), date(2026, 8, 1)]) == (
        "You accept 84 as they are: Leakage 7.00 EUR, 100.50 PLN; Over-collected 3.00 PLN. "
        "Still open: 2 earlier months, the latest is September 2026."
    )
    assert accepting([], 0, []) == "You accept nothing: the month is at zero."


def test_what_was_taken_down_is_told_apart() -> None:
    texts = dict.fromkeys(("closed_by", "role", "note", "made_of", "hash"), "x")
    moments = dict.fromkeys(("closed_at", "as_of", "firmao_pulled_at", "ordway_pulled_at", "compared_for"), NOW)
    counts = {"discrepancies": 77, "accepted": 60, "open": 60, "waived": 5, "resolved": 12, "symptoms": 40}
    signed = texts | moments | {f"count_{name}": number for name, number in counts.items()}
    assert "77 = 60 open + 5 waived + 12 resolved; 40 of them symptoms" in words_of(sign_off(signed))
