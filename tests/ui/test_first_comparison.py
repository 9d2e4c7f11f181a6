"""Home says so where there is nothing to compare with, and tells nothing unseen as a movement from zero."""

from datetime import date, datetime
from decimal import Decimal

from ui.home.figures import moved
from ui.sheet import words_of

YESTERDAY = date(2026, 11, 25)
OPEN = {
    "currency": "PLN",
    "count_open": 84,
    "leakage": Decimal("219138.78"),
    "over_collected": Decimal(0),
    "count_before": 0,
    "leakage_before": Decimal(0),
    "over_collected_before": Decimal(0),
    "count_opened": 85,
    "count_closed": 1,
}


def told(compared_at: datetime | None) -> str:
    """All that is said of what moved."""
    return words_of(moved([OPEN], [], YESTERDAY, compared_at))


def test_on_the_day_of_the_first_comparison_nothing_is_more_or_less() -> None:
    said = told(datetime(2026, 11, 26, 8))  # noqa: DTZ001 - UTC, as the store keeps it
    assert said.count("First compared on Thu 26 Nov 2026, nothing to compare with") == 3
    assert "1 went since" in said
    assert "more" not in said


def test_from_the_next_day_on_it_is_compared() -> None:
    said = told(datetime(2026, 11, 25, 23))  # noqa: DTZ001 - UTC, as the store keeps it
    assert "↑ 219,138.78 PLN more" in said
    assert "85 came and 1 went" in said


def test_what_was_never_compared_is_no_zero() -> None:
    said = words_of(moved([], [], YESTERDAY, None))
    assert "Open discrepancies – Not compared yet" in said
