"""What is billed for several periods at once, taken back within one, or charged once on another day, agrees."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from queries.store import Store
from tests.queries.small_records import copied, put, put_linked_account, small_store
from tests.reconcile.seats import bill, bill_months, found, hold, sell

TWICE = [("I3", "2026-08-01", "-100.00"), ("I5", "2026-08-01", "-100.00")]
CODES = ("I1", "I3", "I4", "I5", "I6")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A customer of both systems who has bought nothing."""
    file = tmp_path_factory.mktemp("together") / "tieout.duckdb"
    with small_store(file) as opened:
        put_linked_account(opened, 1)
    return file


@pytest.fixture
def store(empty: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    with copied(empty, tmp_path) as opened:
        yield opened


def wrong(store: Store) -> list[tuple[str, str, str]]:
    """Rule, first day and amount of what is billed wrongly."""
    return sorted((row["rule"], str(row["period_start"]), f"{row['impact']:.2f}") for row in found(store, CODES))


@pytest.mark.parametrize(
    ("amount", "rows"),
    [
        (300, []),
        (200, [("I4", "2026-08-01", "100.00")]),
        (301, [("I5", "2026-08-01", "-1.00")]),
    ],
)
def test_one_line_may_bill_three_months(store: Store, amount: int, rows: list[tuple[str, str, str]]) -> None:
    sell(store)
    hold(store)
    bill(store, "2026-08-01", "2026-10-31", amount)
    bill_months(store, [11])
    assert wrong(store) == rows


def test_a_month_that_is_billed_by_itself_too_is_billed_twice(store: Store) -> None:
    sell(store)
    hold(store)
    bill(store, "2026-08-01", "2026-10-31", 300)
    bill_months(store, (9, 11))
    assert wrong(store) == [("I5", "2026-08-01", "-100.00")]


def test_a_month_after_those_that_a_line_bills_is_missing(store: Store) -> None:
    sell(store)
    hold(store)
    bill(store, "2026-08-01", "2026-10-31", 300)
    assert wrong(store) == [("I1", "2026-11-01", "100.00")]


@pytest.mark.parametrize(("taken_back", "rows"), [(-50, []), (-40, [("I6", "2026-11-01", "-10.00")])])
def test_the_rest_of_a_month_is_taken_back_when_a_contract_ends(
    store: Store, taken_back: int, rows: list[tuple[str, str, str]]
) -> None:
    sell(store, mapped_service_end="2026-11-15")
    hold(store, status="Cancelled", cancellation_date="2026-11-16")
    bill_months(store)
    bill(store, "2026-11-16", "2026-11-30", taken_back)
    assert wrong(store) == rows


@pytest.mark.parametrize(("instead", "rows"), [(100, []), (80, [("I6", "2026-11-01", "20.00")])])
def test_a_contract_is_replaced_within_a_month(
    store: Store, instead: int, rows: list[tuple[str, str, str]]
) -> None:
    sell(store, mapped_service_end="2026-11-15")
    sell(store, "B", price=200, mapped_service_start="2026-11-16")
    hold(store, price=200)
    bill_months(store)
    bill(store, "2026-11-16", "2026-11-30", -50)
    bill(store, "2026-11-16", "2026-11-30", instead)
    assert wrong(store) == rows


@pytest.mark.parametrize(("days", "rows"), [(["10"], []), (["10", "20"], TWICE)])
def test_what_is_charged_once_may_be_charged_later(
    store: Store, days: list[str], rows: list[tuple[str, str, str]]
) -> None:
    put(store, "ordway.products", id="P-1", name="Set-up", sku="SEAT")
    put(store, "ordway.plan_charges", plan_id="PL", position=1, product_id="P-1", type="One time")
    sell(store)
    hold(store)
    with store.transaction() as cursor:
        cursor.run("update ordway.subscription_lines set charge_type = 'one_time', product_id = 'P-1'")
    for day in days:
        bill(store, f"2026-08-{day}", f"2026-08-{day}", 100)
    assert wrong(store) == rows
