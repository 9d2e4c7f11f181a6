"""The picture of a month says what its table says, in shape and in words; money is told apart by currency and way."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from ui.closing.course import figure_of, told_in_words
from ui.closing.figures import key_figures, to_queue
from ui.sheet import words_of

OCTOBER = date(2026, 10, 1)


def days(*counts: int) -> list[dict[str, Any]]:
    """So many open at the end of each day, from the last one of September on."""
    first = OCTOBER - timedelta(days=1)
    return [{"day": first + timedelta(days=number), "count_open": count} for number, count in enumerate(counts)]


def test_the_line_has_the_figures_of_the_table_and_begins_at_zero() -> None:
    made = figure_of(days(3, 5, 0), OCTOBER, "blue")
    assert made["data"][0]["y"] == [3, 5, 0]
    assert made["data"][0]["x"] == ["2026-09-30", "2026-10-01", "2026-10-02"]
    assert made["layout"]["yaxis"]["rangemode"] == "tozero"


def test_the_end_of_the_month_is_marked_once_it_has_passed() -> None:
    assert figure_of(days(*[1] * 32), OCTOBER, "blue")["layout"]["shapes"] == []
    [mark] = figure_of(days(*[1] * 33), OCTOBER, "blue")["layout"]["shapes"]
    assert mark["x0"] == "2026-10-31"


def test_who_does_not_see_it_is_told_where_it_begins_its_most_and_where_it_ends() -> None:
    told = told_in_words(days(3, 5, 0), OCTOBER)
    assert told.endswith("3 on 30 Sep 2026, at most 5 on 1 Oct 2026, 0 on 2 Oct 2026.")


def test_money_of_two_currencies_and_of_two_ways_is_told_apart() -> None:
    counts = dict.fromkeys(("count_at_start", "count_found", "count_before", "count_resolved", "count_waived"), 0)
    rows = [
        counts | {"count_open": 1, "currency": currency, "leakage": Decimal(left), "over_collected": Decimal(over)}
        for currency, left, over in (("PLN", "10.00", "0"), ("EUR", "2.50", "1.00"), ("PLN", "5.00", "0"))
    ]
    told = words_of(key_figures(rows, OCTOBER, datetime(2026, 9, 1)))  # noqa: DTZ001 - UTC, as the store keeps it
    assert "Leakage 2.50 EUR, 15.00 PLN; Over-collected 1.00 EUR" in told


def test_what_nobody_looked_at_is_no_zero() -> None:
    first = datetime(2026, 11, 26, 9)  # noqa: DTZ001 - UTC, as the store keeps it
    counts = dict.fromkeys(("count_found", "count_before", "count_resolved", "count_waived", "count_open"), 1)
    money = {"currency": "PLN", "leakage": Decimal(0), "over_collected": Decimal(0)}
    for rows in ([], [counts | money | {"count_at_start": None}]):
        assert "Open when it began – first compared on 26 Nov 2026" in words_of(key_figures(rows, OCTOBER, first))


def test_a_figure_leads_to_what_concerns_its_month_and_stands_so() -> None:
    told = to_queue(OCTOBER, "open", rule="I4", currency="PLN")
    assert told == "discrepancies?month=2026-10&status=open&snoozed=1&rule=I4&currency=PLN"
