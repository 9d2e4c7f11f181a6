"""What lines come to over a span: a month that has begun counts whole, and what has no end for a year."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrections.planning.ordway.months import add_months
from corrections.planning.worth import Rate, months_in, parted, worth

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@given(first=DAYS, last=DAYS)
def test_every_month_that_has_begun_counts(first: date, last: date) -> None:
    begun = [number for number in range(60) if add_months(first, number) <= last]
    assert months_in(first, last) == len(begun)


def test_without_an_end_it_is_a_year() -> None:
    assert months_in(date(2026, 5, 17), None) == 12


@pytest.mark.parametrize(
    ("months", "last", "comes_to"),
    [
        (1, date(2026, 6, 30), "600.00"),
        (1, date(2026, 7, 1), "700.00"),
        (3, date(2026, 6, 30), "200.00"),
        (12, None, "100.00"),
        (None, date(2026, 6, 30), "100.00"),
        (1, date(2025, 12, 31), "0.00"),
        (None, date(2025, 12, 31), "0.00"),
    ],
)
def test_a_line_comes_to_its_price_each_period(months: int | None, last: date | None, comes_to: str) -> None:
    assert worth([Rate(Decimal(100), months)], date(2026, 1, 1), last) == Decimal(comes_to)


def test_lines_are_apart_each_by_itself() -> None:
    before = {"A": Rate(Decimal(100), 1), "B": Rate(Decimal(50), 1), "C": Rate(Decimal(10), 1)}
    after = {"A": Rate(Decimal(80), 1), "B": Rate(Decimal(70), 1), "D": Rate(Decimal(5), None)}
    assert parted(before, after, 2, 2) == 40 + 40 + 20 + 5


def test_a_longer_term_counts_by_what_it_adds() -> None:
    line = {"A": Rate(Decimal(100), 1)}
    assert parted(line, line, 3, 12) == 900
