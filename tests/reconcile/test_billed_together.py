"""What is billed for several periods at once, taken back within one, or charged once on another day, agrees."""

import pytest

from queries.store import Store
from tests.queries.small_records import put
from tests.reconcile.seats import bill, bill_months, found, hold, sell

TWICE = [("I3", "2026-08-01", "-100.00"), ("I5", "2026-08-01", "-100.00")]
CODES = ("I1", "I3", "I4", "I5", "I6")


def wrong(bare: Store) -> list[tuple[str, str, str]]:
    """Rule, first day and amount of what is billed wrongly."""
    return sorted((row["rule"], str(row["period_start"]), f"{row['impact']:.2f}") for row in found(bare, CODES))


@pytest.mark.parametrize(
    ("amount", "rows"),
    [
        (300, []),
        (200, [("I4", "2026-08-01", "100.00")]),
        (301, [("I5", "2026-08-01", "-1.00")]),
    ],
)
def test_one_line_may_bill_three_months(bare: Store, amount: int, rows: list[tuple[str, str, str]]) -> None:
    sell(bare)
    hold(bare)
    bill(bare, "2026-08-01", "2026-10-31", amount)
    bill_months(bare, [11])
    assert wrong(bare) == rows


def test_a_month_that_is_billed_by_itself_too_is_billed_twice(bare: Store) -> None:
    sell(bare)
    hold(bare)
    bill(bare, "2026-08-01", "2026-10-31", 300)
    bill_months(bare, (9, 11))
    assert wrong(bare) == [("I5", "2026-08-01", "-100.00")]


def test_a_month_after_those_that_a_line_bills_is_missing(bare: Store) -> None:
    sell(bare)
    hold(bare)
    bill(bare, "2026-08-01", "2026-10-31", 300)
    assert wrong(bare) == [("I1", "2026-11-01", "100.00")]


@pytest.mark.parametrize(("taken_back", "rows"), [(-50, []), (-40, [("I6", "2026-11-01", "-10.00")])])
def test_the_rest_of_a_month_is_taken_back_when_a_contract_ends(
    bare: Store, taken_back: int, rows: list[tuple[str, str, str]]
) -> None:
    sell(bare, mapped_service_end="2026-11-15")
    hold(bare, status="Cancelled", cancellation_date="2026-11-16")
    bill_months(bare)
    bill(bare, "2026-11-16", "2026-11-30", taken_back)
    assert wrong(bare) == rows


@pytest.mark.parametrize(("instead", "rows"), [(100, []), (80, [("I6", "2026-11-01", "20.00")])])
def test_a_contract_is_replaced_within_a_month(bare: Store, instead: int, rows: list[tuple[str, str, str]]) -> None:
    sell(bare, mapped_service_end="2026-11-15")
    sell(bare, "B", price=200, mapped_service_start="2026-11-16")
    hold(bare, price=200)
    bill_months(bare)
    bill(bare, "2026-11-16", "2026-11-30", -50)
    bill(bare, "2026-11-16", "2026-11-30", instead)
    assert wrong(bare) == rows


@pytest.mark.parametrize(("days", "rows"), [(["10"], []), (["10", "20"], TWICE)])
def test_what_is_charged_once_may_be_charged_later(
    bare: Store, days: list[str], rows: list[tuple[str, str, str]]
) -> None:
    put(bare, "ordway.products", id="P-1", name="Set-up", sku="SEAT")
    put(bare, "ordway.plan_charges", plan_id="PL", position=1, product_id="P-1", type="One time")
    sell(bare)
    hold(bare)
    with bare.transaction() as cursor:
        cursor.run("update ordway.subscription_lines set charge_type = 'one_time', product_id = 'P-1'")
    for day in days:
        bill(bare, f"2026-08-{day}", f"2026-08-{day}", 100)
    assert wrong(bare) == rows
